/** A ring of the map. The last ring of a scheme is the outside. */
export interface Ring {
  readonly ring: number;
  /** The name in the scheme: a code that `words` knows, or the therapist's own word. */
  readonly name: string;
}

export const defaultScheme = '1=core,2=close,3=matters,4=distant,5=outside';

/** The highest number of a ring. */
const most = 6;

/**
 * Reads `1=core,2=close,…`. A scheme that cannot be read gives the usual four rings and the outside. The program reads
 * schemes too; both are held against `tests/golden/ring-schemes.json`.
 */
export function ringsOf(scheme: string): readonly Ring[] {
  const rings = scheme.split(',').flatMap((part) => {
    const [number = '', ...name] = part.split('=');
    const ring = /^\+?\d+$/u.test(number.trim()) ? Number(number) : 0;
    return ring > 0 && ring <= most && name.length > 0 ? [{ ring, name: name.join('=').trim() }] : [];
  });
  return rings.length >= 2 ? rings.sort((one, other) => one.ring - other.ring) : ringsOf(defaultScheme);
}

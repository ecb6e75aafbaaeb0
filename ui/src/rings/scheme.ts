/** A ring of the map. The last ring of a scheme is the outside. */
export interface Ring {
  readonly ring: number;
  /** The name in the scheme: a code that `words` knows, or the therapist's own word. */
  readonly name: string;
}

export const defaultScheme = '1=core,2=close,3=matters,4=distant,5=outside';

/** Reads `1=core,2=close,…`. A scheme that cannot be read gives the usual four rings and the outside. */
export function ringsOf(scheme: string): readonly Ring[] {
  const rings = scheme.split(',').flatMap((part) => {
    const [number = '', ...name] = part.split('=');
    const ring = Number(number.trim());
    return Number.isInteger(ring) && ring > 0 && name.length > 0
      ? [{ ring, name: name.join('=').trim() }]
      : [];
  });
  return rings.length >= 2 ? rings.sort((one, other) => one.ring - other.ring) : ringsOf(defaultScheme);
}

export interface Pickable {
  id: string;
  label: string;
  /** A few quiet words that tell two of one name apart. */
  more?: string | null;
}

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();

/** Those not yet chosen whose name or description holds what was typed; names that begin with it first. */
export function matching(options: readonly Pickable[], chosen: readonly string[], typed: string): Pickable[] {
  const wanted = plain(typed.trim());
  const begins = (option: Pickable) => plain(option.label).startsWith(wanted);
  return options
    .filter((option) => !chosen.includes(option.id))
    .filter((option) => plain(`${option.label} ${option.more ?? ''}`).includes(wanted))
    .toSorted((one, other) => Number(begins(other)) - Number(begins(one)));
}

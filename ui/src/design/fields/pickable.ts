export interface Pickable {
  id: string;
  label: string;
  /** A short note that tells two options of the same name apart. */
  more?: string | null;
}

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();

/** Options not yet chosen whose name or note contains the typed text; names that begin with it come first. */
export function matching(options: readonly Pickable[], chosen: readonly string[], typed: string): Pickable[] {
  const wanted = plain(typed.trim());
  const begins = (option: Pickable) => plain(option.label).startsWith(wanted);
  return options
    .filter((option) => !chosen.includes(option.id))
    .filter((option) => plain(`${option.label} ${option.more ?? ''}`).includes(wanted))
    .toSorted((one, other) => Number(begins(other)) - Number(begins(one)));
}

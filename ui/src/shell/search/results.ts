import type { Part } from '../../backend';

export const groups = ['clients', 'written', 'actions'] as const;

/** One line of the search: a client, something written, or something to do. */
export interface SearchResult {
  id: string;
  group: (typeof groups)[number];
  label: string;
  aside?: string;
  /** Where the words stand, in parts. */
  snippet?: readonly Part[];
  run: () => void;
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** What holds every word that was typed, names beginning with the first one before others. */
export function matching(all: readonly SearchResult[], typed: string, most: number): SearchResult[] {
  const parts = plain(typed).split(/\s+/u).filter(Boolean);
  const first = parts[0] ?? '';
  return all
    .map((found) => ({ found, text: plain(`${found.label} ${found.aside ?? ''}`) }))
    .filter(({ text }) => parts.every((part) => text.includes(part)))
    .sort((a, b) => Number(b.text.startsWith(first)) - Number(a.text.startsWith(first)))
    .slice(0, most)
    .map(({ found }) => found);
}

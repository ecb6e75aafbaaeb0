import type { Part } from '../../backend';

export const groups = ['clients', 'written', 'actions'] as const;

/** One search result: a client, a passage of a record, or an action. */
export interface SearchResult {
  id: string;
  group: (typeof groups)[number];
  label: string;
  aside?: string;
  /** The passage with the searched words, in parts. */
  snippet?: readonly Part[];
  run: () => void;
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Results that contain every typed word. Those that begin with the first word come first. */
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

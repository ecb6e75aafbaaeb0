import type { Course, MapTie } from '../../backend';
import type { TieKind } from './tie';

/** Two people who are mentioned together in events, and are therefore connected without being drawn. */
export interface MentionedTogether {
  readonly one: string;
  readonly other: string;
  /** The number of events. */
  readonly times: number;
}

/** A tie between two other people, drawn by hand. */
export interface TieBetween {
  readonly one: string;
  readonly other: string;
  readonly tie: TieKind;
  readonly words: string | null;
}

/** The ties between other people that were drawn by hand. */
export function drawnTies(ties: readonly MapTie[]): readonly TieBetween[] {
  return ties.map(({ one, other, quality, words }) => ({
    one,
    other,
    tie: quality ?? 'unsaid',
    words: words ?? null,
  }));
}

/** The other end of a tie. */
export function otherEnd({ one, other }: Pick<TieBetween, 'one' | 'other'>, person: string): string {
  return one === person ? other : one;
}

/** The ties of one person. */
export function tiesOf(between: readonly TieBetween[], person: string): readonly TieBetween[] {
  return between.filter(({ one, other }) => one === person || other === person);
}

/** The ties between two of these people. */
export function tiesWithin<T extends Pick<MentionedTogether, 'one' | 'other'>>(
  people: readonly { readonly id: string }[],
  ties: readonly T[],
): readonly T[] {
  const here = new Set(people.map(({ id }) => id));
  return ties.filter(({ one, other }) => here.has(one) && here.has(other));
}

/** The pairs of other people who are mentioned together in events. */
export function mentionsTogether(course: Course): readonly MentionedTogether[] {
  const groups = [
    ...(course.timeline ?? []).map(({ people }) => people ?? []),
    ...(course.sessions ?? []).map(({ mood_event }) => mood_event?.person_ids ?? []),
  ];
  const pairs = new Map<string, MentionedTogether>();
  for (const group of groups) {
    const people = [...new Set(group)].sort();
    people.forEach((one, index) => {
      for (const other of people.slice(index + 1)) {
        const key = `${one} ${other}`;
        pairs.set(key, { one, other, times: (pairs.get(key)?.times ?? 0) + 1 });
      }
    });
  }
  return [...pairs.values()];
}

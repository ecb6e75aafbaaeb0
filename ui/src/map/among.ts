import type { Course } from '../backend';

/** Two people of whom the record speaks together: nobody has to draw what was told already. */
export interface Together {
  readonly one: string;
  readonly other: string;
  /** In how many events. */
  readonly times: number;
}

/** The ties among others, as far as events tell of them. */
export function togetherIn(course: Course): readonly Together[] {
  const groups = [
    ...(course.timeline ?? []).map(({ people }) => people ?? []),
    ...(course.sessions ?? []).map(({ mood_event }) => mood_event?.person_ids ?? []),
  ];
  const pairs = new Map<string, Together>();
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

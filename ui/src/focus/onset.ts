/** First months of what a rough date can name beside a month, counted from 0, and how many they are. */
const parts: Readonly<Record<string, readonly [number, number]>> = {
  Q1: [0, 3],
  Q2: [3, 3],
  Q3: [6, 3],
  Q4: [9, 3],
  spring: [2, 3],
  summer: [5, 3],
  autumn: [8, 3],
  winter: [11, 3],
};
/** As long before the onset as something is called near it, in months. Ours. */
const before = 12;

/** The first and the last month a date can mean, counted from the year 0. */
function monthsOf(date: string): readonly [number, number] | null {
  const [year = '', part] = date.split('-');
  if (!/^\d{4}$/u.test(year)) return null;
  const [first, count] = part === undefined ? [0, 12] : (parts[part] ?? [Number(part) - 1, 1]);
  if (Number.isNaN(first)) return null;
  const month = Number(year) * 12 + first;
  return [month, month + count - 1];
}

/** Whether something can have happened in the year that led up to the onset, however roughly both are dated. */
export function isNearOnset(date: string | null | undefined, onset: string | null | undefined): boolean {
  const [was, began] = [monthsOf(date ?? ''), monthsOf(onset ?? '')];
  return was !== null && began !== null && was[1] >= began[0] - before && was[0] <= began[1];
}

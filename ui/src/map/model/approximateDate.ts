const months: Readonly<Record<string, string>> = {
  Q1: '01',
  Q2: '04',
  Q3: '07',
  Q4: '10',
  spring: '03',
  summer: '06',
  autumn: '09',
  winter: '12',
};

/** The first day a date may mean that is known by day, month, quarter, season or year; null where it says none. */
export function earliest(date: string): string | null {
  const [, year, rest = '01', day = '01'] = /^(\d{4})(?:-([a-zA-Z\d]+))?(?:-(\d{2}))?$/u.exec(date) ?? [];
  const month = months[rest] ?? rest;
  return year !== undefined && /^\d{2}$/u.test(month) ? `${year}-${month}-${day}` : null;
}

import type { TodaySession } from '../backend';

const hour = 60;

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

/** The session under way: it began less than an hour ago and is not recorded yet. */
export function currentSession(sessions: readonly TodaySession[], time: string): TodaySession | null {
  const now = minutes(time);
  const under = sessions.filter(({ pip }) => {
    const since = pip.start_time === null ? Number.NaN : now - minutes(pip.start_time);
    return pip.status === 'planned' && since >= 0 && since < hour;
  });
  return under.at(-1) ?? null;
}

import type { TodaySession } from '../backend';
import { clock } from '../words';

/** The session under way or coming next: the last one that has begun and is not recorded, else the next. */
export function current(sessions: readonly TodaySession[], now: Date): TodaySession | null {
  const time = clock(now);
  const open = sessions.filter(
    (session) => session.pip.status === 'planned' && session.pip.start_time !== null,
  );
  const begun = open.filter((session) => (session.pip.start_time ?? '') <= time);
  return begun.at(-1) ?? null;
}

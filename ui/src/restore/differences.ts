import type { Difference, Instant, RestorePreview } from '../backend';
import { dayAndTime, kindsCounted, words } from '../words';

export interface Line {
  what: string;
  now: string;
  then: string;
  change: string;
  /** Something in the present vault would be lost. */
  loses: boolean;
}

const texts = words.restore;

function counted({ now, then, same }: Difference): Pick<Line, 'change' | 'loses'> {
  if (now === null) return { change: '', loses: false };
  const by = then - now;
  // As many records but different ones: later edits would be lost.
  if (by === 0) return { change: same ? texts.same : texts.otherwise, loses: !same };
  return by < 0 ? { change: texts.fewer(-by), loses: true } : { change: texts.more(by), loses: false };
}

/** The rows of the table that shows what a restore would change, without kinds that neither side has. */
export function differences(preview: RestorePreview): Line[] {
  const rows = preview.rows
    .filter(({ now, then }) => (now ?? 0) > 0 || then > 0)
    .map((row) => ({
      what: kindsCounted[row.kind],
      now: row.now === null ? '' : String(row.now),
      then: String(row.then),
      ...counted(row),
    }));
  const { newest_now, newest_then } = preview;
  const moment = (at: Instant | null) => (at === null ? texts.nothing : dayAndTime(at));
  const older =
    newest_now !== null && newest_then !== null && Date.parse(newest_then) < Date.parse(newest_now);
  return [
    ...rows,
    {
      what: texts.newest,
      now: isCompared(preview) ? moment(newest_now) : '',
      then: moment(newest_then),
      change: '',
      loses: older,
    },
  ];
}

/** Whether the present vault was counted too. */
export function isCompared({ rows, newest_now }: RestorePreview): boolean {
  return newest_now !== null || rows.some(({ now }) => now !== null);
}

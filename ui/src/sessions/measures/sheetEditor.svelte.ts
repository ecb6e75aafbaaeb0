import {
  ask,
  boundTo,
  Draft,
  viewOfOne,
  type BoundSave,
  type CourseView,
  type Instrument,
  type Measure,
  type MeasureEntry,
  type RiskFlag,
  type Slot,
  type StruckSheet,
} from '../../backend';
import { isOfSlot } from '../../lib/slots';
import { OptimisticValue } from '../../lib/optimistic.svelte';
import { Answers, sheetOf, type Sheet } from './answers.svelte';

export function measureAt(view: CourseView, slot: Slot, instrument: string): Measure | undefined {
  return view.course.measures?.findLast(
    (measure) =>
      measure.instrument === instrument &&
      isOfSlot(measure.session_number, slot) &&
      !view.struck_sheets.some(({ id }) => id === measure.id),
  );
}

/** Sheets of a session that count nowhere. */
export const struckAt = ({ struck_sheets }: CourseView, slot: Slot): StruckSheet[] =>
  struck_sheets.filter((sheet) => sheet.slot === slot.id);

/** The flag the PHQ-9 of a session raised, open or answered. */
export function flagOf(view: CourseView, slot: Slot): RiskFlag | undefined {
  const measure = measureAt(view, slot, 'PHQ-9');
  return view.flags.find((flag) => flag.measure === measure?.id);
}

/** Sheets of a session that leave their item on risk without an answer. */
export const leftOutAt = ({ course, item9_left_out }: CourseView, slot: Slot): Measure[] =>
  (course.measures ?? []).filter(
    (measure) => item9_left_out.includes(measure.id) && isOfSlot(measure.session_number, slot),
  );

/** The record of a measure in a session: answered by the client, on the day of the session. */
export const entryOf = (slot: Slot, instrument: string, part: Partial<MeasureEntry>): MeasureEntry => ({
  instrument,
  date: slot.date,
  slot: slot.id ?? null,
  completed_by: 'client',
  items: null,
  function_item: null,
  total: null,
  item9: null,
  value: null,
  work_not_applicable: null,
  subscales: null,
  ...part,
});

/** Whether a sheet can only be struck out, with a reason; else it is removed. */
export const needsReason = ({ scores }: CourseView, measure: Measure): boolean =>
  scores.find((score) => score.id === measure.id)?.removal_needs_reason ?? false;

/** A total from paper, with what else is asked for beside it; null where that was not said. */
export interface PaperTotal {
  total: number;
  work_not_applicable: true | null;
  /** The answer to the item on risk. */
  item9: number | null;
  /** The answers that are kept already, where the total is still theirs. */
  items: Measure['items'];
}

/** The total alone, for the session it was typed in. */
export function saveTotal(
  of: () => { readonly course: string; readonly slot: Slot; readonly instrument: string },
): BoundSave<PaperTotal> {
  return boundTo(of, ({ course, slot, instrument }, paper) =>
    ask.recordMeasure(course, entryOf(slot, instrument, { ...paper, items: paper.items ?? null })),
  );
}

/** Every answer was taken back; the question on difficulty goes with them. */
export const isEmpty = (sheet: Sheet): boolean => sheet.values.every((answer) => answer === null);

/** One measure of one session while it is answered: each answer is kept, the whole becomes the record. */
export class SheetEditor {
  readonly instrument: Instrument;
  readonly answers: Answers;
  readonly draft: Draft<Sheet>;

  constructor(view: () => CourseView, slot: () => Slot, instrument: Instrument) {
    this.instrument = instrument;
    const { code } = instrument;
    const own = viewOfOne(view);
    const read = () => {
      const kept = measureAt(own(), slot(), code);
      return sheetOf(instrument, kept?.items, kept?.function_item);
    };
    const written = new OptimisticValue<Sheet>(own, read);
    this.draft = new Draft<Sheet>({
      key: `course/${own().id}/slot/${slot().id ?? ''}/${code}`,
      client: own().client_id,
      stored: () => written.value,
      commit: boundTo(
        () => ({ course: own().id, slot: slot() }),
        async (owner, sheet) => {
          if (isEmpty(sheet)) {
            const kept = measureAt(own(), owner.slot, code);
            // If a reason is needed, the answers come back and the page asks for it.
            // A refusal and a total from paper are no sheet: an empty one says nothing about them.
            if (!kept?.items || needsReason(own(), kept)) return;
            await ask.removeMeasure(owner.course, kept.id, null);
            written.saved(sheet);
            return;
          }
          const answered = { items: [...sheet.values], function_item: sheet.difficulty };
          await ask.recordMeasure(owner.course, entryOf(owner.slot, code, answered));
          written.saved(sheet);
        },
      ),
    });
    this.answers = new Answers(instrument, this.draft);
  }
}

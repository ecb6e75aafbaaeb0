import {
  ask,
  boundTo,
  Draft,
  viewOfOne,
  type BoundSave,
  type CourseView,
  type Measure,
  type MeasureEntry,
  type RiskFlag,
  type Slot,
} from '../../backend';
import { isOfSlot } from '../../lib/slots';
import { OptimisticValue } from '../../lib/optimistic.svelte';
import type { Scale } from '../../scales/scale';
import { Answers, sheetOf, type Sheet } from './answers.svelte';

export function measureAt({ course }: CourseView, slot: Slot, instrument: string): Measure | undefined {
  return course.measures?.findLast(
    (measure) => measure.instrument === instrument && isOfSlot(measure.session_number, slot),
  );
}

/** The flag that the PHQ-9 of a session raised, open or answered. */
export function flagOf(view: CourseView, slot: Slot): RiskFlag | undefined {
  const measure = measureAt(view, slot, 'PHQ-9');
  return view.flags.find((flag) => flag.measure === measure?.id);
}

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

/** Saves the total alone, for the session in which it was typed. */
export function saveTotal(
  of: () => { readonly course: string; readonly slot: Slot; readonly instrument: string },
): BoundSave<number> {
  return boundTo(of, ({ course, slot, instrument }, total) =>
    ask.recordMeasure(course, entryOf(slot, instrument, { total })),
  );
}

/** Edits one measure of one session. Each answer is stored as a draft; the whole sheet is recorded. */
export class SheetEditor {
  readonly scale: Scale;
  readonly answers: Answers;
  readonly draft: Draft<Sheet>;

  constructor(view: () => CourseView, slot: () => Slot, scale: Scale) {
    this.scale = scale;
    const own = viewOfOne(view);
    const read = () => {
      const kept = measureAt(own(), slot(), scale.code);
      return sheetOf(scale, kept?.items, kept?.function_item);
    };
    const written = new OptimisticValue<Sheet>(own, read);
    this.draft = new Draft<Sheet>({
      key: `course/${own().id}/slot/${slot().id ?? ''}/${scale.code}`,
      client: own().client_id,
      stored: () => written.value,
      commit: boundTo(
        () => ({ course: own().id, slot: slot() }),
        async (owner, sheet) => {
          if (sheet.values.every((answer) => answer === null)) return;
          const answered = { items: [...sheet.values], function_item: sheet.difficulty };
          await ask.recordMeasure(owner.course, entryOf(owner.slot, scale.code, answered));
          written.saved(sheet);
        },
      ),
    });
    this.answers = new Answers(scale, this.draft);
  }
}

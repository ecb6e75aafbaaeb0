import { ask, Draft, type CourseView, type Measure, type MeasureEntry, type Slot } from '../../backend';
import { isOfSlot } from '../../lib/slots';
import { OptimisticValue } from '../../lib/optimistic.svelte';
import type { Scale } from '../../scales/scale';
import { Answers, sheetOf, type Sheet } from './answers.svelte';

export function measureAt({ course }: CourseView, slot: Slot, instrument: string): Measure | undefined {
  return course.measures?.findLast(
    (measure) => measure.instrument === instrument && isOfSlot(measure.session_number, slot),
  );
}

/** A measure of a session, as it is recorded: answered by the client, of the day of the session. */
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

/** One measure of one session while it is answered: each answer is kept, the whole becomes the record. */
export class SheetEditor {
  readonly scale: Scale;
  readonly answers: Answers;
  readonly draft: Draft<Sheet>;

  constructor(view: () => CourseView, slot: () => Slot, scale: Scale) {
    this.scale = scale;
    const read = () => {
      const kept = measureAt(view(), slot(), scale.code);
      return sheetOf(scale, kept?.items, kept?.function_item);
    };
    const written = new OptimisticValue<Sheet>(view, read);
    this.draft = new Draft<Sheet>({
      key: `course/${view().id}/slot/${slot().id ?? ''}/${scale.code}`,
      client: view().client_id,
      stored: () => written.value,
      commit: async (sheet) => {
        if (sheet.values.every((answer) => answer === null)) return;
        const answered = { items: [...sheet.values], function_item: sheet.difficulty };
        await ask.recordMeasure(view().id, entryOf(slot(), scale.code, answered));
        written.saved(sheet);
      },
    });
    this.answers = new Answers(scale, this.draft);
  }
}

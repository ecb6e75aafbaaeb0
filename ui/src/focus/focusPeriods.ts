import type { Focus, FocusArea } from '../backend';

export interface FocusPeriod {
  area: FocusArea;
  situation: string | null;
  people: string[];
  from: string;
  /** The day it ended; null for the focus in force. */
  to: string | null;
  /** The reason for the change. */
  left: string | null;
}

/** The focus in force and every earlier one, newest first. */
export function focusPeriods(focus: Focus): FocusPeriod[] {
  const begun = [
    {
      area: focus.area,
      situation: focus.situation ?? null,
      people: focus.person_ids ?? [],
      from: focus.agreed_on,
    },
    ...(focus.changes ?? []).map((change) => ({
      area: change.area,
      situation: change.situation,
      people: change.person_ids ?? [],
      from: change.on,
    })),
  ];
  return begun
    .map((period, index) => ({
      ...period,
      to: focus.changes?.[index]?.on ?? null,
      left: focus.changes?.[index]?.reason ?? null,
    }))
    .toReversed();
}

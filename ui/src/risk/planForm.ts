import type { SafetyPlan, SafetyPlanDraft } from '../backend';

/** A person of the map in the plan, with what is done with them, or with their telephone number. */
export interface PlanPerson {
  id: string;
  text: string;
}

/** The safety plan while it is written. Texts have a line for each entry. */
export interface PlanForm {
  signs: string;
  own: string;
  places: string;
  distracting: readonly PlanPerson[];
  helping: readonly PlanPerson[];
  professionals: readonly { name: string; phone: string }[];
  surroundings: string;
  copies: string;
  likely: string;
}

const joined = (lines?: readonly string[] | null) => (lines ?? []).join('\n');
const split = (text: string) => text.split('\n').filter((line) => line.trim());

export function formOf(plan?: SafetyPlan | null): PlanForm {
  const places = plan?.distraction_people_places ?? [];
  return {
    signs: joined(plan?.warning_signs),
    own: joined(plan?.on_my_own),
    places: joined(places.filter((place) => !place.person_id).map((place) => place.text)),
    distracting: places.flatMap(({ person_id, text }) => (person_id ? [{ id: person_id, text }] : [])),
    helping: (plan?.ask_for_help ?? []).map(({ person_id, phone }) => ({ id: person_id, text: phone ?? '' })),
    professionals: plan?.professionals ?? [],
    surroundings: joined(plan?.safer_surroundings),
    copies: joined(plan?.copies),
    likely: String(plan?.likelihood_to_use_0_10 ?? ''),
  };
}

export function draftOf(form: PlanForm): SafetyPlanDraft {
  const likely = Number.parseInt(form.likely, 10);
  return {
    warning_signs: split(form.signs),
    on_my_own: split(form.own),
    distraction_people_places: [
      ...form.distracting.map(({ id, text }) => ({ person_id: id, text })),
      ...split(form.places).map((text) => ({ person_id: null, text })),
    ],
    ask_for_help: form.helping.map(({ id, text }) => ({ person_id: id, phone: text.trim() || null })),
    professionals: form.professionals.map(({ name, phone }) => ({ name, phone })),
    safer_surroundings: split(form.surroundings),
    copies: split(form.copies),
    likelihood_to_use_0_10: Number.isNaN(likely) ? null : likely,
  };
}

/** The people after a choice among those of the map; what is written about those who stay is kept. */
export const choosePeople = (before: readonly PlanPerson[], ids: readonly string[]): PlanPerson[] =>
  ids.map((id) => before.find((person) => person.id === id) ?? { id, text: '' });

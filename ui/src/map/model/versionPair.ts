import type { CourseView } from '../../backend';
import { numberOf } from '../../lib/slots';
import { words } from '../../words';

/** The value of a select for the map of today. */
export const asItStands = '';

interface Chosen {
  readonly then: string | null;
  readonly now: string | null;
}

/** The two maps that are compared: at first the first version and the map of today. */
export function pairOf({ course }: Pick<CourseView, 'course'>, { then, now }: Chosen) {
  const versions = course.map_snapshots ?? [];
  // A version that was undone meanwhile counts as not chosen.
  const there = (id: string | null) => (versions.some((version) => version.id === id) ? id : null);
  const first = versions[0]?.id ?? asItStands;
  return { then: then === asItStands ? then : (there(then) ?? first), now: there(now) ?? asItStands };
}

/** The options: every version, and the map of today. */
export function pairOptions({ course, glance }: Pick<CourseView, 'course' | 'glance'>) {
  const texts = words.map.versions;
  const versions = (course.map_snapshots ?? []).map(({ id, kind, session_number: session, date }) => ({
    value: id,
    label: texts.spoken(kind, numberOf(glance.pips, session), date),
  }));
  return [...versions, { value: asItStands, label: texts.now }];
}

import type { CourseView } from '../../backend';
import { numberOf } from '../../lib/slots';
import { words } from '../../words';

/** The map as it stands, where a version can be chosen. */
export const asItStands = '';

interface Chosen {
  readonly then: string | null;
  readonly now: string | null;
}

/** Which two maps are held against each other: at first the first version and the map as it stands. */
export function pairOf({ course }: Pick<CourseView, 'course'>, { then, now }: Chosen) {
  const versions = course.map_snapshots ?? [];
  // One that was taken back meanwhile is as good as none.
  const there = (id: string | null) => (versions.some((version) => version.id === id) ? id : null);
  const first = versions[0]?.id ?? asItStands;
  return { then: then === asItStands ? then : (there(then) ?? first), now: there(now) ?? asItStands };
}

/** What can be chosen: every version, and the map as it stands. */
export function pairOptions({ course, glance }: Pick<CourseView, 'course' | 'glance'>) {
  const texts = words.map.versions;
  const versions = (course.map_snapshots ?? []).map(({ id, kind, session_number: session, date }) => ({
    value: id,
    label: texts.spoken(kind, numberOf(glance.pips, session), date),
  }));
  return [...versions, { value: asItStands, label: texts.now }];
}

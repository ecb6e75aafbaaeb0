import type { CourseView, MapChange } from '../../backend';
import { words } from '../../words';
import type { Named } from '../../words/en/mapHistory';
import { sectorAt } from '../model/place';
import { calledIn } from '../model/namesakes';
import { ringsOf } from '../../rings/scheme';
import { ringName } from '../drawing/description';

export interface DescribedChange {
  readonly kind: MapChange['change'];
  readonly inwards: boolean;
  readonly text: string;
  readonly people: readonly string[];
}

/** The people in a change. */
export function peopleIn(change: MapChange): readonly string[] {
  switch (change.change) {
    case 'rings':
    case 'note_written':
    case 'note_changed':
    case 'note_dropped':
      return [];
    case 'tie_drawn':
    case 'tie_dropped':
      return [change.tie.one, change.tie.other];
    case 'tie_redrawn':
      return [change.to.one, change.to.other];
    default:
      return [change.person];
  }
}

/** The list of changes in words. A turn within a life context is left out. */
export function describeChanges(
  changes: readonly MapChange[],
  { course }: Pick<CourseView, 'course'>,
  schemes: { readonly then: string; readonly now: string },
): readonly DescribedChange[] {
  const [then, now] = [ringsOf(schemes.then), ringsOf(schemes.now)];
  const names = calledIn(course.people ?? []);
  const sector = (angle: number) => {
    const found = sectorAt(angle);
    return found ? words.map.contexts[found.context] : '';
  };
  return changes.flatMap((change): DescribedChange[] => {
    const [person = null, other = null] = peopleIn(change);
    const named: Named = {
      name: names.get(person ?? '') ?? '',
      other: names.get(other ?? '') ?? '',
      from: '',
      to: '',
    };
    const say = (part: Partial<Named> = {}): DescribedChange[] => [
      {
        kind: change.change,
        inwards: change.change === 'moved' && change.nearer > 0,
        text: words.mapHistory.changes.sentence(change, { ...named, ...part }),
        people: peopleIn(change),
      },
    ];
    switch (change.change) {
      case 'new':
        return say({ to: ringName(now, change.ring) });
      case 'moved':
        return say({ from: ringName(then, change.from), to: ringName(now, change.to) });
      case 'turned': {
        const [from, to] = [sector(change.from), sector(change.to)];
        return from === to ? [] : say({ from, to });
      }
      default:
        return say();
    }
  });
}

import { expect, it } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { nextState, tasksIn } from './sessionTasks';

it('lists the tasks that the program names for a session, in the order of the checklist', () => {
  const view = sampleView(6);
  const [one, two, three, step] = view.tasks;
  const listed = {
    slot: 'slot-6',
    group: 'middle' as const,
    due: [two!.id, one!.id],
    rest: [three!.id],
    focus: 'grief' as const,
    steps: [step!.id],
  };
  const here = tasksIn({ ...view, session_tasks: [listed] }, 'slot-6');
  expect(here).toEqual({ ...listed, due: [one, two], rest: [three], steps: [step] });
  expect(tasksIn(view, 'unknown'), 'a slot that is not listed').toBeNull();
});

it('goes from not started to done and back', () => {
  expect(nextState(nextState(nextState('not_started'))), 'three clicks come back').toBe('not_started');
});

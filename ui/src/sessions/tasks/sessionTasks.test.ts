import { describe, expect, it } from 'vitest';
import type { TaskView } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { sessionTasksOf, nextState } from './sessionTasks';

const task = (id: string, more: Partial<TaskView> = {}): TaskView => ({
  id,
  group: 'initial',
  required: false,
  expected: null,
  state: 'not_started',
  slot: null,
  number: null,
  reason: null,
  ...more,
});

const due = (tasks: TaskView[], number: number) =>
  sessionTasksOf({ ...sampleView(6), tasks }, 'initial', number).due.map((one) => one.id);

describe('what is due in a session', () => {
  it('lists tasks that are expected by now and not done', () => {
    const tasks = [task('early', { expected: [1, 1] }), task('late', { expected: [3, 4] })];
    expect(due(tasks, 2), 'unfinished tasks roll forward, later ones wait').toEqual(['early']);
  });

  it('keeps showing tasks that were done in this session', () => {
    const tasks = [task('here', { state: 'done', number: 2 }), task('before', { state: 'done', number: 1 })];
    expect(due(tasks, 2), 'a tick does not make the line vanish').toEqual(['here']);
  });

  it('lists tasks that were begun, whenever they were expected', () => {
    expect(due([task('begun', { state: 'in_progress', expected: [4, 4] })], 1), 'it is in hand').toEqual([
      'begun',
    ]);
  });

  it('shows the steps of the focus from the middle phase on', () => {
    const view = sampleView(6);
    expect(sessionTasksOf(view, 'initial', 4).steps, 'not before a focus is worked on').toEqual([]);
    expect(sessionTasksOf(view, 'middle', 6).steps.length, 'the steps of role transition').toBe(11);
  });
});

it('goes from not started to done and back', () => {
  expect(nextState(nextState(nextState('not_started'))), 'three clicks come back').toBe('not_started');
});

import type { CourseView, Phase, TaskGroup, TaskState, TaskView } from '../../backend';

export interface SessionTasks {
  phase: TaskGroup;
  /** Tasks of this phase that are expected by now, or begun and not finished. */
  due: TaskView[];
  /** Tasks of this phase that are done, set aside, or expected later. */
  rest: TaskView[];
  /** Steps of the chosen focus, while it is worked on. */
  steps: TaskView[];
  focus: TaskGroup | null;
}

const groups: Record<Phase, TaskGroup> = {
  initial: 'initial',
  middle: 'middle',
  ending: 'ending',
  concluded: 'after',
};

const finished = (task: TaskView) => ['done', 'revisited', 'not_applicable'].includes(task.state);

/** The tasks of a session. Unfinished tasks of its phase carry over from earlier sessions. */
export function sessionTasksOf(
  { tasks, glance }: CourseView,
  phase: Phase,
  number: number | null,
): SessionTasks {
  const group = groups[phase];
  const own = tasks.filter((task) => task.group === group);
  const here = (task: TaskView) => number !== null && task.number === number;
  const expected = (task: TaskView) =>
    task.expected !== null && (number === null || task.expected[0] <= number);
  const due = own.filter(
    (task) => here(task) || (!finished(task) && (expected(task) || task.state === 'in_progress')),
  );
  const focus = phase === 'initial' ? null : glance.focus;
  return {
    phase: group,
    due,
    rest: own.filter((task) => !due.includes(task)),
    steps: focus === null ? [] : tasks.filter((task) => task.group === focus),
    focus,
  };
}

const cycle: Record<TaskState, TaskState> = {
  not_started: 'in_progress',
  in_progress: 'done',
  done: 'not_started',
  revisited: 'not_started',
  not_applicable: 'not_started',
};

export const nextState = (state: TaskState): TaskState => cycle[state];

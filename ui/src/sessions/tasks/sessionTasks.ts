import type { CourseView, TaskGroup, TaskState, TaskView } from '../../backend';

export interface TasksHere {
  group: TaskGroup;
  due: TaskView[];
  rest: TaskView[];
  focus: TaskGroup | null;
  steps: TaskView[];
}

/** The tasks of a session, as the program lists them; null for a slot that it does not list. */
export function tasksIn({ tasks, session_tasks }: CourseView, slot: string): TasksHere | null {
  const here = session_tasks.find((one) => one.slot === slot);
  if (!here) return null;
  const named = (ids: readonly string[]) => tasks.filter(({ id }) => ids.includes(id));
  return { ...here, due: named(here.due), rest: named(here.rest), steps: named(here.steps) };
}

const cycle: Record<TaskState, TaskState> = {
  not_started: 'in_progress',
  in_progress: 'done',
  done: 'not_started',
  revisited: 'not_started',
  not_applicable: 'not_started',
};

export const nextState = (state: TaskState): TaskState => cycle[state];

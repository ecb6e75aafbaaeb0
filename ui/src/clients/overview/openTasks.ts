import type { CourseView, TaskView } from '../../backend';

/** What the present phase still asks for: the steps of the focus come with the middle phase. */
export function openTasks(view: CourseView): TaskView[] {
  const { phase, focus } = view.glance;
  return view.tasks.filter((task) => {
    if (task.state !== 'not_started' && task.state !== 'in_progress') return false;
    if (phase === 'concluded') return task.group === 'after';
    return task.group === phase || (phase === 'middle' && task.group === focus);
  });
}

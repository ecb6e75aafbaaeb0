import type { FileProblem } from '../../backend/backend';

/** What is wrong with a course file that was refused. */
export function problems(problem: FileProblem): string {
  return JSON.stringify(problem);
}

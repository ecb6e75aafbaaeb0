import { untrack } from 'svelte';
import type { CourseView } from './backend';

/**
 * The view of one course as it was last read. A save that runs late uses it instead of the page, which may by then show
 * another course or none.
 */
export function viewOfOne(read: () => CourseView | null): () => CourseView {
  const first = untrack(read);
  if (!first) throw new Error('a page of a course has its view');
  let own = first;
  return () => {
    const now = read();
    if (now?.id === own.id) own = now;
    return own;
  };
}

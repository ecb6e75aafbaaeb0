import type { Book } from '@lucide/svelte';

/** An icon of the set in use. */
export type Icon = typeof Book;

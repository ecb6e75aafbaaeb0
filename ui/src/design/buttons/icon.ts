import type { Book } from '@lucide/svelte';

/** Any icon of the one set in use. */
export type Icon = typeof Book;

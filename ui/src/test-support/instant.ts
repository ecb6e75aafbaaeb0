import type { Instant } from '../backend';

/** An instant in UTC, as the program sends it. */
export const instant = (text: string): Instant => text as Instant;

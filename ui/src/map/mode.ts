/** The ways to look at the map: drawn, then beside now, over the sessions, as a table. */
export type Mode = 'drawing' | 'then' | 'replay' | 'table';

/** What two people look at together. */
export type Presented = 'map' | 'chart';

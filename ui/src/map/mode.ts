/** The four views of the map: drawing, then beside now, replay over the sessions, table. */
export type Mode = 'drawing' | 'then' | 'replay' | 'table';

/** The two things a presentation shows: the map, or the chart of the scores. */
export type Presented = 'map' | 'chart';

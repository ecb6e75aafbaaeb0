/** The four views of the map: the drawing, two versions compared, the replay, the table. */
export type Mode = 'drawing' | 'then' | 'replay' | 'table';

/** The two contents of a presentation: the map, or the chart of the scores. */
export type Presented = 'map' | 'chart';

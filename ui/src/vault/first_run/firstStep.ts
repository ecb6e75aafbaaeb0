/** The first action of a person in a new vault. */
export type FirstStep = 'client' | 'sample';

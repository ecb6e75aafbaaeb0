/** What a person does first in a new vault. */
export type FirstStep = 'client' | 'sample';

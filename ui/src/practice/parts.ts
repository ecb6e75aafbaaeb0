/** The parts of the practice page, in the order of its tabs. */
export const parts = ['backups', 'retention', 'audit'] as const;
export type Part = (typeof parts)[number];

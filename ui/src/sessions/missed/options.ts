/** The options of a choice, in the order of their words. */
export const optionsOf = <T extends string>(all: Record<T, string>) =>
  (Object.keys(all) as T[]).map((value) => ({ value, label: all[value] }));

export const design = {
  close: 'Close',
  loading: 'One moment …',
  optional: 'optional',
};

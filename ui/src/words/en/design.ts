export const design = {
  close: 'Close',
  cancel: 'Cancel',
  loading: 'One moment …',
  today: (time: string) => `today ${time}`,
  yesterday: (time: string) => `yesterday ${time}`,
  optional: 'optional',
};

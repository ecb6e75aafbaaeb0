export const design = {
  close: 'Close',
  cancel: 'Cancel',
  clear: (label: string) => `${label}: not said`,
  loading: 'One moment …',
  today: (time: string) => `today ${time}`,
  yesterday: (time: string) => `yesterday ${time}`,
  optional: 'optional',
};

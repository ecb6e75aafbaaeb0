export const phases = {};

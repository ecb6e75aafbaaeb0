/** Labels of the terms that are asked for when a course begins and when its contract is edited. */
export const contract = {
  minutes: 'Minutes',
  place: 'Place',
  placeHint: 'Room, or video.',
  missed: 'Missed sessions',
};

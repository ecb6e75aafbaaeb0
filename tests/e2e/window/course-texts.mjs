// Course files with other texts in every free field.

// Fields without free text: ids, codes, dates and choices from a list.
const NOT_FREE = new Set(
  `id case_id code person_id person_ids with_person_ids people linked_events template cadence weekday status end_type
   start_date planned_end_date actual_end_date retention_until previous_course_id missed_session_rule draft_date
   agreed_date planned_breaks on new_end_date category context alive death_date quality contact_frequency contact_mode
   support_received support_given confides knows_about_illness met_on date precision kind mood_effect end_date
   reported_on shared_on area agreed_on stage start_time moved_to attendees phase techniques tasks_done every_done
   every_missed locked_at instrument band target created_at state gate missing acknowledged_at created reviewed
   ring_scheme date_of_birth episode_onset try_by helpers who_helps speaker one other notice notice_time cause
   result`.split(/\s+/),
);

// Adds ties between other people and a note to the newest map, as files of the second version have them.
export function addTiesAndNote(course) {
  const newest = course.map_snapshots.at(-1);
  const [one, other, third] = newest.positions.map(({ person_id }) => person_id);
  newest.ties = [
    { one, other, quality: 'strained', words: 'sisters' },
    { one: other, other: third, words: 'do not speak' },
  ];
  newest.placed_notes = [{ id: 'n1', text: 'since the move', angle_deg: 315, distance: 1.1 }];
  course.schema_version = 2;
}

// Returns the course with `words(n)` in the n-th free field, and the number of these fields.
export function replaceTexts(course, words) {
  let count = 0;
  const filled = (value, key) => {
    if (NOT_FREE.has(key)) return value;
    if (Array.isArray(value)) return value.map((one) => filled(one, key));
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, name)]));
    }
    if (typeof value !== 'string') return value;
    return words(count++);
  };
  const { expected: _, ...rest } = course;
  return { course: filled(rest), count };
}

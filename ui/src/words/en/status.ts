import type { CourseStatus, OpenRisk, SlotStatus } from '../../backend/backend';

const slot: Record<SlotStatus, string> = {
  planned: 'Planned',
  attended: 'Attended',
  attended_partial: 'Partly attended',
  cancelled_notice: 'Cancelled with notice',
  cancelled_late: 'Cancelled late',
  dna: 'Did not attend',
  cancelled_therapist: 'Cancelled by therapist',
  rescheduled: 'Moved',
  break: 'Break',
  void: 'Entered in error',
};

const course: Record<CourseStatus, string> = {
  planned: 'Not begun',
  active: 'Under way',
  closed: 'Concluded',
};

const risk: Record<OpenRisk, string> = {
  none: '',
  amber: 'Risk to look at',
  red: 'Risk review open',
};

export const status = { slot, course, risk };

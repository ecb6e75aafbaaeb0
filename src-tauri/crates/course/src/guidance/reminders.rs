//! Reminders for the therapist. They refuse nothing.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::Course;
use crate::dates::Precision;
use crate::ids::{EventId, SlotId};
use crate::measures::score::FlagLevel;
use crate::plan::gate::Gate;
use crate::plan::gate::GateStage;
use crate::plan::numbering::{met, order};
use crate::plan::{CourseStatus, Phase};
use crate::session::SlotStatus;
use crate::timeline::{Event, EventKind};

/// Most days between a session and an anniversary for a reminder (ours).
const ANNIVERSARY_DAYS: i64 = 14;
/// Sessions left when the reminder about the ending begins (ours).
const ENDING_OPENS: i32 = 3;
/// Empty weeks in the middle phase after which a reminder leads back to the focus (ours).
const EMPTY_WEEKS: i64 = 2;

/// A reminder.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "reminder", rename_all = "snake_case")]
pub enum Reminder {
    /// Flags of items on risk are open. This reminder is always the first.
    OpenRisk {
        /// Number of open flags.
        flags: u32,
    },
    /// The last measure raised a flag and the client did not attend the next slot: get in touch soon.
    MissedAfterRisk {
        /// The missed slot.
        slot: SlotId,
    },
    /// A gate is overdue.
    GateOverdue {
        /// The gate.
        gate: Gate,
    },
    /// A session was held and its note is not signed.
    NoteUnsigned {
        /// Its slot.
        slot: SlotId,
        /// Days since.
        days: i32,
    },
    /// The day of a slot has passed and the slot is not recorded.
    SlotUnrecorded {
        /// The slot.
        slot: SlotId,
        /// Days since.
        days: i32,
    },
    /// Few sessions are left: talk about the ending.
    EndingNear {
        /// Sessions left.
        left: i32,
    },
    /// The mid-course review is due in this or the next session.
    MidReview {
        /// Its session number.
        at: i32,
    },
    /// The next slot is weeks after the last session: come back to the focus.
    EmptyWeeks {
        /// Number of weeks without a session.
        weeks: i32,
    },
    /// The next session is near an anniversary.
    Anniversary {
        /// The event.
        event: EventId,
        /// Days from the session to the anniversary; negative if the anniversary is before the session.
        days: i32,
    },
    /// The series will end on another day than the contract says.
    EndMoved {
        /// Number of days later; negative if earlier.
        days: i32,
    },
    /// The focus changed and the goals were not reviewed since.
    GoalsDue,
    /// The retention date has come: decide whether the record is deleted.
    RetentionDue,
}

crate::redacted!(Reminder);

impl Course {
    /// The reminders for this day, the most urgent first.
    #[must_use]
    pub fn reminders(&self, today: NaiveDate) -> Vec<Reminder> {
        let mut reminders = Vec::new();
        let flags = self.open_flags().len();
        if flags > 0 {
            reminders.push(Reminder::OpenRisk {
                flags: u32::try_from(flags).unwrap_or(u32::MAX),
            });
        }
        if self.plan.status == CourseStatus::Closed {
            if self
                .plan
                .retention_until
                .is_some_and(|until| until <= today)
            {
                reminders.push(Reminder::RetentionDue);
            }
            return reminders;
        }
        reminders.extend(self.missed_after_risk());
        let overdue = self
            .gates()
            .into_iter()
            .filter(|gate| gate.state == GateStage::Overdue);
        reminders.extend(overdue.map(|gate| Reminder::GateOverdue { gate: gate.gate }));
        reminders.extend(self.unfinished(today));
        reminders.extend(self.on_the_way());
        reminders.extend(self.empty_weeks());
        reminders.extend(self.anniversaries(today));
        reminders
    }

    fn missed_after_risk(&self) -> Option<Reminder> {
        let recorded = self
            .slots
            .iter()
            .filter(|slot| slot.status != SlotStatus::Planned);
        let last = recorded
            .max_by_key(|slot| order(slot))
            .filter(|slot| slot.status == SlotStatus::Dna && !slot.client_was_reached())?;
        let mut answered = self.item9_answers();
        answered.retain(|(scored, _)| scored.date < last.date);
        // Several measures of one day can ask about risk.
        let day = answered.last().map(|(scored, _)| scored.date);
        let flagged = answered
            .iter()
            .any(|(scored, item9)| Some(scored.date) == day && FlagLevel::of(*item9).is_some());
        let slot = last.id.clone().filter(|_| flagged)?;
        Some(Reminder::MissedAfterRisk { slot })
    }

    fn unfinished(&self, today: NaiveDate) -> Vec<Reminder> {
        let since = |date: NaiveDate| days(date, today);
        let notes = self.unsigned().into_iter().filter_map(|slot| {
            let days = since(self.slot(&slot).ok()?.date);
            (days > 0).then_some(Reminder::NoteUnsigned { slot, days })
        });
        let slots = self
            .slots
            .iter()
            .filter(|slot| slot.status == SlotStatus::Planned && slot.date < today);
        let slots = slots.filter_map(|slot| {
            Some(Reminder::SlotUnrecorded {
                slot: slot.id.clone()?,
                days: since(slot.date),
            })
        });
        slots.chain(notes).collect()
    }

    fn on_the_way(&self) -> Vec<Reminder> {
        let mut reminders = Vec::new();
        let (used, left) = (self.used(), self.left());
        if used > 0 && left > 0 && left <= ENDING_OPENS {
            reminders.push(Reminder::EndingNear { left });
        }
        let review = self
            .plan
            .mid_review_at
            .filter(|at| !self.review_done() && (at - 2..=*at).contains(&used));
        if let Some(at) = review.filter(|_| self.phase() == Phase::Middle) {
            reminders.push(Reminder::MidReview { at });
        }
        let moved = self
            .ends_on()
            .map_or(0, |end| days(self.plan.planned_end_date, end));
        if moved != 0 {
            reminders.push(Reminder::EndMoved { days: moved });
        }
        if self
            .focus
            .as_ref()
            .is_some_and(|focus| focus.goals_due == Some(true))
        {
            reminders.push(Reminder::GoalsDue);
        }
        reminders
    }

    /// Weeks without a session between the last session held and the next slot, in the middle phase.
    fn empty_weeks(&self) -> Option<Reminder> {
        let last = self
            .slots
            .iter()
            .filter(|slot| met(slot.status))
            .map(|slot| slot.date)
            .max()?;
        let next = self
            .slots
            .iter()
            .filter(|slot| slot.status == SlotStatus::Planned)
            .map(|slot| slot.date)
            .min()?;
        let weeks = (next - last).num_days() / 7 - 1;
        let weekly = matches!(self.plan.cadence, crate::plan::Cadence::Weekly);
        let weeks = i32::try_from(weeks)
            .ok()
            .filter(|_| weeks >= EMPTY_WEEKS && weekly)?;
        (self.phase() == Phase::Middle).then_some(Reminder::EmptyWeeks { weeks })
    }

    /// Anniversaries near the next session: of births, losses and other days that recur, if the exact day is known.
    fn anniversaries(&self, today: NaiveDate) -> Vec<Reminder> {
        let open = self
            .slots
            .iter()
            .filter(|slot| slot.status == SlotStatus::Planned && slot.date >= today);
        let Some(session) = open.map(|slot| slot.date).min() else {
            return Vec::new();
        };
        let near = |event: &Event| {
            let recurs = matches!(
                event.kind,
                EventKind::Anniversary | EventKind::Birth | EventKind::Loss
            );
            let day: NaiveDate = (recurs && event.precision == Precision::Day)
                .then(|| event.date.parse().ok())??;
            let years = [session.year() - 1, session.year(), session.year() + 1];
            let round = years.into_iter().filter_map(|year| {
                day.with_year(year)
                    .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
            });
            let nearest = round
                .filter(|round| *round > day)
                .map(|round| days(session, round))
                .min_by_key(|d| d.abs())?;
            (i64::from(nearest.abs()) <= ANNIVERSARY_DAYS).then(|| Reminder::Anniversary {
                event: event.id.clone(),
                days: nearest,
            })
        };
        self.timeline.iter().flatten().filter_map(near).collect()
    }
}

/// Days from one day to another.
fn days(from: NaiveDate, to: NaiveDate) -> i32 {
    i32::try_from((to - from).num_days()).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, event};
    use crate::session::{ContactAttempt, ContactResult, MissedSession};

    fn has(course: &Course, today: &str, reminder: &Reminder) -> bool {
        course.reminders(day(today)).contains(reminder)
    }

    #[test]
    fn missed_session_after_a_flag_has_a_reminder_whichever_measure_raised_it() {
        let recorded = |sheets: &[(&str, i32)]| {
            let mut course = begun().held(1);
            for (id, (instrument, answer)) in sheets.iter().enumerate() {
                let entry = serde_json::json!({
                    "instrument": instrument, "date": "2026-01-13", "slot": course.nth(1), "completed_by": null,
                    "items": null, "function_item": null, "total": 10, "item9": answer, "value": null,
                    "work_not_applicable": null, "subscales": null,
                });
                let entry = serde_json::from_value(entry).unwrap();
                course = course.record_measure(entry, format!("m{id}")).unwrap();
            }
            let course = course.with(2, SlotStatus::Dna).unwrap();
            let slot = course.nth(2);
            has(&course, "2026-01-21", &Reminder::MissedAfterRisk { slot })
        };
        assert!(recorded(&[("PHQ-9", 2)]), "PHQ-9 item 9");
        assert!(recorded(&[("CORE-10", 1)]), "CORE-10 item 6");
        assert!(
            recorded(&[("PHQ-9", 2), ("CORE-10", 0)]),
            "the other answer of that day was 0"
        );
        assert!(!recorded(&[("PHQ-9", 0)]), "no flag");
    }

    #[test]
    fn overdue_gate_unsigned_note_and_unrecorded_slot_have_reminders() {
        let course = begun().held(5);
        assert!(
            has(
                &course,
                "2026-02-12",
                &Reminder::GateOverdue { gate: Gate::G1 }
            ),
            "session 5 was held before G1 was passed"
        );
        let note = Reminder::NoteUnsigned {
            slot: course.nth(5),
            days: 2,
        };
        assert!(
            has(&course, "2026-02-12", &note),
            "the session was two days ago"
        );
        assert!(
            !has(
                &course,
                "2026-02-10",
                &Reminder::NoteUnsigned {
                    slot: course.nth(5),
                    days: 0
                }
            ),
            "no reminder on the day of the session"
        );
        let slot = Reminder::SlotUnrecorded {
            slot: course.nth(6),
            days: 1,
        };
        assert!(has(&course, "2026-02-18", &slot), "the slot was yesterday");
    }

    #[test]
    fn missed_session_after_a_flag_has_a_reminder_until_the_client_was_reached() {
        let flagged = begun().held(1).with_answer("m1", 2, "2026-01-13", Some(1));
        let course = flagged.with(2, SlotStatus::Dna).unwrap();
        let slot = course.nth(2);
        let reminder = Reminder::MissedAfterRisk { slot: slot.clone() };
        assert!(has(&course, "2026-01-21", &reminder));
        let after = |result| {
            let attempt = ContactAttempt {
                date: day("2026-01-21"),
                time: None,
                text: "Rang".to_owned(),
                result: Some(result),
            };
            let page = MissedSession {
                contacts: Some(vec![attempt]),
                ..MissedSession::default()
            };
            let course = course.clone().write_missed(&slot, page).unwrap();
            has(&course, "2026-01-21", &reminder)
        };
        assert!(after(ContactResult::NoAnswer), "the client was not reached");
        assert!(!after(ContactResult::Reached), "the client was reached");
    }

    #[test]
    fn ending_has_a_reminder_when_three_sessions_are_left() {
        let left = |held| {
            has(
                &begun().held(held),
                "2026-05-01",
                &Reminder::EndingNear { left: 3 },
            )
        };
        assert!(left(13) && !left(12), "three are left after session 13");
    }

    #[test]
    fn moved_end_has_a_reminder_with_its_days() {
        let course = begun().with(1, SlotStatus::CancelledTherapist).unwrap();
        assert!(
            has(&course, "2026-01-14", &Reminder::EndMoved { days: 7 }),
            "the end moved by a week"
        );
        assert!(
            !has(&begun(), "2026-01-14", &Reminder::EndMoved { days: 0 }),
            "the end did not move"
        );
    }

    #[test]
    fn anniversary_within_two_weeks_of_the_next_session_has_a_reminder() {
        let near = |date, kind| {
            let course = begun()
                .save_event(event(date, Precision::Day, kind))
                .unwrap();
            let near = course.reminders(day("2026-01-10")).into_iter();
            near.filter_map(|reminder| {
                let Reminder::Anniversary { days, .. } = reminder else {
                    return None;
                };
                Some(days)
            })
            .next()
        };
        assert_eq!(
            near("2019-01-27", EventKind::Loss),
            Some(14),
            "two weeks after the session of the 13th"
        );
        assert_eq!(
            near("2019-01-28", EventKind::Loss),
            None,
            "the anniversary is fifteen days later"
        );
        assert_eq!(
            near("2019-12-31", EventKind::Loss),
            Some(-13),
            "the anniversary was before the new year"
        );
        assert_eq!(
            near("2019-01-20", EventKind::Work),
            None,
            "a new job does not recur"
        );
        assert_eq!(
            near("2026-01-12", EventKind::Loss),
            None,
            "the day itself is no anniversary"
        );
    }

    #[test]
    fn missed_slot_after_a_flag_has_a_reminder_also_when_the_answer_was_lowered() {
        let missed = |course: Course| course.with(2, SlotStatus::Dna).unwrap();
        let answered = |item9| {
            begun()
                .held(1)
                .with_answer("m1", item9, "2026-01-13", Some(1))
        };
        let lowered = answered(2).with_answer("m1", 0, "2026-01-13", Some(1));
        let declined = answered(2);
        let slot_of = declined.nth(1);
        let declined = declined.decline_measure(
            "PHQ-9".to_owned(),
            Some(slot_of),
            day("2026-01-13"),
            "not hers".to_owned(),
            "m1".to_owned(),
        );
        for course in [answered(2), lowered, declined.unwrap()] {
            let course = missed(course);
            let reminder = Reminder::MissedAfterRisk {
                slot: course.nth(2),
            };
            assert!(has(&course, "2026-01-21", &reminder), "get in touch soon");
        }
        let course = missed(answered(0));
        let reminder = Reminder::MissedAfterRisk {
            slot: course.nth(2),
        };
        assert!(!has(&course, "2026-01-21", &reminder), "0 is no flag");
    }

    #[test]
    fn two_empty_weeks_in_the_middle_phase_have_a_reminder() {
        let mut course = begun().held(6);
        course.plan.phase = Some(Phase::Middle);
        let course = course.with(7, SlotStatus::CancelledTherapist).unwrap();
        assert!(
            !has(&course, "2026-03-01", &Reminder::EmptyWeeks { weeks: 1 }),
            "one empty week has no reminder"
        );
        let course = course.with(8, SlotStatus::CancelledTherapist).unwrap();
        assert!(
            has(&course, "2026-03-01", &Reminder::EmptyWeeks { weeks: 2 }),
            "two empty weeks have one"
        );
    }
}

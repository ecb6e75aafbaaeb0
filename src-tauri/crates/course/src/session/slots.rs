//! Records the status of a slot.

mod correction;
mod outcome;
mod under_way;

use chrono::NaiveDate;

use crate::Course;
use crate::ids::{NewId, SlotId};
use crate::plan::contract::LONGEST_SESSION;
use crate::plan::numbering::{Counting, counting, order, planned_on};
use crate::rule_broken::{RuleBroken, require_reason, within};
use crate::session::{Slot, SlotOutcome, SlotStatus};

/// Whether a status is known only once the day has come. Such statuses are recorded in order.
const fn in_order(status: SlotStatus) -> bool {
    matches!(
        status,
        SlotStatus::Attended
            | SlotStatus::AttendedPartial
            | SlotStatus::Dna
            | SlotStatus::CancelledLate
    )
}

/// The reason, if it has words.
fn said(reason: Option<String>) -> Option<String> {
    reason.filter(|reason| !reason.trim().is_empty())
}

impl Course {
    /// Records the status of a planned slot. Attended, not attended and cancelled late are possible only once the day
    /// has come and no earlier slot is planned; the other statuses also before. A session that was held gets a note in
    /// the present phase. A slot that takes no number adds a slot at the end of the series.
    ///
    /// # Errors
    /// The slot is recorded already, its day has not come, an earlier slot is planned, the decision about its number
    /// or a needed reason is missing, or no session is left.
    pub fn record_slot(
        self,
        id: &SlotId,
        outcome: SlotOutcome,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let slot = course.slot(id)?;
        if slot.status != SlotStatus::Planned {
            return Err(RuleBroken::AlreadyRecorded {
                slot_index: slot.slot_index,
            });
        }
        if outcome.status == SlotStatus::Planned {
            return Err(RuleBroken::NotRecorded {
                slot_index: slot.slot_index,
            });
        }
        if course.reason_needed(slot, outcome.status) {
            require_reason(outcome.reason.as_deref())?;
        }
        course.may_become(id, &outcome, today)?;
        let phase = course.phase();
        course.apply(id, outcome, phase)?;
        course.check_session_limit()?;
        course.replace_uncounted(id, ids)?;
        Ok(course.recomputed())
    }

    /// Refuses a status that the slot may not take, by itself or because of earlier slots.
    fn may_become(
        &self,
        id: &SlotId,
        outcome: &SlotOutcome,
        today: NaiveDate,
    ) -> Result<(), RuleBroken> {
        let slot = self.slot(id)?;
        if outcome.status == SlotStatus::Rescheduled {
            return Err(RuleBroken::NewDateNeeded);
        }
        if in_order(outcome.status) {
            if slot.date > today {
                return Err(RuleBroken::NotYet { date: slot.date });
            }
            let open =
                |other: &&Slot| other.status == SlotStatus::Planned && order(other) < order(slot);
            if let Some(open) = self.slots.iter().find(open) {
                return Err(RuleBroken::EarlierSlotOpen {
                    slot_index: open.slot_index,
                    date: open.date,
                });
            }
        }
        if matches!(slot.status, SlotStatus::Void | SlotStatus::Rescheduled) {
            self.check_time_free(slot)?;
        }
        if let Some(minutes) = outcome.minutes_held {
            within(minutes, 0, LONGEST_SESSION)?;
        }
        let asked = counting(outcome.status, self.missed_rule()) == Counting::Asked;
        if asked && outcome.counts.is_none() {
            Err(RuleBroken::CountsUndecided)
        } else {
            Ok(())
        }
    }

    /// Refuses a session number above the N in force on its day or above the present N.
    pub(crate) fn check_session_limit(&self) -> Result<(), RuleBroken> {
        let first = self.first_planned();
        for (slot, place) in self.slots.iter().zip(self.places()) {
            let planned = planned_on(slot.date, first, self.amendments());
            let planned = planned.min(self.plan.planned_sessions);
            if place.number.is_some_and(|number| number > planned) {
                return Err(RuleBroken::NoSessionsLeft { planned });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_by, day, ids, refusal};
    use crate::plan::Phase;
    use crate::plan::contract::MissedSessionRule;

    use MissedSessionRule::{Counts, Decide, Mixed, Moves};
    use SlotStatus::{
        Attended, AttendedPartial, Break, CancelledLate, CancelledNotice, CancelledTherapist, Dna,
        Void,
    };

    #[test]
    fn each_status_counts_as_the_missed_session_rule_says() {
        let table = [
            (Attended, [true, true, true]),
            (AttendedPartial, [true, true, true]),
            (Dna, [true, false, true]),
            (CancelledLate, [true, false, true]),
            (CancelledNotice, [true, false, false]),
            (CancelledTherapist, [false, false, false]),
            (Break, [false, false, false]),
            (Void, [false, false, false]),
        ];
        for (status, expected) in table {
            for (rule, takes) in [Counts, Moves, Mixed].into_iter().zip(expected) {
                let course = begun_by(rule).with(1, status).unwrap();
                assert_eq!(
                    course.slots[0].session_number,
                    takes.then_some(1),
                    "{status:?} under {rule:?}"
                );
                let adds = !takes && status != Void;
                assert_eq!(
                    course.slots.len(),
                    if adds { 17 } else { 16 },
                    "number of slots after {status:?} under {rule:?}"
                );
                assert_eq!(
                    course.left(),
                    if takes { 15 } else { 16 },
                    "sessions left after {status:?} under {rule:?}"
                );
            }
        }
    }

    #[test]
    fn rule_decide_asks_for_missed_slots_only() {
        for status in [Dna, CancelledLate, CancelledNotice] {
            assert_eq!(
                refusal(begun_by(Decide).with(1, status)),
                RuleBroken::CountsUndecided,
                "the therapist is asked about {status:?}"
            );
            for counts in [true, false] {
                let course = begun_by(Decide);
                let outcome = SlotOutcome {
                    counts: Some(counts),
                    ..SlotOutcome::of(status)
                };
                let id = course.nth(1);
                let course = course
                    .record_slot(&id, outcome, day("2026-02-01"), &mut ids())
                    .unwrap();
                assert_eq!(
                    course.used(),
                    i32::from(counts),
                    "{status:?} counts as the therapist decided"
                );
            }
        }
        for status in [Attended, AttendedPartial, CancelledTherapist, Break, Void] {
            assert!(
                begun_by(Decide).with(1, status).is_ok(),
                "the therapist is not asked about {status:?}"
            );
        }
    }

    #[test]
    fn attended_count_includes_partly_attended_sessions() {
        let course = begun()
            .held(2)
            .with(3, AttendedPartial)
            .unwrap()
            .with(4, Dna)
            .unwrap();
        assert_eq!(
            (course.attended(), course.used()),
            (3, 4),
            "three meetings, four numbers"
        );
    }

    #[test]
    fn session_after_the_last_planned_one_is_refused() {
        let full = begun().held(16);
        assert_eq!(full.left(), 0, "all sessions are used");
        let refused = refusal(full.clone().add_slot(day("2026-06-01"), None, &mut ids()));
        assert_eq!(
            refused,
            RuleBroken::NoSessionsLeft { planned: 16 },
            "no slot is added for a session 17"
        );
        let mut imported = full;
        imported.slots.push(crate::session::Slot::planned(
            SlotId::new("extra"),
            day("2026-06-02"),
            None,
            50,
        ));
        imported.recompute();
        assert_eq!(
            refusal(imported.with(17, Attended)),
            RuleBroken::NoSessionsLeft { planned: 16 },
            "a slot for session 17 cannot be recorded as held"
        );
    }

    #[test]
    fn held_missed_and_cancelled_late_are_refused_before_their_day() {
        for status in [Attended, AttendedPartial, Dna, CancelledLate] {
            let course = begun();
            let id = course.nth(1);
            let refused = refusal(course.record_slot(
                &id,
                SlotOutcome::of(status),
                day("2026-01-12"),
                &mut ids(),
            ));
            assert_eq!(
                refused,
                RuleBroken::NotYet {
                    date: day("2026-01-13")
                },
                "{status:?} is known on the day only"
            );
        }
        for status in [CancelledNotice, CancelledTherapist, Break, Void] {
            let course = begun();
            let id = course.nth(9);
            let outcome = SlotOutcome {
                reason: Some("as it was".to_owned()),
                ..SlotOutcome::of(status)
            };
            let ahead = course.record_slot(&id, outcome, day("2026-01-12"), &mut ids());
            assert!(ahead.is_ok(), "{status:?} can be recorded before the day");
        }
    }

    #[test]
    fn slots_are_recorded_in_order() {
        for status in [Attended, AttendedPartial, Dna, CancelledLate] {
            let refused = refusal(begun().held(1).with(3, status));
            let open = RuleBroken::EarlierSlotOpen {
                slot_index: 2,
                date: day("2026-01-20"),
            };
            assert_eq!(refused, open, "{status:?} while the second slot is planned");
        }
        assert!(
            begun().with(3, CancelledTherapist).is_ok(),
            "a cancellation needs no order"
        );
    }

    #[test]
    fn session_held_before_the_gate_is_in_the_old_phase() {
        let course = begun().held(5);
        let id = course.nth(5);
        assert_eq!(
            course.session(&id).unwrap().phase,
            Phase::Initial,
            "gate G1 was not passed before session 5"
        );
    }
}

//! Corrects the status of a recorded slot.

use chrono::NaiveDate;

use super::{in_order, said};
use crate::Course;
use crate::ids::{NewId, SlotId};
use crate::plan::numbering::{met, missed_by_client, order};
use crate::rule_broken::{RuleBroken, require_reason};
use crate::session::{Correction, Slot, SlotOutcome, SlotStatus};

impl Course {
    /// Corrects a status that was recorded wrongly. Later sessions get new numbers. Signed notes keep their text,
    /// their phase and the number that they had when signed.
    ///
    /// # Errors
    /// The errors of [`Course::record_slot`]. A reason is missing although a later slot is recorded. The note is
    /// signed and the slot does not become void; a void slot strikes the note through.
    pub fn correct_slot(
        self,
        id: &SlotId,
        outcome: SlotOutcome,
        reason: Option<String>,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let before = course.slot(id)?.clone();
        course.may_be_corrected(&before, &outcome)?;
        let signed = course
            .session(id)
            .is_some_and(|session| session.locked_at.is_some());
        let strikes = signed && !met(outcome.status);
        if strikes && outcome.status != SlotStatus::Void {
            return Err(RuleBroken::NoteSigned);
        }
        let given = said(reason).or_else(|| said(outcome.reason.clone()));
        if course.reason_needed(&before, outcome.status) {
            require_reason(given.as_deref())?;
        }
        course.may_become(id, &outcome, today)?;
        let phase = course.phase_by_date(before.date);
        course.apply(id, outcome, phase)?;
        if strikes && let Some(session) = course.session_mut(id) {
            session.struck_reason.clone_from(&given);
        }
        let slot = course.slot_mut(id)?;
        let correction = Correction {
            on: today,
            was: before.status,
            reason: given.clone(),
        };
        slot.corrections.get_or_insert_default().push(correction);
        slot.reason = slot.reason.take().or(given);
        course.check_session_limit()?;
        course.replace_uncounted(id, ids)?;
        course.drop_surplus();
        Ok(course.recomputed())
    }

    /// Strikes a signed note through, because its slot was entered in error. The note stays readable. Another slot
    /// records the real session.
    ///
    /// # Errors
    /// The note is not signed, or the reason is missing.
    pub fn strike_note(
        self,
        id: &SlotId,
        reason: String,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        if self
            .session(id)
            .is_none_or(|session| session.locked_at.is_none())
        {
            return Err(RuleBroken::NoteNotSigned);
        }
        self.correct_slot(
            id,
            SlotOutcome::of(SlotStatus::Void),
            Some(reason),
            today,
            ids,
        )
    }

    /// Whether a slot needs a reason to get this status. Nothing in a slot entered in error counts, flags of risk
    /// included; and a correction renumbers the later slots that are recorded.
    pub(crate) fn reason_needed(&self, slot: &Slot, status: SlotStatus) -> bool {
        let corrects = slot.status != SlotStatus::Planned;
        status == SlotStatus::Void || (corrects && self.recorded_after(slot))
    }

    /// Whether a later slot was held, missed or cancelled.
    fn recorded_after(&self, slot: &Slot) -> bool {
        let recorded = |other: &Slot| {
            met(other.status)
                || missed_by_client(other.status)
                || other.status == SlotStatus::CancelledTherapist
        };
        self.slots
            .iter()
            .any(|other| order(other) > order(slot) && recorded(other))
    }

    /// Refuses a correction that the slot may not have.
    fn may_be_corrected(&self, slot: &Slot, outcome: &SlotOutcome) -> Result<(), RuleBroken> {
        let slot_index = slot.slot_index;
        if slot.status == SlotStatus::Planned {
            return Err(RuleBroken::NotRecorded { slot_index });
        }
        if slot.status == SlotStatus::Rescheduled && outcome.status != SlotStatus::Void {
            return Err(RuleBroken::SlotMoved { slot_index });
        }
        if slot
            .id
            .as_ref()
            .and_then(|id| self.session(id))
            .is_some_and(|note| note.struck_reason.is_some())
        {
            return Err(RuleBroken::NoteStruck);
        }
        let held_later = self
            .slots
            .iter()
            .any(|other| order(other) > order(slot) && in_order(other.status));
        if outcome.status == SlotStatus::Planned && held_later {
            return Err(RuleBroken::LaterSlotRecorded);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_by, begun_with, day, ids, plan, refusal};
    use crate::dates::Instant;
    use crate::plan::FormatId;
    use crate::plan::contract::MissedSessionRule::Moves;

    use SlotStatus::{
        Attended, AttendedPartial, Break, CancelledNotice, CancelledTherapist, Dna, Void,
    };

    fn signed(course: Course, nth: usize) -> Course {
        let at = Instant::try_from("2026-02-01T18:00:00Z".to_owned()).unwrap();
        let id = course.nth(nth);
        course.sign_note(&id, at, None).unwrap()
    }

    fn corrected(
        course: Course,
        nth: usize,
        status: SlotStatus,
        why: Option<&str>,
    ) -> Result<Course, RuleBroken> {
        let id = course.nth(nth);
        let reason = why.map(str::to_owned);
        course.correct_slot(
            &id,
            SlotOutcome::of(status),
            reason,
            day("2030-01-01"),
            &mut ids(),
        )
    }

    #[test]
    fn correction_needs_a_reason_once_a_later_slot_is_recorded() {
        assert!(
            corrected(begun().held(1), 1, Dna, None).is_ok(),
            "no later slot is recorded"
        );
        let refused = refusal(corrected(begun().held(2), 1, CancelledTherapist, Some(" ")));
        assert_eq!(refused, RuleBroken::ReasonNeeded, "a blank is no reason");
        let course = corrected(begun().held(2), 1, CancelledTherapist, Some("wrong week")).unwrap();
        assert_eq!(
            course.slots[1].session_number,
            Some(1),
            "the later session has a new number"
        );
        let kept = course.slots[0].corrections.as_ref().unwrap();
        assert_eq!(
            (kept.len(), kept[0].was),
            (1, Attended),
            "the earlier status is kept"
        );
    }

    #[test]
    fn signed_note_keeps_the_number_it_had_when_signed() {
        let course = signed(begun().held(2), 2);
        let course = corrected(course, 1, CancelledTherapist, Some("wrong week")).unwrap();
        let id = course.nth(2);
        let note = course.session(&id).unwrap();
        assert_eq!(
            (note.session_number, note.number_when_signed),
            (Some(1), Some(2)),
            "session 2 when signed, now 1"
        );
        assert_eq!(
            note.sessions_left_after,
            Some(15),
            "sessions left follow the new number"
        );
        let back = corrected(course, 1, Attended, Some("it was held")).unwrap();
        let note = back.session(&id).unwrap();
        assert_eq!(
            (note.session_number, note.number_when_signed),
            (Some(2), None),
            "the number is again the signed one"
        );
    }

    #[test]
    fn slot_is_entered_in_error_only_with_a_reason() {
        let flagged = begun().held(1).with_answer("m1", 2, "2026-01-13", Some(1));
        let planned = begun().with_answer("m1", 2, "2026-01-13", Some(1));
        for course in [begun().held(1), flagged, planned.clone()] {
            for why in [None, Some(""), Some(" ")] {
                let id = course.nth(1);
                let outcome = SlotOutcome {
                    reason: why.map(str::to_owned),
                    ..SlotOutcome::of(Void)
                };
                let today = day("2030-01-01");
                let refused = if course.slots[0].status == SlotStatus::Planned {
                    course.clone().record_slot(&id, outcome, today, &mut ids())
                } else {
                    course
                        .clone()
                        .correct_slot(&id, outcome, None, today, &mut ids())
                };
                assert_eq!(refusal(refused), RuleBroken::ReasonNeeded, "{why:?}");
            }
        }
        let void = planned.with(1, Void).unwrap();
        assert!(void.open_flags().is_empty(), "with a reason its flag goes");
        assert!(void.slots[0].reason.is_some(), "and the reason stays");
    }

    #[test]
    fn correction_without_a_reason_records_no_blank_one() {
        let course = corrected(begun().held(1), 1, Dna, Some(" ")).unwrap();
        let slot = &course.slots[0];
        let corrections = slot.corrections.as_deref().unwrap();
        assert_eq!(
            (slot.reason.as_deref(), corrections[0].reason.as_deref()),
            (None, None),
            "nobody gave a reason"
        );
    }

    #[test]
    fn correction_that_needs_a_session_too_many_is_refused() {
        let course = begun_by(Moves).held(3).with(4, Dna).unwrap();
        let course = (5..=17).fold(course, |course, nth| course.with(nth, Attended).unwrap());
        assert_eq!(course.left(), 0, "all sixteen numbers are in use");
        let refused = refusal(corrected(course, 4, Attended, Some("came after all")));
        assert_eq!(
            refused,
            RuleBroken::NoSessionsLeft { planned: 16 },
            "the last session would have number 17"
        );
    }

    #[test]
    fn attended_slot_with_a_signed_note_can_only_become_entered_in_error() {
        let course = signed(begun().held(1), 1);
        for status in [Dna, CancelledNotice, CancelledTherapist, Break] {
            assert_eq!(
                refusal(corrected(course.clone(), 1, status, Some("why"))),
                RuleBroken::NoteSigned,
                "{status:?}"
            );
        }
        assert_eq!(
            refusal(corrected(course.clone(), 1, Void, None)),
            RuleBroken::ReasonNeeded,
            "striking a note through needs a reason"
        );
        assert!(
            corrected(course.clone(), 1, AttendedPartial, None).is_ok(),
            "partly attended is still attended"
        );
        let id = course.nth(1);
        let struck = course
            .strike_note(
                &id,
                "wrong client".to_owned(),
                day("2026-02-01"),
                &mut ids(),
            )
            .unwrap();
        let note = struck.session(&id).unwrap();
        assert_eq!(
            note.struck_reason.as_deref(),
            Some("wrong client"),
            "the struck note has its reason"
        );
        assert_eq!(
            (note.session_number, note.number_when_signed),
            (None, Some(1)),
            "the note had number 1 when signed"
        );
        assert_eq!(
            struck.slots.len(),
            16,
            "striking a note through adds no slot"
        );
        let refused = refusal(corrected(struck, 1, Attended, Some("no")));
        assert_eq!(
            refused,
            RuleBroken::NoteStruck,
            "a struck note stays struck"
        );
    }

    #[test]
    fn correcting_a_missed_slot_to_attended_removes_the_added_slot() {
        let course = begun_by(Moves).with(1, Dna).unwrap();
        assert_eq!(course.slots.len(), 17, "the missed slot added one");
        let course = corrected(course, 1, Attended, None).unwrap();
        assert_eq!(course.slots.len(), 16, "the added slot is removed");
    }

    #[test]
    fn recorded_slot_is_not_recorded_again() {
        let refused = refusal(begun().held(1).with(1, Dna));
        assert_eq!(
            refused,
            RuleBroken::AlreadyRecorded { slot_index: 1 },
            "a recorded slot is corrected instead"
        );
        assert_eq!(
            refusal(corrected(begun(), 1, Dna, None)),
            RuleBroken::NotRecorded { slot_index: 1 },
            "a planned slot is not corrected"
        );
    }

    #[test]
    fn break_of_the_contract_adds_no_slot() {
        let breaks = vec![day("2026-02-24")];
        let course = begun_with(crate::plan::BeginPlan {
            planned_breaks: breaks,
            ..plan(FormatId::Ipt16)
        });
        let course = corrected(course, 7, SlotStatus::Planned, None).unwrap();
        assert_eq!(
            course.slots.len(),
            16,
            "without the break, sixteen sessions need sixteen slots"
        );
        let course = course.with(7, Break).unwrap();
        assert_eq!(
            course.slots.len(),
            16,
            "a break of the contract adds no slot"
        );
    }
}

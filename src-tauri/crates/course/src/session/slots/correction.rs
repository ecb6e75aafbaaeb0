//! Correcting what was recorded of a slot.

use chrono::NaiveDate;

use super::in_order;
use crate::Course;
use crate::ids::{NewId, SlotId};
use crate::plan::numbering::{met, missed_by_client, order};
use crate::rule_broken::{RuleBroken, require_reason};
use crate::session::{Correction, Slot, SlotOutcome, SlotStatus};

impl Course {
    /// Corrects a status recorded wrongly. Later sessions are numbered anew; signed notes keep their words
    /// and their phase and say which number they bore.
    ///
    /// # Errors
    /// As [`Course::record_slot`]; and: no reason though a later slot is recorded; a signed note, unless the
    /// slot becomes void, which strikes the note through and needs a reason.
    pub fn correct_slot(
        self,
        id: &SlotId,
        outcome: SlotOutcome,
        reason: Option<String>,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let was = course.slot(id)?.clone();
        course.may_be_corrected(&was, &outcome)?;
        let signed = course
            .session(id)
            .is_some_and(|session| session.locked_at.is_some());
        let leaves = signed && !met(outcome.status);
        if leaves && outcome.status != SlotStatus::Void {
            return Err(RuleBroken::NoteSigned);
        }
        let given = reason.or_else(|| outcome.reason.clone());
        if leaves || course.recorded_after(&was) {
            require_reason(given.as_deref())?;
        }
        course.may_become(id, &outcome, today)?;
        let phase = course.phase_by_date(was.date);
        course.apply(id, outcome, phase)?;
        if leaves && let Some(session) = course.session_mut(id) {
            session.struck_reason.clone_from(&given);
        }
        let slot = course.slot_mut(id)?;
        let correction = Correction {
            on: today,
            was: was.status,
            reason: given.clone(),
        };
        slot.corrections.get_or_insert_default().push(correction);
        slot.reason = slot.reason.take().or(given);
        course.check_session_limit()?;
        course.replace_uncounted(id, ids)?;
        course.drop_surplus();
        Ok(course.recomputed())
    }

    /// Strikes a signed note through: its slot was entered in error. It stays readable; what really
    /// happened is entered in a slot of its own.
    ///
    /// # Errors
    /// Not signed, or no reason.
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

    /// Whether a slot after this one was held, missed or cancelled: then a correction needs a reason.
    pub(crate) fn recorded_after(&self, slot: &Slot) -> bool {
        let recorded = |other: &Slot| {
            met(other.status)
                || missed_by_client(other.status)
                || other.status == SlotStatus::CancelledTherapist
        };
        self.slots
            .iter()
            .any(|other| order(other) > order(slot) && recorded(other))
    }

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
    fn a_correction_needs_a_reason_once_a_later_slot_is_recorded() {
        assert!(
            corrected(begun().held(1), 1, Dna, None).is_ok(),
            "nothing depends on it yet"
        );
        let refused = refusal(corrected(begun().held(2), 1, CancelledTherapist, Some(" ")));
        assert_eq!(refused, RuleBroken::ReasonNeeded, "a blank is no reason");
        let course = corrected(begun().held(2), 1, CancelledTherapist, Some("wrong week")).unwrap();
        assert_eq!(
            course.slots[1].session_number,
            Some(1),
            "the later session is numbered anew"
        );
        let kept = course.slots[0].corrections.as_ref().unwrap();
        assert_eq!(
            (kept.len(), kept[0].was),
            (1, Attended),
            "what stood there is kept"
        );
    }

    #[test]
    fn a_signed_note_keeps_its_phase_and_says_the_number_it_bore() {
        let course = signed(begun().held(2), 2);
        let course = corrected(course, 1, CancelledTherapist, Some("wrong week")).unwrap();
        let id = course.nth(2);
        let note = course.session(&id).unwrap();
        assert_eq!(
            (note.session_number, note.number_when_signed),
            (Some(1), Some(2)),
            "session 2 when signed, now 1"
        );
        assert_eq!(note.sessions_left_after, Some(15), "derived anew");
        let back = corrected(course, 1, Attended, Some("it was held")).unwrap();
        let note = back.session(&id).unwrap();
        assert_eq!(
            (note.session_number, note.number_when_signed),
            (Some(2), None),
            "as signed again"
        );
    }

    #[test]
    fn a_correction_beyond_the_last_session_is_refused() {
        let course = begun_by(Moves).held(3).with(4, Dna).unwrap();
        let course = (5..=17).fold(course, |course, nth| course.with(nth, Attended).unwrap());
        assert_eq!(course.left(), 0, "sixteen numbers are taken");
        let refused = refusal(corrected(course, 4, Attended, Some("came after all")));
        assert_eq!(
            refused,
            RuleBroken::NoSessionsLeft { planned: 16 },
            "the last would bear 17"
        );
    }

    #[test]
    fn a_slot_with_a_signed_note_leaves_attended_only_as_entered_in_error() {
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
            "with a reason"
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
            "struck through, and readable"
        );
        assert_eq!(
            (note.session_number, note.number_when_signed),
            (None, Some(1)),
            "it bore number 1"
        );
        assert_eq!(
            struck.slots.len(),
            16,
            "what really happened is entered in a slot of its own"
        );
        let refused = refusal(corrected(struck, 1, Attended, Some("no")));
        assert_eq!(
            refused,
            RuleBroken::NoteStruck,
            "a struck note is not brought back"
        );
    }

    #[test]
    fn an_undone_miss_gives_the_added_slot_back() {
        let course = begun_by(Moves).with(1, Dna).unwrap();
        assert_eq!(course.slots.len(), 17, "one was added");
        let course = corrected(course, 1, Attended, None).unwrap();
        assert_eq!(course.slots.len(), 16, "and is not needed any more");
    }

    #[test]
    fn a_recorded_slot_is_corrected_not_recorded_again() {
        let refused = refusal(begun().held(1).with(1, Dna));
        assert_eq!(
            refused,
            RuleBroken::AlreadyRecorded { slot_index: 1 },
            "recording is done once"
        );
        assert_eq!(
            refusal(corrected(begun(), 1, Dna, None)),
            RuleBroken::NotRecorded { slot_index: 1 },
            "not yet"
        );
    }

    #[test]
    fn a_break_known_in_the_contract_adds_nothing() {
        let breaks = vec![day("2026-02-24")];
        let course = begun_with(crate::plan::BeginPlan {
            planned_breaks: breaks,
            ..plan(FormatId::Ipt16)
        });
        let course = corrected(course, 7, SlotStatus::Planned, None).unwrap();
        assert_eq!(
            course.slots.len(),
            16,
            "sixteen sessions need no seventeenth slot now"
        );
        let course = course.with(7, Break).unwrap();
        assert_eq!(course.slots.len(), 16, "it was laid out from the start");
    }
}

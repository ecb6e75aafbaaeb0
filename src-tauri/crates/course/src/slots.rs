//! Recording what became of a slot, and correcting it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::begin::LONGEST;
use crate::ids::SlotId;
use crate::numbering::{
    Counting, counting, met, missed_by_client, order, planned_on, takes_number,
};
use crate::record::plan::{CourseStatus, Phase};
use crate::record::session::Session;
use crate::record::slot::{Correction, Slot, SlotStatus};
use crate::rule_broken::{RuleBroken, reasoned, within};
use crate::settle::NewId;

/// What became of a slot.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SlotOutcome {
    /// The status.
    pub status: SlotStatus,
    /// Length held in minutes; absent for a whole session: as planned.
    pub minutes_held: Option<i32>,
    /// Why it was missed, in part, or entered in error.
    pub reason: Option<String>,
    /// Whether it takes a number, where the contract's rule is `decide`; ignored elsewhere.
    pub counts: Option<bool>,
    /// `client`, ids of people, or words.
    pub attendees: Option<Vec<String>>,
    /// Someone joined the client.
    pub conjoint: Option<bool>,
}

crate::redacted!(SlotOutcome);

impl SlotOutcome {
    /// The bare status.
    #[must_use]
    pub const fn of(status: SlotStatus) -> Self {
        Self {
            status,
            minutes_held: None,
            reason: None,
            counts: None,
            attendees: None,
            conjoint: None,
        }
    }
}

/// Statuses that are only known once the day has come, and are recorded in order.
const fn in_order(status: SlotStatus) -> bool {
    matches!(
        status,
        SlotStatus::Attended
            | SlotStatus::AttendedPartial
            | SlotStatus::Dna
            | SlotStatus::CancelledLate
    )
}

impl Course {
    /// Records what became of a planned slot. Held, missed and cancelled late only once the day has come
    /// and no earlier slot is open; the other statuses also ahead. A session held gets its note, in the
    /// phase the course is in. A slot that ends up taking no number adds one at the end of the series.
    ///
    /// # Errors
    /// Recorded already, too early, out of order, undecided, or no session left.
    pub fn record_slot(
        self,
        id: &SlotId,
        outcome: SlotOutcome,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
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
        course.may_become(id, &outcome, today)?;
        let phase = course.phase();
        course.apply(id, outcome, phase)?;
        course.within_limit()?;
        course.replace_uncounted(id, ids)?;
        Ok(course.settled())
    }

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
        let mut course = self.changing()?;
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
            reasoned(given.as_deref())?;
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
        course.within_limit()?;
        course.replace_uncounted(id, ids)?;
        course.trim();
        Ok(course.settled())
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

    /// Whether a slot may take a status, on its own and in its order.
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
            self.time_free(slot)?;
        }
        if let Some(minutes) = outcome.minutes_held {
            within(minutes, 0, LONGEST)?;
        }
        let asked = counting(outcome.status, self.missed_rule()) == Counting::Asked;
        if asked && outcome.counts.is_none() {
            Err(RuleBroken::CountsUndecided)
        } else {
            Ok(())
        }
    }

    /// Puts the outcome into the slot and makes, keeps or drops its note.
    fn apply(&mut self, id: &SlotId, outcome: SlotOutcome, phase: Phase) -> Result<(), RuleBroken> {
        let asked = counting(outcome.status, self.missed_rule()) == Counting::Asked;
        let held = met(outcome.status);
        let slot = self.slot_mut(id)?;
        let was_held = met(slot.status);
        slot.status = outcome.status;
        slot.takes_number = outcome.counts.filter(|_| asked);
        slot.reason = outcome.reason;
        slot.moved_to = None;
        slot.minutes_held = match outcome.status {
            SlotStatus::Attended => outcome.minutes_held.or(slot.planned_minutes),
            SlotStatus::AttendedPartial => outcome.minutes_held,
            SlotStatus::Planned
            | SlotStatus::CancelledNotice
            | SlotStatus::CancelledLate
            | SlotStatus::Dna
            | SlotStatus::CancelledTherapist
            | SlotStatus::Rescheduled
            | SlotStatus::Break
            | SlotStatus::Void => None,
        };
        slot.attendees = outcome.attendees.filter(|_| held);
        slot.conjoint = outcome.conjoint.filter(|_| held);
        let slot = slot.clone();
        if held {
            self.hold(id, &slot, if was_held { None } else { Some(phase) });
        } else if let Some(sessions) = &mut self.sessions {
            sessions.retain(|session| session.slot.as_ref() != Some(id) || !session.is_blank());
        }
        if self.plan.status == CourseStatus::Planned && (held || missed_by_client(slot.status)) {
            self.plan.status = CourseStatus::Active;
        }
        Ok(())
    }

    /// Makes the note of a session held; one drafted ahead comes into the phase it was held in.
    fn hold(&mut self, id: &SlotId, slot: &Slot, phase: Option<Phase>) {
        let phase = phase.map(|phase| self.phase_between(slot, phase));
        if self.session(id).is_none() {
            let session = Session::blank(id.clone(), slot, phase.unwrap_or(Phase::Initial));
            self.sessions.get_or_insert_default().push(session);
        }
        if let Some(session) = self
            .session_mut(id)
            .filter(|session| session.locked_at.is_none())
        {
            session.phase = phase.unwrap_or(session.phase);
            session.minutes = slot.minutes_held;
            session.attendees = slot.attendees.clone().or_else(|| session.attendees.take());
        }
    }

    /// No number above the N in force on its day, nor above the one in force now.
    pub(crate) fn within_limit(&self) -> Result<(), RuleBroken> {
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

    /// A slot that takes no number adds one at the end of the series; not one that was moved or entered in
    /// error, which have a replacement, nor a break known in the contract, laid out from the start.
    fn replace_uncounted(&mut self, id: &SlotId, ids: NewId<'_>) -> Result<(), RuleBroken> {
        let slot = self.slot(id)?;
        let known = self
            .contract
            .as_ref()
            .is_some_and(|contract| contract.planned_breaks.contains(&slot.date));
        let adds = match slot.status {
            SlotStatus::CancelledTherapist
            | SlotStatus::Dna
            | SlotStatus::CancelledLate
            | SlotStatus::CancelledNotice => {
                !takes_number(slot.status, slot.takes_number, self.missed_rule())
            }
            SlotStatus::Break => !known,
            SlotStatus::Planned
            | SlotStatus::Attended
            | SlotStatus::AttendedPartial
            | SlotStatus::Rescheduled
            | SlotStatus::Void => false,
        };
        if adds && self.surplus() < 0 {
            self.append(ids)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::Instant;
    use crate::record::contract::MissedSessionRule;
    use crate::record::plan::FormatId;
    use crate::testing::{begun, begun_by, begun_with, day, ids, plan, refusal};

    use MissedSessionRule::{Counts, Decide, Mixed, Moves};
    use SlotStatus::{
        Attended, AttendedPartial, Break, CancelledLate, CancelledNotice, CancelledTherapist, Dna,
        Void,
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
    fn every_row_of_the_table_of_statuses_and_rules() {
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
                    "{status:?} under {rule:?} adds a slot"
                );
                assert_eq!(
                    course.left(),
                    if takes { 15 } else { 16 },
                    "{status:?} under {rule:?} leaves"
                );
            }
        }
    }

    #[test]
    fn the_rule_decide_asks_for_missed_slots_only() {
        for status in [Dna, CancelledLate, CancelledNotice] {
            assert_eq!(
                refusal(begun_by(Decide).with(1, status)),
                RuleBroken::CountsUndecided,
                "{status:?} is asked"
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
                    "{status:?} counts as the therapist says"
                );
            }
        }
        for status in [Attended, AttendedPartial, CancelledTherapist, Break, Void] {
            assert!(
                begun_by(Decide).with(1, status).is_ok(),
                "{status:?} is not asked"
            );
        }
    }

    #[test]
    fn attended_count_includes_partly_attended() {
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
    fn a_session_after_the_last_planned_one_is_refused() {
        let full = begun().held(16);
        assert_eq!(full.left(), 0, "all used");
        let refused = refusal(full.clone().add_slot(day("2026-06-01"), None, &mut ids()));
        assert_eq!(
            refused,
            RuleBroken::NoSessionsLeft { planned: 16 },
            "no slot is added for a session 17"
        );
        let mut imported = full;
        imported.slots.push(crate::begin::planned_slot(
            SlotId::new("extra"),
            day("2026-06-02"),
            None,
            50,
        ));
        imported.settle();
        assert_eq!(
            refusal(imported.with(17, Attended)),
            RuleBroken::NoSessionsLeft { planned: 16 },
            "nor held"
        );
    }

    #[test]
    fn held_missed_and_cancelled_late_wait_for_their_day() {
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
                "{status:?} is not known before"
            );
        }
        for status in [CancelledNotice, CancelledTherapist, Break, Void] {
            let course = begun();
            let id = course.nth(9);
            let ahead =
                course.record_slot(&id, SlotOutcome::of(status), day("2026-01-12"), &mut ids());
            assert!(ahead.is_ok(), "{status:?} can be entered ahead");
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
            assert_eq!(refused, open, "{status:?} with the second slot open");
        }
        assert!(
            begun().with(3, CancelledTherapist).is_ok(),
            "a cancellation waits for nothing"
        );
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
    fn a_break_known_in_the_contract_adds_nothing() {
        let breaks = vec![day("2026-02-24")];
        let course = begun_with(crate::begin::BeginPlan {
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

    #[test]
    fn a_session_before_its_gate_is_held_in_the_old_phase() {
        let course = begun().held(5);
        let id = course.nth(5);
        assert_eq!(
            course.session(&id).unwrap().phase,
            Phase::Initial,
            "session 5 before G1 is initial"
        );
    }
}

//! Which slots take a session number, and what every slot's index, number and count are.
//!
//! Three numbers are kept apart: the *slot index* is the rank in the calendar, missed slots included; the
//! *session number* counts against the contract, and only slots that take one have it; the *attended
//! count* says how often client and therapist met. All three are derived from the slots alone.

use chrono::{NaiveDate, NaiveTime};

use crate::Course;
use crate::format::CourseFormat;
use crate::record::contract::{Amendment, Contract, MissedSessionRule};
use crate::record::session::Session;
use crate::record::slot::{Slot, SlotStatus};

/// What the missed-session rule says of a slot of some status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// It takes a session number.
    Takes,
    /// It takes none.
    Free,
    /// The therapist is asked.
    Asked,
}

/// The table of `course-rules`: whether a slot of this status takes a number under this rule.
#[must_use]
pub const fn counting(status: SlotStatus, rule: MissedSessionRule) -> Counting {
    use MissedSessionRule::{Counts, Decide, Mixed, Moves};
    match (status, rule) {
        (SlotStatus::Attended | SlotStatus::AttendedPartial, _)
        | (SlotStatus::Dna | SlotStatus::CancelledLate, Counts | Mixed)
        | (SlotStatus::CancelledNotice, Counts) => Counting::Takes,
        (SlotStatus::Dna | SlotStatus::CancelledLate | SlotStatus::CancelledNotice, Decide) => {
            Counting::Asked
        }
        (SlotStatus::Dna | SlotStatus::CancelledLate, Moves)
        | (SlotStatus::CancelledNotice, Moves | Mixed)
        | (
            SlotStatus::CancelledTherapist
            | SlotStatus::Break
            | SlotStatus::Rescheduled
            | SlotStatus::Void
            | SlotStatus::Planned,
            _,
        ) => Counting::Free,
    }
}

/// Whether the client missed the slot: the statuses whose number depends on the contract.
#[must_use]
pub const fn missed_by_client(status: SlotStatus) -> bool {
    matches!(
        status,
        SlotStatus::Dna | SlotStatus::CancelledLate | SlotStatus::CancelledNotice
    )
}

/// Whether client and therapist met, in full or in part.
#[must_use]
pub const fn met(status: SlotStatus) -> bool {
    matches!(status, SlotStatus::Attended | SlotStatus::AttendedPartial)
}

/// Whether the slot takes a number: by the rule, or as it was decided for a missed slot when it was recorded.
#[must_use]
pub const fn takes_number(
    status: SlotStatus,
    decided: Option<bool>,
    rule: MissedSessionRule,
) -> bool {
    match (missed_by_client(status), decided) {
        (true, Some(decided)) => decided,
        (true | false, _) => matches!(counting(status, rule), Counting::Takes),
    }
}

/// The derived numbers of one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Rank by date and time, from 1.
    pub index: i32,
    /// Number against the contract; none where the slot takes none.
    pub number: Option<i32>,
    /// Meetings held up to and including this slot.
    pub attended: i32,
}

/// The local time a slot begins; none where it has none, or one that is no `HH:MM`.
#[must_use]
pub fn starts_at(slot: &Slot) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(slot.start_time.as_deref()?, "%H:%M").ok()
}

/// What slots are ordered by: day, then time; one without a time comes first on its day.
#[must_use]
pub fn order(slot: &Slot) -> (NaiveDate, Option<NaiveTime>) {
    (slot.date, starts_at(slot))
}

/// The place of every slot, in the order given; slots of one day and time keep that order.
#[must_use]
pub fn places(slots: &[Slot], rule: MissedSessionRule) -> Vec<Place> {
    let mut ranked: Vec<(usize, &Slot)> = slots.iter().enumerate().collect();
    ranked.sort_by_key(|(_, slot)| order(slot));
    let (mut taken, mut attended) = (0, 0);
    let mut places: Vec<(usize, Place)> = Vec::with_capacity(slots.len());
    for (index, (given, slot)) in (1..).zip(ranked) {
        let takes = takes_number(slot.status, slot.takes_number, rule);
        taken += i32::from(takes);
        attended += i32::from(met(slot.status));
        places.push((
            given,
            Place {
                index,
                number: takes.then_some(taken),
                attended,
            },
        ));
    }
    places.sort_by_key(|(given, _)| *given);
    places.into_iter().map(|(_, place)| place).collect()
}

/// The rule in force; `mixed` while there is no contract (`reference` 1.4, default).
#[must_use]
pub fn rule_of(contract: Option<&Contract>) -> MissedSessionRule {
    contract.map_or(MissedSessionRule::Mixed, |contract| {
        contract.missed_session_rule
    })
}

/// The first day on which the rule in force is known to apply. Missed slots before it may have been
/// counted under an earlier rule, of which a file says nothing.
#[must_use]
pub fn rule_since(contract: Option<&Contract>) -> Option<NaiveDate> {
    contract.and_then(|contract| contract.agreed_date.or(contract.draft_date))
}

/// What a file decided for a slot by giving it a number or none, where the contract leaves both open;
/// none where the rule in force alone says it.
#[must_use]
pub fn decided_in_file(slot: &Slot, contract: Option<&Contract>) -> Option<bool> {
    let rule = rule_of(contract);
    let open = matches!(counting(slot.status, rule), Counting::Asked)
        || rule_since(contract).is_some_and(|since| slot.date < since);
    let decided = slot.session_number.is_some();
    let differs = takes_number(slot.status, None, rule) != decided;
    (missed_by_client(slot.status) && open && (differs || rule == MissedSessionRule::Decide))
        .then_some(decided)
}

/// The number of sessions in force on a day: of the last amendment agreed by then, else the first contract's.
#[must_use]
pub fn planned_on(day: NaiveDate, first: i32, amendments: &[Amendment]) -> i32 {
    amendments
        .iter()
        .rfind(|amendment| amendment.on <= day)
        .map_or(first, |amendment| amendment.planned_sessions)
}

/// Where a file's numbers are not what follows from its slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberingFault {
    /// `slots` or `sessions`.
    pub section: &'static str,
    /// Which element, from 0.
    pub position: usize,
    /// Which field of it.
    pub field: &'static str,
    /// What follows from the slots; none where there should be no number.
    pub expected: Option<i32>,
}

/// Compares the numbers a file states with those that follow from its slots and contract. Left out,
/// `attended_count` and `sessions_left_after` say nothing; a session number does, even by its absence.
///
/// # Errors
/// The first difference.
pub fn check(course: &Course) -> Result<(), NumberingFault> {
    let contract = course.contract.as_ref();
    let mut slots = course.slots.clone();
    for slot in &mut slots {
        slot.takes_number = slot
            .takes_number
            .or_else(|| decided_in_file(slot, contract));
    }
    let places = places(&slots, rule_of(contract));
    for (position, (slot, place)) in slots.iter().zip(&places).enumerate() {
        let fault = |field, expected| NumberingFault {
            section: "slots",
            position,
            field,
            expected,
        };
        if slot.slot_index != place.index {
            return Err(fault("slot_index", Some(place.index)));
        }
        if slot.session_number != place.number {
            return Err(fault("session_number", place.number));
        }
        if slot
            .attended_count
            .is_some_and(|count| count != place.attended)
        {
            return Err(fault("attended_count", Some(place.attended)));
        }
    }
    let first = course.first_planned();
    for (position, session) in course.sessions.iter().flatten().enumerate() {
        let fault = |field, expected| NumberingFault {
            section: "sessions",
            position,
            field,
            expected,
        };
        let place = places
            .iter()
            .find(|place| place.index == session.slot_index);
        let number = place.and_then(|place| place.number);
        if session.session_number != number {
            return Err(fault("session_number", number));
        }
        let left_on = |day| Some(planned_on(day, first, course.amendments()) - number?);
        let left = left_on(session.date);
        // An amendment agreed on the day of a session may have been agreed before it or after it.
        let eve = session.date.pred_opt().and_then(left_on);
        let stated = session.sessions_left_after;
        if stated.is_some() && stated != left && stated != eve {
            return Err(fault("sessions_left_after", left));
        }
    }
    Ok(())
}

impl Course {
    /// The missed-session rule in force.
    #[must_use]
    pub fn missed_rule(&self) -> MissedSessionRule {
        rule_of(self.contract.as_ref())
    }

    /// Every amendment, oldest first.
    #[must_use]
    pub fn amendments(&self) -> &[Amendment] {
        self.contract
            .as_ref()
            .and_then(|contract| contract.amendments.as_deref())
            .unwrap_or_default()
    }

    /// The place of every slot, in the order of [`Course::slots`].
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        places(&self.slots, self.missed_rule())
    }

    /// The highest session number taken; 0 before the first.
    #[must_use]
    pub fn used(&self) -> i32 {
        self.places()
            .iter()
            .filter_map(|place| place.number)
            .max()
            .unwrap_or(0)
    }

    /// Sessions left: N less the highest number taken.
    #[must_use]
    pub fn left(&self) -> i32 {
        self.plan.planned_sessions - self.used()
    }

    /// Meetings held.
    #[must_use]
    pub fn attended(&self) -> i32 {
        self.places()
            .iter()
            .map(|place| place.attended)
            .max()
            .unwrap_or(0)
    }

    /// N as first agreed, before any amendment. A file does not state it: it is what the earliest session
    /// before the first amendment says of itself, else the format's default.
    #[must_use]
    pub fn first_planned(&self) -> i32 {
        let Some(amended) = self.amendments().first() else {
            return self.plan.planned_sessions;
        };
        let stated =
            |session: &Session| Some(session.session_number? + session.sessions_left_after?);
        let earlier = self
            .sessions
            .iter()
            .flatten()
            .filter(|session| session.date < amended.on);
        self.plan
            .first_planned
            .or_else(|| earlier.filter_map(stated).next())
            .or(CourseFormat::of(self.plan.template).usual)
            .unwrap_or(self.plan.planned_sessions)
    }

    /// Sessions left after session `number` on a day, by the contract then in force.
    #[must_use]
    pub fn left_after(&self, number: i32, on: NaiveDate) -> i32 {
        planned_on(on, self.first_planned(), self.amendments()) - number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;
    use crate::record::slot::SlotStatus::{Attended, Dna};
    use crate::testing::{begun_by, day, ids};

    fn exported(course: &Course) -> Course {
        file::read(file::write(course).as_bytes(), &mut ids()).unwrap()
    }

    #[test]
    fn stated_numbers_are_checked_against_the_slots() {
        let course = begun_by(MissedSessionRule::Counts).held(2);
        assert_eq!(check(&course), Ok(()), "its own numbers");
        let mut wrong = course.clone();
        wrong.slots[1].session_number = Some(3);
        let fault = NumberingFault {
            section: "slots",
            position: 1,
            field: "session_number",
            expected: Some(2),
        };
        assert_eq!(check(&wrong), Err(fault), "the second session");
        let mut wrong = course.clone();
        wrong.slots[0].session_number = None;
        assert_eq!(
            check(&wrong).unwrap_err().expected,
            Some(1),
            "attended always takes a number"
        );
        let mut wrong = course.clone();
        wrong.slots[1].attended_count = Some(1);
        assert_eq!(
            check(&wrong).unwrap_err().field,
            "attended_count",
            "meetings held"
        );
        let mut wrong = course;
        wrong.sessions.as_mut().unwrap()[1].sessions_left_after = Some(15);
        assert_eq!(check(&wrong).unwrap_err().expected, Some(14), "16 - 2");
    }

    #[test]
    fn a_missed_slot_may_follow_another_rule_only_before_the_contract() {
        let counted = begun_by(MissedSessionRule::Counts).with(1, Dna).unwrap();
        let mut course = counted.clone();
        course.contract.as_mut().unwrap().missed_session_rule = MissedSessionRule::Moves;
        assert!(
            check(&course).is_err(),
            "under the rule in force it takes no number"
        );
        course.contract.as_mut().unwrap().agreed_date = Some(day("2026-01-14"));
        assert_eq!(
            check(&course),
            Ok(()),
            "the day before, another rule may have held"
        );
        course.contract.as_mut().unwrap().agreed_date = Some(day("2026-01-13"));
        assert!(check(&course).is_err(), "from that day on it does not");
        course.contract.as_mut().unwrap().missed_session_rule = MissedSessionRule::Decide;
        assert_eq!(check(&course), Ok(()), "the therapist decides");
    }

    #[test]
    fn what_was_decided_survives_a_file() {
        let course = begun_by(MissedSessionRule::Counts).with(1, Dna).unwrap();
        let course = course
            .change_missed_rule(MissedSessionRule::Moves, day("2026-01-20"), &mut ids())
            .unwrap();
        let course = exported(&course.with(2, Attended).unwrap());
        assert_eq!(
            course.slots[0].takes_number,
            Some(true),
            "counted, under the rule of its day"
        );
        assert_eq!(
            course.places()[1].number,
            Some(2),
            "so the next is session 2"
        );
    }

    #[test]
    fn the_first_n_is_told_by_the_earliest_session_else_by_the_format() {
        let amendment = |on: &str| Amendment {
            on: day(on),
            planned_sessions: 20,
            reason: "a death".to_owned(),
            new_end_date: day("2026-06-02"),
            supervision_noted: None,
        };
        let amended = |held, on| {
            let begun = crate::begin::BeginPlan {
                planned_sessions: Some(18),
                ..crate::testing::plan(crate::record::plan::FormatId::Ipt16)
            };
            let course = crate::testing::begun_with(begun).held(held);
            exported(&course.amend_contract(amendment(on), &mut ids()).unwrap())
        };
        assert_eq!(
            amended(2, "2026-02-01").first_planned(),
            18,
            "session 1 says 17 are left"
        );
        assert_eq!(
            amended(0, "2026-01-13").first_planned(),
            16,
            "nothing says it: the usual number"
        );
    }

    #[test]
    fn an_amendment_is_in_force_from_its_day_on() {
        let amendment = Amendment {
            on: day("2026-03-10"),
            planned_sessions: 20,
            reason: String::new(),
            new_end_date: day("2026-06-02"),
            supervision_noted: None,
        };
        let on = |date| planned_on(day(date), 16, std::slice::from_ref(&amendment));
        assert_eq!(
            (on("2026-03-09"), on("2026-03-10")),
            (16, 20),
            "that day included"
        );
    }

    #[test]
    fn a_slot_without_a_time_comes_first_on_its_day() {
        let mut course = begun_by(MissedSessionRule::Counts);
        let at = |time: Option<&str>| {
            crate::begin::planned_slot(
                crate::ids::SlotId::new("x"),
                day("2026-01-13"),
                time.map(str::to_owned),
                50,
            )
        };
        course.slots = vec![at(Some("9:30")), at(None), at(Some("10:00"))];
        let ranks: Vec<_> = course.places().iter().map(|place| place.index).collect();
        assert_eq!(
            ranks,
            [2, 1, 3],
            "half past nine is before ten, however it is written"
        );
    }
}

//! Which slots take a session number, and what every slot's index, number and count are.
//!
//! Three numbers are kept apart: the *slot index* is the rank in the calendar, missed slots included; the
//! *session number* counts against the contract, and only slots that take one have it; the *attended
//! count* says how often client and therapist met. All three are derived from the slots alone.

mod check;

pub use check::{NumberingFault, check, decided_in_file, rule_since};

use chrono::{NaiveDate, NaiveTime};

use crate::Course;
use crate::plan::contract::{Amendment, Contract, MissedSessionRule};
use crate::plan::format::CourseFormat;
use crate::session::Session;
use crate::session::{Slot, SlotStatus};

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

/// Whether a slot of this status takes a number under this rule.
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

/// The rule in force; `mixed` while there is no contract (ours).
#[must_use]
pub fn rule_of(contract: Option<&Contract>) -> MissedSessionRule {
    contract.map_or(MissedSessionRule::Mixed, |contract| {
        contract.missed_session_rule
    })
}

/// The number of sessions in force on a day: of the last amendment agreed by then, else the first contract's.
#[must_use]
pub fn planned_on(day: NaiveDate, first: i32, amendments: &[Amendment]) -> i32 {
    amendments
        .iter()
        .rfind(|amendment| amendment.on <= day)
        .map_or(first, |amendment| amendment.planned_sessions)
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
    use crate::course::testing::{begun_by, day};

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
            crate::session::Slot::planned(
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

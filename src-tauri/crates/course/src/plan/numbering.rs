//! Computes the index, session number and attended count of each slot.
//!
//! The *slot index* is the rank in the series, missed slots included. The *session number* counts towards the N of the
//! contract; only some slots take one. The *attended count* is the number of sessions held so far. All three are
//! computed from the slots alone.

mod check;

pub use check::{NumberingFault, check, decided_in_file, rule_since};

use chrono::{NaiveDate, NaiveTime};

use crate::Course;
use crate::plan::contract::{Amendment, Contract, MissedSessionRule};
use crate::plan::format::CourseFormat;
use crate::session::Session;
use crate::session::{Slot, SlotStatus};

/// Whether a slot takes a session number by the missed-session rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// The slot takes a session number.
    Takes,
    /// The slot takes no number.
    Free,
    /// The therapist decides.
    Asked,
}

/// The table: whether a slot with this status takes a number by this rule.
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

/// Whether the client missed the slot. For these statuses the number depends on the contract.
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

/// Whether the slot takes a number: by the rule, or by the decision that was made when a missed slot was recorded.
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

/// The computed numbers of one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Rank by date and time, from 1.
    pub index: i32,
    /// Session number; none if the slot takes none.
    pub number: Option<i32>,
    /// Sessions held up to and including this slot.
    pub attended: i32,
}

/// The local time at which a slot begins; none if it has none in the form `HH:MM`.
#[must_use]
pub fn starts_at(slot: &Slot) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(slot.start_time.as_deref()?, "%H:%M").ok()
}

/// The sort key of a slot: day, then time. A slot without a time is the first of its day.
#[must_use]
pub fn order(slot: &Slot) -> (NaiveDate, Option<NaiveTime>) {
    (slot.date, starts_at(slot))
}

/// The place of each slot, in the given order. Slots with the same day and time keep this order.
#[must_use]
pub fn places(slots: &[Slot], rule: MissedSessionRule) -> Vec<Place> {
    let mut ranked: Vec<(usize, &Slot)> = slots.iter().enumerate().collect();
    ranked.sort_by_key(|(_, slot)| order(slot));
    let (mut taken, mut attended) = (0, 0);
    let mut places: Vec<(usize, Place)> = Vec::with_capacity(slots.len());
    for (index, (position, slot)) in (1..).zip(ranked) {
        let takes = takes_number(slot.status, slot.takes_number, rule);
        taken += i32::from(takes);
        attended += i32::from(met(slot.status));
        places.push((
            position,
            Place {
                index,
                number: takes.then_some(taken),
                attended,
            },
        ));
    }
    places.sort_by_key(|(position, _)| *position);
    places.into_iter().map(|(_, place)| place).collect()
}

/// The missed-session rule in force; `mixed` without a contract (ours).
#[must_use]
pub fn rule_of(contract: Option<&Contract>) -> MissedSessionRule {
    contract.map_or(MissedSessionRule::Mixed, |contract| {
        contract.missed_session_rule
    })
}

/// N in force on a day: that of the last amendment until then, otherwise the first N.
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

    /// All amendments, oldest first.
    #[must_use]
    pub fn amendments(&self) -> &[Amendment] {
        self.contract
            .as_ref()
            .and_then(|contract| contract.amendments.as_deref())
            .unwrap_or_default()
    }

    /// The place of each slot, in the order of [`Course::slots`].
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        places(&self.slots, self.missed_rule())
    }

    /// The highest session number in use; 0 before the first.
    #[must_use]
    pub fn used(&self) -> i32 {
        self.places()
            .iter()
            .filter_map(|place| place.number)
            .max()
            .unwrap_or(0)
    }

    /// Sessions left: N minus the highest session number in use.
    #[must_use]
    pub fn left(&self) -> i32 {
        self.plan.planned_sessions - self.used()
    }

    /// Sessions held.
    #[must_use]
    pub fn attended(&self) -> i32 {
        self.places()
            .iter()
            .map(|place| place.attended)
            .max()
            .unwrap_or(0)
    }

    /// The first N, before any amendment. A file does not have it; there it follows from number and sessions left of
    /// the earliest session before the first amendment, otherwise from the usual number of the format.
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

    /// Sessions left after session `number`, by the N in force on that day.
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
    fn amendment_applies_from_its_day_on() {
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
            "the day of the amendment is included"
        );
    }

    #[test]
    fn slot_without_a_time_is_first_on_its_day() {
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
            "9:30 is before 10:00, also without a leading zero"
        );
    }
}

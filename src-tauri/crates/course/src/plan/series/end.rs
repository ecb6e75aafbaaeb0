//! The end of the series: adds slots in the rhythm of the series, removes surplus slots, and computes the last day.

use chrono::NaiveDate;

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::{NewId, SlotId};
use crate::plan::Cadence;
use crate::plan::numbering::{Place, order, places};
use crate::plan::series::rhythm::next_after;
use crate::rule_broken::RuleBroken;
use crate::session::{Slot, SlotStatus};

impl Course {
    /// The day of the slot that takes or will take number N, also if this slot does not exist yet. For a concluded
    /// course: the day it ended. None only after the year 9999.
    #[must_use]
    pub fn ends_on(&self) -> Option<NaiveDate> {
        if let Some(end) = self.plan.actual_end_date {
            return Some(end);
        }
        let places = self.places_if_held();
        let last = places
            .iter()
            .zip(&self.slots)
            .find(|(place, _)| place.number == Some(self.plan.planned_sessions));
        if let Some((_, slot)) = last {
            return Some(slot.date);
        }
        let laid_out = places
            .iter()
            .filter_map(|place| place.number)
            .max()
            .unwrap_or(0);
        let mut day = self.last_day();
        for _ in laid_out..self.plan.planned_sessions {
            day = Some(self.next_day(day).ok()?);
        }
        day
    }

    /// The place of each slot if all planned slots were held.
    #[must_use]
    pub fn places_if_held(&self) -> Vec<Place> {
        let mut slots = self.slots.clone();
        for slot in &mut slots {
            if slot.status == SlotStatus::Planned {
                slot.status = SlotStatus::Attended;
            }
        }
        places(&slots, self.missed_rule())
    }

    /// Number of planned slots beyond the sessions left. Negative: number of slots that are missing.
    pub(crate) fn surplus(&self) -> i32 {
        let open = self
            .slots
            .iter()
            .filter(|slot| slot.status == SlotStatus::Planned)
            .count();
        i32::try_from(open)
            .unwrap_or(i32::MAX)
            .saturating_add(self.used())
            - self.plan.planned_sessions
    }

    /// Adds a planned slot at the end of the series, in its rhythm. Breaks of the contract are skipped.
    pub(crate) fn append_slot(&mut self, ids: NewId<'_>) -> Result<(), RuleBroken> {
        let day = self.next_day(self.last_day())?;
        let time = self
            .last_in_rhythm()
            .and_then(|slot| slot.start_time.clone());
        let minutes = self.minutes();
        self.slots
            .push(Slot::planned(SlotId::new(ids()), day, time, minutes));
        Ok(())
    }

    /// Removes planned slots beyond the sessions left, the last one first. A slot that a note or another record names
    /// stays.
    pub(crate) fn drop_surplus(&mut self) {
        while self.surplus() > 0 {
            let open = self
                .slots
                .iter()
                .enumerate()
                .filter(|(_, slot)| slot.status == SlotStatus::Planned);
            let unused = open.filter(|(_, slot)| {
                slot.id
                    .as_ref()
                    .is_none_or(|id| self.references_to(id) == 0)
            });
            let Some(position) = unused
                .max_by_key(|(_, slot)| order(slot))
                .map(|(position, _)| position)
            else {
                return;
            };
            self.slots.remove(position);
        }
    }

    fn last_day(&self) -> Option<NaiveDate> {
        self.slots.iter().map(|slot| slot.date).max()
    }

    /// The last slot that is on a day of the rhythm: not moved there and not entered in error.
    fn last_in_rhythm(&self) -> Option<&Slot> {
        let arrived = |slot: &Slot| {
            self.slots
                .iter()
                .any(|other| other.moved_to == Some(slot.date))
        };
        let in_rhythm = |slot: &&Slot| slot.status != SlotStatus::Void && !arrived(slot);
        self.slots
            .iter()
            .filter(in_rhythm)
            .max_by_key(|slot| order(slot))
    }

    /// The next day of the rhythm after a day. Breaks of the contract are skipped.
    fn next_day(&self, last: Option<NaiveDate>) -> Result<NaiveDate, RuleBroken> {
        let Some(last) = last else {
            return Ok(in_range(self.plan.start_date)?);
        };
        let from = match self.plan.cadence {
            Cadence::Monthly => self.plan.start_date,
            Cadence::Weekly | Cadence::Fortnightly | Cadence::Mixed => self
                .last_in_rhythm()
                .map_or(self.plan.start_date, |slot| slot.date),
        };
        let breaks = self
            .contract
            .as_ref()
            .map(|contract| contract.planned_breaks.as_slice())
            .unwrap_or_default();
        let mut day = next_after(from, self.plan.cadence, last)?;
        while breaks.contains(&day) {
            day = next_after(from, self.plan.cadence, day)?;
        }
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_by, begun_with, day, plan};
    use crate::plan::BeginPlan;
    use crate::plan::FormatId;
    use crate::plan::contract::MissedSessionRule;
    use crate::plan::series::tests::moved;

    #[test]
    fn added_slot_keeps_the_rhythm_after_a_moved_slot() {
        let course = moved(
            begun_by(MissedSessionRule::Moves),
            16,
            "2026-04-30",
            "16:00",
        )
        .unwrap();
        let course = course.with(1, SlotStatus::CancelledTherapist).unwrap();
        let last = course.slots.last().unwrap();
        assert_eq!(
            last.date,
            day("2026-05-05"),
            "the added slot is on a Tuesday"
        );
    }

    #[test]
    fn added_slot_skips_a_break_of_the_contract() {
        let mut course = begun();
        course.contract.as_mut().unwrap().planned_breaks = vec![day("2026-05-05")];
        let course = course.with(1, SlotStatus::CancelledTherapist).unwrap();
        assert_eq!(
            course.ends_on(),
            Some(day("2026-05-12")),
            "the break is skipped"
        );
    }

    #[test]
    fn end_is_computed_beyond_the_existing_slots() {
        let mut course = begun();
        course.slots.truncate(10);
        assert_eq!(
            course.ends_on(),
            Some(day("2026-04-28")),
            "six weeks after the tenth slot"
        );
        let monthly = begun_with(BeginPlan {
            start_date: day("2027-01-31"),
            ..plan(FormatId::IptM)
        });
        assert_eq!(
            monthly.ends_on(),
            Some(day("2027-12-31")),
            "eleven months after the start"
        );
    }
}

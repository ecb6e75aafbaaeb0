//! The end of the series: adds slots in the rhythm of the series, removes surplus slots, and computes the last day.

use chrono::NaiveDate;

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::{NewId, SlotId};
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

    /// The last slot on a day of the rhythm. One moved slot is no rhythm, and neither is its old place. Moved slots at the
    /// end of the series that follow one another in the rhythm are the new rhythm.
    fn last_in_rhythm(&self) -> Option<&Slot> {
        let arrived = |slot: &Slot| {
            self.slots
                .iter()
                .any(|other| other.moved_to == Some(slot.date))
        };
        let standing = self.standing();
        let laid_out = standing.iter().rposition(|slot| !arrived(slot));
        let moved = standing.get(laid_out.map_or(0, |place| place + 1)..);
        match moved {
            Some([.., before, last]) if self.follows(before.date, last.date) => Some(last),
            Some(_) | None => laid_out.and_then(|place| standing.get(place).copied()),
        }
    }

    /// The slots in order, without the old places of moved slots and without slots entered in error.
    fn standing(&self) -> Vec<&Slot> {
        let gone = |slot: &&Slot| matches!(slot.status, SlotStatus::Rescheduled | SlotStatus::Void);
        let mut standing: Vec<&Slot> = self.slots.iter().filter(|slot| !gone(slot)).collect();
        standing.sort_by_key(|slot| order(slot));
        standing
    }

    /// Whether a day is in the rhythm that begins on another.
    fn follows(&self, from: NaiveDate, day: NaiveDate) -> bool {
        from == day
            || day.pred_opt().is_some_and(|eve| {
                from < day && next_after(from, self.plan.cadence, eve) == Ok(day)
            })
    }

    /// A day on which the present rhythm begins. A monthly rhythm of the 31st has short months in it, so that its last
    /// slot alone does not tell the day of the month.
    fn rhythm_start(&self) -> NaiveDate {
        let start = self.plan.start_date;
        let Some(last) = self.last_in_rhythm() else {
            return start;
        };
        let days = self.standing().into_iter().map(|slot| slot.date);
        let mut starts = std::iter::once(start).chain(days);
        starts
            .find(|from| self.follows(*from, last.date))
            .unwrap_or(last.date)
    }

    /// The next day of the rhythm after a day. Breaks of the contract are skipped.
    fn next_day(&self, last: Option<NaiveDate>) -> Result<NaiveDate, RuleBroken> {
        let Some(last) = last else {
            return Ok(in_range(self.plan.start_date)?);
        };
        let from = self.rhythm_start();
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
    use chrono::Datelike;

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
    fn added_slot_follows_the_slots_that_were_all_moved() {
        let course = begun_by(MissedSessionRule::Moves);
        let dates: Vec<_> = course.slots.iter().map(|slot| slot.date).collect();
        let course = (9..=16).fold(course, |course, nth| {
            let to = dates[nth - 1] + chrono::Days::new(2);
            moved_by_number(course, nth, to)
        });
        let course = course.with(1, SlotStatus::CancelledTherapist).unwrap();
        let last = course.slots.last().unwrap();
        assert_eq!(
            (last.date, last.start_time.as_deref()),
            (day("2026-05-07"), Some("17:00")),
            "the added slot is on a Thursday, at the new time"
        );
    }

    #[test]
    fn monthly_slots_that_were_moved_keep_their_new_day_of_the_month() {
        let monthly = begun_with(BeginPlan {
            start_date: day("2027-01-31"),
            missed_session_rule: Some(MissedSessionRule::Moves),
            ..plan(FormatId::IptM)
        });
        let end = |course: Course| {
            let course = course.with(1, SlotStatus::CancelledTherapist).unwrap();
            course.ends_on()
        };
        assert_eq!(
            end(monthly.clone()),
            Some(day("2028-01-31")),
            "the 31st of the next January"
        );
        let dates: Vec<_> = monthly.slots.iter().map(|slot| slot.date).collect();
        let course = (5..=12).fold(monthly, |course, nth| {
            let to = dates[nth - 1].with_day(15).unwrap();
            moved_by_number(course, nth, to)
        });
        assert_eq!(end(course), Some(day("2028-01-15")), "the 15th from May on");
    }

    /// Moves the slot that will be session `number` to this day, at 17:00.
    fn moved_by_number(course: Course, number: usize, to: NaiveDate) -> Course {
        let places = course.places_if_held();
        let wanted = i32::try_from(number).ok();
        let nth = places.iter().position(|place| place.number == wanted);
        moved(course, nth.unwrap() + 1, &to.to_string(), "17:00").unwrap()
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

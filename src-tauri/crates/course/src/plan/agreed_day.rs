//! The day on which something was agreed or done. The therapist says it; the present day is only a proposal.

use chrono::{Months, NaiveDate};

use crate::Course;
use crate::dates::calendar::in_range;
use crate::plan::numbering::met;
use crate::rule_broken::RuleBroken;

/// Most months between the agreement of a contract and the first session (ours).
const CONTRACT_AHEAD: Months = Months::new(12);

impl Course {
    /// Accepts the day of an agreement: it has come, and is not before the first day of the course. The present day
    /// is always possible, also before the first session.
    ///
    /// # Errors
    /// [`RuleBroken::DayAhead`], [`RuleBroken::TooEarly`], or the day is out of range.
    pub(crate) fn agreed_day(
        &self,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<NaiveDate, RuleBroken> {
        come_since(self.first_day(), on, today)
    }

    /// Accepts the day on which the contract was agreed, like [`Course::agreed_day`]. It can be agreed before the
    /// first session, by up to a year.
    ///
    /// # Errors
    /// The errors of [`Course::agreed_day`].
    pub(crate) fn contract_day(
        &self,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<NaiveDate, RuleBroken> {
        let first = self.first_day();
        let earliest = first.checked_sub_months(CONTRACT_AHEAD).unwrap_or(first);
        come_since(earliest, on, today)
    }

    /// The planned start, or the first session held if that was earlier.
    fn first_day(&self) -> NaiveDate {
        let held = self.slots.iter().filter(|slot| met(slot.status));
        let first = held.map(|slot| slot.date).min();
        first.map_or(self.plan.start_date, |first| {
            first.min(self.plan.start_date)
        })
    }
}

/// Accepts a day from `earliest` to the present day. The present day itself is always possible, since the clock of the
/// computer may have been set back.
///
/// # Errors
/// [`RuleBroken::DayAhead`], [`RuleBroken::TooEarly`], or the day is out of range.
pub(crate) fn come_since(
    earliest: NaiveDate,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<NaiveDate, RuleBroken> {
    if has_come(on, today)? < earliest.min(today) {
        return Err(RuleBroken::TooEarly { earliest });
    }
    Ok(on)
}

/// Accepts a day until the present day.
///
/// # Errors
/// [`RuleBroken::DayAhead`], or the day is out of range.
pub(crate) fn has_come(on: NaiveDate, today: NaiveDate) -> Result<NaiveDate, RuleBroken> {
    if in_range(on)? > today {
        return Err(RuleBroken::DayAhead { date: on });
    }
    Ok(on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day};

    #[test]
    fn day_of_an_agreement_is_between_the_start_and_the_present_day() {
        let course = begun();
        let agreed = |on: &str, today: &str| course.agreed_day(day(on), day(today));
        assert_eq!(
            agreed("2026-02-03", "2026-02-10"),
            Ok(day("2026-02-03")),
            "a day that has come"
        );
        assert_eq!(
            agreed("2026-02-11", "2026-02-10"),
            Err(RuleBroken::DayAhead {
                date: day("2026-02-11")
            }),
            "tomorrow"
        );
        assert_eq!(
            agreed("2026-01-12", "2026-02-10"),
            Err(RuleBroken::TooEarly {
                earliest: day("2026-01-13")
            }),
            "the eve of the first session"
        );
        assert_eq!(
            agreed("2026-01-10", "2026-01-10"),
            Ok(day("2026-01-10")),
            "today, before the first session"
        );
    }

    #[test]
    fn contract_may_be_agreed_before_the_first_session() {
        let course = begun();
        let agreed = |on: &str| course.contract_day(day(on), day("2026-02-10"));
        assert_eq!(agreed("2025-12-20"), Ok(day("2025-12-20")), "in December");
        assert_eq!(
            agreed("2016-01-13"),
            Err(RuleBroken::TooEarly {
                earliest: day("2025-01-13")
            }),
            "ten years before"
        );
    }
}

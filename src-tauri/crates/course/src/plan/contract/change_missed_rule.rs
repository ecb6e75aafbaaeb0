//! Changes the missed-session rule.

use chrono::NaiveDate;

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::NewId;
use crate::plan::contract::MissedSessionRule;
use crate::plan::numbering::{missed_by_client, takes_number};
use crate::rule_broken::RuleBroken;

impl Course {
    /// Changes the missed-session rule for slots of this day and later. Earlier slots keep their decision. The
    /// contract gets the day of the new rule, so that a file tells from when it applies. The same rule changes nothing.
    ///
    /// # Errors
    /// There is no contract. The day is before a final contract. A cancellation that was recorded ahead would take a
    /// number although no session is left.
    pub fn change_missed_rule(
        self,
        rule: MissedSessionRule,
        on: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let old = course.missed_rule();
        let contract = course.contract.as_mut().ok_or(RuleBroken::NoContract)?;
        let mut on = in_range(on)?;
        if rule == old {
            return Ok(course);
        }
        if let Some(agreed) = contract.agreed_date {
            if on < agreed {
                return Err(RuleBroken::TooEarly { earliest: agreed });
            }
            contract.agreed_date = Some(on);
        } else {
            on = contract.draft_date.map_or(on, |drafted| on.max(drafted));
            contract.draft_date = Some(on);
        }
        contract.version += 1;
        contract.missed_session_rule = rule;
        for slot in course
            .slots
            .iter_mut()
            .filter(|slot| missed_by_client(slot.status))
        {
            let kept = slot.date < on || rule == MissedSessionRule::Decide;
            let counted = takes_number(slot.status, slot.takes_number, old);
            slot.takes_number = kept.then_some(counted);
        }
        course.check_session_limit()?;
        course.drop_surplus();
        while course.missing_slots_after(on) {
            course.append_slot(ids)?;
        }
        Ok(course.recomputed())
    }

    /// Whether slots are missing because a slot of this day or later takes no number any more.
    fn missing_slots_after(&self, on: NaiveDate) -> bool {
        self.surplus() < 0
            && self
                .slots
                .iter()
                .any(|slot| slot.date >= on && missed_by_client(slot.status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_by, day, ids, refusal};
    use crate::session::SlotOutcome;
    use crate::session::SlotStatus;

    #[test]
    fn new_rule_applies_to_later_slots_only() {
        let course = begun_by(MissedSessionRule::Counts)
            .with(1, SlotStatus::Dna)
            .unwrap();
        let version = course.contract.as_ref().unwrap().version;
        let course = course
            .change_missed_rule(MissedSessionRule::Moves, day("2026-01-15"), &mut ids())
            .unwrap();
        assert_eq!(
            course.slots[0].session_number,
            Some(1),
            "the earlier slot keeps its number"
        );
        let course = course.with(2, SlotStatus::Dna).unwrap();
        assert_eq!(
            course.slots[1].session_number, None,
            "the later slot takes no number"
        );
        assert_eq!(
            course.contract.as_ref().unwrap().version,
            version + 1,
            "the version of the contract grows"
        );
        let last = course
            .finalise_contract(day("2026-01-20"), day("2026-01-20"))
            .unwrap();
        let refused = refusal(last.change_missed_rule(
            MissedSessionRule::Counts,
            day("2026-01-19"),
            &mut ids(),
        ));
        assert_eq!(
            refused,
            RuleBroken::TooEarly {
                earliest: day("2026-01-20")
            },
            "a rule is not dated before the final contract"
        );
    }

    #[test]
    fn same_rule_changes_nothing() {
        let course = begun_by(MissedSessionRule::Counts)
            .finalise_contract(day("2026-01-07"), day("2026-01-07"))
            .unwrap();
        let same = course
            .clone()
            .change_missed_rule(MissedSessionRule::Counts, day("2026-01-20"), &mut ids())
            .unwrap();
        assert!(same == course, "neither version nor day of the contract");
    }

    #[test]
    fn cancellation_recorded_ahead_follows_the_rule_of_its_day() {
        let course = begun_by(MissedSessionRule::Counts);
        let id = course.nth(10);
        let outcome = SlotOutcome::of(SlotStatus::CancelledNotice);
        let course = course
            .record_slot(&id, outcome, day("2026-01-13"), &mut ids())
            .unwrap();
        assert_eq!(course.used(), 1, "it takes a number by the first rule");
        let course = course
            .change_missed_rule(MissedSessionRule::Moves, day("2026-01-20"), &mut ids())
            .unwrap();
        assert_eq!(
            (course.used(), course.slots.len()),
            (0, 17),
            "it takes no number by the new rule, and the end moves"
        );
    }

    #[test]
    fn rule_of_a_draft_may_change_before_the_first_session() {
        let course = begun()
            .change_missed_rule(MissedSessionRule::Counts, day("2026-01-06"), &mut ids())
            .unwrap();
        assert_eq!(
            course.missed_rule(),
            MissedSessionRule::Counts,
            "the draft has the new rule"
        );
        let course = course
            .finalise_contract(day("2026-01-07"), day("2026-01-07"))
            .unwrap();
        assert_eq!(
            course.contract.unwrap().agreed_date,
            Some(day("2026-01-07")),
            "agreed before session 1"
        );
    }

    #[test]
    fn contract_is_not_final_before_the_day_of_its_rule() {
        let course = begun_by(MissedSessionRule::Counts)
            .with(1, SlotStatus::Dna)
            .unwrap();
        let course = course
            .change_missed_rule(MissedSessionRule::Moves, day("2026-01-20"), &mut ids())
            .unwrap();
        let refused = refusal(
            course
                .clone()
                .finalise_contract(day("2026-01-13"), day("2026-01-13")),
        );
        assert_eq!(
            refused,
            RuleBroken::TooEarly {
                earliest: day("2026-01-20")
            },
            "another rule applied on that day"
        );
        assert!(
            course
                .finalise_contract(day("2026-01-20"), day("2026-01-20"))
                .is_ok(),
            "the day of the rule is possible"
        );
    }
}

//! Changing what a missed slot does.

use chrono::NaiveDate;

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::NewId;
use crate::plan::contract::MissedSessionRule;
use crate::plan::numbering::{missed_by_client, takes_number};
use crate::rule_broken::RuleBroken;

impl Course {
    /// Changes what a missed slot does, for slots of that day and later; earlier ones keep what they were
    /// recorded as. The new rule is dated, so that a file tells from when it holds.
    ///
    /// # Errors
    /// No contract; dated before a final contract; a cancellation recorded ahead that would then take a
    /// number no session is left for.
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

    /// Whether slots are wanting because of one of that day or later that takes no number any more.
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
    fn a_new_rule_works_forward_only() {
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
            "what was counted stays counted"
        );
        let course = course.with(2, SlotStatus::Dna).unwrap();
        assert_eq!(course.slots[1].session_number, None, "the new rule moves");
        assert_eq!(
            course.contract.as_ref().unwrap().version,
            version + 1,
            "it is another contract"
        );
        let last = course.finalise_contract(day("2026-01-20")).unwrap();
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
            "never backward"
        );
    }

    #[test]
    fn a_cancellation_ahead_follows_the_rule_of_its_day() {
        let course = begun_by(MissedSessionRule::Counts);
        let id = course.nth(10);
        let outcome = SlotOutcome::of(SlotStatus::CancelledNotice);
        let course = course
            .record_slot(&id, outcome, day("2026-01-13"), &mut ids())
            .unwrap();
        assert_eq!(course.used(), 1, "it counted when it was recorded");
        let course = course
            .change_missed_rule(MissedSessionRule::Moves, day("2026-01-20"), &mut ids())
            .unwrap();
        assert_eq!(
            (course.used(), course.slots.len()),
            (0, 17),
            "its day falls under the new rule, and the end moves"
        );
    }

    #[test]
    fn a_draft_may_change_its_rule_before_the_first_session() {
        let course = begun()
            .change_missed_rule(MissedSessionRule::Counts, day("2026-01-06"), &mut ids())
            .unwrap();
        assert_eq!(
            course.missed_rule(),
            MissedSessionRule::Counts,
            "nothing is final yet"
        );
        let course = course.finalise_contract(day("2026-01-07")).unwrap();
        assert_eq!(
            course.contract.unwrap().agreed_date,
            Some(day("2026-01-07")),
            "agreed before session 1"
        );
    }

    #[test]
    fn a_contract_is_not_dated_before_its_own_rule() {
        let course = begun_by(MissedSessionRule::Counts)
            .with(1, SlotStatus::Dna)
            .unwrap();
        let course = course
            .change_missed_rule(MissedSessionRule::Moves, day("2026-01-20"), &mut ids())
            .unwrap();
        let refused = refusal(course.clone().finalise_contract(day("2026-01-13")));
        assert_eq!(
            refused,
            RuleBroken::TooEarly {
                earliest: day("2026-01-20")
            },
            "that day another rule counted"
        );
        assert!(
            course.finalise_contract(day("2026-01-20")).is_ok(),
            "from the day of the rule on"
        );
    }
}

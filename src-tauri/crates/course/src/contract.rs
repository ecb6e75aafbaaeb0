//! The contract: drafted, agreed, amended with a reason.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::amount::Amount;
use crate::begin::LONGEST;
use crate::calendar::in_range;
use crate::format::{CourseFormat, half_up};
use crate::numbering::{missed_by_client, takes_number};
use crate::record::contract::{Amendment, Contract, MissedSessionRule};
use crate::record::plan::{Phase, PhaseBounds};
use crate::record::slot::Slot;
use crate::record::task::TaskState;
use crate::rule_broken::{RuleBroken, reasoned, within};
use crate::settle::NewId;

/// The parts of a contract that are words and terms, not numbers of sessions.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ContractEdit {
    /// Length of a session in minutes.
    pub session_minutes: i32,
    /// In person, video, …
    pub place: Option<String>,
    /// Fee per session in pounds.
    pub fee_gbp: Option<Amount>,
    /// Notice asked for.
    pub cancellation: Option<String>,
    /// Measures agreed, in words.
    pub measures: Option<Vec<String>>,
    /// May sessions be recorded for supervision.
    pub recording_consent: Option<bool>,
    /// May the GP be written to.
    pub gp_contact_consent: Option<bool>,
}

crate::redacted!(ContractEdit);

impl Course {
    /// Changes the terms, or drafts a contract where there is none. Terms of a final contract are agreed
    /// anew by the change, and its version grows.
    ///
    /// # Errors
    /// [`RuleBroken::OutOfRange`] for a length beyond a day.
    pub fn edit_contract(self, edit: ContractEdit, on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        within(edit.session_minutes, 1, LONGEST)?;
        let rule = course.missed_rule();
        let contract = course.contract.get_or_insert_with(|| Contract {
            version: 1,
            draft_date: Some(on),
            agreed_date: None,
            missed_session_rule: rule,
            planned_breaks: Vec::new(),
            session_minutes: edit.session_minutes,
            place: None,
            fee_gbp: None,
            cancellation: None,
            measures: None,
            recording_consent: None,
            gp_contact_consent: None,
            amendments: None,
        });
        contract.version += i32::from(contract.agreed_date.is_some());
        contract.session_minutes = edit.session_minutes;
        contract.place = edit.place;
        contract.fee_gbp = edit.fee_gbp;
        contract.cancellation = edit.cancellation;
        contract.measures = edit.measures;
        contract.recording_consent = edit.recording_consent;
        contract.gp_contact_consent = edit.gp_contact_consent;
        Ok(course.settled())
    }

    /// Makes the draft final: agreed on a day. Does the task `init.contract`.
    ///
    /// # Errors
    /// No contract, or final already; dated before a change of the missed-session rule, with slots counted
    /// under the old one since.
    pub fn finalise_contract(self, agreed_on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        course.may_finalise(agreed_on)?;
        let contract = course.contract.as_mut().ok_or(RuleBroken::NoContract)?;
        contract.agreed_date = Some(agreed_on);
        contract.version += 1;
        course.do_task("init.contract", agreed_on);
        Ok(course.settled())
    }

    /// Whether the contract may become final on a day.
    pub(crate) fn may_finalise(&self, on: NaiveDate) -> Result<(), RuleBroken> {
        in_range(on)?;
        let contract = self.contract.as_ref().ok_or(RuleBroken::NoContract)?;
        if contract.agreed_date.is_some() {
            return Err(RuleBroken::ContractFinal);
        }
        let counted_since = |slot: &&Slot| slot.takes_number.is_some() && slot.date >= on;
        match contract.draft_date {
            Some(earliest)
                if self
                    .slots
                    .iter()
                    .filter(counted_since)
                    .any(|slot| slot.date < earliest) =>
            {
                Err(RuleBroken::TooEarly { earliest })
            }
            Some(_) | None => Ok(()),
        }
    }

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
        let mut course = self.changing()?;
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
        course.within_limit()?;
        course.trim();
        while course.missing_slots_after(on) {
            course.append(ids)?;
        }
        Ok(course.settled())
    }

    /// Changes N, with a reason: never below what is used, never above the format's ceiling. The ending
    /// keeps its length: before it, the middle grows or shrinks and the mid-course review moves to N/2,
    /// rounded half up, unless it was done; in it, only its upper bound moves. Slots are completed, or
    /// given up, at the end.
    ///
    /// # Errors
    /// No contract or reason; N below what is used or above the ceiling; dated before the last amendment; an end before the start.
    pub fn amend_contract(self, amendment: Amendment, ids: NewId<'_>) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        reasoned(Some(&amendment.reason))?;
        let planned = amendment.planned_sessions;
        let ceiling = CourseFormat::of(course.plan.template).ceiling;
        if planned > ceiling {
            return Err(RuleBroken::AboveCeiling { ceiling });
        }
        let used = course.used();
        if planned < used.max(1) {
            return Err(RuleBroken::BelowUsed { used });
        }
        let earliest = course
            .amendments()
            .last()
            .map_or(course.plan.start_date, |last| last.on);
        if in_range(amendment.on)? < earliest {
            return Err(RuleBroken::TooEarly { earliest });
        }
        if in_range(amendment.new_end_date)? < course.plan.start_date {
            return Err(RuleBroken::TooEarly {
                earliest: course.plan.start_date,
            });
        }
        course.plan.first_planned = Some(course.first_planned());
        course.plan.planned_end_date = amendment.new_end_date;
        let contract = course.contract.as_mut().ok_or(RuleBroken::NoContract)?;
        contract.version += 1;
        contract.amendments.get_or_insert_default().push(amendment);
        course.stretch(planned);
        course.plan.planned_sessions = planned;
        course.trim();
        while course.surplus() < 0 {
            course.append(ids)?;
        }
        Ok(course.settled())
    }

    /// Moves the phase bounds from the N in force to another.
    fn stretch(&mut self, planned: i32) {
        let old = self.plan.planned_sessions;
        let Some([ending, _]) = self.plan.phase_bounds.ending else {
            return;
        };
        if self.phase() >= Phase::Ending {
            self.plan.phase_bounds.ending = Some([ending.min(planned), planned]);
            return;
        }
        let length = old - ending + 1;
        let initial_to = self.plan.phase_bounds.initial.map_or(0, |[_, last]| last);
        let middle_to = planned - length;
        if middle_to < initial_to {
            let (bounds, review) = CourseFormat::of(self.plan.template).phases(planned);
            self.plan.phase_bounds = bounds;
            self.plan.mid_review_at = self.plan.mid_review_at.and(review);
            return;
        }
        let span = |from, to| (from <= to).then_some([from, to]);
        self.plan.phase_bounds = PhaseBounds {
            initial: self.plan.phase_bounds.initial,
            middle: span(initial_to + 1, middle_to),
            ending: span(middle_to + 1, planned),
        };
        if !self.review_done() {
            let review = self.plan.mid_review_at.map(|_| half_up(planned));
            let middle = self.plan.phase_bounds.middle;
            self.plan.mid_review_at =
                middle.and_then(|[from, to]| review.map(|at| at.clamp(from, to)));
        }
    }

    /// Whether the mid-course review was done.
    pub(crate) fn review_done(&self) -> bool {
        let done = |state| matches!(state, TaskState::Done | TaskState::Revisited);
        self.tasks
            .iter()
            .flatten()
            .any(|task| task.id == "mid.review" && done(task.state))
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
    use crate::record::plan::FormatId;
    use crate::record::slot::SlotStatus;
    use crate::slots::SlotOutcome;
    use crate::testing::{begun, begun_by, begun_with, day, ids, plan, refusal};

    fn amendment(on: &str, planned_sessions: i32) -> Amendment {
        Amendment {
            on: day(on),
            planned_sessions,
            reason: "a death in the family".to_owned(),
            new_end_date: day("2026-06-02"),
            supervision_noted: None,
        }
    }

    fn amended(course: Course, on: &str, planned: i32) -> Result<Course, RuleBroken> {
        course.amend_contract(amendment(on, planned), &mut ids())
    }

    #[test]
    fn an_amendment_with_a_reason_allows_session_seventeen() {
        let course = amended(begun().held(16), "2026-04-28", 20).unwrap();
        assert_eq!(
            (course.left(), course.slots.len()),
            (4, 20),
            "four more, laid out at the end"
        );
        assert_eq!(
            course.plan.planned_end_date,
            day("2026-06-02"),
            "the agreed end moves"
        );
        let course = course.with(17, SlotStatus::Attended).unwrap();
        assert_eq!(course.used(), 17, "session 17 of 20");
        assert_eq!(
            course.session(&course.nth(17)).unwrap().sessions_left_after,
            Some(3),
            "of the N in force that day"
        );
        let before = course.session(&course.nth(15)).unwrap();
        assert_eq!(
            before.sessions_left_after,
            Some(1),
            "before the amendment it was 16"
        );
    }

    #[test]
    fn an_amendment_needs_a_reason_and_keeps_to_its_bounds() {
        let blank = Amendment {
            reason: " ".to_owned(),
            ..amendment("2026-02-01", 20)
        };
        assert_eq!(
            refusal(begun().amend_contract(blank, &mut ids())),
            RuleBroken::ReasonNeeded,
            "why"
        );
        assert_eq!(
            refusal(amended(begun(), "2026-02-01", 21)),
            RuleBroken::AboveCeiling { ceiling: 20 },
            "ceiling"
        );
        let refused = refusal(amended(begun().held(9), "2026-04-01", 8));
        assert_eq!(refused, RuleBroken::BelowUsed { used: 9 }, "nine are used");
        assert!(
            amended(begun().held(9), "2026-04-01", 9).is_ok(),
            "nine is the least then"
        );
    }

    #[test]
    fn amendments_follow_each_other() {
        let course = amended(begun(), "2026-02-10", 18).unwrap();
        let refused = refusal(amended(course.clone(), "2026-02-09", 20));
        assert_eq!(
            refused,
            RuleBroken::TooEarly {
                earliest: day("2026-02-10")
            },
            "not before the last one"
        );
        assert_eq!(
            refusal(amended(course, "2026-02-10", 21)),
            RuleBroken::AboveCeiling { ceiling: 20 },
            "still 20"
        );
    }

    #[test]
    fn before_the_ending_the_middle_grows_and_the_review_moves() {
        let course = amended(begun().held(3), "2026-02-01", 20).unwrap();
        let bounds = &course.plan.phase_bounds;
        assert_eq!(
            (bounds.initial, bounds.middle),
            (Some([1, 4]), Some([5, 16])),
            "middle to 20 - 4"
        );
        assert_eq!(
            (bounds.ending, course.plan.mid_review_at),
            (Some([17, 20]), Some(10)),
            "review at 20 / 2"
        );
        let odd = amended(begun().held(3), "2026-02-01", 17).unwrap();
        assert_eq!(odd.plan.mid_review_at, Some(9), "8.5 becomes 9");
    }

    #[test]
    fn a_review_that_was_done_stays_where_it_was() {
        let course = begun().held(8);
        let id = course.nth(8);
        let course = course
            .mark_task(
                "mid.review",
                TaskState::Done,
                Some(&id),
                day("2026-03-03"),
                None,
            )
            .unwrap();
        let course = amended(course, "2026-03-04", 20).unwrap();
        assert_eq!(course.plan.mid_review_at, Some(8), "it happened");
    }

    #[test]
    fn in_the_ending_only_its_upper_bound_moves() {
        let mut course = begun().held(13);
        course.plan.phase = Some(Phase::Ending);
        let course = amended(course, "2026-04-08", 20).unwrap();
        let bounds = &course.plan.phase_bounds;
        assert_eq!(
            (bounds.middle, bounds.ending),
            (Some([5, 12]), Some([13, 20])),
            "the phases passed stay"
        );
        assert_eq!(course.plan.mid_review_at, Some(8), "and the review");
    }

    #[test]
    fn fewer_sessions_give_up_the_last_slots() {
        let course = amended(begun_with(plan(FormatId::Ipt20)), "2026-02-01", 16).unwrap();
        assert_eq!(
            (course.slots.len(), course.left()),
            (16, 16),
            "four slots are given up"
        );
        assert_eq!(
            course.plan.phase_bounds.middle,
            Some([5, 12]),
            "the ending keeps four"
        );
    }

    #[test]
    fn a_contract_that_is_too_short_for_its_phases_is_split_anew() {
        let course = begun_with(crate::begin::BeginPlan {
            planned_sessions: Some(12),
            ..plan(FormatId::Custom)
        });
        let course = amended(course, "2026-02-01", 3).unwrap();
        let bounds = &course.plan.phase_bounds;
        let spans = (bounds.initial, bounds.middle, bounds.ending);
        assert_eq!(
            spans,
            (Some([1, 1]), Some([2, 2]), Some([3, 3])),
            "as a course of three is"
        );
    }

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

    #[test]
    fn the_contract_becomes_final_once() {
        let course = begun()
            .held(1)
            .finalise_contract(day("2026-01-13"))
            .unwrap();
        let contract = course.contract.as_ref().unwrap();
        assert_eq!(
            (contract.version, contract.agreed_date),
            (2, Some(day("2026-01-13"))),
            "a draft, then final"
        );
        let task = course
            .task_states()
            .into_iter()
            .find(|task| task.id == "init.contract")
            .unwrap();
        assert_eq!(
            (task.state, task.number),
            (TaskState::Done, Some(1)),
            "in the session of that day"
        );
        assert_eq!(
            refusal(course.finalise_contract(day("2026-01-20"))),
            RuleBroken::ContractFinal,
            "it is final"
        );
    }
}

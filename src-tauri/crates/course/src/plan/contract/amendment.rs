//! Amends the contract: changes N with a reason, and moves the phases.

use chrono::NaiveDate;

use crate::Course;
use crate::dates::calendar::in_range;
use crate::guidance::TaskState;
use crate::ids::NewId;
use crate::plan::contract::Amendment;
use crate::plan::format::{CourseFormat, half_up};
use crate::plan::{Phase, PhaseBounds};
use crate::rule_broken::{RuleBroken, require_reason};

impl Course {
    /// Changes N, from the sessions used up to the ceiling of the format. Before the ending phase, the ending keeps
    /// its length, the middle grows or shrinks, and the mid-course review moves to N/2, rounded half up, unless it was
    /// done. In the ending phase, only its last session moves. Slots are added or removed at the end.
    ///
    /// # Errors
    /// No contract or reason; N below what is used or above the ceiling; the day is ahead or before the last amendment;
    /// an end before the start.
    pub fn amend_contract(
        self,
        amendment: Amendment,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_reason(Some(&amendment.reason))?;
        let planned = amendment.planned_sessions;
        let ceiling = CourseFormat::of(course.plan.template).ceiling;
        if planned > ceiling {
            return Err(RuleBroken::AboveCeiling { ceiling });
        }
        let used = course.used();
        if planned < used.max(1) {
            return Err(RuleBroken::BelowUsed { used });
        }
        course.agreed_day(amendment.on, today)?;
        if let Some(last) = course.amendments().last()
            && amendment.on < last.on
        {
            return Err(RuleBroken::TooEarly { earliest: last.on });
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
        course.move_phase_bounds(planned);
        course.plan.planned_sessions = planned;
        course.drop_surplus();
        while course.surplus() < 0 {
            course.append_slot(ids)?;
        }
        Ok(course.recomputed())
    }

    /// Moves the phase bounds from the present N to another.
    fn move_phase_bounds(&mut self, planned: i32) {
        let old = self.plan.planned_sessions;
        let span = |from: i32, to: i32| (from <= to).then_some([from, to]);
        let Some([ending, _]) = self.plan.phase_bounds.ending else {
            return;
        };
        if self.phase() >= Phase::Ending {
            let first = ending.min(planned);
            let shortened = |bounds: Option<[i32; 2]>| {
                bounds.and_then(|[from, to]| span(from, to.min(first - 1)))
            };
            self.plan.phase_bounds = PhaseBounds {
                initial: shortened(self.plan.phase_bounds.initial),
                middle: shortened(self.plan.phase_bounds.middle),
                ending: Some([first, planned]),
            };
            let middle = self.plan.phase_bounds.middle;
            self.plan.mid_review_at =
                middle.and_then(|[from, to]| self.plan.mid_review_at.map(|at| at.clamp(from, to)));
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_with, day, ids, plan, refusal};
    use crate::plan::FormatId;
    use crate::plan::gate::Gate;
    use crate::session::SlotStatus;

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
        course.amend_contract(amendment(on, planned), day(on), &mut ids())
    }

    #[test]
    fn amendment_with_a_reason_allows_session_seventeen() {
        let course = amended(begun().held(16), "2026-04-28", 20).unwrap();
        assert_eq!(
            (course.left(), course.slots.len()),
            (4, 20),
            "four slots are added at the end"
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
            "20 applies on the day of session 17"
        );
        let before = course.session(&course.nth(15)).unwrap();
        assert_eq!(
            before.sessions_left_after,
            Some(1),
            "16 applied on the day of session 15"
        );
    }

    #[test]
    fn amendment_entered_the_day_after_session_seventeen_allows_it() {
        let course = begun().held(16);
        let (session, today) = (day("2026-05-05"), day("2026-05-06"));
        let amend = |on: NaiveDate| {
            let amendment = Amendment {
                on,
                ..amendment("2026-05-05", 20)
            };
            course
                .clone()
                .amend_contract(amendment, today, &mut ids())
                .unwrap()
        };
        let hold = |course: Course| {
            let id = course.nth(17);
            let outcome = crate::session::SlotOutcome::of(SlotStatus::Attended);
            course.record_slot(&id, outcome, today, &mut ids())
        };
        let amended = amend(session);
        assert_eq!(amended.slots[16].date, session, "the slot of yesterday");
        assert_eq!(hold(amended).unwrap().used(), 17, "agreed in the session");
        assert_eq!(
            refusal(hold(amend(today))),
            RuleBroken::NoSessionsLeft { planned: 16 },
            "agreed after it"
        );
        let ahead = Amendment {
            on: day("2026-05-07"),
            ..amendment("2026-05-05", 20)
        };
        assert_eq!(
            refusal(course.amend_contract(ahead, today, &mut ids())),
            RuleBroken::DayAhead {
                date: day("2026-05-07")
            },
            "nothing is agreed tomorrow"
        );
    }

    #[test]
    fn amendment_without_reason_or_out_of_bounds_is_refused() {
        let blank = Amendment {
            reason: " ".to_owned(),
            ..amendment("2026-02-01", 20)
        };
        assert_eq!(
            refusal(begun().amend_contract(blank, day("2026-02-01"), &mut ids())),
            RuleBroken::ReasonNeeded,
            "a blank reason"
        );
        assert_eq!(
            refusal(amended(begun(), "2026-02-01", 21)),
            RuleBroken::AboveCeiling { ceiling: 20 },
            "the ceiling is 20"
        );
        let refused = refusal(amended(begun().held(9), "2026-04-01", 8));
        assert_eq!(
            refused,
            RuleBroken::BelowUsed { used: 9 },
            "nine sessions are used"
        );
        assert!(
            amended(begun().held(9), "2026-04-01", 9).is_ok(),
            "nine is the least number"
        );
    }

    #[test]
    fn course_shortened_in_its_ending_keeps_phases_without_overlap() {
        let early = |planned| {
            let pass = |gate| {
                (
                    gate,
                    crate::plan::gate::GatePass {
                        reason: Some("moves away".to_owned()),
                        end_type: None,
                    },
                )
            };
            let mut course = begun().held(2);
            for (gate, reason) in [Gate::G1, Gate::G3].map(pass) {
                course = course
                    .pass_gate(gate, reason, day("2026-01-20"), day("2026-01-20"))
                    .unwrap()
                    .move_on(day("2026-01-20"), day("2026-01-20"))
                    .unwrap();
            }
            let course = amended(course, "2026-01-21", planned).unwrap();
            let bytes = crate::file::write(&course);
            let mut number = 0;
            let mut new_id = || {
                number += 1;
                format!("n{number}")
            };
            assert!(
                crate::file::read(bytes.as_bytes(), &mut new_id).is_ok(),
                "the file of a course of {planned} can be read"
            );
            course.plan.phase_bounds
        };
        assert_eq!(
            early(6),
            PhaseBounds {
                initial: Some([1, 4]),
                middle: Some([5, 5]),
                ending: Some([6, 6]),
            },
            "the middle ends before the ending"
        );
        assert_eq!(
            early(2),
            PhaseBounds {
                initial: Some([1, 1]),
                middle: None,
                ending: Some([2, 2]),
            },
            "a phase without sessions is absent"
        );
    }

    #[test]
    fn amendment_before_the_last_one_is_refused() {
        let course = amended(begun(), "2026-02-10", 18).unwrap();
        let refused = refusal(amended(course.clone(), "2026-02-09", 20));
        assert_eq!(
            refused,
            RuleBroken::TooEarly {
                earliest: day("2026-02-10")
            },
            "the last amendment is later"
        );
        assert_eq!(
            refusal(amended(course, "2026-02-10", 21)),
            RuleBroken::AboveCeiling { ceiling: 20 },
            "the ceiling stays 20"
        );
    }

    #[test]
    fn amendment_before_the_ending_moves_middle_and_review() {
        let course = amended(begun().held(3), "2026-02-01", 20).unwrap();
        let bounds = &course.plan.phase_bounds;
        assert_eq!(
            (bounds.initial, bounds.middle),
            (Some([1, 4]), Some([5, 16])),
            "the middle ends at 20 - 4"
        );
        assert_eq!(
            (bounds.ending, course.plan.mid_review_at),
            (Some([17, 20]), Some(10)),
            "the review is at 20 / 2"
        );
        let odd = amended(begun().held(3), "2026-02-01", 17).unwrap();
        assert_eq!(odd.plan.mid_review_at, Some(9), "8.5 becomes 9");
    }

    #[test]
    fn amendment_does_not_move_a_review_that_was_done() {
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
        assert_eq!(
            course.plan.mid_review_at,
            Some(8),
            "the review was done in session 8"
        );
    }

    #[test]
    fn amendment_in_the_ending_moves_only_its_last_session() {
        let mut course = begun().held(13);
        course.plan.phase = Some(Phase::Ending);
        let course = amended(course, "2026-04-08", 20).unwrap();
        let bounds = &course.plan.phase_bounds;
        assert_eq!(
            (bounds.middle, bounds.ending),
            (Some([5, 12]), Some([13, 20])),
            "the middle stays"
        );
        assert_eq!(course.plan.mid_review_at, Some(8), "the review stays");
    }

    #[test]
    fn amendment_to_fewer_sessions_removes_the_last_slots() {
        let course = amended(begun_with(plan(FormatId::Ipt20)), "2026-02-01", 16).unwrap();
        assert_eq!(
            (course.slots.len(), course.left()),
            (16, 16),
            "four slots are removed"
        );
        assert_eq!(
            course.plan.phase_bounds.middle,
            Some([5, 12]),
            "the ending keeps four sessions"
        );
    }

    #[test]
    fn amendment_too_short_for_its_phases_splits_them_again() {
        let course = begun_with(crate::plan::BeginPlan {
            planned_sessions: Some(12),
            ..plan(FormatId::Custom)
        });
        let course = amended(course, "2026-02-01", 3).unwrap();
        let bounds = &course.plan.phase_bounds;
        let spans = (bounds.initial, bounds.middle, bounds.ending);
        assert_eq!(
            spans,
            (Some([1, 1]), Some([2, 2]), Some([3, 3])),
            "the phases of a course of three"
        );
    }
}

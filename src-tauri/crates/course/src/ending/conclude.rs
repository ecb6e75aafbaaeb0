//! Concludes a course, and undoes the conclusion.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::calendar::in_range;
use crate::plan::gate::Gate;
use crate::plan::{BeforeConclusion, CourseStatus, EndType, Phase};
use crate::rule_broken::RuleBroken;

/// How a course is concluded.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// The kind of ending.
    pub end_type: EndType,
    /// The day of the last session, or of the event that ended the course.
    pub actual_end: NaiveDate,
    /// The day on which to decide whether the record is deleted; absent means the default.
    pub retention_until: Option<NaiveDate>,
    /// The reason, if something is missing for gate G4.
    pub reason: Option<String>,
}

crate::redacted!(Conclusion);

impl Course {
    /// Concludes the course, if gate G4 is passed, if nothing is missing for it, or with a reason. A planned or early
    /// ending needs the ending phase. An unplanned ending is possible in any phase, and its gate requires less.
    ///
    /// # Errors
    /// The gate is closed, a planned ending has sessions left, the course is not in the ending phase, or the day of
    /// the end is in the future or before the last session held.
    pub fn conclude(self, conclusion: Conclusion, on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let Conclusion {
            end_type,
            actual_end,
            retention_until,
            reason,
        } = conclusion;
        let phase = course.phase();
        if !end_type.unplanned() && phase != Phase::Ending {
            return Err(RuleBroken::WrongPhase { phase });
        }
        let left = course.left();
        if end_type == EndType::Planned && left > 0 {
            return Err(RuleBroken::SessionsLeft { left });
        }
        if in_range(actual_end)? > on {
            return Err(RuleBroken::NotYet { date: actual_end });
        }
        let earliest = course
            .last_held()
            .map_or(course.plan.start_date, |slot| slot.date);
        if actual_end < earliest {
            return Err(RuleBroken::TooEarly { earliest });
        }
        let before = BeforeConclusion {
            status: course.plan.status,
            phase,
            retention_until: course.plan.retention_until,
            gate_passed: course.passage(Gate::G4).is_some(),
        };
        let decided = retention_until
            .map(in_range)
            .transpose()?
            .or(course.plan.retention_until);
        course.plan.retention_until = decided.or_else(|| course.default_retention(actual_end));
        if !before.gate_passed {
            course.record_passage(Gate::G4, Some(end_type), reason.as_deref(), on)?;
        }
        course.plan.status = CourseStatus::Closed;
        course.plan.phase = Some(Phase::Concluded);
        course.plan.actual_end_date = Some(actual_end);
        course.plan.end_type = Some(end_type);
        let mut course = course.recomputed();
        course.plan.before_conclusion = Some(before);
        Ok(course)
    }

    /// Undoes a conclusion. This is possible until the next change of the course.
    ///
    /// # Errors
    /// [`RuleBroken::NotConcluded`], [`RuleBroken::ConclusionStands`].
    pub fn undo_conclusion(mut self) -> Result<Self, RuleBroken> {
        if self.plan.status != CourseStatus::Closed {
            return Err(RuleBroken::NotConcluded);
        }
        let before = self
            .plan
            .before_conclusion
            .take()
            .ok_or(RuleBroken::ConclusionStands)?;
        self.plan.status = before.status;
        self.plan.phase = Some(before.phase);
        self.plan.actual_end_date = None;
        self.plan.end_type = None;
        self.plan.retention_until = before.retention_until;
        if let Some(passages) = self.gates.as_mut().filter(|_| !before.gate_passed) {
            passages.retain(|passage| passage.gate != Gate::G4);
        }
        self.gates = self.gates.filter(|passages| !passages.is_empty());
        Ok(self.recomputed())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, refusal, review};
    use crate::dates::Instant;
    use crate::ending::SummaryLetter;
    use crate::guidance::TaskState;
    use crate::session::SlotStatus;

    pub(crate) fn at() -> Instant {
        Instant::try_from("2026-05-01T12:00:00Z".to_owned()).unwrap()
    }

    pub(crate) fn full() -> Course {
        let mut course = begun().held(16);
        course.plan.phase = Some(Phase::Ending);
        course
    }

    pub(crate) fn end(end_type: EndType, on: &str, reason: Option<&str>) -> Conclusion {
        let reason = reason.map(str::to_owned);
        Conclusion {
            end_type,
            actual_end: day(on),
            retention_until: None,
            reason,
        }
    }

    fn concluded() -> Course {
        full()
            .conclude(
                end(EndType::Planned, "2026-04-28", Some("as agreed")),
                day("2026-05-01"),
            )
            .unwrap()
    }

    #[test]
    fn course_with_something_missing_is_concluded_only_with_a_reason() {
        let refused =
            refusal(full().conclude(end(EndType::Planned, "2026-04-28", None), day("2026-05-01")));
        let RuleBroken::GateClosed {
            gate: Gate::G4,
            missing,
        } = refused
        else {
            panic!("the gate is closed")
        };
        let retention = missing.iter().any(|what| what == "retention_date");
        assert!(
            !retention && missing.len() == 6,
            "the retention date is computed"
        );
        let course = concluded();
        assert_eq!(course.phase(), Phase::Concluded, "the course is concluded");
        assert_eq!(
            course.plan.retention_until,
            Some(day("2033-04-28")),
            "seven years after the end"
        );
        assert_eq!(
            course.passage(Gate::G4).unwrap().reason.as_deref(),
            Some("as agreed"),
            "the passage keeps the reason"
        );
    }

    #[test]
    fn planned_ending_needs_all_sessions_used() {
        let mut course = begun().held(15);
        course.plan.phase = Some(Phase::Ending);
        let conclude = |end_type| {
            course
                .clone()
                .conclude(end(end_type, "2026-04-21", Some("why")), day("2026-05-01"))
        };
        assert_eq!(
            refusal(conclude(EndType::Planned)),
            RuleBroken::SessionsLeft { left: 1 },
            "one session is left"
        );
        assert!(
            conclude(EndType::Early).is_ok(),
            "an early ending may have sessions left"
        );
        let initial = begun().held(2).conclude(
            end(EndType::Early, "2026-01-20", Some("why")),
            day("2026-05-01"),
        );
        assert_eq!(
            refusal(initial),
            RuleBroken::WrongPhase {
                phase: Phase::Initial
            },
            "an early ending needs the ending phase"
        );
    }

    #[test]
    fn unplanned_ending_is_possible_in_the_initial_phase() {
        let course = begun()
            .held(2)
            .save_risk_review(review("2026-05-02"))
            .unwrap();
        let unplanned = end(EndType::DroppedOut, "2026-01-20", None);
        let refused = refusal(
            course
                .clone()
                .conclude(unplanned.clone(), day("2026-05-05")),
        );
        let missing = vec!["word_to_client".to_owned()];
        assert_eq!(
            refused,
            RuleBroken::GateClosed {
                gate: Gate::G4,
                missing
            },
            "a last word to the client is missing"
        );
        let letter = SummaryLetter {
            to: None,
            date: None,
            sent: None,
            text: "Dear …".to_owned(),
        };
        let course = course.save_summary_letter(letter).unwrap();
        let course = course.conclude(unplanned, day("2026-05-05")).unwrap();
        assert_eq!(
            course.plan.end_type,
            Some(EndType::DroppedOut),
            "with the letter nothing is missing"
        );
    }

    #[test]
    fn end_in_the_future_or_before_the_last_session_is_refused() {
        let conclude =
            |on| full().conclude(end(EndType::Planned, on, Some("why")), day("2026-05-01"));
        assert_eq!(
            refusal(conclude("2026-05-02")),
            RuleBroken::NotYet {
                date: day("2026-05-02")
            },
            "the end is tomorrow"
        );
        let earliest = day("2026-04-28");
        assert_eq!(
            refusal(conclude("2026-04-27")),
            RuleBroken::TooEarly { earliest },
            "the last session was later"
        );
    }

    #[test]
    fn concluded_course_refuses_changes() {
        let course = concluded();
        let id = course.nth(1);
        let refusals = [
            course.clone().with(1, SlotStatus::Attended),
            course.clone().add_slot(day("2026-06-01"), None, &mut ids()),
            course
                .clone()
                .write_note(&id, crate::session::NoteDraft::default()),
            course.clone().sign_note(&id, at(), None),
            course
                .clone()
                .mark_task("init.risk", TaskState::Done, None, day("2026-05-02"), None),
            course.clone().move_on(day("2026-05-02")),
            course
                .clone()
                .add_person("Leila, daughter", crate::ids::PersonId::new("p")),
            course.clone().finalise_contract(day("2026-05-02")),
            course
                .clone()
                .conclude(end(EndType::Planned, "2026-04-28", None), day("2026-05-02")),
        ];
        for refused in refusals {
            assert_eq!(
                refusal(refused),
                RuleBroken::Concluded,
                "the course is concluded"
            );
        }
    }

    #[test]
    fn conclusion_is_undone_only_before_the_next_change() {
        let before = full();
        let done = end(EndType::Planned, "2026-04-28", Some("as agreed"));
        let undone = before
            .clone()
            .conclude(done, day("2026-05-01"))
            .unwrap()
            .undo_conclusion()
            .unwrap();
        assert!(undone == before, "the course is as before");
        let changed = concluded().save_risk_review(review("2026-05-02")).unwrap();
        assert_eq!(
            refusal(changed.undo_conclusion()),
            RuleBroken::ConclusionStands,
            "the course was changed since"
        );
        assert_eq!(
            refusal(full().undo_conclusion()),
            RuleBroken::NotConcluded,
            "the course is not concluded"
        );
    }
}

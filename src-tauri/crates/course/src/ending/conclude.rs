//! Concludes a course, and undoes the conclusion.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::NewId;
use crate::plan::agreed_day::{come_since, has_come};
use crate::plan::gate::Gate;
use crate::plan::{BeforeConclusion, ClientDeath, CourseStatus, EndType, Phase};
use crate::risk::RiskReview;
use crate::rule_broken::{RuleBroken, require_text};

/// How a course is concluded.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// The kind of ending.
    pub end_type: EndType,
    /// The day the course is concluded.
    pub on: NaiveDate,
    /// The day of the last session, or of the event that ended the course.
    pub actual_end: NaiveDate,
    /// The day on which to decide whether the record is deleted; absent means the default.
    pub retention_until: Option<NaiveDate>,
    /// The reason, if something is missing for gate G4.
    pub reason: Option<String>,
    /// Risk at the end; becomes a risk review of the day of the conclusion, together with the conclusion.
    pub risk: Option<RiskAtEnd>,
    /// The record of the client's death. Only an ending by death uses it.
    pub death: Option<ClientDeath>,
}

/// Risk at the end, as it was asked and said.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct RiskAtEnd {
    /// Whether suicide and self-harm were asked about; none where nobody said.
    pub asked: Option<bool>,
    /// In words.
    pub text: String,
}

crate::redacted!(Conclusion, RiskAtEnd);

impl Course {
    /// Concludes the course, if gate G4 is passed, if nothing is missing for it, or with a reason. A planned or early
    /// ending needs the ending phase. An unplanned ending is possible in any phase, and its gate requires less. Risk
    /// at the end is saved with the conclusion, so a refused conclusion saves nothing.
    ///
    /// # Errors
    /// The gate is closed, a planned ending has sessions left, the course is not in the ending phase, the day of the
    /// end is before the last session held, the day of the conclusion is ahead or before the end or an earlier gate,
    /// risk at the end has no text, or a day is out of range.
    pub fn conclude(
        self,
        conclusion: Conclusion,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let Conclusion {
            end_type,
            on,
            actual_end,
            retention_until,
            reason,
            risk,
            death,
        } = conclusion;
        if let Some(risk) = risk {
            course = course.save_risk_review(risk.on(on, ids())?, on)?;
        }
        let phase = course.phase();
        if !end_type.unplanned() && phase != Phase::Ending {
            return Err(RuleBroken::WrongPhase { phase });
        }
        let left = course.left();
        if end_type == EndType::Planned && left > 0 {
            return Err(RuleBroken::SessionsLeft { left });
        }
        let earliest = course
            .last_held()
            .map_or(course.plan.start_date, |slot| slot.date);
        if come_since(earliest, actual_end, today)? < earliest {
            return Err(RuleBroken::TooEarly { earliest });
        }
        course.gate_day(Gate::G4, on, today)?;
        if on < actual_end {
            return Err(RuleBroken::TooEarly {
                earliest: actual_end,
            });
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
        course.plan.death = death
            .filter(|_| end_type == EndType::Died)
            .map(|death| death.checked(today))
            .transpose()?;
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
        self.plan.death = None;
        self.plan.retention_until = before.retention_until;
        if let Some(passages) = self.gates.as_mut().filter(|_| !before.gate_passed) {
            passages.retain(|passage| passage.gate != Gate::G4);
        }
        self.gates = self.gates.filter(|passages| !passages.is_empty());
        Ok(self.recomputed())
    }
}

impl RiskAtEnd {
    /// The risk review it becomes.
    fn on(self, date: NaiveDate, id: String) -> Result<RiskReview, RuleBroken> {
        require_text(&self.text)?;
        Ok(RiskReview {
            id,
            session_number: None,
            date,
            time: None,
            item9: None,
            covers: Some(Vec::new()),
            asked: self.asked,
            thoughts: Some(self.text),
            plan: None,
            intent: None,
            protective: None,
            level_in_words: None,
            actions: None,
            check_on: None,
            closes: None,
            acknowledged_by: None,
            acknowledged_at: None,
        })
    }
}

impl ClientDeath {
    /// With days that have come, and without empty texts.
    fn checked(self, today: NaiveDate) -> Result<Self, RuleBroken> {
        let day = |day: Option<NaiveDate>| day.map(|on| has_come(on, today)).transpose();
        let text = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let Self {
            told_by,
            told_on,
            supervisor_informed_on,
            insurer_informed_on,
            family_contact,
        } = self;
        Ok(Self {
            told_by: text(told_by),
            told_on: day(told_on)?,
            supervisor_informed_on: day(supervisor_informed_on)?,
            insurer_informed_on: day(insurer_informed_on)?,
            family_contact: text(family_contact),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, later, refusal, review};
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
            on: day(on),
            actual_end: day(on),
            retention_until: None,
            reason,
            risk: None,
            death: None,
        }
    }

    fn concluded() -> Course {
        full()
            .conclude(
                end(EndType::Planned, "2026-04-28", Some("as agreed")),
                day("2026-05-01"),
                &mut ids(),
            )
            .unwrap()
    }

    #[test]
    fn course_with_something_missing_is_concluded_only_with_a_reason() {
        let refused = refusal(full().conclude(
            end(EndType::Planned, "2026-04-28", None),
            day("2026-05-01"),
            &mut ids(),
        ));
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
            course.clone().conclude(
                end(end_type, "2026-04-21", Some("why")),
                day("2026-05-01"),
                &mut ids(),
            )
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
            &mut ids(),
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
            .save_risk_review(review("2026-05-02"), later())
            .unwrap();
        let unplanned = end(EndType::DroppedOut, "2026-01-20", None);
        let refused = refusal(course.clone().conclude(
            unplanned.clone(),
            day("2026-05-05"),
            &mut ids(),
        ));
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
        let course = course
            .conclude(unplanned, day("2026-05-05"), &mut ids())
            .unwrap();
        assert_eq!(
            course.plan.end_type,
            Some(EndType::DroppedOut),
            "with the letter nothing is missing"
        );
    }

    #[test]
    fn end_in_the_future_or_before_the_last_session_is_refused() {
        let conclude = |on| {
            full().conclude(
                end(EndType::Planned, on, Some("why")),
                day("2026-05-01"),
                &mut ids(),
            )
        };
        assert_eq!(
            refusal(conclude("2026-05-02")),
            RuleBroken::DayAhead {
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
    fn conclusion_has_a_day_of_its_own() {
        let conclude = |on: &str| {
            let conclusion = Conclusion {
                on: day(on),
                risk: said("Asked; none."),
                ..end(EndType::Planned, "2026-04-28", Some("why"))
            };
            full().conclude(conclusion, day("2028-01-10"), &mut ids())
        };
        let course = conclude("2026-05-01").unwrap();
        let reviews = course.risk_reviews.as_ref().unwrap();
        assert_eq!(
            (course.passage(Gate::G4).unwrap().on, reviews[0].date),
            (day("2026-05-01"), day("2026-05-01")),
            "entered a year and more later"
        );
        assert_eq!(
            refusal(conclude("2026-04-27")),
            RuleBroken::TooEarly {
                earliest: day("2026-04-28")
            },
            "not before the end"
        );
        assert_eq!(
            refusal(conclude("2028-01-11")),
            RuleBroken::DayAhead {
                date: day("2028-01-11")
            },
            "not tomorrow"
        );
        let told = Conclusion {
            death: Some(ClientDeath {
                told_on: Some(day("2026-05-02")),
                ..death()
            }),
            ..end(EndType::Died, "2026-04-28", Some("why"))
        };
        assert_eq!(
            refusal(full().conclude(told, day("2026-05-01"), &mut ids())),
            RuleBroken::DayAhead {
                date: day("2026-05-02")
            },
            "nor is a death told tomorrow"
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
            course.clone().move_on(day("2026-05-02"), day("2026-05-02")),
            course
                .clone()
                .add_person("Leila, daughter", crate::ids::PersonId::new("p")),
            course
                .clone()
                .finalise_contract(day("2026-05-02"), day("2026-05-02")),
            course.clone().conclude(
                end(EndType::Planned, "2026-04-28", None),
                day("2026-05-02"),
                &mut ids(),
            ),
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
            .conclude(done, day("2026-05-01"), &mut ids())
            .unwrap()
            .undo_conclusion()
            .unwrap();
        assert!(undone == before, "the course is as before");
        let changed = concluded()
            .save_risk_review(review("2026-05-02"), later())
            .unwrap();
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

    fn said(text: &str) -> Option<RiskAtEnd> {
        Some(RiskAtEnd {
            asked: None,
            text: text.to_owned(),
        })
    }

    #[test]
    fn risk_at_the_end_is_kept_once_and_only_with_the_conclusion() {
        let conclude = |course: Course, reason: Option<&str>| {
            let conclusion = Conclusion {
                on: day("2026-05-05"),
                risk: said("Told me by telephone: none."),
                ..end(EndType::DroppedOut, "2026-01-20", reason)
            };
            course.conclude(conclusion, day("2026-05-05"), &mut ids())
        };
        let course = begun().held(2);
        let RuleBroken::GateClosed { missing, .. } = refusal(conclude(course.clone(), None)) else {
            panic!("nothing was said to the client")
        };
        assert_eq!(missing, ["word_to_client"], "risk is part of the same act");
        let course = conclude(course, Some("no answer")).unwrap();
        let reviews = course.risk_reviews.as_ref().unwrap();
        assert_eq!(reviews.len(), 1, "once");
        assert_eq!(
            (
                reviews[0].date,
                reviews[0].asked,
                &reviews[0].session_number
            ),
            (day("2026-05-05"), None, &None),
            "of the day of the conclusion, and nobody said that it was asked"
        );
        assert!(course.plan.before_conclusion.is_some(), "it can be undone");
        let undone = course.undo_conclusion().unwrap();
        assert_eq!(
            undone.risk_reviews.unwrap().len(),
            1,
            "what was said stays said"
        );
    }

    #[test]
    fn risk_at_the_end_needs_words() {
        let conclusion = Conclusion {
            risk: said(" "),
            ..end(EndType::DroppedOut, "2026-01-20", Some("why"))
        };
        let refused = begun()
            .held(2)
            .conclude(conclusion, day("2026-05-05"), &mut ids());
        assert_eq!(refusal(refused), RuleBroken::TextNeeded, "or none is given");
    }

    fn death() -> ClientDeath {
        ClientDeath {
            told_by: Some("Her sister, by telephone.".to_owned()),
            told_on: Some(day("2026-02-02")),
            supervisor_informed_on: Some(day("2026-02-02")),
            insurer_informed_on: None,
            family_contact: None,
        }
    }

    #[test]
    fn an_ending_by_death_has_a_form_of_its_own() {
        let conclude = |death: Option<ClientDeath>| {
            let conclusion = Conclusion {
                death,
                ..end(EndType::Died, "2026-02-01", None)
            };
            begun()
                .held(2)
                .conclude(conclusion, day("2026-02-03"), &mut ids())
        };
        let missing = |death| {
            let RuleBroken::GateClosed { missing, .. } = refusal(conclude(death)) else {
                panic!("the gate is closed")
            };
            missing
        };
        assert_eq!(
            missing(None),
            ["death_told", "supervisor_informed", "insurer_informed"],
            "no word to the client and no risk at the end"
        );
        assert_eq!(
            missing(Some(death())),
            ["insurer_informed"],
            "the rest was said"
        );
        let informed = ClientDeath {
            insurer_informed_on: Some(day("2026-02-03")),
            ..death()
        };
        let course = conclude(Some(informed.clone())).unwrap();
        assert!(course.plan.death == Some(informed), "it is kept");
        let steps = course.next_steps(day("2026-03-03"));
        let follow_up = steps
            .iter()
            .any(|step| matches!(step, crate::guidance::NextStep::FollowUp { .. }));
        assert!(!follow_up, "there is nobody to follow up");
        let afterwards = crate::plan::format::TaskGroup::After;
        let tasks = course.task_states();
        assert!(
            tasks.iter().all(|task| task.group != afterwards),
            "nor on the checklist"
        );
        let undone = course.undo_conclusion().unwrap();
        assert!(undone.plan.death.is_none(), "undone, nobody died");
    }

    #[test]
    fn another_ending_keeps_nothing_of_a_death() {
        let conclusion = Conclusion {
            death: Some(death()),
            ..end(EndType::Moved, "2026-02-01", Some("why"))
        };
        let course = begun()
            .held(2)
            .conclude(conclusion, day("2026-02-03"), &mut ids());
        assert!(
            course.unwrap().plan.death.is_none(),
            "the form was left over"
        );
    }
}

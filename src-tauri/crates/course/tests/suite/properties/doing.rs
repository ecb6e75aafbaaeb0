//! Applies an act to a course.

use chrono::NaiveDate;
use course::dates::Instant;
use course::ending::Conclusion;
use course::focus::FocusDraft;
use course::focus::{FocusArea, FocusChange};
use course::ids::{GoalId, PersonId, SessionRef, SlotId};
use course::map::MapTie;
use course::measures::MeasureEntry;
use course::people::Person;
use course::plan::contract::Amendment;
use course::plan::contract::ContractEdit;
use course::plan::gate::GatePass;
use course::risk::RiskReview;
use course::session::SlotOutcome;
use course::session::{AddendumDraft, NoteDraft};
use course::{Course, RuleBroken};

use super::act::Act;
use super::history::{Ids, SECRET};
use super::steps;

/// A slot of the series; numbers beyond the last slot begin again with the first.
pub fn nth(course: &Course, nth: usize) -> Option<SlotId> {
    let slot = course.slots.get(nth.checked_rem(course.slots.len())?)?;
    slot.id.clone()
}

fn at() -> Instant {
    Instant::try_from("2026-02-01T18:00:00Z".to_owned()).expect("an instant in UTC")
}

fn secret(given: bool) -> Option<String> {
    given.then(|| SECRET.to_owned())
}

pub fn focus(area: FocusArea) -> FocusDraft {
    FocusDraft {
        area,
        situation: secret(true),
        person_ids: Vec::new(),
        secondary_noted: None,
    }
}

pub fn sheet(
    instrument: &str,
    slot: Option<SlotId>,
    items: Vec<Option<course::measures::Amount>>,
) -> MeasureEntry {
    MeasureEntry {
        instrument: instrument.to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 1, 13).expect("a day"),
        slot,
        completed_by: None,
        items: Some(items),
        function_item: None,
        total: None,
        item9: None,
        value: None,
        work_not_applicable: None,
        subscales: None,
    }
}

impl Act {
    /// Applies the act and returns the changed course, or the rule that refused it.
    pub fn applied_to(&self, course: Course, ids: &mut Ids) -> Result<Course, RuleBroken> {
        let mut new = || ids.make();
        let slot = |which: &usize| nth(&course, *which).unwrap_or_else(|| SlotId::new("none"));
        let person = |which: &usize| {
            let people = course.people.as_deref().unwrap_or_default();
            let some = which
                .checked_rem(people.len())
                .and_then(|which| people.get(which));
            some.map_or_else(|| PersonId::new("nobody"), |person| person.id.clone())
        };
        let measure = |which: &usize| {
            let measures = course.measures.as_deref().unwrap_or_default();
            let some = which.checked_rem(measures.len())?;
            measures.get(some).map(|measure| measure.id.clone())
        };
        match self {
            Self::Record {
                nth,
                status,
                counts,
                today,
            } => {
                let outcome = SlotOutcome {
                    counts: *counts,
                    reason: secret(true),
                    ..SlotOutcome::of(*status)
                };
                let id = slot(nth);
                course.record_slot(&id, outcome, *today, &mut new)
            }
            Self::Correct {
                nth,
                status,
                counts,
                reason,
                today,
            } => {
                let outcome = SlotOutcome {
                    counts: *counts,
                    ..SlotOutcome::of(*status)
                };
                let id = slot(nth);
                course.correct_slot(&id, outcome, secret(*reason), *today, &mut new)
            }
            Self::Strike { nth, today } => {
                let id = slot(nth);
                course.strike_note(&id, SECRET.to_owned(), *today, &mut new)
            }
            Self::Move { nth, to, hour } => {
                let id = slot(nth);
                course.reschedule(&id, *to, Some(format!("{hour}:00")), secret(true), &mut new)
            }
            Self::Add { on, hour } => course.add_slot(*on, Some(format!("{hour}:00")), &mut new),
            Self::Write { nth } => {
                let tasks_done = Some(vec!["init.risk".to_owned(), "every.open".to_owned()]);
                let id = slot(nth);
                let text = secret(true);
                course.write_note(
                    &id,
                    NoteDraft {
                        summary: text.clone(),
                        risk_note: text,
                        risk_asked: (nth % 3 > 0).then_some(nth % 3 == 1),
                        tasks_done,
                        ..NoteDraft::default()
                    },
                )
            }
            Self::Sign { nth } => {
                let id = slot(nth);
                course.sign_note(&id, at(), None)
            }
            Self::Append { nth } => {
                let draft = AddendumDraft {
                    author: None,
                    reason: None,
                    text: SECRET.to_owned(),
                };
                let id = slot(nth);
                course.add_addendum(new(), &id, at(), draft)
            }
            Self::Amend { planned, on } => {
                let amendment = Amendment {
                    on: *on,
                    planned_sessions: *planned,
                    reason: SECRET.to_owned(),
                    new_end_date: NaiveDate::from_ymd_opt(2031, 1, 1).expect("a day"),
                    supervision_noted: None,
                };
                course.amend_contract(amendment, *on, &mut new)
            }
            Self::Rule { rule, on } => course.change_missed_rule(*rule, *on, &mut new),
            Self::Terms { on } => {
                let edit = ContractEdit {
                    session_minutes: 45,
                    place: secret(true),
                    fee_gbp: None,
                    cancellation: None,
                    measures: None,
                    recording_consent: None,
                    gp_contact_consent: None,
                };
                course.edit_contract(edit, *on)
            }
            Self::Finalise { on } => course.finalise_contract(*on, *on),
            Self::Pass { gate, reason, on } => course.pass_gate(
                *gate,
                GatePass {
                    reason: secret(*reason),
                    end_type: None,
                },
                *on,
                *on,
            ),
            Self::MoveOn { on } => course.move_on(*on, *on),
            Self::Conclude {
                end_type,
                reason,
                on,
            } => {
                let last = course
                    .slots
                    .iter()
                    .filter(|slot| slot.minutes_held.is_some())
                    .map(|slot| slot.date)
                    .max();
                let actual_end = last.unwrap_or(course.plan.start_date);
                let conclusion = Conclusion {
                    end_type: *end_type,
                    on: *on,
                    actual_end,
                    retention_until: None,
                    reason: secret(*reason),
                    risk: None,
                    death: None,
                };
                course.conclude(conclusion, *on, &mut new)
            }
            Self::UndoConclusion => course.undo_conclusion(),
            Self::Agree { area, on } => course.agree_focus(focus(*area), *on, *on),
            Self::Change { area, on } => {
                let change = FocusChange {
                    on: *on,
                    area: *area,
                    situation: SECRET.to_owned(),
                    reason: SECRET.to_owned(),
                    supervision_noted: None,
                    person_ids: None,
                };
                course.change_focus(change, *on)
            }
            Self::Goal { on } => {
                course.add_goal(GoalId::new(new()), SECRET.to_owned(), None, *on, *on)
            }
            Self::Rate { nth, value } => {
                let goal = course
                    .goals
                    .iter()
                    .flatten()
                    .next()
                    .map(|goal| goal.id.clone());
                let id = slot(nth);
                course.rate_goal(&goal.unwrap_or_else(|| GoalId::new("none")), &id, *value)
            }
            Self::Task {
                nth,
                state,
                slot: at,
            } => {
                let tasks = course::plan::format::TASKS;
                let task = tasks.get(nth % tasks.len()).expect("there are tasks");
                let id = slot(at);
                course.mark_task(task.id, *state, Some(&id), steps::far(), secret(true))
            }
            Self::Measure {
                nth,
                answer,
                missing,
            } => {
                let id = slot(nth);
                let items = (0..9)
                    .map(|item| (item >= *missing).then(|| (*answer).into()))
                    .collect();
                course.record_measure(sheet("PHQ-9", Some(id), items), new())
            }
            Self::Decline { nth } => {
                let id = slot(nth);
                let date = course.slot(&id)?.date;
                let phq9 = "PHQ-9".to_owned();
                course.decline_measure(phq9, Some(id), date, SECRET.to_owned(), new())
            }
            Self::RemoveSheet { nth, reason } => {
                let id = measure(nth).ok_or(RuleBroken::UnknownMeasure)?;
                course.remove_measure(&id, secret(*reason).as_deref())
            }
            Self::Review { nth, slot: at_slot } => {
                let id = new();
                let session_number = Some(SessionRef::Slot(slot(at_slot)));
                let measure = measure(nth);
                let review = RiskReview {
                    session_number,
                    ..steps::review(&course, &id, measure.as_deref(), steps::far())
                };
                course
                    .save_risk_review(review, steps::far())?
                    .acknowledge_risk(&id, "t-1".to_owned(), at())
            }
            Self::Person => course.add_person("Leila, daughter", PersonId::new(new())),
            Self::Edit {
                nth,
                death_date,
                met_on,
                ring,
            } => {
                let id = person(nth);
                let mut people = course.people.iter().flatten();
                let entry = people.find(|person| person.id == id).cloned();
                course.edit_person(Person {
                    death_date: death_date.clone(),
                    met_on: met_on.clone(),
                    closeness_felt: Some(*ring),
                    reciprocity: Some(*ring - 3),
                    history: secret(true),
                    ..entry.ok_or(RuleBroken::UnknownPerson)?
                })
            }
            Self::Place { nth, ring, angle } => {
                let id = person(nth);
                course.place_person(&id, *ring, *angle)
            }
            Self::Remove { nth } => {
                let id = person(nth);
                course.remove_person(&id)
            }
            Self::Tie { nth, with } => {
                let tie = MapTie {
                    one: person(nth),
                    other: person(with),
                    quality: None,
                    words: secret(nth % 2 == 0),
                };
                course.draw_tie(tie)
            }
            Self::Jot { nth, distance } => {
                let distance = f64::from(*distance);
                course.add_map_note(format!("n{nth}"), SECRET, 10.0 * distance, distance)
            }
        }
    }
}

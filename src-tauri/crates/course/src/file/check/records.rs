//! Checks that ids are unique, and checks the other records: events, goals, addenda, worksheets, ratings.

use std::collections::BTreeSet;

use crate::Course;
use crate::dates::rough::fits;
use crate::file::fault::{FileFault, FileProblem, Referred, ensure, no};
use crate::file::session_references::{self, NoteTarget};

/// Checks that ids are unique within their list. A task and its follow-up may share an id (`fu.check-1`).
pub(super) fn check_ids(course: &Course) -> Result<(), FileFault> {
    unique(
        "people",
        "id",
        course
            .people
            .iter()
            .flatten()
            .map(|person| person.id.as_str()),
    )?;
    unique(
        "map_snapshots",
        "id",
        course
            .map_snapshots
            .iter()
            .flatten()
            .map(|map| map.id.as_str()),
    )?;
    unique(
        "timeline",
        "id",
        course
            .timeline
            .iter()
            .flatten()
            .map(|event| event.id.as_str()),
    )?;
    unique(
        "goals",
        "id",
        course.goals.iter().flatten().map(|goal| goal.id.as_str()),
    )?;
    unique(
        "measures",
        "id",
        course
            .measures
            .iter()
            .flatten()
            .map(|measure| measure.id.as_str()),
    )?;
    unique(
        "risk_reviews",
        "id",
        course
            .risk_reviews
            .iter()
            .flatten()
            .map(|review| review.id.as_str()),
    )?;
    unique(
        "addenda",
        "id",
        course
            .addenda
            .iter()
            .flatten()
            .map(|addendum| addendum.id.as_str()),
    )?;
    unique(
        "tasks",
        "id",
        course.tasks.iter().flatten().map(|task| task.id.as_str()),
    )?;
    unique(
        "followups",
        "id",
        course
            .followups
            .iter()
            .flatten()
            .map(|contact| contact.id.as_str()),
    )?;
    unique(
        "own_measures",
        "code",
        course
            .own_measures
            .iter()
            .flatten()
            .map(|own| own.code.as_str()),
    )?;
    unique(
        "gates",
        "gate",
        course.gates.iter().flatten().map(|passage| passage.gate),
    )
}

fn unique<T: Ord>(list: &str, field: &str, ids: impl Iterator<Item = T>) -> Result<(), FileFault> {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        ensure(
            seen.insert(id),
            || format!("{list}[{index}].{field}"),
            FileProblem::Duplicate,
        )?;
    }
    Ok(())
}

pub(super) fn check(course: &Course) -> Result<(), FileFault> {
    check_timeline(course)?;
    check_goals(course)?;
    check_addenda(course)?;
    check_numbers(course)
}

fn check_timeline(course: &Course) -> Result<(), FileFault> {
    for (index, event) in course.timeline.iter().flatten().enumerate() {
        let has_form = fits(&event.date, event.precision);
        ensure(
            has_form,
            || format!("timeline[{index}].date"),
            FileProblem::NoSuchDate,
        )?;
    }
    let events: BTreeSet<_> = course
        .timeline
        .iter()
        .flatten()
        .map(|event| &event.id)
        .collect();
    let linked = course
        .formulation
        .iter()
        .flat_map(|formulation| formulation.linked_events.iter().flatten());
    for (index, event) in linked.enumerate() {
        let path = || format!("formulation.linked_events[{index}]");
        ensure(events.contains(event), path, no(Referred::Event))?;
    }
    Ok(())
}

fn check_goals(course: &Course) -> Result<(), FileFault> {
    let goals: BTreeSet<_> = course.goals.iter().flatten().map(|goal| &goal.id).collect();
    for goal in course
        .ending_review
        .iter()
        .flat_map(|review| review.goals_final.iter().flatten())
        .map(|(id, _)| id)
    {
        let path = || format!("ending_review.goals_final.{}", goal.as_str());
        ensure(goals.contains(goal), path, no(Referred::Goal))?;
    }
    Ok(())
}

fn check_addenda(course: &Course) -> Result<(), FileFault> {
    for (index, addendum) in course.addenda.iter().flatten().enumerate() {
        let found = NoteTarget::parse(&addendum.target)
            .and_then(|target| session_references::note_of(course, target));
        ensure(
            found.is_some(),
            || format!("addenda[{index}].target"),
            no(Referred::Note),
        )?;
    }
    Ok(())
}

/// The highest answer that a measure has to its item on risk: that of the CORE-10 (S19).
const HIGHEST_ANSWER: i32 = 4;

/// Checks numbers whose bounds the schema has only as words. The range of PHQ-9 is that of S19.
fn check_numbers(course: &Course) -> Result<(), FileFault> {
    for (index, session) in course.sessions.iter().flatten().enumerate() {
        let event = session.mood_event.as_ref();
        let effect = event.and_then(|event| event.mood_effect);
        within(effect, -2, 2, || {
            format!("sessions[{index}].mood_event.mood_effect")
        })?;
    }
    for (index, review) in course.risk_reviews.iter().flatten().enumerate() {
        within(review.item9, 0, HIGHEST_ANSWER, || {
            format!("risk_reviews[{index}].item9")
        })?;
        // A measure may be removed after its review, and the review stays; so its id need not be found.
        for (nth, flag) in review.covers.iter().flatten().enumerate() {
            within(Some(flag.item9), 1, HIGHEST_ANSWER, || {
                format!("risk_reviews[{index}].covers[{nth}].item9")
            })?;
        }
    }
    for (index, contact) in course.followups.iter().flatten().enumerate() {
        within(contact.phq9_total, 0, 27, || {
            format!("followups[{index}].phq9_total")
        })?;
    }
    let likelihood = course
        .safety_plan
        .as_ref()
        .and_then(|plan| plan.likelihood_to_use_0_10);
    within(likelihood, 0, 10, || {
        "safety_plan.likelihood_to_use_0_10".to_owned()
    })?;
    let decisions = course
        .worksheets
        .iter()
        .flat_map(|sheets| sheets.decision_analysis.iter().flatten());
    for (index, decision) in decisions.enumerate() {
        let options = 0..decision.options.len();
        let chosen = decision.chosen.is_none_or(|chosen| {
            usize::try_from(chosen).is_ok_and(|chosen| options.contains(&chosen))
        });
        ensure(
            chosen,
            || format!("worksheets.decision_analysis[{index}].chosen"),
            no(Referred::Choice),
        )?;
    }
    Ok(())
}

fn within(
    value: Option<i32>,
    min: i32,
    max: i32,
    path: impl FnOnce() -> String,
) -> Result<(), FileFault> {
    ensure(
        value.is_none_or(|value| (min..=max).contains(&value)),
        path,
        FileProblem::outside(min, max),
    )
}

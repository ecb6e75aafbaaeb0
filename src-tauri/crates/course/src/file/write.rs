//! Writes a course file. It leaves out the internal fields of the vault, and a record names its session by number.

use chrono::NaiveDate;

use super::{schema, session_references};
use crate::Course;
use crate::map::{MapSnapshot, SnapshotKind};
use crate::measures::Measure;
use crate::plan::numbering::met;
use crate::risk::RiskReview;
use crate::session::Session;

/// Writes the course as a file: indented JSON that ends in a line feed.
///
/// # Panics
/// Never: JSON can hold all values of a course, and without its internal fields it is still a course.
#[must_use]
pub fn write(course: &Course) -> String {
    let mut course = course.clone();
    keep_working_map(&mut course);
    let names_slots = session_references::to_names(&mut course);
    course.schema_version = version_for(&course, names_slots);
    let text = serde_json::to_value(&course).and_then(|mut file| {
        schema::prune(&mut file);
        let course: Course = serde_json::from_value(file)?;
        serde_json::to_string_pretty(&course)
    });
    let Ok(mut text) = text else {
        unreachable!("JSON can hold all values of a course")
    };
    text.push('\n');
    text
}

/// The lowest version of the format that can hold the course, so that earlier versions of Kith can read the file.
/// Records that name slots without a number need the third.
fn version_for(course: &Course, names_slots: bool) -> i32 {
    let newer = |map: &MapSnapshot| map.ties.is_some() || map.placed_notes.is_some();
    let named = |review: &RiskReview| {
        review.covers.is_some()
            || review.time.is_some()
            || review.check_on.is_some()
            || review.closes.is_some()
    };
    let changed = |measure: &Measure| {
        measure.item9_before.is_some() || measure.struck_reason.is_some() || alone(measure)
    };
    let said_asked = |note: &Session| note.risk_asked.is_some();
    let third = names_slots
        || course.risk_reviews.iter().flatten().any(named)
        || course.measures.iter().flatten().any(changed)
        || course.sessions.iter().flatten().any(said_asked)
        || course
            .safety_plan
            .as_ref()
            .is_some_and(|plan| plan.earlier.is_some())
        || course.plan.death.is_some()
        || course.plan.second_course_reason.is_some()
        || course.slots.iter().any(|slot| slot.missed.is_some())
        || says_unsaid(course);
    if third {
        3
    } else if course.map_snapshots.iter().flatten().any(newer) {
        2
    } else {
        1
    }
}

/// Whether a sheet has an answer to an item on risk that an earlier reader refuses: it knows that of the PHQ-9, and of
/// other measures only the ninth item.
fn alone(measure: &Measure) -> bool {
    let ninth = measure.items.as_ref().and_then(|items| items.get(8));
    let ninth = ninth.and_then(|answer| answer.as_ref()?.as_whole());
    measure.instrument != "PHQ-9" && measure.item9.is_some() && measure.item9 != ninth
}

/// Whether a note distinguishes what nobody said: an effect on mood, or the tasks of every session.
fn says_unsaid(course: &Course) -> bool {
    let mut notes = course.sessions.iter().flatten();
    notes.any(|note| {
        let mut event = note.mood_event.iter();
        let newer = event.any(|it| it.mood_effect.is_none() || it.effect_said.is_some());
        newer || note.every_done.is_some()
    })
}

/// Adds the working map as one more version if it differs from the newest version. The format has no place for a
/// working map, so its changes would be lost.
fn keep_working_map(course: &mut Course) {
    let Some(mut working) = course.working_map.take() else {
        return;
    };
    // No version holds it, so no file does.
    working.waiting = None;
    let newest = course
        .map_snapshots
        .iter()
        .flatten()
        .max_by_key(|snapshot| snapshot.date);
    let same = |newest: &MapSnapshot| newest.drawing() == working;
    // An empty map with the usual rings says nothing. Renamed rings are kept: closeness is stored by ring.
    if newest.map_or(working.is_bare(), same) {
        return;
    }
    let date = newest
        .map_or(course.plan.start_date, |newest| newest.date)
        .max(last_met(course));
    let snapshot = MapSnapshot {
        id: free_id(course),
        kind: SnapshotKind::Other,
        session_number: None,
        date,
        ring_scheme: working.ring_scheme,
        positions: working.positions,
        ties: working.ties,
        placed_notes: working.placed_notes,
        notes: None,
    };
    course.map_snapshots.get_or_insert_default().push(snapshot);
}

/// The day of the last session held, or the start of the course if none was held.
fn last_met(course: &Course) -> NaiveDate {
    let met = course
        .slots
        .iter()
        .filter(|slot| met(slot.status))
        .map(|slot| slot.date);
    met.max().unwrap_or(course.plan.start_date)
}

/// An unused id for a version: `map-now`, `map-now-2`, `map-now-3` and so on.
fn free_id(course: &Course) -> String {
    let taken = |id: &String| {
        course
            .map_snapshots
            .iter()
            .flatten()
            .any(|snapshot| snapshot.id == *id)
    };
    let numbered = (2_u32..).map(|number| format!("map-now-{number}"));
    let mut ids = std::iter::once("map-now".to_owned()).chain(numbered);
    ids.find(|id| !taken(id)).unwrap_or_default()
}

//! Writing a course file: what the vault keeps for itself stays there, numbers stand where slots stood.

use chrono::NaiveDate;

use super::{schema, session_references};
use crate::Course;
use crate::map::{MapSnapshot, SnapshotKind};
use crate::measures::Measure;
use crate::plan::numbering::met;
use crate::risk::RiskReview;

/// The course as a file: indented JSON, ending in a line feed.
///
/// # Panics
/// Never: a course is made of values JSON can hold, and without its internal fields it still is a course.
#[must_use]
pub fn write(course: &Course) -> String {
    let mut course = course.clone();
    keep_working_map(&mut course);
    session_references::to_numbers(&mut course);
    course.schema_version = version_for(&course);
    let text = serde_json::to_value(&course).and_then(|mut file| {
        schema::prune(&mut file);
        let course: Course = serde_json::from_value(file)?;
        serde_json::to_string_pretty(&course)
    });
    let Ok(mut text) = text else {
        unreachable!("a course is made of values JSON can hold")
    };
    text.push('\n');
    text
}

/// The lowest version of the format that holds all of it: what an earlier Kith can read, it can read.
fn version_for(course: &Course) -> i32 {
    let newer = |map: &MapSnapshot| map.ties.is_some() || map.placed_notes.is_some();
    let named = |review: &RiskReview| review.covers.is_some() || review.time.is_some();
    let changed = |measure: &Measure| measure.item9_before.is_some();
    let third = course.risk_reviews.iter().flatten().any(named)
        || course.measures.iter().flatten().any(changed)
        || course.plan.death.is_some()
        || course.plan.second_course_reason.is_some();
    if third {
        3
    } else if course.map_snapshots.iter().flatten().any(newer) {
        2
    } else {
        1
    }
}

/// A drawing that was moved since its newest version was taken leaves as one more version, or it would
/// be lost: the format has no place for a drawing under way.
fn keep_working_map(course: &mut Course) {
    let Some(mut working) = course.working_map.take() else {
        return;
    };
    // Of no version, so of no file.
    working.waiting = None;
    let newest = course
        .map_snapshots
        .iter()
        .flatten()
        .max_by_key(|snapshot| snapshot.date);
    let same = |newest: &MapSnapshot| newest.drawing() == working;
    // Nothing but the usual rings: those that were named otherwise are what closeness is told in.
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

/// The day of the last meeting; the start of the course before the first.
fn last_met(course: &Course) -> NaiveDate {
    let met = course
        .slots
        .iter()
        .filter(|slot| met(slot.status))
        .map(|slot| slot.date);
    met.max().unwrap_or(course.plan.start_date)
}

/// `map-now`, or the first of `map-now-2`, `map-now-3` … that no version has.
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

//! Measures, answered or declined.

use course::Course;
use course::ids::SlotId;
use course::measures::MeasureEntry;
use course::measures::instruments::Instrument;
use serde::Deserialize;
use specta::Type;
use vault::{CourseId, EditKind, Saved};

use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// A measure that was offered and declined.
#[derive(Deserialize, Type)]
pub struct DeclinedMeasure {
    pub instrument: String,
    pub slot: Option<SlotId>,
    pub reason: String,
}

/// The published measures Kith knows: questions, answers, range, bands, and the rule for the total.
#[tauri::command]
#[specta::specta]
pub async fn instruments() -> Result<Vec<Instrument>, CommandError> {
    Ok(Instrument::all().copied().collect())
}

/// Records a measure as answered.
#[tauri::command]
#[specta::specta]
pub async fn record_measure(
    vault: OpenVault,
    course_id: CourseId,
    entry: MeasureEntry,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::RecordMeasure, |course, _| {
            course.record_measure(entry, Clock::id())
        })
        .await
}

/// Records that a measure was offered and declined.
#[tauri::command]
#[specta::specta]
pub async fn decline_measure(
    vault: OpenVault,
    course_id: CourseId,
    declined: DeclinedMeasure,
) -> Result<Saved, CommandError> {
    let decline = |course: Course, clock: &Clock| {
        let slot = declined
            .slot
            .as_ref()
            .map(|slot| course.slot(slot))
            .transpose()?;
        let date = slot.map_or_else(|| clock.today(), |slot| slot.date);
        course.decline_measure(
            declined.instrument,
            declined.slot,
            date,
            declined.reason,
            Clock::id(),
        )
    };
    vault
        .change(course_id, EditKind::DeclineMeasure, decline)
        .await
}

/// Removes a sheet that was entered by mistake, or strikes it out with a reason where one is needed.
#[tauri::command]
#[specta::specta]
pub async fn remove_measure(
    vault: OpenVault,
    course_id: CourseId,
    measure: String,
    reason: Option<String>,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::RemoveMeasure, |course, _| {
            course.remove_measure(&measure, reason.as_deref())
        })
        .await
}

//! Risk conversations, and their acknowledgement.

use chrono::NaiveDate;
use course::Course;
use course::ids::{SessionRef, SlotId};
use course::risk::{CoveredFlag, RiskReview};
use serde::Deserialize;
use specta::Type;
use vault::{CourseId, EditKind, Saved};

use crate::commands::notes::author;
use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// A risk conversation of any day, with or without a session.
#[derive(Deserialize, Type)]
pub struct RiskReviewDraft {
    pub slot: Option<SlotId>,
    pub date: NaiveDate,
    pub time: Option<String>,
    pub asked: bool,
    pub thoughts: String,
    pub covers: Vec<CoveredFlag>,
    pub acknowledged: bool,
}

/// Saves a risk conversation, acknowledged now or later.
#[tauri::command]
#[specta::specta]
pub async fn save_risk_review(
    vault: OpenVault,
    course_id: CourseId,
    review: RiskReviewDraft,
) -> Result<Saved, CommandError> {
    let save = |course: Course, clock: &Clock| {
        let id = Clock::id();
        let by = author(&course).unwrap_or_else(|| BY_THERAPIST.to_owned());
        let course = course.save_risk_review(RiskReview {
            id: id.clone(),
            session_number: review.slot.map(SessionRef::Slot),
            date: review.date,
            time: review.time,
            item9: review.covers.iter().map(|flag| flag.item9).max(),
            covers: Some(review.covers),
            asked: Some(review.asked),
            thoughts: Some(review.thoughts),
            plan: None,
            intent: None,
            protective: None,
            level_in_words: None,
            actions: None,
            acknowledged_by: None,
            acknowledged_at: None,
        })?;
        if review.acknowledged {
            course.acknowledge_risk(&id, by, clock.instant())
        } else {
            Ok(course)
        }
    };
    vault
        .change(course_id, EditKind::SaveRiskReview, save)
        .await
}

/// The word for the therapist in course files, if no name is known.
const BY_THERAPIST: &str = "therapist";

/// Records who acknowledged a risk conversation.
#[tauri::command]
#[specta::specta]
pub async fn acknowledge_risk(
    vault: OpenVault,
    course_id: CourseId,
    review: String,
) -> Result<Saved, CommandError> {
    let acknowledge = |course: Course, clock: &Clock| {
        let by = author(&course).unwrap_or_else(|| BY_THERAPIST.to_owned());
        course.acknowledge_risk(&review, by, clock.instant())
    };
    vault
        .change(course_id, EditKind::AcknowledgeRisk, acknowledge)
        .await
}

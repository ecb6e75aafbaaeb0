//! Open flags, risk conversations, and their acknowledgement.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use course::Course;
use course::guidance::{ClientRisk, Glance, RiskCheck};
use course::ids::{SessionRef, SlotId};
use course::risk::{CoveredFlag, RiskFlag, RiskReview, SafetyPlanDraft};
use serde::{Deserialize, Serialize};
use specta::Type;
use vault::{ClientId, CourseId, CourseRow, EditKind, Saved};

use crate::commands::notes::author;
use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// An open flag, and whose it is.
#[derive(Serialize, Type)]
pub struct OpenFlag {
    pub client_id: ClientId,
    pub course_id: CourseId,
    /// Name of the client.
    pub name: String,
    pub flag: RiskFlag,
}

/// The open flags of courses, each with the name of its client: the most urgent first, then the oldest.
pub fn open_flags<'a>(
    courses: impl IntoIterator<Item = (&'a CourseRow, &'a str)>,
) -> Vec<OpenFlag> {
    let courses: Vec<(&CourseRow, &str)> = courses.into_iter().collect();
    let risks = risk_of_clients(courses.iter().map(|(row, _)| *row));
    let of_course = |(row, name): (&'a CourseRow, &'a str)| {
        let risk = risks.get(&row.client_id);
        let open = risk.map_or(&[][..], |risk| risk.open_flags(&row.glance));
        open.iter().map(move |flag| OpenFlag {
            client_id: row.client_id,
            course_id: row.id,
            name: name.to_owned(),
            flag: flag.clone(),
        })
    };
    let mut flags: Vec<OpenFlag> = courses.into_iter().flat_map(of_course).collect();
    flags.sort_by_key(|open| (Reverse(open.flag.level), open.flag.date));
    flags
}

/// A day on which to ask a client about risk again, and the course whose record names it.
#[derive(Serialize, Type)]
pub struct ClientCheck {
    pub client_id: ClientId,
    pub course_id: CourseId,
    /// Name of the client.
    pub name: String,
    pub check: RiskCheck,
}

/// The days on which to ask again in these courses, each with the name of its client: the earliest first.
pub fn risk_checks<'a>(
    courses: impl IntoIterator<Item = (&'a CourseRow, &'a str)>,
    today: NaiveDate,
) -> Vec<ClientCheck> {
    let courses: Vec<(&CourseRow, &str)> = courses.into_iter().collect();
    let risks = risk_of_clients(courses.iter().map(|(row, _)| *row));
    let of_course = |(row, name): (&CourseRow, &str)| {
        Some(ClientCheck {
            client_id: row.client_id,
            course_id: row.id,
            name: name.to_owned(),
            check: risks.get(&row.client_id)?.check(&row.glance, today)?,
        })
    };
    let mut checks: Vec<ClientCheck> = courses.into_iter().filter_map(of_course).collect();
    checks.sort_by_key(|open| open.check.on);
    checks
}

/// The risk of each client, over all these courses.
pub fn risk_of_clients<'a>(
    courses: impl IntoIterator<Item = &'a CourseRow>,
) -> BTreeMap<ClientId, ClientRisk> {
    let mut glances: BTreeMap<ClientId, Vec<&Glance>> = BTreeMap::new();
    for row in courses {
        glances.entry(row.client_id).or_default().push(&row.glance);
    }
    let risk = |(client, glances)| (client, ClientRisk::of(glances));
    glances.into_iter().map(risk).collect()
}

/// A risk conversation of any day, with or without a session.
#[derive(Deserialize, Type)]
pub struct RiskReviewDraft {
    pub slot: Option<SlotId>,
    pub date: NaiveDate,
    pub time: Option<String>,
    /// Whether suicide and self-harm were asked about; none where nobody said.
    pub asked: Option<bool>,
    pub thoughts: String,
    pub covers: Vec<CoveredFlag>,
    /// The day on which to ask again.
    pub check_on: Option<NaiveDate>,
    /// Whether nothing is to be asked again, for the reason in `thoughts`.
    pub closes: bool,
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
        let acknowledged = review.acknowledged;
        let review = RiskReview {
            id: id.clone(),
            session_number: review.slot.map(SessionRef::Slot),
            date: review.date,
            time: review.time,
            item9: review.covers.iter().map(|flag| flag.item9).max(),
            covers: Some(review.covers),
            asked: review.asked,
            thoughts: Some(review.thoughts),
            plan: None,
            intent: None,
            protective: None,
            level_in_words: None,
            actions: None,
            check_on: review.check_on,
            closes: review.closes.then_some(true),
            acknowledged_by: None,
            acknowledged_at: None,
        };
        let course = course.save_risk_review(review, clock.today())?;
        if acknowledged {
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

/// Writes the safety plan; a change on another day makes a new version.
#[tauri::command]
#[specta::specta]
pub async fn save_safety_plan(
    vault: OpenVault,
    course_id: CourseId,
    plan: SafetyPlanDraft,
) -> Result<Saved, CommandError> {
    let save = |course: Course, clock: &Clock| course.save_safety_plan(plan, clock.today());
    vault
        .change(course_id, EditKind::SaveSafetyPlan, save)
        .await
}

/// Notes that therapist and client looked at the safety plan today.
#[tauri::command]
#[specta::specta]
pub async fn review_safety_plan(
    vault: OpenVault,
    course_id: CourseId,
) -> Result<Saved, CommandError> {
    let review = |course: Course, clock: &Clock| course.review_safety_plan(clock.today());
    vault
        .change(course_id, EditKind::SaveSafetyPlan, review)
        .await
}

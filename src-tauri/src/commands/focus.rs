//! Focus, formulation and goals.

use chrono::NaiveDate;
use course::Course;
use course::focus::FocusChange;
use course::focus::FocusDraft;
use course::focus::FormulationDraft;
use course::ids::{GoalId, SlotId};
use vault::{CourseId, EditKind, Saved};

use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// Agrees the focus of the course on this day.
#[tauri::command]
#[specta::specta]
pub async fn agree_focus(
    vault: OpenVault,
    course_id: CourseId,
    focus: FocusDraft,
    on: NaiveDate,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::AgreeFocus, |course, clock| {
            course.agree_focus(focus, on, clock.today())
        })
        .await
}

/// Changes the focus, with a reason; the old one stays in the record.
#[tauri::command]
#[specta::specta]
pub async fn change_focus(
    vault: OpenVault,
    course_id: CourseId,
    change: FocusChange,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::ChangeFocus, |course, clock| {
            course.change_focus(change, clock.today())
        })
        .await
}

/// Saves the formulation; an earlier one that was shared stays as a version.
#[tauri::command]
#[specta::specta]
pub async fn save_formulation(
    vault: OpenVault,
    course_id: CourseId,
    formulation: FormulationDraft,
) -> Result<Saved, CommandError> {
    let save = |course: Course, clock: &Clock| course.save_formulation(formulation, clock.today());
    vault
        .change(course_id, EditKind::SaveFormulation, save)
        .await
}

/// Adds a goal that was agreed on this day.
#[tauri::command]
#[specta::specta]
pub async fn add_goal(
    vault: OpenVault,
    course_id: CourseId,
    text: String,
    indicator: Option<String>,
    on: NaiveDate,
) -> Result<Saved, CommandError> {
    let add = |course: Course, clock: &Clock| {
        let today = clock.today();
        course.add_goal(GoalId::new(Clock::id()), text, indicator, on, today)
    };
    vault.change(course_id, EditKind::AddGoal, add).await
}

/// Rewords a goal.
#[tauri::command]
#[specta::specta]
pub async fn edit_goal(
    vault: OpenVault,
    course_id: CourseId,
    goal: GoalId,
    text: String,
    indicator: Option<String>,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::EditGoal, |course, _| {
            course.edit_goal(&goal, text, indicator)
        })
        .await
}

/// Removes a goal.
#[tauri::command]
#[specta::specta]
pub async fn remove_goal(
    vault: OpenVault,
    course_id: CourseId,
    goal: GoalId,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::RemoveGoal, |course, _| {
            course.remove_goal(&goal)
        })
        .await
}

/// Keeps the goals unchanged after a change of focus.
#[tauri::command]
#[specta::specta]
pub async fn keep_goals(vault: OpenVault, course_id: CourseId) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::EditGoal, |course, _| {
            course.keep_goals()
        })
        .await
}

/// Rates a goal in a session, 0 to 10.
#[tauri::command]
#[specta::specta]
pub async fn rate_goal(
    vault: OpenVault,
    course_id: CourseId,
    goal: GoalId,
    slot: SlotId,
    value: i32,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::RateGoal, |course, _| {
            course.rate_goal(&goal, &slot, value)
        })
        .await
}

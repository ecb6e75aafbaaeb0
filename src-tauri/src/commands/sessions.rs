//! The slots of a course: recording, correcting, moving and adding them.

use chrono::NaiveDate;
use course::Course;
use course::guidance::{MovePreview, SlotPreview};
use course::ids::SlotId;
use course::rule_broken::RuleBroken;
use course::session::MissedSession;
use course::session::SlotOutcome;
use course::session::SlotStatus;
use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::{CourseId, EditKind, Saved};

use crate::environment::clock::Clock;
use crate::environment::settings::SettingsFile;
use crate::error::CommandError;
use crate::lock::{OpenVault, VaultLock, auto_lock};

/// A session that is under way.
#[derive(Debug, PartialEq, Eq, Serialize, Type)]
pub struct SessionHour {
    /// Its planned end, local time, `HH:MM`.
    pub until: String,
    /// Whether the vault stays open until then, however long nobody uses the program.
    pub stays_open: bool,
    /// The minutes without use after which the window is covered meanwhile.
    pub cover_after: u32,
}

/// Previews the effect of recording this status; changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn preview_slot(
    vault: OpenVault,
    course_id: CourseId,
    slot: SlotId,
    status: SlotStatus,
    counts: Option<bool>,
) -> Result<SlotPreview, CommandError> {
    Ok(vault.load_course(course_id).await?.preview_slot(
        &slot,
        status,
        counts,
        vault.clock().today(),
    ))
}

/// Previews the effect of moving a slot to this day and time; changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn preview_move(
    vault: OpenVault,
    course_id: CourseId,
    slot: SlotId,
    date: NaiveDate,
    start_time: Option<String>,
) -> Result<MovePreview, CommandError> {
    let course = vault.load_course(course_id).await?;
    Ok(course.preview_move(&slot, date, start_time))
}

/// Changes a slot. If its session was under way and is no longer, the vault is not kept open for it.
async fn change_slot(
    vault: &OpenVault,
    vault_lock: &VaultLock,
    course_id: CourseId,
    slot: &SlotId,
    kind: EditKind,
    change: impl FnOnce(Course, &Clock) -> Result<Course, RuleBroken>,
) -> Result<Saved, CommandError> {
    let until = async || {
        let course = vault.load_course(course_id).await?;
        Ok::<_, CommandError>(course.under_way_until(slot, vault.clock().local()))
    };
    let before = until().await?;
    let saved = vault.change(course_id, kind, change).await?;
    if let Some(before) = before
        && until().await? != Some(before)
    {
        vault_lock.keep_open_no_longer(before);
    }
    Ok(saved)
}

/// Records the status of a slot.
#[tauri::command]
#[specta::specta]
pub async fn record_slot(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    course_id: CourseId,
    slot: SlotId,
    outcome: SlotOutcome,
) -> Result<Saved, CommandError> {
    let record = |course: Course, clock: &Clock| {
        course.record_slot(&slot, outcome, clock.today(), &mut Clock::id)
    };
    change_slot(
        &vault,
        &vault_lock,
        course_id,
        &slot,
        EditKind::RecordSlot,
        record,
    )
    .await
}

/// Corrects the status of a slot, with a reason.
#[tauri::command]
#[specta::specta]
pub async fn correct_slot(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    course_id: CourseId,
    slot: SlotId,
    outcome: SlotOutcome,
    reason: Option<String>,
) -> Result<Saved, CommandError> {
    let correct = |course: Course, clock: &Clock| {
        course.correct_slot(&slot, outcome, reason, clock.today(), &mut Clock::id)
    };
    change_slot(
        &vault,
        &vault_lock,
        course_id,
        &slot,
        EditKind::CorrectSlot,
        correct,
    )
    .await
}

/// Moves a slot to another day or time.
#[tauri::command]
#[specta::specta]
pub async fn reschedule_slot(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    course_id: CourseId,
    slot: SlotId,
    date: NaiveDate,
    start_time: Option<String>,
    reason: Option<String>,
) -> Result<Saved, CommandError> {
    let move_it = |course: Course, _: &Clock| {
        course.reschedule(&slot, date, start_time, reason, &mut Clock::id)
    };
    change_slot(
        &vault,
        &vault_lock,
        course_id,
        &slot,
        EditKind::RescheduleSlot,
        move_it,
    )
    .await
}

/// Adds a slot.
#[tauri::command]
#[specta::specta]
pub async fn add_slot(
    vault: OpenVault,
    course_id: CourseId,
    date: NaiveDate,
    start_time: Option<String>,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::AddSlot, |course, _| {
            course.add_slot(date, start_time, &mut Clock::id)
        })
        .await
}

/// Makes a coming slot a break.
#[tauri::command]
#[specta::specta]
pub async fn plan_break(
    vault: OpenVault,
    course_id: CourseId,
    slot: SlotId,
    reason: Option<String>,
) -> Result<Saved, CommandError> {
    let plan = |course: Course, clock: &Clock| {
        course.plan_break(&slot, reason, clock.today(), &mut Clock::id)
    };
    vault.change(course_id, EditKind::PlanBreak, plan).await
}

/// Writes the page of a session that did not take place.
#[tauri::command]
#[specta::specta]
pub async fn write_missed(
    vault: OpenVault,
    course_id: CourseId,
    slot: SlotId,
    page: MissedSession,
) -> Result<Saved, CommandError> {
    let write = |course: Course, _: &Clock| course.write_missed(&slot, page);
    vault.change(course_id, EditKind::WriteMissed, write).await
}

/// The session of this slot, if it is under way now.
#[tauri::command]
#[specta::specta]
pub async fn session_hour(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    settings: State<'_, SettingsFile>,
    course_id: CourseId,
    slot: SlotId,
) -> Result<Option<SessionHour>, CommandError> {
    let course = vault.load_course(course_id).await?;
    let until = course.under_way_until(&slot, vault.clock().local());
    Ok(until.map(|until| SessionHour {
        until: until.format("%H:%M").to_string(),
        stays_open: vault_lock.kept_open_until() == Some(until),
        cover_after: auto_lock::cover_after(&settings),
    }))
}

/// Keeps the vault open until the planned end of this session, or no longer. Nothing is kept open for a session that is
/// not under way.
#[tauri::command]
#[specta::specta]
pub async fn stay_open(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    settings: State<'_, SettingsFile>,
    course_id: CourseId,
    slot: SlotId,
    stays_open: bool,
) -> Result<Option<SessionHour>, CommandError> {
    let course = vault.load_course(course_id).await?;
    let until = course.under_way_until(&slot, vault.clock().local());
    vault_lock.keep_open_until(until.filter(|_| stays_open));
    session_hour(vault, vault_lock, settings, course_id, slot).await
}

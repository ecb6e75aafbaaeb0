//! How long records are kept, and erasing a client for good. Records are never erased automatically.

use chrono::NaiveDate;
use course::people::client_code;
use course::plan::CourseStatus;
use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::{ClientId, CourseId, EditKind, Erasure, Saved};

use crate::backups::Backups;
use crate::error::CommandError;
use crate::lock::UnlockSecret;
use crate::lock::confirm_secret::confirm;
use crate::lock::{OpenVault, VaultLock};

/// A client who is in no therapy now.
#[derive(Serialize, Type)]
pub struct RetentionRow {
    pub client_id: ClientId,
    pub course_id: Option<CourseId>,
    pub code: String,
    pub name: Option<String>,
    /// The day from which the record may be reviewed for disposal.
    pub until: Option<NaiveDate>,
    pub ended: Option<NaiveDate>,
}

/// The clients who are in no therapy now; those whose records are due first come first. Of several courses the one
/// whose record is kept longest gives the day.
#[tauri::command]
#[specta::specta]
pub async fn retention_review(vault: OpenVault) -> Result<Vec<RetentionRow>, CommandError> {
    let mut rows = Vec::new();
    let courses = vault.glances().await?.whole;
    for found in vault.clients().await?.whole {
        let own = || courses.iter().filter(|course| course.client_id == found.id);
        if own().any(|course| course.glance.status != CourseStatus::Closed) {
            continue;
        }
        let mut kept: Vec<Kept> = Vec::new();
        for course in own() {
            // A course that cannot be read has no dates to show.
            let plan = vault.load_course(course.id).await.ok();
            let plan = plan.map(|course| course.plan);
            kept.push(Kept {
                course: course.id,
                until: plan.as_ref().and_then(|plan| plan.retention_until),
                ended: plan.and_then(|plan| plan.actual_end_date),
            });
        }
        let longest = kept
            .into_iter()
            .max_by_key(|course| (course.until.is_none(), course.until));
        rows.push(RetentionRow {
            client_id: found.id,
            course_id: longest.as_ref().map(|course| course.course),
            code: found.client.code,
            name: found.client.display_name,
            until: longest.as_ref().and_then(|course| course.until),
            ended: longest.and_then(|course| course.ended),
        });
    }
    rows.sort_by_key(|row| (row.until.is_none(), row.until));
    Ok(rows)
}

/// A course that is over, and until when its record is kept.
struct Kept {
    course: CourseId,
    until: Option<NaiveDate>,
    ended: Option<NaiveDate>,
}

/// Sets the day from which the record may be reviewed for disposal.
#[tauri::command]
#[specta::specta]
pub async fn set_retention(
    vault: OpenVault,
    course_id: CourseId,
    date: NaiveDate,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::SetRetention, |course, _| {
            course.set_retention(Some(date))
        })
        .await
}

/// Erases a client for good, on request with a backup before; answers whether the erasure is certified already.
#[tauri::command]
#[specta::specta]
pub async fn erase_client(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    backups: State<'_, Backups>,
    client_id: ClientId,
    typed_code: String,
    secret: UnlockSecret,
    backup_first: bool,
) -> Result<Erasure, CommandError> {
    let typed = client_code(&typed_code);
    // A code that an earlier Kith took from a file may be empty: typing nothing must not erase anybody.
    if typed.is_empty() || client_code(&vault.client(client_id).await?.client.code) != typed {
        return Err(CommandError::TypedCodeDiffers);
    }
    confirm(&vault, &vault_lock, secret).await?;
    if backup_first {
        vault.unless_locked(backups.make(&vault)).await??;
    }
    let _alone = vault.alone().await;
    // If a full disk stops the last step, it is done when the vault is next opened. The records are erased already.
    let at = vault.clock().timestamp();
    Ok(vault.erase_for_good(client_id, at).await?)
}

//! The audit trail, and looking through the whole vault.

use chrono::NaiveDate;
use course::instant::Instant;
use course::record::RecordKind;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;
use vault::{ClientId, EditKind, Step};

use crate::commands::door::UnlockSecret;
use crate::door::{Door, OpenVault};
use crate::error::CommandError;
use crate::files::Files;

/// Which lines of the trail; days count where the therapist is.
#[derive(Deserialize, Type)]
pub struct AuditFilter {
    pub client: Option<ClientId>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// One record touched by one act.
#[derive(Serialize, Type)]
pub struct AuditLine {
    pub seq: u32,
    pub at: Instant,
    pub edit: EditKind,
    pub kind: RecordKind,
    pub client: Option<ClientId>,
}

/// Some lines, newest first.
#[derive(Serialize, Type)]
pub struct AuditPage {
    pub lines: Vec<AuditLine>,
    /// There are older ones.
    pub more: bool,
}

/// Lines of the audit trail, older than `before_seq`.
#[tauri::command]
#[specta::specta]
pub async fn audit_lines(
    _vault: OpenVault,
    filter: AuditFilter,
    before_seq: Option<u32>,
) -> Result<AuditPage, CommandError> {
    let _ = (filter, before_seq);
    Err(CommandError::NotSaved)
}

/// Asks for a place and writes the audit trail there; false if the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn export_audit(
    _vault: OpenVault,
    _door: State<'_, Door>,
    _files: State<'_, Files>,
    filter: AuditFilter,
    secret: UnlockSecret,
) -> Result<bool, CommandError> {
    drop((filter, secret));
    Err(CommandError::NotSaved)
}

/// Looks through the whole vault, step by step.
#[tauri::command]
#[specta::specta]
pub async fn verify_vault(vault: OpenVault) -> Result<Vec<Step>, CommandError> {
    let steps = vault.unless_locked(vault.verify()).await?;
    Ok(steps?)
}

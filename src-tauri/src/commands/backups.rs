//! Backups: how old the newest are, making one, and the second place.

use chrono::NaiveDate;
use course::instant::Instant;
use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::ClientId;

use crate::commands::door::UnlockSecret;
use crate::door::{Door, OpenVault};
use crate::error::CommandError;

/// Where a backup lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupPlace {
    /// In Kith's own folder on this computer.
    Here,
    /// In the second place.
    Second,
    /// A file somebody chose.
    Chosen,
}

/// A backup in a list.
#[derive(Clone, Serialize, Type)]
pub struct BackupRow {
    pub id: String,
    pub made_at: Instant,
    pub place: BackupPlace,
    pub megabytes: i32,
    /// The day whose passphrase opens it; none if it is today's.
    pub opens_with: Option<NaiveDate>,
    pub same_vault: bool,
    pub problem: Option<CommandError>,
}

/// How worrying the age of the newest copy outside this computer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupLevel {
    /// Younger than a week.
    Fine,
    /// A week or more.
    Amber,
    /// Two weeks or more.
    Red,
    /// There is none.
    None,
}

/// The folder that gets a copy of every backup.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct SecondPlace {
    pub folder: String,
    pub reachable: bool,
}

/// How safe the records are.
#[derive(Clone, Serialize, Type)]
pub struct BackupStatus {
    pub newest_here: Option<Instant>,
    pub newest_outside: Option<Instant>,
    pub days_outside: Option<i32>,
    pub level: BackupLevel,
    pub second_place: Option<SecondPlace>,
    pub running: bool,
    pub problem: Option<CommandError>,
}

/// How safe the records are.
#[tauri::command]
#[specta::specta]
pub async fn backup_status(_vault: OpenVault) -> Result<BackupStatus, CommandError> {
    Err(CommandError::NotSaved)
}

/// Makes a backup now, and a copy in the second place.
#[tauri::command]
#[specta::specta]
pub async fn make_backup(_vault: OpenVault) -> Result<BackupStatus, CommandError> {
    Err(CommandError::NotSaved)
}

/// Asks for the folder of the second place; none if the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn choose_second_place(_vault: OpenVault) -> Result<Option<BackupStatus>, CommandError> {
    Err(CommandError::NotSaved)
}

/// No more copies go to the second place; those there stay.
#[tauri::command]
#[specta::specta]
pub async fn forget_second_place(_vault: OpenVault) -> Result<BackupStatus, CommandError> {
    Err(CommandError::NotSaved)
}

/// Every backup within reach, newest first.
#[tauri::command]
#[specta::specta]
pub async fn backups(_vault: OpenVault) -> Result<Vec<BackupRow>, CommandError> {
    Err(CommandError::NotSaved)
}

/// Removes a backup for good.
#[tauri::command]
#[specta::specta]
pub async fn remove_backup(
    _vault: OpenVault,
    _door: State<'_, Door>,
    backup: String,
    secret: UnlockSecret,
) -> Result<(), CommandError> {
    drop((backup, secret));
    Err(CommandError::NotSaved)
}

/// Brings one client in from a backup. Nothing that is here is written over.
#[tauri::command]
#[specta::specta]
pub async fn bring_in_client(
    _vault: OpenVault,
    backup: String,
    secret: UnlockSecret,
    code: String,
) -> Result<ClientId, CommandError> {
    drop((backup, secret, code));
    Err(CommandError::NotSaved)
}

//! Makes, verifies and restores backups.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;
use vault::{BackupError, LockedBackup, OpenBackup, RestoreTarget, Vault, VaultPath};

use crate::clock::{local_now, now};
use crate::output::Output;
use crate::refusal::{Refusal, visible};
use crate::secrets;
use crate::verification::report_steps;

#[derive(Serialize)]
struct Made {
    backup: String,
}

/// Makes a backup with this file name, or in this folder with the usual name.
pub async fn make(vault: &Vault, to: &Path, output: &Output) -> Result<ExitCode, Refusal> {
    let to = std::path::absolute(to).map_err(|error| Refusal::io(&error))?;
    let folder = if to.is_dir() {
        to.as_path()
    } else {
        to.parent().unwrap_or(&to)
    };
    if to.is_file() {
        return Err(Refusal::new("exists", "the backup is there already"));
    }
    let made = vault.make_backup(folder, now(), local_now(), |_| {});
    let mut path = made.await?.path;
    if to != folder {
        fs::rename(&path, &to).map_err(|error| Refusal::io(&error))?;
        path = to;
    }
    let backup = path.to_string_lossy().into_owned();
    let line = visible(&backup);
    output.answer(&Made { backup }, [line])?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct PutBack {
    restored: bool,
    kept: Option<String>,
}

/// Restores a backup in place of a vault, or where there is none. If the same secret opens the replaced vault, it is
/// kept as a backup, otherwise as a folder.
pub async fn put_back(
    file: &Path,
    to: &Path,
    recovery: bool,
    output: &Output,
) -> Result<ExitCode, Refusal> {
    let locked = LockedBackup::at(file)?;
    let to = VaultPath::at(to);
    let beside = to.folder().parent().unwrap_or(to.folder()).to_owned();
    let to = if beside.join("state").is_dir() {
        to.known_in(&beside)
    } else {
        to
    };
    let (to_open, of_today) = secrets::opening_twice(recovery)?;
    fs::create_dir_all(&beside).map_err(|error| Refusal::io(&error))?;
    let backup = locked.open(to_open, &beside).await?;
    let target = RestoreTarget {
        path: &to,
        backups: &beside.join("backups"),
        other_vault: false,
        at: now(),
        local: local_now(),
    };
    let current = match target.of_today(of_today).await {
        Ok(current) => current,
        Err(error) => {
            backup.close().await?;
            return Err(error.into());
        }
    };
    let restored = vault::restore(target, backup, current.as_ref(), |_| {}).await;
    if let Some(vault) = current {
        vault.lock().await?;
    }
    let kept = restored?
        .kept
        .map(|kept| kept.to_string_lossy().into_owned());
    let line = kept
        .as_ref()
        .map(|kept| format!("the vault that was there is kept: {}", visible(kept)));
    output.answer(
        &PutBack {
            restored: true,
            kept,
        },
        line,
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Verifies a backup in steps, like a vault.
pub async fn verify(file: &Path, recovery: bool, output: &Output) -> Result<ExitCode, Refusal> {
    let locked = LockedBackup::at(file)?;
    let backup = open(&locked, file, recovery).await?;
    let steps = backup.verify().await;
    backup.close().await?;
    report_steps(steps?, output)
}

/// The backup is unpacked in its own folder, or in the folder of the system for temporary files if its own cannot be
/// written. It stays encrypted.
async fn open(locked: &LockedBackup, file: &Path, recovery: bool) -> Result<OpenBackup, Refusal> {
    let file = std::path::absolute(file).map_err(|error| Refusal::io(&error))?;
    let beside = file.parent().map(Path::to_owned).unwrap_or_default();
    let (secret, again) = secrets::opening_twice(recovery)?;
    let elsewhere: PathBuf = std::env::temp_dir();
    match locked.open(secret, &beside).await {
        Err(BackupError::ReadOnly | BackupError::DiskFull) => {
            Ok(locked.open(again, &elsewhere).await?)
        }
        opened => Ok(opened?),
    }
}

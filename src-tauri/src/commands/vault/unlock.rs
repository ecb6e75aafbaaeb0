//! Making the vault, unlocking it, locking it.

use chrono::{DateTime, TimeDelta, Utc};
use course::storage::RecordKind;
use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::{
    BeforeUpgrade, HeaderRepair, LockedVault, LostRecord, OpenError, Opening, Passphrase,
    PassphraseError, Secret, Strength, Timestamp, VaultError, VaultPath, Weakness,
    suggest_passphrase as suggest,
};

use crate::backups::{BackupRow, Backups};
use crate::commands::vault::location::{VaultLocation, to_be_left};
use crate::environment::home::Home;
use crate::environment::settings::SettingsFile;
use crate::error::CommandError;
use crate::lock::UnlockSecret;
use crate::lock::{LockReason, OpenVault, VaultLock};

/// How long after a check of the recovery sheet the user is asked for the next one.
const RECOVERY_CHECK: TimeDelta = TimeDelta::days(365);

/// The state of the vault that the lock screen shows.
#[derive(Serialize, Type)]
pub struct VaultState {
    pub exists: bool,
    pub open: bool,
    pub last_used_at: Option<course::dates::Instant>,
    pub lock_reason: Option<LockReason>,
    /// Whether the last lock was today, so that the page may open the same place again.
    pub locked_today: bool,
    pub vault_name: Option<String>,
    pub problem: Option<CommandError>,
    /// The folder that the vault was moved to, if it is missing now.
    pub away_in: Option<String>,
    /// The error of the last lock, if a step of it failed.
    pub failed: Option<CommandError>,
    /// The newest whole backup, if the vault is damaged.
    pub newest_backup: Option<BackupRow>,
}

/// The strength of a passphrase while it is typed.
#[derive(Serialize, Type)]
pub struct Judgement {
    /// From 0 (guessed at once) to 4 (very strong).
    pub score: i32,
    pub acceptable: bool,
    pub problem: Option<PassphraseProblem>,
    /// White space stands before or after it, which is part of the passphrase and cannot be seen.
    pub outer_space: bool,
}

/// Why a passphrase is refused.
#[derive(Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PassphraseProblem {
    /// Fewer than 15 characters.
    TooShort,
    /// More than 256 characters.
    TooLong,
    /// Contains a NUL character, which no keyboard types.
    HasNul,
    /// Well known, or made of words of the profession.
    Common,
    /// Too easy to guess.
    Guessable,
}

/// Findings from opening the vault. The window shows them.
#[derive(Debug, PartialEq, Eq, Serialize, Type)]
pub struct Noticed {
    /// Deriving the key from the passphrase costs less than it would for a new vault.
    pub strengthen: bool,
    /// One copy of the header was altered without the key; the other one opened.
    pub altered: bool,
    /// One copy of the header was missing, damaged or old, and was repaired.
    pub repaired: bool,
    /// One copy of the header is missing, damaged or old, and could not be repaired.
    pub not_repaired: bool,
    /// The vault is older than the one last used here; the time of the last change to that one.
    pub older: Option<course::dates::Instant>,
    /// The database is damaged: its readable records are shown, and nothing can be written.
    pub read_only: bool,
    /// The records that cannot be read.
    pub damaged: Vec<DamagedRow>,
    /// Why the recovery sheet should be checked, if it should.
    pub recovery_check: Option<RecoveryCheck>,
    /// The folder of the vault, if it is a cloud or network folder that the vault should be moved from.
    pub place: Option<VaultLocation>,
}

/// Why the recovery sheet should be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryCheck {
    /// It was never checked: perhaps it does not exist.
    NeverTried,
    /// The last check was a year ago.
    YearAgo,
}

impl RecoveryCheck {
    /// Whether a check is due for a vault made at `made` and a sheet last checked at `checked`. A check from before the
    /// vault was made was of another sheet.
    fn due(
        checked: Option<DateTime<Utc>>,
        made: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        match checked.filter(|checked| Some(*checked) >= made) {
            None => Some(Self::NeverTried),
            Some(checked) => (now - checked >= RECOVERY_CHECK).then_some(Self::YearAgo),
        }
    }
}

/// A record that cannot be read.
#[derive(Debug, PartialEq, Eq, Serialize, Type)]
pub struct DamagedRow {
    pub kind: RecordKind,
    /// The client's name or else code, if that can still be read.
    pub client: Option<String>,
    /// When it was last written.
    pub written: Option<course::dates::Instant>,
}

impl From<&LostRecord> for DamagedRow {
    fn from(lost: &LostRecord) -> Self {
        let client = lost.client.as_ref();
        Self {
            kind: lost.kind,
            client: client.map(|client| client.called().to_owned()),
            written: lost.written.and_then(Timestamp::moment).map(Into::into),
        }
    }
}

impl From<Opening> for Noticed {
    fn from(opening: Opening) -> Self {
        Self {
            strengthen: opening.strengthen,
            altered: opening.altered,
            repaired: opening.header_repair == HeaderRepair::Done,
            not_repaired: opening.header_repair == HeaderRepair::Failed,
            older: opening.older.and_then(Timestamp::moment).map(Into::into),
            read_only: false,
            damaged: Vec::new(),
            recovery_check: None,
            place: None,
        }
    }
}

/// A passphrase that the user wants to set.
pub(super) fn strong(typed: String) -> Result<Passphrase, CommandError> {
    if !Strength::of(&typed).is_acceptable() {
        return Err(CommandError::WeakPassphrase);
    }
    Passphrase::try_from(typed).map_err(|_| CommandError::WeakPassphrase)
}

/// Returns the state of the vault for the lock screen.
#[tauri::command]
#[specta::specta]
pub async fn vault_state(
    vault_lock: State<'_, VaultLock>,
    home: State<'_, Home>,
    backups: State<'_, Backups>,
) -> Result<VaultState, CommandError> {
    let place = VaultPath::in_home(home.folder());
    let away_in = place
        .is_away()
        .then(|| place.folder().to_string_lossy().into_owned());
    let found = LockedVault::at(place);
    let exists = !matches!(found, Err(OpenError::Missing));
    let problem = found.err().filter(|_| exists).map(CommandError::from);
    let newest_backup = match problem {
        Some(_) => backups.rows().await?,
        None => Vec::new(),
    };
    Ok(VaultState {
        exists,
        open: vault_lock.is_open(),
        last_used_at: home.last_used().map(Into::into),
        lock_reason: vault_lock.reason(),
        locked_today: vault_lock.locked_today(),
        vault_name: home.name(),
        problem,
        away_in,
        failed: vault_lock.failure(),
        newest_backup: newest_backup
            .into_iter()
            .find(|row| row.problem.is_none() && row.same_vault),
    })
}

/// Judges a passphrase while it is typed.
#[tauri::command]
#[specta::specta]
pub async fn judge_passphrase(passphrase: String) -> Result<Judgement, CommandError> {
    let strength = Strength::of(&passphrase);
    let problem = strength.weakness.map(|weakness| match weakness {
        Weakness::Form(PassphraseError::TooShort) => PassphraseProblem::TooShort,
        Weakness::Form(PassphraseError::TooLong) => PassphraseProblem::TooLong,
        Weakness::Form(PassphraseError::HasNul) => PassphraseProblem::HasNul,
        Weakness::Common => PassphraseProblem::Common,
        Weakness::Guessable => PassphraseProblem::Guessable,
    });
    Ok(Judgement {
        score: strength.score.into(),
        acceptable: strength.is_acceptable(),
        problem,
        outer_space: passphrase.trim() != passphrase,
    })
}

/// Suggests a passphrase of five random words.
#[tauri::command]
#[specta::specta]
pub async fn suggest_passphrase() -> Result<String, CommandError> {
    Ok(suggest()?.to_string())
}

/// Makes the vault and opens it; answers the eight groups of the recovery code.
#[tauri::command]
#[specta::specta]
pub async fn create_vault(
    vault_lock: State<'_, VaultLock>,
    home: State<'_, Home>,
    passphrase: String,
) -> Result<Vec<String>, CommandError> {
    let passphrase = strong(passphrase)?;
    let place = VaultPath::in_home(home.folder());
    let cost = vault_lock.key_cost().await?;
    let made = LockedVault::create(place, &passphrase, cost, vault_lock.clock().timestamp()).await;
    let (vault, code) = made.map_err(not_made)?;
    vault_lock.set_open(vault).await;
    Ok(code.groups().to_vec())
}

/// The error when no vault was made. `NotRead` would be wrong: there are no records yet.
fn not_made(error: OpenError) -> CommandError {
    if matches!(error, OpenError::Io(_)) {
        CommandError::NotSaved
    } else {
        error.into()
    }
}

/// Unlocks the vault; answers what was noticed.
#[tauri::command]
#[specta::specta]
pub async fn unlock(
    vault_lock: State<'_, VaultLock>,
    home: State<'_, Home>,
    settings: State<'_, SettingsFile>,
    backups: State<'_, Backups>,
    secret: UnlockSecret,
) -> Result<Noticed, CommandError> {
    vault_lock.may_try()?;
    let secret = Secret::try_from(secret)?;
    // After a lock, the file may still be in use for a moment.
    vault_lock.wait_until_wiped().await;
    let before = BeforeUpgrade {
        backups: home.backups(),
        at: vault_lock.clock().timestamp(),
        local: vault_lock.clock().local(),
    };
    let vault = LockedVault::at(VaultPath::in_home(home.folder()))?.backing_up(before);
    let made = vault.header_summary()?.created.moment();
    match vault.unlock(secret).await {
        Ok(vault) => {
            let mut noticed = Noticed::from(vault.opening());
            noticed.read_only = vault.is_read_only();
            noticed.damaged = vault.lost().map(DamagedRow::from).collect();
            noticed.recovery_check = RecoveryCheck::due(
                settings.recovery_checked(),
                made,
                vault_lock.clock().moment(),
            );
            // A drive whose kind is unknown does not prevent the unlock.
            noticed.place = to_be_left(&vault, &settings).await.ok().flatten();
            backups.after_unlock(&vault).await;
            vault_lock.set_open(vault).await;
            Ok(noticed)
        }
        Err(error) => Err(vault_lock.count_if_wrong(VaultError::Secret(error))),
    }
}

/// Locks at once; the page has saved text in progress before.
#[tauri::command]
#[specta::specta]
pub async fn lock(vault_lock: State<'_, VaultLock>) -> Result<(), CommandError> {
    vault_lock.lock(LockReason::Asked).await;
    Ok(())
}

/// Notes that the user types or moves the pointer.
#[tauri::command]
#[specta::specta]
pub async fn heartbeat(
    _vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
) -> Result<(), CommandError> {
    vault_lock.note_activity();
    Ok(())
}

#[cfg(test)]
mod tests {
    use course::people::Client;

    use super::*;

    #[test]
    fn damaged_record_names_its_client_by_name_or_else_by_code() {
        let called = |name: Option<&str>| {
            let client = Client::new("c".to_owned(), "C-001".to_owned(), name.map(Into::into));
            let lost = LostRecord {
                kind: RecordKind::Session,
                id: "course".to_owned(),
                key: "note".to_owned(),
                client: Some(client),
                written: Some(Timestamp::from_millis(0)),
            };
            DamagedRow::from(&lost).client
        };
        assert_eq!(called(Some("Ruth")).as_deref(), Some("Ruth"));
        assert_eq!(called(None).as_deref(), Some("C-001"), "without a name");
    }

    #[test]
    fn header_counts_as_repaired_only_after_a_repair() {
        let noticed = |altered, header_repair| {
            Noticed::from(Opening {
                strengthen: false,
                header_repair,
                altered,
                older: None,
            })
        };
        assert!(
            !noticed(false, HeaderRepair::NotNeeded).repaired,
            "nothing was wrong"
        );
        let failed = noticed(true, HeaderRepair::Failed);
        assert!(
            failed.altered && !failed.repaired,
            "the repair failed: {failed:?}"
        );
        assert!(
            noticed(false, HeaderRepair::Done).repaired,
            "the repair succeeded"
        );
    }
}

//! In front of the door: making a vault, opening it, locking it.

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

/// How long nobody asks for the recovery sheet after it was looked at.
const RECOVERY_CHECK: TimeDelta = TimeDelta::days(365);

/// What the lock screen shows.
#[derive(Serialize, Type)]
pub struct VaultState {
    pub exists: bool,
    pub open: bool,
    pub last_used_at: Option<course::dates::Instant>,
    pub lock_reason: Option<LockReason>,
    pub vault_name: Option<String>,
    pub problem: Option<CommandError>,
    /// Where the vault was moved to, while nothing can be found there.
    pub away_in: Option<String>,
    /// What could not be done after the door was closed for it.
    pub failed: Option<CommandError>,
    /// The newest whole backup, when the vault is damaged.
    pub newest_backup: Option<BackupRow>,
}

/// How a passphrase is judged while it is typed.
#[derive(Serialize, Type)]
pub struct Judgement {
    /// 0 (opens at once) to 4 (very strong).
    pub score: i32,
    pub acceptable: bool,
    pub problem: Option<PassphraseProblem>,
}

/// What is wrong with a passphrase.
#[derive(Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PassphraseProblem {
    /// Fewer than 15 characters.
    TooShort,
    /// More than 256 characters.
    TooLong,
    /// Holds a character no keyboard makes.
    HasNul,
    /// Well known, or made of words of the trade.
    Common,
    /// Too easy to guess.
    Guessable,
}

/// What opening the vault showed; the window says it.
#[derive(Debug, PartialEq, Eq, Serialize, Type)]
pub struct Noticed {
    /// The passphrase's key derivation costs less than a new one would.
    pub strengthen: bool,
    /// One copy of the header was altered by something without the key; the other opened.
    pub altered: bool,
    /// One copy of the header was missing, damaged or old, and was made good.
    pub healed: bool,
    /// One copy of the header is missing, damaged or old, and could not be made good.
    pub unhealed: bool,
    /// When what was last used here was last changed, if this vault is older than that.
    pub older: Option<course::dates::Instant>,
    /// The database is damaged: what can be read is shown, and nothing can be written.
    pub read_only: bool,
    /// What cannot be read.
    pub damaged: Vec<DamagedRow>,
    /// Why somebody should look at the recovery sheet, if they should.
    pub recovery_check: Option<RecoveryCheck>,
    /// Where the vault lies, if that is a cloud or network folder from which it should be moved.
    pub place: Option<VaultLocation>,
}

/// Why somebody should look at the recovery sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryCheck {
    /// Nothing was ever read back from it: perhaps there is none.
    NeverTried,
    /// It was not looked at for a year.
    YearAgo,
}

impl RecoveryCheck {
    /// Due, for a vault made at `made`, where the sheet was last looked at at `checked`. What was looked at before
    /// the vault was made was the sheet of another.
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

/// Something that cannot be read.
#[derive(Debug, PartialEq, Eq, Serialize, Type)]
pub struct DamagedRow {
    pub kind: RecordKind,
    /// Whose it is, where that can still be read: a name, or the code of one who has none.
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
            healed: opening.header_repair == HeaderRepair::Done,
            unhealed: opening.header_repair == HeaderRepair::Failed,
            older: opening.older.and_then(Timestamp::moment).map(Into::into),
            read_only: false,
            damaged: Vec::new(),
            recovery_check: None,
            place: None,
        }
    }
}

/// A passphrase somebody wants to set.
pub(super) fn strong(typed: String) -> Result<Passphrase, CommandError> {
    if !Strength::of(&typed).is_acceptable() {
        return Err(CommandError::WeakPassphrase);
    }
    Passphrase::try_from(typed).map_err(|_| CommandError::WeakPassphrase)
}

/// What the lock screen shows.
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
    })
}

/// Five words drawn by lot.
#[tauri::command]
#[specta::specta]
pub async fn suggest_passphrase() -> Result<String, CommandError> {
    Ok(suggest()?.to_string())
}

/// Makes the vault and opens it; answers the recovery code in its eight groups.
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

/// A disk that refuses a new vault holds no records that it could give.
fn not_made(error: OpenError) -> CommandError {
    if matches!(error, OpenError::Io(_)) {
        CommandError::NotSaved
    } else {
        error.into()
    }
}

/// Opens the vault; answers what that showed.
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
    // Whoever was locked out a moment ago finds the file still in use.
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
            // A drive that does not say what it is keeps nobody out.
            noticed.place = to_be_left(&vault, &settings).await.ok().flatten();
            backups.after_unlock(&vault).await;
            vault_lock.set_open(vault).await;
            Ok(noticed)
        }
        Err(error) => Err(vault_lock.count_if_wrong(VaultError::Secret(error))),
    }
}

/// Locks at once; text in progress was put away before.
#[tauri::command]
#[specta::specta]
pub async fn lock(vault_lock: State<'_, VaultLock>) -> Result<(), CommandError> {
    vault_lock.lock(LockReason::Asked).await;
    Ok(())
}

/// Somebody types or moves the pointer.
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
    fn what_is_lost_is_named_as_its_writer_would() {
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
        assert_eq!(called(None).as_deref(), Some("C-001"), "who has no name");
    }

    #[test]
    fn only_a_copy_that_was_made_good_is_called_healed() {
        let noticed = |altered, header_repair| {
            Noticed::from(Opening {
                strengthen: false,
                header_repair,
                altered,
                older: None,
            })
        };
        assert!(
            !noticed(false, HeaderRepair::NotNeeded).healed,
            "nothing was wrong"
        );
        let failed = noticed(true, HeaderRepair::Failed);
        assert!(
            failed.altered && !failed.healed,
            "a copy that is still bad is not called good: {failed:?}"
        );
        assert!(
            noticed(false, HeaderRepair::Done).healed,
            "one was made good"
        );
    }
}

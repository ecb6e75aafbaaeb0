//! Backups as rows of a list: facts that need no secret.

use chrono::{DateTime, NaiveDate, TimeDelta};
use course::dates::Instant;
use serde::Serialize;
use specta::Type;
use vault::{BackupFile, BackupSummary, HeaderSummary, LockedVault, ReplacedVault, VaultPath};

use crate::environment::clock::Clock;
use crate::environment::home::Home;
use crate::error::CommandError;

const MEGABYTE: u64 = 1_000_000;

/// The place of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupPlace {
    /// In Kith's own folder on this computer.
    Here,
    /// In the second place.
    Second,
    /// In a file that the user chose.
    Chosen,
}

/// A backup in a list.
#[derive(Clone, Serialize, Type)]
pub struct BackupRow {
    pub id: String,
    pub made_at: Instant,
    pub place: BackupPlace,
    pub megabytes: i32,
    /// It opens with another passphrase than the vault now, and with other codes.
    pub other_secret: bool,
    /// It opens with other codes than the vault now.
    pub other_codes: bool,
    /// The day of the secrets that open it; none if they are those of the vault now, or if the file was renamed.
    pub opens_with: Option<NaiveDate>,
    pub same_vault: bool,
    pub problem: Option<CommandError>,
}

/// A vault that was replaced by a backup and is kept, locked, in a folder of its own.
#[derive(Clone, Serialize, Type)]
pub struct VaultPutAside {
    pub on: NaiveDate,
    pub folder: String,
}

impl From<ReplacedVault> for VaultPutAside {
    fn from(aside: ReplacedVault) -> Self {
        Self {
            on: aside.at.date(),
            folder: aside.folder.to_string_lossy().into_owned(),
        }
    }
}

/// The id of a backup in the window. It contains no path.
pub fn id(place: BackupPlace, file: &BackupFile) -> String {
    let place = match place {
        BackupPlace::Here => "here",
        BackupPlace::Second => "second",
        BackupPlace::Chosen => "chosen",
    };
    let name = file.path.file_name().unwrap_or_default();
    format!("{place}/{}", name.to_string_lossy())
}

/// The time it was made, from the file name; for a renamed file, the time it was last written.
pub fn made_at(file: &BackupFile, clock: &Clock) -> Option<Instant> {
    let written = || file.written.and_then(vault::Timestamp::moment);
    let made = file.made.and_then(|local| clock.moment_of(local));
    made.or_else(written).map(Into::into)
}

/// Whether it is dated in the future, by more than the hour by which clocks are set back in autumn.
pub fn is_ahead(file: &BackupFile, clock: &Clock) -> bool {
    file.made
        .is_some_and(|made| made > clock.local() + TimeDelta::hours(1))
}

/// The header of the vault in this home, to compare backups with; none if there is no vault or it cannot be read.
pub struct CurrentVault(Option<HeaderSummary>);

impl CurrentVault {
    /// The vault in this home.
    #[must_use]
    pub fn of(home: &Home) -> Self {
        let vault = LockedVault::at(VaultPath::in_home(home.folder()));
        Self(vault.and_then(|vault| vault.header_summary()).ok())
    }

    /// Whether it is a backup of this vault. Without a vault every backup counts: restoring it replaces nothing.
    #[must_use]
    pub fn is_of(&self, summary: &BackupSummary) -> bool {
        self.0
            .is_none_or(|header| header.vault_id == summary.vault_id)
    }

    /// The row of a backup.
    #[must_use]
    pub fn row(&self, place: BackupPlace, file: &BackupFile, clock: &Clock) -> BackupRow {
        let summary = file.summary.as_ref().ok();
        let other = |differs: fn(&HeaderSummary, &BackupSummary) -> bool| {
            summary.is_some_and(|of| {
                self.0
                    .is_none_or(|header| header.vault_id != of.vault_id || differs(&header, of))
            })
        };
        let other_secret = other(|header, of| header.passphrase != of.passphrase);
        // The header does not tell which of the codes was changed.
        let other_codes = other(|header, of| header.changed != of.opens_with);
        let day = file.made.map(|made| made.date());
        let bytes = summary.map_or(0, |summary| summary.length);
        BackupRow {
            id: id(place, file),
            made_at: made_at(file, clock).unwrap_or_else(|| DateTime::UNIX_EPOCH.into()),
            place,
            megabytes: i32::try_from(bytes.div_ceil(MEGABYTE)).unwrap_or(i32::MAX),
            other_secret,
            other_codes,
            opens_with: day.filter(|_| other_secret || other_codes),
            same_vault: summary.is_some_and(|of| self.is_of(of)),
            problem: file.summary.err().map(Into::into),
        }
    }
}

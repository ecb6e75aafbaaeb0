//! Lists the backups of a folder without any secret.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::backup::container::Envelope;
use crate::backup::file_name;
use crate::error::backup::BackupError;
use crate::timestamp::Timestamp;

/// A backup file.
#[derive(Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// Its path.
    pub path: PathBuf,
    /// The local time in its name; none if the file was renamed.
    pub made: Option<NaiveDateTime>,
    /// When the file was last written, by any program.
    pub written: Option<Timestamp>,
    /// Its summary, or the reason why it cannot be read.
    pub summary: Result<BackupSummary, BackupError>,
}

course::redacted!(BackupFile);

/// The facts of a backup that need no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupSummary {
    /// The vault that it is a backup of.
    pub vault_id: [u8; 16],
    /// It opens with the passphrase and codes that were set at this time.
    pub opens_with: Timestamp,
    /// The salt of its passphrase: tells one passphrase from another.
    pub passphrase: Option<[u8; 32]>,
    /// Bytes of the file.
    pub length: u64,
}

impl BackupFile {
    /// The backup at `path`.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        let written = fs::metadata(path).and_then(|metadata| metadata.modified());
        Self {
            path: path.to_owned(),
            made: file_name::made(path).map(|(made, _)| made),
            written: written.ok().map(|at| DateTime::<Utc>::from(at).into()),
            summary: summary(path),
        }
    }

    /// The newest is the greatest.
    fn age(&self) -> (Option<NaiveDateTime>, u32) {
        match file_name::made(&self.path) {
            Some((made, which)) => (Some(made), which),
            None => (
                self.written
                    .and_then(Timestamp::moment)
                    .map(|at| at.naive_utc()),
                0,
            ),
        }
    }
}

fn summary(path: &Path) -> Result<BackupSummary, BackupError> {
    let envelope = Envelope::read(&mut File::open(path)?)?;
    Ok(BackupSummary {
        vault_id: envelope.header().vault_id(),
        opens_with: envelope.header().changed(),
        passphrase: envelope.header().passphrase_salt(),
        length: envelope.length(),
    })
}

/// The backups in `folder`, newest first; each says what is wrong with it. A folder that cannot be read has none.
#[must_use]
pub fn list_backups(folder: &Path) -> Vec<BackupFile> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<BackupFile> = entries
        .map(|entry| entry.path())
        .filter(|path| file_name::is_of_a_backup(path) && path.is_file())
        .map(|path| BackupFile::at(&path))
        .collect();
    found.sort_by_cached_key(|file| std::cmp::Reverse(file.age()));
    found
}

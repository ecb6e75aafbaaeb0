//! Backups, opened with the recovery code of their day. A backup with a change at any byte is refused.

use std::fs;
use std::io::ErrorKind;

use tempfile::TempDir;
use tokio::runtime::Runtime;
use vault::{BackupError, LockedBackup, RecoveryCode, Secret, list_backups};

use super::mutation::mutate;
use super::{Read, Reader, make_checksum_fit};
use crate::prepared_flow::{HOME, PreparedFlow, runtime, text};
use crate::random::Random;
use crate::user::backups;

/// The bytes of the copy of the header. The length of the manifest follows, then the manifest.
const HEADER: std::ops::Range<usize> = 48..4144;
/// The first byte of the manifest.
const MANIFEST: usize = HEADER.end + 4;

/// A backup in its own folder.
pub struct Backups {
    runtime: Runtime,
    folder: TempDir,
    whole: Vec<u8>,
    code: String,
}

impl Backups {
    pub fn new() -> Result<Self, String> {
        let prepared = PreparedFlow::named("restore")?;
        let folder = prepared.copy()?;
        let made = list_backups(&backups(&folder.path().join(HOME)));
        let made = made.first().ok_or("no backup was made")?;
        let code = prepared.said().code.map(|(_, code)| code);
        Ok(Self {
            runtime: runtime()?,
            whole: fs::read(&made.path).map_err(text)?,
            folder,
            code: code.ok_or("no recovery code")?,
        })
    }
}

impl Reader for Backups {
    /// Most changes lie before the database, in the part that a reader interprets.
    fn input(&mut self, random: &mut Random) -> Vec<u8> {
        let part = match random.below(4) {
            0 => 0..HEADER.start,
            1 => HEADER,
            2 => HEADER.end..MANIFEST + random.below(64),
            _ => 0..self.whole.len(),
        };
        let (before, rest) = self.whole.split_at(part.start);
        let (changed, after) = rest.split_at(part.len());
        let mut input = [before, &mutate(changed, random), after].concat();
        if let Some(header) = input.get_mut(HEADER)
            && random.coin()
        {
            make_checksum_fit(header);
        }
        input
    }

    fn read(&mut self, input: &[u8]) -> Read {
        let file = self.folder.path().join("changed.kithbackup");
        let Ok(code) = RecoveryCode::parse(&self.code) else {
            return Read::Wrong;
        };
        if fs::write(&file, input).is_err() {
            return Read::Wrong;
        }
        let opened = self.runtime.block_on(async {
            let locked = LockedBackup::at(&file)?;
            let _shown = locked.file();
            let open = locked.open(Secret::Recovery(code), self.folder.path());
            open.await?.close().await
        });
        match opened {
            Ok(()) if input == self.whole => Read::Whole,
            // A panic on another thread.
            Ok(()) | Err(BackupError::Io(ErrorKind::Interrupted)) => Read::Wrong,
            Err(_) => Read::Refused,
        }
    }
}

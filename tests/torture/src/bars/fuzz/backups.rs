//! Backups, opened with the recovery code of their day. Every byte of one is bound to the others: changed anywhere, it
//! is refused.

use std::fs;
use std::io::ErrorKind;

use tempfile::TempDir;
use tokio::runtime::Runtime;
use vault::{BackupError, LockedBackup, RecoveryCode, Secret, list_backups};

use super::mutation::mutate;
use super::{Read, Reader, make_checksum_fit};
use crate::deed::backups;
use crate::flow::FLOWS;
use crate::random::Random;
use crate::stage::{HOME, Stage, runtime, text};

/// Where the copy of the header begins and ends; the length of the manifest follows, and the manifest.
const HEADER: std::ops::Range<usize> = 48..4144;
/// Behind the length of the manifest.
const MANIFEST: usize = HEADER.end + 4;

/// A backup in a folder of its own.
pub struct Backups {
    runtime: Runtime,
    folder: TempDir,
    whole: Vec<u8>,
    code: String,
}

impl Backups {
    pub fn new() -> Result<Self, String> {
        let flow = FLOWS.iter().find(|flow| flow.name == "restore");
        let stage = Stage::set(flow.ok_or("no backup to read")?)?;
        let folder = stage.copy()?;
        let made = list_backups(&backups(&folder.path().join(HOME)));
        let made = made.first().ok_or("no backup was made")?;
        let code = stage.said().code.map(|(_, code)| code);
        Ok(Self {
            runtime: runtime()?,
            whole: fs::read(&made.path).map_err(text)?,
            folder,
            code: code.ok_or("no recovery code")?,
        })
    }
}

impl Reader for Backups {
    /// Mostly changes before the database, for that is what a reader goes by.
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
            // A panic on a thread of its own.
            Ok(()) | Err(BackupError::Io(ErrorKind::Interrupted)) => Read::Wrong,
            Err(_) => Read::Refused,
        }
    }
}

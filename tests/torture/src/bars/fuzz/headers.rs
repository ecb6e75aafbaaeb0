//! Headers, read as the lock screen does and opened with a recovery code.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use tokio::runtime::Runtime;
use vault::{LockedVault, OpenError, RecoveryCode, Secret, VaultPath};

use super::mutation::mutate;
use super::{Read, Reader, make_checksum_fit};
use crate::prepared_flow::{HOME, PreparedFlow, runtime, text};
use crate::random::Random;

/// A vault with a header and without a database.
pub struct Headers {
    runtime: Runtime,
    _folder: TempDir,
    home: PathBuf,
    seed: Vec<u8>,
    code: String,
}

impl Headers {
    pub fn new() -> Result<Self, String> {
        let prepared = PreparedFlow::named("save")?;
        let folder = prepared.copy()?;
        let home = folder.path().join(HOME);
        let seed = fs::read(home.join("vault/vault.hdr")).map_err(text)?;
        // Without a database a valid header has nothing to open.
        fs::remove_file(home.join("vault/vault.db")).map_err(text)?;
        fs::remove_file(home.join("vault/vault.hdr.2")).map_err(text)?;
        let code = prepared.said().code.map(|(_, code)| code);
        Ok(Self {
            runtime: runtime()?,
            home,
            _folder: folder,
            seed,
            code: code.ok_or("no recovery code")?,
        })
    }
}

impl Reader for Headers {
    fn input(&mut self, random: &mut Random) -> Vec<u8> {
        let mut bytes = mutate(&self.seed, random);
        if random.below(4) > 0 {
            make_checksum_fit(&mut bytes);
        }
        bytes
    }

    fn read(&mut self, input: &[u8]) -> Read {
        if fs::write(self.home.join("vault/vault.hdr"), input).is_err() {
            return Read::Wrong;
        }
        let Ok(locked) = LockedVault::at(VaultPath::in_home(&self.home)) else {
            return Read::Refused;
        };
        let Ok(code) = RecoveryCode::parse(&self.code) else {
            return Read::Wrong;
        };
        let opened = self.runtime.block_on(locked.unlock(Secret::Recovery(code)));
        match (locked.header_summary(), opened.err()) {
            // A panic on the thread that derives the key.
            (_, Some(OpenError::Io(std::io::ErrorKind::Interrupted))) => Read::Wrong,
            (Ok(_), Some(OpenError::DatabaseDamaged)) => Read::Whole,
            _ => Read::Refused,
        }
    }
}

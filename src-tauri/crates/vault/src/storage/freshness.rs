//! The end of the audit trail when the vault was last used, to warn of an older vault put in its place.
//!
//! It is written beside the database and in the program's own folder, from time to time and at every lock.
//!
//! Layout: magic `KITHSTA\0` 8 · vault id 16 · seq i64 · time i64 · MAC of the last audit line 32 · HMAC-SHA256
//! (`state/v1`) of all before 32.
//! Little-endian. If it cannot be written or read, there is only no warning.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::bytes::{field, put};
use crate::crypto::keys::StateKey;
use crate::error::VaultError;
use crate::location::path::VaultPath;
use crate::location::platform;
use crate::location::staged_file::{Staged, read_small};
use crate::timestamp::Timestamp;

const MAGIC: &[u8; 8] = b"KITHSTA\0";
const VAULT_ID: usize = 8;
const SEQ: usize = 24;
const AT: usize = 32;
const MAC: usize = 40;
const SEAL: usize = 72;
const SIZE: usize = 104;

/// The end of an audit trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    seq: i64,
    at: i64,
    mac: [u8; 32],
}

impl Mark {
    /// The end of this vault's trail now.
    pub async fn of(connection: &mut SqliteConnection) -> Result<Self, VaultError> {
        let last = "SELECT seq, at, mac FROM audit ORDER BY seq DESC LIMIT 1";
        let row = sqlx::query(last).fetch_optional(connection).await?;
        let Some(row) = row else {
            return Ok(Self {
                seq: 0,
                at: 0,
                mac: [0; 32],
            });
        };
        let mac: Vec<u8> = row.try_get(2)?;
        Ok(Self {
            seq: row.try_get(0)?,
            at: row.try_get(1)?,
            mac: field(&mac, 0),
        })
    }

    /// The time of the last row; none if there is no row.
    pub fn at(self) -> Option<Timestamp> {
        (self.seq > 0).then(|| Timestamp::from_millis(self.at))
    }

    /// Whether the vault is at this mark or continues from it.
    pub async fn is_reached(self, connection: &mut SqliteConnection) -> Result<bool, VaultError> {
        if self.seq == 0 {
            return Ok(true);
        }
        let line = "SELECT mac FROM audit WHERE seq = ?1";
        let found: Option<Vec<u8>> = sqlx::query_scalar(line)
            .bind(self.seq)
            .fetch_optional(connection)
            .await?;
        Ok(found.is_some_and(|mac| mac == self.mac))
    }

    /// Writes it to both files.
    pub fn keep(self, path: &VaultPath, vault_id: &[u8; 16], key: &StateKey) {
        let mut bytes = [0; SIZE];
        put(&mut bytes, 0, MAGIC);
        put(&mut bytes, VAULT_ID, vault_id);
        put(&mut bytes, SEQ, &self.seq.to_le_bytes());
        put(&mut bytes, AT, &self.at.to_le_bytes());
        put(&mut bytes, MAC, &self.mac);
        let seal = key.seal(bytes.get(..SEAL).unwrap_or_default());
        put(&mut bytes, SEAL, &seal);
        for file in path.states(vault_id) {
            replace(&file, &bytes).ok();
        }
    }

    /// The newest mark that was written for this vault.
    pub fn kept(path: &VaultPath, vault_id: &[u8; 16], key: &StateKey) -> Option<Self> {
        let files = path.states(vault_id);
        let kept = files.iter().filter_map(|file| read(file, vault_id, key));
        kept.max_by_key(|mark| mark.seq)
    }
}

fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.exists()) {
        platform::make_private_folder(folder)?;
    }
    // Most locks come without a change.
    if fs::read(file).is_ok_and(|found| found == bytes) {
        return Ok(());
    }
    Staged::write(file, bytes)?.publish()
}

fn read(file: &Path, vault_id: &[u8; 16], key: &StateKey) -> Option<Mark> {
    let bytes = read_small(file).ok().filter(|bytes| bytes.len() == SIZE)?;
    let whole = bytes.starts_with(MAGIC)
        && field(&bytes, VAULT_ID) == *vault_id
        && key.sealed(bytes.get(..SEAL)?, &field::<32>(&bytes, SEAL));
    whole.then(|| Mark {
        seq: i64::from_le_bytes(field(&bytes, SEQ)),
        at: i64::from_le_bytes(field(&bytes, AT)),
        mac: field(&bytes, MAC),
    })
}

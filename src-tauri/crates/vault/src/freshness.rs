//! How far the vault had come when it was last used: an older one put in its place is announced.

use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::error::VaultError;
use crate::layout::field;
use crate::timestamp::Timestamp;

/// The end of an audit trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    seq: i64,
    at: i64,
    mac: [u8; 32],
}

impl Mark {
    /// Of this vault, now.
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

    /// When it was reached; none where nothing was ever written.
    pub fn at(self) -> Option<Timestamp> {
        (self.seq > 0).then(|| Timestamp::from_millis(self.at))
    }
}

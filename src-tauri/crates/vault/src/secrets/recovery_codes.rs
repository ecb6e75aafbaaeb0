//! The recovery codes that open a vault: the therapist's own, and one that a colleague keeps.

use serde::Serialize;
use sqlx::sqlite::SqliteConnection;

use crate::change::edit::EditKind;
use crate::crypto::recovery_code::RecoveryCode;
use crate::crypto::unlock_secret::Secret;
use crate::error::VaultError;
use crate::header::format::Header;
use crate::header::slot::{COLLEAGUE_SLOT, KeySlot, SlotKind};
use crate::storage::vault::Vault;
use crate::timestamp::Timestamp;

/// The owner of a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RecoverySlotKind {
    /// The therapist.
    Own,
    /// A colleague.
    Colleague,
}

/// A recovery code that opens the vault.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RecoverySlot {
    /// Its number in the header.
    pub slot: u8,
    /// The owner.
    pub kind: RecoverySlotKind,
    /// The colleague, in the therapist's words; none for the therapist's own code.
    pub label: Option<String>,
}

course::redacted!(RecoverySlot);

impl Vault {
    /// The recovery codes that open this vault.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn recovery_slots(&self) -> Result<Vec<RecoverySlot>, VaultError> {
        let mut inside = self.inside().await?;
        let open = inside.open()?;
        let mut slots: Vec<RecoverySlot> = open
            .header
            .slots()
            .filter_map(|(slot, found)| {
                let kind = if found.is(SlotKind::Recovery) {
                    RecoverySlotKind::Own
                } else if found.is(SlotKind::SecondRecovery) {
                    RecoverySlotKind::Colleague
                } else {
                    return None;
                };
                Some(RecoverySlot {
                    slot,
                    kind,
                    label: None,
                })
            })
            .collect();
        for slot in &mut slots {
            if slot.kind == RecoverySlotKind::Colleague {
                slot.label = label(&mut open.connection).await?;
            }
        }
        Ok(slots)
    }

    /// Makes a recovery code for a colleague, beside the therapist's own. The label is stored in the encrypted database,
    /// not in the header: a finder of the file must not learn who may open the practice.
    ///
    /// # Errors
    /// [`VaultError::ColleagueHasCode`]; [`VaultError::Secret`] if `secret` does not open the vault. After any error no
    /// new code opens it.
    pub async fn add_colleague_code(
        &self,
        secret: Secret,
        label: &str,
        at: Timestamp,
    ) -> Result<RecoveryCode, VaultError> {
        let mut change = self.begin(EditKind::AddColleagueCode, at).await?;
        if colleague_has_code(change.header()?) {
            return Err(VaultError::ColleagueHasCode);
        }
        set_label(change.connection()?, Some(label)).await?;
        change
            .write_code(secret, SlotKind::SecondRecovery, COLLEAGUE_SLOT)
            .await
    }

    /// Revokes the colleague's code; the therapist's own still opens the vault.
    ///
    /// # Errors
    /// [`VaultError::NoColleagueCode`]; [`VaultError::Secret`] if `secret` does not open the vault, or is the
    /// colleague's code itself. After any error the code still opens the vault.
    pub async fn revoke_colleague_code(
        &self,
        secret: Secret,
        at: Timestamp,
    ) -> Result<(), VaultError> {
        let mut change = self.begin(EditKind::RevokeColleagueCode, at).await?;
        if !colleague_has_code(change.header()?) {
            return Err(VaultError::NoColleagueCode);
        }
        set_label(change.connection()?, None).await?;
        change
            .replace_slot(secret, |_, header| {
                header.set_slot(COLLEAGUE_SLOT, &KeySlot::revoked(SlotKind::SecondRecovery));
                Ok(None)
            })
            .await
            .map(drop)
    }
}

fn colleague_has_code(header: &Header) -> bool {
    header
        .slots()
        .any(|(_, slot)| slot.is(SlotKind::SecondRecovery))
}

async fn label(connection: &mut SqliteConnection) -> Result<Option<String>, VaultError> {
    let select = "SELECT value FROM meta WHERE name = 'colleague'";
    let label: Option<String> = sqlx::query_scalar(select)
        .fetch_optional(connection)
        .await?;
    Ok(label.filter(|label| !label.is_empty()))
}

/// Writes or deletes the label of the colleague's code.
pub async fn set_label(
    connection: &mut SqliteConnection,
    label: Option<&str>,
) -> Result<(), VaultError> {
    sqlx::query("DELETE FROM meta WHERE name = 'colleague'")
        .execute(&mut *connection)
        .await?;
    if let Some(label) = label {
        sqlx::query("INSERT INTO meta (name, value) VALUES ('colleague', ?1)")
            .bind(label)
            .execute(connection)
            .await?;
    }
    Ok(())
}

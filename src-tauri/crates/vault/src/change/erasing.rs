//! Erases a client for good: from every table and from the file, with a certificate in the audit trail.
//!
//! One change deletes the records and their salts and leaves a reminder. Then the search index is merged into one
//! segment, so that no old segment keeps a word, and the file is rewritten without its free pages. Only then the
//! certificate is written and the reminder deleted. After a kill or a full disk, the next opening finishes the rest.

use serde::Serialize;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::change::audit_chain::Head;
use crate::change::edit::EditKind;
use crate::change::entry::Entry;
use crate::crypto::keys::AuditKey;
use crate::error::VaultError;
use crate::record::ids::ClientId;
use crate::storage::vault::{Vault, roll_back};
use crate::timestamp::Timestamp;

/// How far an erasure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Erasure {
    /// Nothing is left in the file, and the audit trail certifies it.
    Certified,
    /// The records are deleted and overwritten; the next opening of the vault rewrites the file.
    ToBeFinished,
}

/// The kind of a certificate in the trail.
pub const CERTIFICATE: &str = "certificate";

impl Vault {
    /// Erases a client: records, journal, drafts and words in the search index. The audit trail keeps ids, times and a
    /// certificate.
    ///
    /// # Errors
    /// Nothing was erased then.
    pub async fn erase_for_good(
        &self,
        client: ClientId,
        at: Timestamp,
    ) -> Result<Erasure, VaultError> {
        let mut change = self.begin(EditKind::EraseClient, at).await?;
        // Also deletes what SQLite's rollback journal kept of earlier changes.
        set_journal_limit(change.connection()?, 0).await?;
        change.erase_client(client).await?;
        sqlx::query("INSERT OR REPLACE INTO meta (name, value) VALUES ('erasing/' || ?1, ?2)")
            .bind(client.to_string())
            .bind(at.millis().to_string())
            .execute(change.connection()?)
            .await?;
        change.commit().await?;
        let mut inside = self.inside().await?;
        let open = inside.open()?;
        let finished = finish(&mut open.connection, &open.keys.audit).await;
        Ok(match finished {
            Ok(()) => Erasure::Certified,
            Err(_) => Erasure::ToBeFinished,
        })
    }
}

/// Finishes the erasures that were begun.
pub async fn finish(connection: &mut SqliteConnection, key: &AuditKey) -> Result<(), VaultError> {
    let select = "SELECT substr(name, 9), value FROM meta WHERE name LIKE 'erasing/%'";
    let begun = sqlx::query(select).fetch_all(&mut *connection).await?;
    if begun.is_empty() {
        return Ok(());
    }
    set_journal_limit(connection, 0).await?;
    let finished = async {
        sqlx::query("INSERT INTO note_text (note_text) VALUES ('optimize')")
            .execute(&mut *connection)
            .await?;
        sqlx::query("VACUUM").execute(&mut *connection).await?;
        for row in begun {
            let (client, at): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            let at = at.parse().map_err(|_| VaultError::DatabaseDamaged)?;
            certify(connection, key, &client, Timestamp::from_millis(at)).await?;
        }
        Ok(())
    }
    .await;
    set_journal_limit(connection, -1).await?;
    finished
}

async fn certify(
    connection: &mut SqliteConnection,
    key: &AuditKey,
    client: &str,
    at: Timestamp,
) -> Result<(), VaultError> {
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut *connection)
        .await?;
    let certified = async {
        let mut head = Head::find(connection).await?;
        let entry = Entry {
            change: head.next_change(),
            at,
            edit: EditKind::EraseClient.code(),
        };
        head.append(connection, key, &entry, CERTIFICATE, client, &[])
            .await?;
        sqlx::query("DELETE FROM meta WHERE name = 'erasing/' || ?1")
            .bind(client)
            .execute(&mut *connection)
            .await?;
        sqlx::query("COMMIT").execute(&mut *connection).await?;
        Ok(())
    }
    .await;
    if certified.is_err() {
        roll_back(connection).await?;
    }
    certified
}

/// Sets how much of the rollback journal stays after a commit: nothing, or all of it with −1.
async fn set_journal_limit(connection: &mut SqliteConnection, limit: i8) -> Result<(), VaultError> {
    let pragma = if limit == 0 {
        "PRAGMA journal_size_limit = 0"
    } else {
        "PRAGMA journal_size_limit = -1"
    };
    sqlx::query(pragma).fetch_optional(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use tempfile::tempdir;

    use super::*;
    use crate::change::edit::Edit;
    use crate::header::copies::Copies;
    use crate::integrity::damage::pages::Pages;
    use crate::location::path::VaultPath;
    use crate::practice::*;
    use crate::storage::schema::SCHEMA;
    use crate::{AuditFilter, AuditLine, Draft, RecoveryCode};

    /// Every page of the database as SQLite sees it, free ones too.
    fn decrypted(home: &Path, code: &RecoveryCode) -> Vec<u8> {
        let path = VaultPath::in_home(home);
        let unlocked = Copies::read(&path).unwrap().open(&typed(code), SCHEMA);
        let pages = Pages::read(&path.database(), &unlocked.unwrap().keys.database).unwrap();
        let open = |number| pages.open(number).unwrap().to_vec();
        (1..=pages.count()).flat_map(open).collect()
    }

    /// How often a word stands in the bytes, in UTF-8, UTF-16 and in letters lowered as the index does.
    fn found(bytes: &[u8], word: &str) -> usize {
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let forms = [
            word.as_bytes().to_vec(),
            word.to_lowercase().into_bytes(),
            wide,
        ];
        forms
            .iter()
            .map(|form| {
                bytes
                    .windows(form.len())
                    .filter(|part| part == form)
                    .count()
            })
            .sum()
    }

    async fn trail(vault: &Vault, limit: usize) -> Vec<AuditLine> {
        let page = vault.audit(&AuditFilter::default(), None, limit).await;
        page.unwrap().lines
    }

    const CANARIES: [&str; 5] = [
        "Zerynthia",
        "Quillfeather",
        "Marrowstone",
        "C-001",
        "Oxbowlake",
    ];

    /// A client with a canary in the name, a note, what undo kept, a text in progress and a label.
    async fn with_canaries(vault: &Vault) {
        add_course(vault, 1).await;
        let mut change = vault
            .begin(Edit::about(EditKind::EditClient, "Oxbowlake"), minute(2))
            .await
            .unwrap();
        let mut named = course("C-001").client;
        named.display_name = Some("Zerynthia".to_owned());
        change.save_client(client(1), &named).await.unwrap();
        change.commit().await.unwrap();
        let long = "Quillfeather and the river ".repeat(2_000);
        write_note(vault, 1, &long, minute(3)).await.unwrap();
        write_note(vault, 1, "short", minute(4)).await.unwrap();
        let draft = Draft {
            key: "note/1".to_owned(),
            client_id: Some(client(1)),
            body: "Marrowstone, half a sen".to_owned(),
            at: minute(5),
        };
        vault.save_draft(&draft).await.unwrap();
    }

    #[tokio::test]
    async fn nothing_of_an_erased_client_is_left_in_the_decrypted_file() {
        let home = tempdir().unwrap();
        let (vault, code) = new_vault(home.path()).await;
        with_canaries(&vault).await;
        let other = add_course(&vault, 2).await;
        vault.lock().await.unwrap();
        let before = decrypted(home.path(), &code);
        for canary in CANARIES {
            assert!(found(&before, canary) > 0, "{canary} is found before");
        }
        let vault = unlock(home.path(), typed(&code)).await.unwrap();
        let erased = vault.erase_for_good(client(1), minute(6)).await;
        assert_eq!(erased, Ok(Erasure::Certified), "the erasure is complete");
        let journal = home.path().join("vault/vault.db-journal");
        assert_eq!(
            fs::metadata(journal).map_or(0, |journal| journal.len()),
            0,
            "no old file is left"
        );
        assert!(
            vault.load_course(course_id(2)).await.unwrap() == other,
            "the other client is unchanged"
        );
        assert_eq!(faults(&vault).await, [], "the vault is intact");
        let lines = trail(&vault, 1_000).await;
        let certificates: Vec<_> = lines.iter().filter(|l| l.kind == CERTIFICATE).collect();
        assert_eq!(
            certificates
                .iter()
                .map(|line| line.client)
                .collect::<Vec<_>>(),
            [Some(client(1))],
            "one line certifies it"
        );
        vault.lock().await.unwrap();
        let after = decrypted(home.path(), &code);
        assert!(
            found(&after, "Leila") > 0,
            "the other client's words are found"
        );
        for canary in CANARIES {
            assert_eq!(found(&after, canary), 0, "{canary} is left");
        }
        assert!(after.len() < before.len(), "the file is smaller");
    }

    #[tokio::test]
    async fn interrupted_erasure_is_finished_at_next_opening() {
        let home = tempdir().unwrap();
        let (vault, code) = new_vault(home.path()).await;
        with_canaries(&vault).await;
        // Killed after the records were gone.
        let mut change = vault.begin(EditKind::EraseClient, minute(6)).await.unwrap();
        sqlx::query("INSERT INTO meta (name, value) VALUES ('erasing/' || ?1, '7')")
            .bind(client(1).to_string())
            .execute(change.connection().unwrap())
            .await
            .unwrap();
        change.erase_client(client(1)).await.unwrap();
        change.commit().await.unwrap();
        vault.lock().await.unwrap();
        let vault = unlock(home.path(), typed(&code)).await.unwrap();
        let newest = trail(&vault, 1).await.remove(0);
        assert_eq!(
            (newest.kind.as_str(), newest.at),
            (CERTIFICATE, Timestamp::from_millis(7)),
            "certified with the time of the erasure"
        );
        assert_eq!(faults(&vault).await, [], "the vault is intact");
        vault.lock().await.unwrap();
        let after = decrypted(home.path(), &code);
        for canary in CANARIES {
            assert_eq!(found(&after, canary), 0, "{canary} is left");
        }
    }

    #[tokio::test]
    async fn missing_client_cannot_be_erased() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        assert!(
            matches!(
                vault.erase_for_good(client(7), minute(2)).await,
                Err(VaultError::NotFound(_))
            ),
            "no such client"
        );
        assert_eq!(faults(&vault).await, [], "the vault is intact");
        vault.lock().await.unwrap();
    }
}

//! Every write is a change: one transaction that writes records, the undo journal and the audit trail.

pub mod audit_chain;
pub mod drafts;
pub mod edit;
pub mod entry;
pub mod erasing;
pub mod journal;
mod saving;
pub mod undo;

use std::collections::{BTreeMap, BTreeSet};

use course::storage::RecordKind;
use serde::Serialize;
use sqlx::sqlite::SqliteConnection;
use tokio::sync::OwnedMutexGuard;

use crate::change::audit_chain::Head;
use crate::change::edit::{Edit, EditKind};
use crate::change::entry::Entry;
use crate::change::journal::Touch;
use crate::error::VaultError;
use crate::header::format::Header;
use crate::record::courses;
use crate::record::ids::ClientId;
use crate::record::record_id::{Image, RecordId};
use crate::search::index;
use crate::seeded;
use crate::storage::vault::{Inside, Vault, roll_back};
use crate::timestamp::Timestamp;

/// An open change. It holds the only connection: reads that belong to it go through it, and any other use of the
/// vault waits until it is committed or dropped.
#[must_use = "a change that is not committed is rolled back"]
pub struct Change<'a> {
    vault: &'a Vault,
    inside: OwnedMutexGuard<Inside>,
    edit: Edit,
    at: Timestamp,
    touched: BTreeMap<(ClientId, RecordId), Touch>,
    marked: BTreeSet<Option<ClientId>>,
    finished: bool,
}

/// The result of a committed change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Saved {
    /// The kinds of record that the screen must reload.
    pub touched: Vec<RecordKind>,
    /// Whether it can be undone; the window asks for that with [`Vault::undo_state`].
    #[serde(skip)]
    pub undoable: bool,
    /// The time that was given to [`Vault::begin`].
    #[cfg_attr(feature = "bindings", specta(type = course::dates::Instant))]
    pub saved_at: Timestamp,
}

impl Vault {
    /// Begins a change; waits for an open one to end.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::ReadOnlyBecauseDamaged`], or an error of the file system.
    pub async fn begin(
        &self,
        edit: impl Into<Edit>,
        at: Timestamp,
    ) -> Result<Change<'_>, VaultError> {
        self.check_writable()?;
        let mut change = Change {
            vault: self,
            inside: self.inside().await?,
            edit: edit.into(),
            at,
            touched: BTreeMap::new(),
            marked: BTreeSet::new(),
            finished: false,
        };
        sqlx::query("BEGIN IMMEDIATE")
            .execute(change.connection()?)
            .await?;
        Ok(change)
    }

    /// Notes in the audit trail that records of these clients are exported to a file. An error is ignored: a damaged
    /// vault and a full disk take no entry, and records must still be exported from them.
    pub async fn note_export(
        &self,
        edit: impl Into<Edit>,
        clients: impl IntoIterator<Item = ClientId>,
        at: Timestamp,
    ) {
        let noted = async {
            let mut change = self.begin(edit, at).await?;
            change.marked.extend(clients.into_iter().map(Some));
            change.commit().await
        };
        noted.await.ok();
    }
}

impl<'a> Change<'a> {
    /// The vault it changes.
    pub(crate) fn vault(&self) -> &'a Vault {
        self.vault
    }

    /// When it is made.
    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }

    /// The connection it holds.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, VaultError> {
        self.inside.connection()
    }

    /// The header the vault was opened with.
    pub(crate) fn header(&mut self) -> Result<&mut Header, VaultError> {
        self.inside.open().map(|open| &mut open.header)
    }

    /// Notes in the audit trail an act that changes no record: an export of a client, or, with none, an act on the
    /// vault as a whole.
    pub fn mark(&mut self, client: Option<ClientId>) {
        self.marked.insert(client);
    }

    async fn put(
        &mut self,
        client: ClientId,
        record: RecordId,
        image: Option<Image>,
    ) -> Result<(), VaultError> {
        let before = record
            .read(self.connection()?)
            .await?
            .map(|stored| stored.image);
        record
            .write(self.connection()?, before.is_some(), image.as_ref())
            .await?;
        let touch = self.touched.entry((client, record.clone()));
        touch
            .or_insert_with(|| Touch {
                record,
                before,
                after: None,
            })
            .after = image;
        Ok(())
    }

    /// Writes the change to disk: records, journal and audit trail together. Only then is it saved.
    ///
    /// # Errors
    /// Nothing was saved then.
    pub async fn commit(mut self) -> Result<Saved, VaultError> {
        self.touched.retain(|_, touch| touch.before != touch.after);
        let saved = match self.write_down().await {
            Ok(saved) => saved,
            Err(error) => {
                // Even if the rollback fails the change is not saved; the next change rolls back again.
                roll_back(self.connection()?).await.ok();
                return Err(error);
            }
        };
        self.finished = true;
        Ok(saved)
    }

    async fn write_down(&mut self) -> Result<Saved, VaultError> {
        let kind = self.edit.kind;
        let open = self.inside.open()?;
        let connection = &mut open.connection;
        let records = || self.touched.keys().map(|(_, record)| record);
        courses::update_glances(connection, records()).await?;
        if kind == EditKind::EraseClient {
            index::forget_erased(connection).await?;
        }
        let mut head = Head::find(connection).await?;
        let entry = Entry {
            change: head.next_change(),
            at: self.at,
            edit: kind.code(),
        };
        for record in records() {
            head.append_record(connection, &open.keys.audit, &entry, record)
                .await?;
        }
        for client in &self.marked {
            match client {
                Some(id) => {
                    head.append_record(connection, &open.keys.audit, &entry, &RecordId::client(*id))
                        .await?
                }
                None => {
                    head.append_vault(connection, &open.keys.audit, &entry)
                        .await?
                }
            }
        }
        let undoable = kind.is_undoable() && !self.touched.is_empty();
        let touched: BTreeSet<RecordKind> = records().map(|record| record.kind).collect();
        let mut by_client: BTreeMap<ClientId, Vec<Touch>> = BTreeMap::new();
        for ((client, _), touch) in std::mem::take(&mut self.touched) {
            by_client.entry(client).or_default().push(touch);
        }
        for client in self.marked.iter().flatten().filter(|_| !kind.is_undoable()) {
            by_client.entry(*client).or_default();
        }
        for (client, touches) in by_client {
            journal::append(connection, client, &entry, &self.edit, &touches).await?;
            head.append_journal(connection, &open.keys.audit, &entry, client)
                .await?;
        }
        self.vault.check_in_place()?;
        let forgets = seeded::fault("saved without a commit") && entry.change % 20 == 0;
        let end = if forgets { "ROLLBACK" } else { "COMMIT" };
        let ended = sqlx::query(end).execute(connection).await;
        if !seeded::fault("a refused commit is reported as saved") {
            ended?;
        }
        Ok(Saved {
            touched: touched.into_iter().collect(),
            undoable,
            saved_at: self.at,
        })
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if !self.finished {
            self.inside.leave_unfinished();
        }
    }
}

#[cfg(test)]
mod tests {
    use sqlx::AssertSqlSafe;
    use tempfile::tempdir;

    use crate::error::VaultError;
    use crate::practice::*;
    use crate::storage::vault::Vault;

    async fn run(vault: &Vault, statement: &str) {
        let mut inside = vault.inside().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(inside.connection().unwrap())
            .await
            .unwrap();
    }

    #[tokio::test]
    async fn full_disk_fails_the_change_and_harms_nothing() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        run(&vault, "PRAGMA max_page_count = 1").await;
        let long = "a long note ".repeat(50_000);
        for attempt in 2..6 {
            let full = write_note(&vault, 1, &long, minute(attempt)).await;
            assert_eq!(
                full.err(),
                Some(VaultError::DiskFull),
                "the disk is full at every attempt"
            );
        }
        assert_eq!(
            note(&vault.load_course(course_id(1)).await.unwrap()),
            "First hour",
            "saved text is unchanged"
        );
        run(&vault, "PRAGMA max_page_count = 100000").await;
        write_note(&vault, 1, &long, minute(7)).await.unwrap();
        assert_eq!(
            faults(&vault).await,
            [],
            "with room again changes are saved"
        );
        vault.lock().await.unwrap();
        let vault = unlock(home.path(), secret()).await.unwrap();
        assert_eq!(
            note(&vault.load_course(course_id(1)).await.unwrap()),
            long,
            "the new note was saved"
        );
        vault.lock().await.unwrap();
    }

    #[tokio::test]
    async fn read_only_vault_reports_that_it_cannot_be_written() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        run(&vault, "PRAGMA query_only = ON").await;
        assert_eq!(
            write_note(&vault, 1, "x", minute(2)).await.err(),
            Some(VaultError::ReadOnly),
            "SQLITE_READONLY"
        );
        run(&vault, "PRAGMA query_only = OFF").await;
        write_note(&vault, 1, "y", minute(3)).await.unwrap();
        vault.lock().await.unwrap();
    }

    // Windows does not let go of a folder in use.
    #[cfg(unix)]
    #[tokio::test]
    async fn change_fails_when_the_folder_is_gone() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        let folder = home.path().join("vault");
        std::fs::rename(&folder, home.path().join("elsewhere")).unwrap();
        assert_eq!(
            write_note(&vault, 1, "x", minute(2)).await.err(),
            Some(VaultError::Missing),
            "unplugged"
        );
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("vault.db"), "another").unwrap();
        assert_eq!(
            write_note(&vault, 1, "x", minute(2)).await.err(),
            Some(VaultError::Missing),
            "the folder of another vault"
        );
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::rename(home.path().join("elsewhere"), &folder).unwrap();
        write_note(&vault, 1, "back again", minute(3))
            .await
            .unwrap();
        vault.lock().await.unwrap();
    }

    #[tokio::test]
    async fn change_dropped_at_any_point_leaves_no_trace() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        for attempt in 0..60_u64 {
            let before = vault.load_course(course_id(1)).await.unwrap();
            let text = format!("attempt {attempt}");
            let patience = std::time::Duration::from_micros(attempt * 400);
            let saved =
                tokio::time::timeout(patience, write_note(&vault, 1, &text, minute(2))).await;
            let now = vault.load_course(course_id(1)).await.unwrap();
            let all_or_nothing = note(&now) == text || (now == before && saved.is_err());
            assert!(all_or_nothing, "attempt {attempt}: half a change is left");
        }
        assert_eq!(faults(&vault).await, [], "the vault is intact");
        vault.lock().await.unwrap();
    }
}

//! Undo and redo, for one client at a time. Both survive a lock, because the journal is in the file.

use std::collections::{BTreeMap, BTreeSet};

use course::risk::FlagLoss;
use course::storage::RecordKind;
use serde::Serialize;
use sqlx::sqlite::SqliteConnection;

use crate::change::Saved;
use crate::change::audit_chain::Head;
use crate::change::edit::Edit;
use crate::change::entry::Entry;
use crate::change::journal::{self, Direction, Journalled, Touch};
use crate::error::VaultError;
use crate::record::courses;
use crate::record::ids::{ClientId, CourseId};
use crate::record::record_id::{Image, RecordId};
use crate::storage::vault::{Vault, roll_back};
use crate::timestamp::Timestamp;

/// The next undo and redo of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UndoState {
    /// The edit that undo would undo.
    pub undo: Option<Edit>,
    /// The edit that redo would redo.
    pub redo: Option<Edit>,
    /// The flag of risk that undo would take away without a reason; undo is refused then.
    pub undo_loss: Option<FlagLoss>,
    /// The same of redo.
    pub redo_loss: Option<FlagLoss>,
}

/// A client whom undo removed from the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UndoneClient {
    /// The removed client.
    pub client_id: ClientId,
    /// The next redo of this client.
    pub redo: Edit,
}

impl Vault {
    /// The clients whom undo removed from the vault and redo brings back, the newest first.
    ///
    /// # Errors
    /// The vault is locked, or could not be read.
    pub async fn undone_clients(&self) -> Result<Vec<UndoneClient>, VaultError> {
        let mut inside = self.inside().await?;
        let connection = inside.connection()?;
        let mut undone = Vec::new();
        for client_id in journal::without_client(connection).await? {
            if let Some(next) = journal::next(connection, client_id, Direction::Redo).await? {
                undone.push(UndoneClient {
                    client_id,
                    redo: next.label,
                });
            }
        }
        Ok(undone)
    }

    /// The next undo and redo of this client.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn undo_state(&self, client: ClientId) -> Result<UndoState, VaultError> {
        let mut inside = self.inside().await?;
        let connection = inside.connection()?;
        let (undo, undo_loss) = next_step(connection, client, Direction::Undo).await?;
        let (redo, redo_loss) = next_step(connection, client, Direction::Redo).await?;
        Ok(UndoState {
            undo,
            redo,
            undo_loss,
            redo_loss,
        })
    }

    /// Undoes the client's newest change.
    ///
    /// # Errors
    /// [`VaultError::NothingToUndo`] if there is none, or it cannot be undone. [`VaultError::FlagLost`] if a flag of
    /// risk would go without a reason.
    pub async fn undo(&self, client: ClientId, at: Timestamp) -> Result<Saved, VaultError> {
        self.walk(client, at, Direction::Undo).await
    }

    /// Redoes the change that was undone last.
    ///
    /// # Errors
    /// [`VaultError::NothingToRedo`] if there is none. [`VaultError::FlagLost`] as for undo.
    pub async fn redo(&self, client: ClientId, at: Timestamp) -> Result<Saved, VaultError> {
        self.walk(client, at, Direction::Redo).await
    }

    async fn walk(
        &self,
        client: ClientId,
        at: Timestamp,
        direction: Direction,
    ) -> Result<Saved, VaultError> {
        self.check_writable()?;
        let mut inside = self.inside().await?;
        // If this future is dropped before the end, the next user of the connection rolls back.
        inside.leave_unfinished();
        let open = inside.open()?;
        let connection = &mut open.connection;
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut *connection)
            .await?;
        let walked = async {
            let found = journal::next(connection, client, direction).await?;
            let change = found.ok_or(match direction {
                Direction::Undo => VaultError::NothingToUndo,
                Direction::Redo => VaultError::NothingToRedo,
            })?;
            if let Some(loss) = flag_loss(connection, &change, direction).await? {
                return Err(VaultError::FlagLost(loss));
            }
            for touch in &change.touches {
                turn(connection, touch, direction).await?;
            }
            let records = || change.touches.iter().map(|touch| &touch.record);
            courses::update_glances(connection, records()).await?;
            journal::turn(connection, client, change.change, direction).await?;
            let mut head = Head::find(connection).await?;
            let edit = match direction {
                Direction::Undo => format!("undo_{}", change.label.kind.code()),
                Direction::Redo => format!("redo_{}", change.label.kind.code()),
            };
            let entry = Entry {
                change: head.next_change(),
                at,
                edit: &edit,
            };
            for record in records() {
                head.append_record(connection, &open.keys.audit, &entry, record)
                    .await?;
            }
            head.append_journal(connection, &open.keys.audit, &entry, client)
                .await?;
            self.check_in_place()?;
            sqlx::query("COMMIT").execute(&mut *connection).await?;
            let touched: BTreeSet<_> = records().map(|record| record.kind).collect();
            Ok(Saved {
                touched: touched.into_iter().collect(),
                undoable: true,
                saved_at: at,
            })
        }
        .await;
        if walked.is_err() {
            roll_back(&mut open.connection).await?;
        }
        inside.finish();
        walked
    }
}

/// The edit that is undone or redone next, and the flag of risk that it would take away.
async fn next_step(
    connection: &mut SqliteConnection,
    client: ClientId,
    direction: Direction,
) -> Result<(Option<Edit>, Option<FlagLoss>), VaultError> {
    let Some(change) = journal::next(connection, client, direction).await? else {
        return Ok((None, None));
    };
    let loss = match flag_loss(connection, &change, direction).await {
        // The step itself says that a record cannot be read.
        Err(VaultError::Damaged(_) | VaultError::NotFound(_)) => None,
        loss => loss?,
    };
    Ok((Some(change.label), loss))
}

/// The flag of risk that undo or redo of a change would take away without a reason. Writes nothing.
async fn flag_loss(
    connection: &mut SqliteConnection,
    change: &Journalled,
    direction: Direction,
) -> Result<Option<FlagLoss>, VaultError> {
    let mut courses: BTreeMap<CourseId, BTreeMap<RecordId, Option<Image>>> = BTreeMap::new();
    for touch in &change.touches {
        let RecordId { kind, owner, .. } = &touch.record;
        if *kind == RecordKind::Client {
            continue;
        }
        let id = owner.parse::<CourseId>();
        let id = id.map_err(|_| VaultError::damaged(RecordKind::Course, owner))?;
        let records = courses.entry(id).or_default();
        records.insert(touch.record.clone(), touch.after_turn(direction).cloned());
    }
    for (id, records) in courses {
        let before = match courses::load_course(connection, id).await {
            Err(VaultError::NotFound(RecordKind::Course)) => continue,
            before => before?,
        };
        let after = if records.get(&RecordId::course(id)) == Some(&None) {
            None
        } else {
            Some(courses::course_with(connection, id, records).await?)
        };
        if let Some(loss) = before.flag_loss(after.as_ref()) {
            return Ok(Some(loss));
        }
    }
    Ok(None)
}

/// Sets one record to its content before or after the change, unless it was changed otherwise since.
async fn turn(
    connection: &mut SqliteConnection,
    touch: &Touch,
    direction: Direction,
) -> Result<(), VaultError> {
    let stands = touch
        .record
        .read(connection)
        .await?
        .map(|stored| stored.image);
    if stands.as_ref() != touch.before_turn(direction) {
        return Err(VaultError::ChangedMeanwhile(touch.record.kind));
    }
    touch
        .record
        .write(connection, stands.is_some(), touch.after_turn(direction))
        .await
}

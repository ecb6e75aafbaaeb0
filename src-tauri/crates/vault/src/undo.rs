//! Undo and redo, one client at a time. Both survive a lock: what they need is in the file.

use std::collections::BTreeSet;

use serde::Serialize;
use sqlx::sqlite::SqliteConnection;

use crate::audit::{Entry, Head};
use crate::change::Saved;
use crate::edit::EditLabel;
use crate::error::VaultError;
use crate::ids::ClientId;
use crate::journal::{self, Direction, Touch};
use crate::open_vault::{Vault, roll_back};
use crate::records;
use crate::timestamp::Timestamp;

/// What undo and redo would do to a client now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UndoState {
    /// What would be taken back.
    pub undo: Option<EditLabel>,
    /// What would be made again.
    pub redo: Option<EditLabel>,
}

/// A client whom undo took out of the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UndoneClient {
    /// Who.
    pub client_id: ClientId,
    /// What would bring them back.
    pub redo: EditLabel,
}

impl Vault {
    /// The clients whom undo took out of the vault and redo brings back, the newest first.
    ///
    /// # Errors
    /// As every use of an open vault.
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

    /// What undo and redo would do to this client now.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn undo_state(&self, client: ClientId) -> Result<UndoState, VaultError> {
        let mut inside = self.inside().await?;
        let connection = inside.connection()?;
        let mut label = async |direction| {
            journal::next(connection, client, direction)
                .await
                .map(|found| found.map(|change| change.label))
        };
        Ok(UndoState {
            undo: label(Direction::Undo).await?,
            redo: label(Direction::Redo).await?,
        })
    }

    /// Takes back the client's newest change.
    ///
    /// # Errors
    /// [`VaultError::NothingToUndo`] if there is none, or it cannot be undone.
    pub async fn undo(&self, client: ClientId, at: Timestamp) -> Result<Saved, VaultError> {
        self.walk(client, at, Direction::Undo).await
    }

    /// Makes the change taken back last once more.
    ///
    /// # Errors
    /// [`VaultError::NothingToRedo`] if there is none.
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
        // Should this be dropped half way, the next to come rolls back.
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
            for touch in &change.touches {
                turn(connection, touch, direction).await?;
            }
            let places = || change.touches.iter().map(|touch| &touch.place);
            records::settle_glances(connection, places()).await?;
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
            for place in places() {
                head.append_record(connection, &open.keys.audit, &entry, place)
                    .await?;
            }
            head.append_journal(connection, &open.keys.audit, &entry, client)
                .await?;
            self.check_in_place()?;
            sqlx::query("COMMIT").execute(&mut *connection).await?;
            let touched: BTreeSet<_> = places().map(|place| place.kind).collect();
            Ok(Saved {
                touched: touched.into_iter().collect(),
                undoable: true,
                at,
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

/// Makes one record as it was, or as it became, unless it is something else by now.
async fn turn(
    connection: &mut SqliteConnection,
    touch: &Touch,
    direction: Direction,
) -> Result<(), VaultError> {
    let (from, to) = match direction {
        Direction::Undo => (&touch.after, &touch.before),
        Direction::Redo => (&touch.before, &touch.after),
    };
    let stands = touch
        .place
        .read(connection)
        .await?
        .map(|stored| stored.image);
    if stands != *from {
        return Err(VaultError::ChangedMeanwhile(touch.place.kind));
    }
    touch
        .place
        .write(connection, stands.is_some(), to.as_ref())
        .await
}

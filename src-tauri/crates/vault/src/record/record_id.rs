//! The id of a record and its content before or after a change, as changes, undo and audit trail use them.

use course::storage::RecordKind;
use course::storage::Row as CourseRow;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection, SqliteRow};

use crate::bytes::field;
use crate::crypto::secret_bytes::random;
use crate::error::VaultError;
use crate::error::storage::StorageError;
use crate::record::ids::{ClientId, CourseId};

/// One record of the vault.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId {
    /// The kind of record.
    pub kind: RecordKind,
    /// The client's or course's id.
    pub owner: String,
    /// The record's id within the course.
    pub key: String,
}

/// A record as stored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Image {
    /// A client.
    Client {
        /// Archived.
        archived: bool,
        /// [`course::people::Client`] as JSON.
        body: String,
    },
    /// A course as a whole.
    Course {
        /// Its client.
        client: ClientId,
        /// The number of the course among those of the client.
        ordinal: u32,
    },
    /// A record of a course.
    Record {
        /// Its position in the list it belongs to.
        position: u32,
        /// The record as JSON.
        body: String,
    },
}

/// A record and the salt of its content MAC.
pub struct Stored {
    /// The record.
    pub image: Image,
    /// Destroyed with the record.
    pub salt: [u8; 32],
}

impl RecordId {
    /// A client.
    pub fn client(id: ClientId) -> Self {
        Self {
            kind: RecordKind::Client,
            owner: id.to_string(),
            key: String::new(),
        }
    }

    /// A course as a whole.
    pub fn course(id: CourseId) -> Self {
        Self {
            kind: RecordKind::Course,
            owner: id.to_string(),
            key: String::new(),
        }
    }

    /// A record of a course, and its content.
    pub fn record(course: CourseId, row: CourseRow) -> (Self, Image) {
        let CourseRow {
            kind,
            key,
            position,
            body,
        } = row;
        (
            Self {
                kind,
                owner: course.to_string(),
                key,
            },
            Image::Record { position, body },
        )
    }

    /// Its name in the audit trail.
    pub fn name(&self) -> String {
        if self.kind.in_course() {
            format!("{}/{}", self.owner, self.key)
        } else {
            self.owner.clone()
        }
    }

    /// The record as stored.
    pub async fn read(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<Option<Stored>, VaultError> {
        let statement = match Table::of(self.kind) {
            Table::Client => "SELECT salt, archived, body FROM client WHERE id = ?1",
            Table::Course => "SELECT salt, ordinal, client_id FROM course WHERE id = ?1",
            Table::Record => {
                "SELECT salt, position, body FROM record WHERE course_id = ?1 AND kind = ?2 AND key = ?3"
            }
        };
        let found = self.bound(statement).fetch_optional(connection).await?;
        found.map(|row| self.parse(&row, 0)).transpose()
    }

    /// Every client and every course.
    pub async fn read_owners(
        connection: &mut SqliteConnection,
    ) -> Result<Vec<(Self, Stored)>, VaultError> {
        let mut found = Vec::new();
        for (kind, select) in [
            (
                RecordKind::Client,
                "SELECT id, salt, archived, body FROM client",
            ),
            (
                RecordKind::Course,
                "SELECT id, salt, ordinal, client_id FROM course",
            ),
        ] {
            for row in sqlx::query(select).fetch_all(&mut *connection).await? {
                let record = Self {
                    kind,
                    owner: row.try_get(0)?,
                    key: String::new(),
                };
                let stored = record.parse(&row, 1)?;
                found.push((record, stored));
            }
        }
        Ok(found)
    }

    /// Up to 500 records of courses, those that come next after this one; none are left if there are none.
    pub async fn read_records(
        connection: &mut SqliteConnection,
        after: Option<&Self>,
    ) -> Result<Vec<(Self, Stored)>, VaultError> {
        let select = "SELECT course_id, kind, key, salt, position, body FROM record \
                      WHERE (course_id, kind, key) > (?1, ?2, ?3) ORDER BY course_id, kind, key LIMIT 500";
        let select = match after {
            Some(record) => record.bound(select),
            None => sqlx::query(select).bind("").bind("").bind(""),
        };
        let rows = select.fetch_all(connection).await?;
        rows.iter()
            .map(|row| {
                let record = Self {
                    kind: kind_named(row.try_get(1)?)?,
                    owner: row.try_get(0)?,
                    key: row.try_get(2)?,
                };
                let stored = record.parse(row, 3)?;
                Ok((record, stored))
            })
            .collect()
    }

    /// Gives the record the content of `image`, or deletes it.
    pub async fn write(
        &self,
        connection: &mut SqliteConnection,
        there_already: bool,
        image: Option<&Image>,
    ) -> Result<(), VaultError> {
        let table = Table::of(self.kind);
        let Some(image) = image else {
            let delete = match table {
                Table::Client => "DELETE FROM client WHERE id = ?1",
                Table::Course => "DELETE FROM course WHERE id = ?1",
                Table::Record => {
                    "DELETE FROM record WHERE course_id = ?1 AND kind = ?2 AND key = ?3"
                }
            };
            self.bound(delete).execute(connection).await?;
            return Ok(());
        };
        let (number, text) = match image {
            Image::Client { archived, body } => (u32::from(*archived), body.clone()),
            Image::Course { client, ordinal } => (*ordinal, client.to_string()),
            Image::Record { position, body } => (*position, body.clone()),
        };
        let statement = match (table, there_already) {
            (Table::Client, true) => "UPDATE client SET archived = ?5, body = ?6 WHERE id = ?1",
            (Table::Course, true) => "UPDATE course SET ordinal = ?5, client_id = ?6 WHERE id = ?1",
            (Table::Record, true) => {
                "UPDATE record SET position = ?5, body = ?6 WHERE course_id = ?1 AND kind = ?2 AND key = ?3"
            }
            (Table::Client, false) => {
                "INSERT INTO client (id, salt, archived, body, number)
                 VALUES (?1, ?4, ?5, ?6, (SELECT coalesce(min(number), 0) - 1 FROM client))"
            }
            (Table::Course, false) => {
                "INSERT INTO course (id, salt, ordinal, client_id, glance) VALUES (?1, ?4, ?5, ?6, 'null')"
            }
            (Table::Record, false) => {
                "INSERT INTO record (course_id, kind, key, salt, position, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            }
        };
        let salt = random::<32>()?;
        let written = self
            .bound(statement)
            .bind(salt.as_slice())
            .bind(i64::from(number))
            .bind(text)
            .execute(connection)
            .await;
        match written.map_err(StorageError::from) {
            Ok(_) => Ok(()),
            Err(error) if error.is_unique_violation() => Err(VaultError::AlreadyThere(self.kind)),
            Err(error) => Err(error.into()),
        }
    }

    /// Owner, kind and key as ?1, ?2 and ?3; a client or a course is found by the first.
    fn bound<'q>(&'q self, statement: &'static str) -> Query<'q, Sqlite, SqliteArguments> {
        sqlx::query(statement)
            .bind(&self.owner)
            .bind(self.kind.name())
            .bind(&self.key)
    }

    /// Salt, number and text, from this column on.
    fn parse(&self, row: &SqliteRow, from: usize) -> Result<Stored, VaultError> {
        let salt: Vec<u8> = row.try_get(from)?;
        let (number, text): (i64, String) = (row.try_get(from + 1)?, row.try_get(from + 2)?);
        let damaged = || VaultError::damaged(self.kind, &self.owner);
        let counted = || u32::try_from(number).map_err(|_| damaged());
        let image = match Table::of(self.kind) {
            Table::Client => Image::Client {
                archived: number != 0,
                body: text,
            },
            Table::Course => Image::Course {
                client: text.parse().map_err(|_| damaged())?,
                ordinal: counted()?,
            },
            Table::Record => Image::Record {
                position: counted()?,
                body: text,
            },
        };
        Ok(Stored {
            image,
            salt: field(&salt, 0),
        })
    }
}

/// The table for records of a kind.
#[derive(Clone, Copy)]
enum Table {
    Client,
    Course,
    Record,
}

impl Table {
    fn of(kind: RecordKind) -> Self {
        if kind.in_course() {
            Self::Record
        } else if kind == RecordKind::Course {
            Self::Course
        } else {
            Self::Client
        }
    }
}

/// The kind of record with this name; if there is none, the vault is damaged.
pub fn kind_named(name: &str) -> Result<RecordKind, VaultError> {
    let mut kinds = RecordKind::ALL.iter().filter(|kind| kind.in_course());
    let kind = kinds.find(|kind| kind.name() == name);
    kind.copied().ok_or(VaultError::DatabaseDamaged)
}

impl Image {
    /// The bytes a content MAC covers.
    pub fn content(&self) -> Vec<u8> {
        match self {
            Self::Client { archived, body } => [&[u8::from(*archived)], body.as_bytes()].concat(),
            Self::Course { client, ordinal } => {
                [&ordinal.to_le_bytes(), client.to_string().as_bytes()].concat()
            }
            Self::Record { position, body } => [&position.to_le_bytes(), body.as_bytes()].concat(),
        }
    }
}

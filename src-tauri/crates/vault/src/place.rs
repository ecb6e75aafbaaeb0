//! Where a record stands, and what it looked like: the common coin of changes, undo and audit.

use course::record::RecordKind;
use course::rows::Row as CourseRow;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row};

use crate::error::VaultError;
use crate::fault::Fault;
use crate::ids::{ClientId, CourseId};
use crate::layout::field;
use crate::secret::random;

/// One record of the vault.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// What it is; names the table.
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
        /// Put away.
        archived: bool,
        /// [`course::record::client::Client`] as JSON.
        body: String,
    },
    /// A course as a whole.
    Course {
        /// Whose.
        client: ClientId,
        /// Which of the client's.
        ordinal: u32,
    },
    /// A record of a course.
    Record {
        /// Its place in the list it belongs to.
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

impl Place {
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

    /// A record of a course, and what it looks like.
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

    /// Owner, key, salt, number and text of every record of a kind.
    fn select_all(kind: RecordKind) -> String {
        match kind.name() {
            "client" => "SELECT id, '', salt, archived, body FROM client".to_owned(),
            "course" => "SELECT id, '', salt, ordinal, client_id FROM course".to_owned(),
            table => format!("SELECT course_id, key, salt, position, body FROM {table}"),
        }
    }

    fn select(&self) -> String {
        let all = Self::select_all(self.kind);
        if self.kind.in_course() {
            format!("{all} WHERE course_id = ?1 AND key = ?2")
        } else {
            format!("{all} WHERE id = ?1 AND ?2 = ''")
        }
    }

    fn insert(&self) -> String {
        match self.kind.name() {
            "client" => "INSERT INTO client (salt, id, archived, body) VALUES (?1, ?2, ?4, ?5)".to_owned(),
            "course" => {
                "INSERT INTO course (salt, id, ordinal, client_id, glance) VALUES (?1, ?2, ?4, ?5, 'null')".to_owned()
            }
            table => {
                format!("INSERT INTO {table} (salt, course_id, key, position, body) VALUES (?1, ?2, ?3, ?4, ?5)")
            }
        }
    }

    fn update(&self) -> String {
        match self.kind.name() {
            "client" => "UPDATE client SET archived = ?4, body = ?5 WHERE id = ?2".to_owned(),
            "course" => "UPDATE course SET ordinal = ?4, client_id = ?5 WHERE id = ?2".to_owned(),
            table => format!(
                "UPDATE {table} SET position = ?4, body = ?5 WHERE course_id = ?2 AND key = ?3"
            ),
        }
    }

    fn delete(&self) -> String {
        match self.kind.name() {
            table @ ("client" | "course") => {
                format!("DELETE FROM {table} WHERE id = ?1 AND ?2 = ''")
            }
            table => format!("DELETE FROM {table} WHERE course_id = ?1 AND key = ?2"),
        }
    }

    /// The record as it stands.
    pub async fn read(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<Option<Stored>, VaultError> {
        let found = sqlx::query(AssertSqlSafe(self.select()))
            .bind(&self.owner)
            .bind(&self.key)
            .fetch_optional(connection)
            .await?;
        found
            .map(|row| parse(self.kind, &row).map(|(_, stored)| stored))
            .transpose()
    }

    /// Every record of a kind.
    pub async fn read_all(
        connection: &mut SqliteConnection,
        kind: RecordKind,
    ) -> Result<Vec<(Self, Stored)>, VaultError> {
        let rows = sqlx::query(AssertSqlSafe(Self::select_all(kind)))
            .fetch_all(connection)
            .await?;
        rows.iter().map(|row| parse(kind, row)).collect()
    }

    /// Makes the record look like `image`, or takes it away.
    pub async fn write(
        &self,
        connection: &mut SqliteConnection,
        there_already: bool,
        image: Option<&Image>,
    ) -> Result<(), VaultError> {
        let Some(image) = image else {
            let delete = sqlx::query(AssertSqlSafe(self.delete()))
                .bind(&self.owner)
                .bind(&self.key);
            delete.execute(connection).await?;
            return Ok(());
        };
        let (number, text) = match image {
            Image::Client { archived, body } => (u32::from(*archived), body.clone()),
            Image::Course { client, ordinal } => (*ordinal, client.to_string()),
            Image::Record { position, body } => (*position, body.clone()),
        };
        let statement = if there_already {
            self.update()
        } else {
            self.insert()
        };
        let salt = random::<32>()?;
        let written = sqlx::query(AssertSqlSafe(statement))
            .bind(salt.as_slice())
            .bind(&self.owner)
            .bind(&self.key)
            .bind(i64::from(number))
            .bind(text)
            .execute(connection)
            .await;
        match written.map_err(Fault::from) {
            Ok(_) => Ok(()),
            Err(fault) if fault.is_unique_violation() => Err(VaultError::AlreadyThere(self.kind)),
            Err(fault) => Err(fault.into()),
        }
    }
}

fn parse(kind: RecordKind, row: &SqliteRow) -> Result<(Place, Stored), VaultError> {
    let (owner, key, salt): (String, String, Vec<u8>) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let (number, text): (i64, String) = (row.try_get(3)?, row.try_get(4)?);
    let damaged = || VaultError::damaged(kind, &owner);
    let counted = || u32::try_from(number).map_err(|_| damaged());
    let image = match kind.name() {
        "client" => Image::Client {
            archived: number != 0,
            body: text,
        },
        "course" => Image::Course {
            client: text.parse().map_err(|_| damaged())?,
            ordinal: counted()?,
        },
        _ => Image::Record {
            position: counted()?,
            body: text,
        },
    };
    Ok((
        Place { kind, owner, key },
        Stored {
            image,
            salt: field(&salt, 0),
        },
    ))
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

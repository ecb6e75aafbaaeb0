//! Courses: as lists show them, and with all their records.

use std::collections::{BTreeMap, BTreeSet};

use course::Course;
use course::guidance::Glance;
use course::storage::RecordKind;
use course::storage::{Row as Record, RowFault};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::error::VaultError;
use crate::record::clients::{client_row, parse_client};
use crate::record::ids::{ClientId, CourseId};
use crate::record::listing::Listing;
use crate::record::record_id::{Image, RecordId, kind_named};
use crate::storage::vault::Vault;

/// The version of glances. Counts up when [`Course::glance`] gives another result for the same course.
const GLANCE_EDITION: &str = "4";

/// A course as lists show it.
#[derive(Clone, PartialEq)]
pub struct CourseRow {
    /// Its id.
    pub id: CourseId,
    /// The client.
    pub client_id: ClientId,
    /// The number of the course among those of the client, from 1.
    pub ordinal: u32,
    /// Its state, for lists.
    pub glance: Glance,
}

course::redacted!(CourseRow);

impl Vault {
    /// The client's courses, oldest first.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn courses_of(&self, client: ClientId) -> Result<Listing<CourseRow>, VaultError> {
        let mut inside = self.inside().await?;
        let select = "SELECT id, client_id, ordinal, glance FROM course WHERE client_id = ?1 ORDER BY ordinal";
        let rows = sqlx::query(select)
            .bind(client.to_string())
            .fetch_all(inside.connection()?)
            .await?;
        Listing::collect(rows.iter().map(read_course))
    }

    /// Every course of every client; those of one client from the oldest to the newest.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn glances(&self) -> Result<Listing<CourseRow>, VaultError> {
        let mut inside = self.inside().await?;
        let select =
            "SELECT id, client_id, ordinal, glance FROM course ORDER BY client_id, ordinal";
        let rows = sqlx::query(select).fetch_all(inside.connection()?).await?;
        Listing::collect(rows.iter().map(read_course))
    }

    /// A course with all its records.
    ///
    /// # Errors
    /// [`VaultError::NotFound`], [`VaultError::Damaged`].
    pub async fn load_course(&self, id: CourseId) -> Result<Course, VaultError> {
        let mut inside = self.inside().await?;
        load_course(inside.connection()?, id).await
    }

    /// The client of a course.
    ///
    /// # Errors
    /// [`VaultError::NotFound`].
    pub async fn client_of(&self, course: CourseId) -> Result<ClientId, VaultError> {
        let mut inside = self.inside().await?;
        client_of(inside.connection()?, course).await
    }
}

fn read_course(row: &SqliteRow) -> Result<CourseRow, VaultError> {
    let (id, client, ordinal, glance): (String, String, i64, String) = (
        row.try_get(0)?,
        row.try_get(1)?,
        row.try_get(2)?,
        row.try_get(3)?,
    );
    let damaged = || VaultError::damaged(RecordKind::Course, &id);
    Ok(CourseRow {
        id: id.parse().map_err(|_| damaged())?,
        client_id: client.parse().map_err(|_| damaged())?,
        ordinal: u32::try_from(ordinal).map_err(|_| damaged())?,
        glance: parse_glance(&glance).map_err(|_| damaged())?,
    })
}

/// Reads a glance of this edition or of an earlier one. A vault that is damaged or cannot be written keeps its earlier
/// glances, and its courses stay listed.
fn parse_glance(text: &str) -> serde_json::Result<Glance> {
    let mut glance: serde_json::Value = serde_json::from_str(text)?;
    if let Some(fields) = glance.as_object_mut() {
        // Since edition 3.
        let flags = fields
            .entry("flags")
            .or_insert_with(|| serde_json::Value::Array(Vec::new()));
        // Since edition 4: before, only item 9 of the PHQ-9 raised a flag.
        let flags = flags.as_array_mut().into_iter().flatten();
        for flag in flags.filter_map(serde_json::Value::as_object_mut) {
            flag.entry("instrument").or_insert_with(|| "PHQ-9".into());
            flag.entry("item").or_insert_with(|| 9.into());
        }
        fields
            .entry("died")
            .or_insert(serde_json::Value::Bool(false));
    }
    serde_json::from_value(glance)
}

/// The client of a course.
pub async fn client_of(
    connection: &mut SqliteConnection,
    course: CourseId,
) -> Result<ClientId, VaultError> {
    let select = sqlx::query_scalar::<_, String>("SELECT client_id FROM course WHERE id = ?1");
    let found = select
        .bind(course.to_string())
        .fetch_optional(connection)
        .await?;
    let client = found.ok_or(VaultError::NotFound(RecordKind::Course))?;
    client
        .parse()
        .map_err(|_| VaultError::damaged(RecordKind::Course, course))
}

/// The client's courses.
pub async fn course_ids(
    connection: &mut SqliteConnection,
    client: ClientId,
) -> Result<Vec<CourseId>, VaultError> {
    let select = sqlx::query_scalar::<_, String>(
        "SELECT id FROM course WHERE client_id = ?1 ORDER BY ordinal",
    );
    let ids = select
        .bind(client.to_string())
        .fetch_all(connection)
        .await?;
    ids.iter()
        .map(|id| {
            id.parse()
                .map_err(|_| VaultError::damaged(RecordKind::Course, id))
        })
        .collect()
}

/// The number of the client's next course.
pub async fn next_ordinal(
    connection: &mut SqliteConnection,
    client: ClientId,
) -> Result<u32, VaultError> {
    let select = sqlx::query_scalar::<_, i64>(
        "SELECT coalesce(max(ordinal), 0) + 1 FROM course WHERE client_id = ?1",
    );
    let next = select
        .bind(client.to_string())
        .fetch_one(connection)
        .await?;
    u32::try_from(next).map_err(|_| VaultError::damaged(RecordKind::Client, client))
}

/// Every record of a course, as stored.
pub async fn course_rows(
    connection: &mut SqliteConnection,
    id: CourseId,
) -> Result<Vec<Record>, VaultError> {
    let select = "SELECT kind, key, position, body FROM record WHERE course_id = ?1";
    let select = sqlx::query(select).bind(id.to_string());
    let rows = select.fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let kind = kind_named(row.try_get(0)?)?;
            let position: i64 = row.try_get(2)?;
            let position = u32::try_from(position).map_err(|_| VaultError::damaged(kind, id))?;
            Ok(Record {
                kind,
                key: row.try_get(1)?,
                position,
                body: row.try_get(3)?,
            })
        })
        .collect()
}

/// The course made of these records.
pub async fn course_of(
    connection: &mut SqliteConnection,
    id: CourseId,
    client: ClientId,
    rows: &[Record],
) -> Result<Course, VaultError> {
    let (_, body) = client_row(connection, client).await?;
    Course::from_rows(&parse_client(client, &body)?, rows).map_err(|fault| match fault {
        RowFault::Unreadable { kind, .. } | RowFault::Missing { kind } => {
            VaultError::damaged(kind, id)
        }
    })
}

/// A course with all its records.
pub async fn load_course(
    connection: &mut SqliteConnection,
    id: CourseId,
) -> Result<Course, VaultError> {
    let client = client_of(connection, id).await?;
    let rows = course_rows(connection, id).await?;
    course_of(connection, id, client, &rows).await
}

/// The course as it would be with other content of these records; none for a record that would be gone.
pub async fn course_with(
    connection: &mut SqliteConnection,
    id: CourseId,
    changed: BTreeMap<RecordId, Option<Image>>,
) -> Result<Course, VaultError> {
    let client = client_of(connection, id).await?;
    let stored = course_rows(connection, id).await?.into_iter();
    let mut records: BTreeMap<RecordId, Image> =
        stored.map(|row| RecordId::record(id, row)).collect();
    for (record, image) in changed {
        match image {
            Some(image) => records.insert(record, image),
            None => records.remove(&record),
        };
    }
    let rows = records
        .into_iter()
        .filter_map(|(record, image)| match image {
            Image::Record { position, body } => Some(Record {
                kind: record.kind,
                key: record.key,
                position,
                body,
            }),
            Image::Client { .. } | Image::Course { .. } => None,
        });
    course_of(connection, id, client, &rows.collect::<Vec<_>>()).await
}

/// Updates the glances of the courses these records belong to. A course that cannot be read back is not saved.
pub async fn update_glances(
    connection: &mut SqliteConnection,
    records: impl Iterator<Item = &RecordId>,
) -> Result<(), VaultError> {
    let courses: BTreeSet<&str> = records
        .filter(|record| record.kind != RecordKind::Client)
        .map(|record| record.owner.as_str())
        .collect();
    for course in courses {
        match update_glance(connection, course).await {
            Ok(()) | Err(VaultError::NotFound(RecordKind::Course)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn update_glance(connection: &mut SqliteConnection, course: &str) -> Result<(), VaultError> {
    let id = course
        .parse()
        .map_err(|_| VaultError::damaged(RecordKind::Course, course))?;
    let glance = glance_text(&load_course(connection, id).await?)?;
    sqlx::query("UPDATE course SET glance = ?1 WHERE id = ?2 AND glance <> ?1")
        .bind(glance)
        .bind(course)
        .execute(connection)
        .await?;
    Ok(())
}

/// Updates every glance if an earlier version of glances is stored. A damaged course keeps its glance: it must not
/// prevent opening the vault.
pub async fn refresh_glances(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    let select = "SELECT value FROM meta WHERE name = 'glance_edition'";
    let edition: Option<String> = sqlx::query_scalar(select)
        .fetch_optional(&mut *connection)
        .await?;
    if edition.as_deref() == Some(GLANCE_EDITION) {
        return Ok(());
    }
    let courses: Vec<String> = sqlx::query_scalar("SELECT id FROM course")
        .fetch_all(&mut *connection)
        .await?;
    for course in courses {
        match update_glance(connection, &course).await {
            Ok(()) | Err(VaultError::Damaged(_) | VaultError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    sqlx::query("INSERT OR REPLACE INTO meta (name, value) VALUES ('glance_edition', ?1)")
        .bind(GLANCE_EDITION)
        .execute(connection)
        .await?;
    Ok(())
}

/// The glance of a course as stored beside it.
pub fn glance_text(course: &Course) -> Result<String, VaultError> {
    serde_json::to_string(&course.glance()).map_err(|_| VaultError::DatabaseDamaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &[u8] = include_bytes!("../../../../../tests/golden/cases/case-transition.json");

    #[test]
    fn glance_of_an_earlier_edition_is_read_without_flags_and_without_a_death() {
        let mut ids = (0..).map(|number| format!("id-{number}"));
        let course = course::file::read(CASE, &mut || ids.next().unwrap()).unwrap();
        let text = glance_text(&course).unwrap();
        let mut earlier: serde_json::Value = serde_json::from_str(&text).unwrap();
        for field in ["flags", "died"] {
            assert!(earlier.as_object_mut().unwrap().remove(field).is_some());
        }
        let glance = parse_glance(&earlier.to_string()).unwrap();
        assert!(glance.flags.is_empty(), "nothing is known of them");
        assert!(!glance.died, "nor of a death");
        assert_eq!(glance.phq9, course.glance().phq9, "the rest is read");
    }

    #[test]
    fn flag_of_an_earlier_edition_is_one_of_phq_9_item_9() {
        let mut file: serde_json::Value = serde_json::from_slice(CASE).unwrap();
        file["measures"] = serde_json::json!([
            { "id": "m1", "instrument": "PHQ-9", "date": "2026-01-13", "session_number": 1, "total": 9, "item9": 2 }
        ]);
        let mut ids = (0..).map(|number| format!("id-{number}"));
        let course = course::file::read(file.to_string().as_bytes(), &mut || ids.next().unwrap());
        let course = course.unwrap();
        let text = glance_text(&course).unwrap();
        let mut earlier: serde_json::Value = serde_json::from_str(&text).unwrap();
        let flag = earlier["flags"][0].as_object_mut().unwrap();
        assert!(flag.remove("instrument").is_some() && flag.remove("item").is_some());
        let glance = parse_glance(&earlier.to_string()).unwrap();
        assert!(glance == course.glance(), "as it is written now");
    }
}

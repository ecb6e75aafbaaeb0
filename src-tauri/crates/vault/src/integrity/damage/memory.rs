//! Fills a database in memory, of the current schema, with the rows that were read.

use sqlx::sqlite::SqliteConnection;

use super::rows::Found;
use crate::error::{OpenError, VaultError};
use crate::storage::database;
use crate::storage::schema;

/// Puts all rows into a new database, also records whose course is gone: they can still be exported.
pub async fn database_of(found: Found) -> Result<SqliteConnection, OpenError> {
    let mut connection = database::in_memory().await?;
    let filled = async {
        schema::bring_up_to_date(&mut connection).await?;
        Ok::<(), OpenError>(fill(&mut connection, found).await?)
    };
    match filled.await {
        Ok(()) => Ok(connection),
        Err(error) => {
            database::close(connection).await?;
            Err(error)
        }
    }
}

async fn fill(connection: &mut SqliteConnection, found: Found) -> Result<(), VaultError> {
    sqlx::query("BEGIN").execute(&mut *connection).await?;
    for (number, (id, client)) in (1_i64..).zip(found.clients) {
        sqlx::query(
            "INSERT OR IGNORE INTO client (id, archived, body, salt, number) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(client.archived)
        .bind(client.body)
        .bind(client.salt)
        .bind(-number)
        .execute(&mut *connection)
        .await?;
    }
    for (id, course) in found.courses {
        sqlx::query(
            "INSERT OR IGNORE INTO course (id, client_id, ordinal, glance, salt) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(course.client)
        .bind(course.ordinal)
        .bind(course.glance)
        .bind(course.salt)
        .execute(&mut *connection)
        .await?;
    }
    for ((course, kind, key), record) in found.records {
        sqlx::query(
            "INSERT OR IGNORE INTO record (course_id, kind, key, position, body, salt) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(course)
        .bind(kind)
        .bind(key)
        .bind(record.position)
        .bind(record.body)
        .bind(record.salt)
        .execute(&mut *connection)
        .await?;
    }
    for (key, draft) in found.drafts {
        sqlx::query("INSERT INTO draft (key, client_id, body, at) VALUES (?, ?, ?, ?)")
            .bind(key)
            .bind(draft.client)
            .bind(draft.body)
            .bind(draft.at)
            .execute(&mut *connection)
            .await?;
    }
    for (seq, line) in found.trail {
        sqlx::query(
            "INSERT INTO audit (seq, change, at, edit, kind, record, content, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(seq)
        .bind(line.change)
        .bind(line.at)
        .bind(line.edit)
        .bind(line.kind)
        .bind(line.record)
        .bind(line.content)
        .bind(line.mac)
        .execute(&mut *connection)
        .await?;
    }
    sqlx::raw_sql("COMMIT; PRAGMA query_only = ON")
        .execute(connection)
        .await?;
    Ok(())
}

//! The same saves in plain SQLite, for comparison: the same library without a key, the same rows, the same promises to
//! the disk; no audit trail, no undo.

use std::path::Path;
use std::time::Instant;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use vault::{CourseId, Vault};

use crate::{Answers, SAVES, percentile, since, with_another_note};

pub async fn saving(file: &Path, vault: &Vault, courses: &[CourseId], answers: &mut Answers) {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Extra)
        .locking_mode(SqliteLockingMode::Exclusive);
    let mut connection = options.connect().await.unwrap();
    sqlx::query("CREATE TABLE record (course TEXT, kind TEXT, key TEXT, body TEXT, PRIMARY KEY (course, kind, key)) STRICT")
        .execute(&mut connection)
        .await
        .unwrap();
    for id in courses {
        let course = vault.load_course(*id).await.unwrap();
        let mut change = connection.begin().await.unwrap();
        for row in course.to_rows() {
            write(&mut change, *id, &row).await;
        }
        change.commit().await.unwrap();
    }
    let mut times = Vec::new();
    for (turn, id) in courses.iter().cycle().step_by(7).take(SAVES).enumerate() {
        let before = vault.load_course(*id).await.unwrap();
        let after = with_another_note(&before, turn);
        let begun = Instant::now();
        let rows = before.to_rows();
        let mut change = connection.begin().await.unwrap();
        for row in after.to_rows().iter().filter(|row| !rows.contains(row)) {
            write(&mut change, *id, row).await;
        }
        change.commit().await.unwrap();
        times.push(since(begun));
    }
    connection.close().await.unwrap();
    answers.insert("same save, plain SQLite p50", percentile(&mut times, 50));
    answers.insert("same save, plain SQLite p95", percentile(&mut times, 95));
}

async fn write(connection: &mut SqliteConnection, course: CourseId, row: &course::rows::Row) {
    sqlx::query("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)")
        .bind(course.to_string())
        .bind(row.kind.name())
        .bind(&row.key)
        .bind(&row.body)
        .execute(connection)
        .await
        .unwrap();
}

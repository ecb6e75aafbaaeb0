//! The same work in plain SQLite, for comparison: the same library without a key, the same rows, the same promises to
//! the disk; no audit trail, no undo.

use std::fs::{self, File};
use std::path::Path;
use std::time::Instant;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use vault::{CourseId, Vault};

use crate::{Answers, SAVES, percentile, since, with_another_note};

/// The length of a page in bytes.
const PAGE: u64 = 4096;

async fn open(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Extra)
        .locking_mode(SqliteLockingMode::Exclusive);
    options.connect().await.unwrap()
}

pub async fn saving(file: &Path, vault: &Vault, courses: &[CourseId], answers: &mut Answers) {
    let mut connection = open(file).await;
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

/// A copy that was opened again and looked through, and the way back from it, of a file as large as the vault: what
/// the vault has more of than these rows is made up by the same rows once more.
pub async fn backing_up(file: &Path, size: u64, answers: &mut Answers) {
    let mut connection = open(file).await;
    sqlx::query("CREATE TABLE more (body TEXT) STRICT")
        .execute(&mut connection)
        .await
        .unwrap();
    while pages(&mut connection).await * PAGE < size {
        sqlx::query("INSERT INTO more SELECT body FROM record LIMIT 4000")
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let (copy, restored) = (file.with_extension("copy"), file.with_extension("restored"));
    let begun = Instant::now();
    sqlx::query("VACUUM INTO ?1")
        .bind(copy.to_str().unwrap())
        .execute(&mut connection)
        .await
        .unwrap();
    look_through(&copy).await;
    answers.insert("same backup, plain SQLite", since(begun));
    connection.close().await.unwrap();

    let begun = Instant::now();
    fs::copy(&copy, &restored).unwrap();
    File::open(&restored).unwrap().sync_all().unwrap();
    look_through(&restored).await;
    fs::rename(&restored, file).unwrap();
    answers.insert("same restore, plain SQLite", since(begun));
}

async fn pages(connection: &mut SqliteConnection) -> u64 {
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
        .fetch_one(connection)
        .await
        .unwrap();
    pages.unsigned_abs()
}

async fn look_through(file: &Path) {
    let mut connection = open(file).await;
    let found: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(found, "ok", "a copy that was only written is whole");
    connection.close().await.unwrap();
}

async fn write(connection: &mut SqliteConnection, course: CourseId, row: &course::storage::Row) {
    sqlx::query("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)")
        .bind(course.to_string())
        .bind(row.kind.name())
        .bind(&row.key)
        .bind(&row.body)
        .execute(connection)
        .await
        .unwrap();
}

//! What a power cut leaves that no journal puts back: a free page half written. Nothing is in it, so SQLite keeps no
//! copy of what it was; SQLCipher's check of every page sees that it is torn and takes the vault for damaged.

use std::path::Path;

use sqlx::sqlite::SqliteConnection;

use crate::error::VaultError;
use crate::location::path::VaultPath;
use crate::storage::vault::roll_back;

/// Whether the vault was not closed by whoever had it last: SQLite's journal is still there.
pub fn was_left_open(path: &VaultPath) -> bool {
    let mut journal = path.database().into_os_string();
    journal.push("-journal");
    Path::new(&journal).exists()
}

/// Writes every free page anew. One that something is in is left as it is.
pub async fn rewrite_free_pages(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    let written = fill_and_drop_table(connection).await;
    if written.is_err() {
        roll_back(connection).await?;
    }
    written
}

/// A table takes them all, unread, and gives them back zeroed, as `secure_delete` does.
async fn fill_and_drop_table(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    let room: i64 = sqlx::query_scalar(
        "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size",
    )
    .fetch_one(&mut *connection)
    .await?;
    sqlx::raw_sql("BEGIN IMMEDIATE; CREATE TABLE torn (room BLOB) STRICT;")
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO torn VALUES (zeroblob(?1))")
        .bind(room)
        .execute(&mut *connection)
        .await?;
    sqlx::raw_sql("DROP TABLE torn; COMMIT;")
        .execute(connection)
        .await?;
    Ok(())
}

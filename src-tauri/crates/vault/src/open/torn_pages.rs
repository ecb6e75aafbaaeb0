//! Repairs torn free pages after a power failure. A free page holds no data, so SQLite's journal has no copy of it; but
//! SQLCipher's check of all pages finds it half written and takes the vault for damaged.

use std::path::Path;

use sqlx::sqlite::SqliteConnection;

use crate::error::VaultError;
use crate::location::path::VaultPath;
use crate::storage::vault::roll_back;

/// Whether the last program did not close the vault: SQLite's journal is still there.
pub fn was_left_open(path: &VaultPath) -> bool {
    let mut journal = path.database().into_os_string();
    journal.push("-journal");
    Path::new(&journal).exists()
}

/// Rewrites every free page. Pages in use are left as they are.
pub async fn rewrite_free_pages(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    let written = fill_and_drop_table(connection).await;
    if written.is_err() {
        roll_back(connection).await?;
    }
    written
}

/// Fills a table as large as all free pages, which overwrites them unread, and drops it; `secure_delete` zeroes them.
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

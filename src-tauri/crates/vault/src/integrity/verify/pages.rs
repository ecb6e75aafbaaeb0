//! SQLite's own checks of the file: its length, pages, tables and references.

use sqlx::sqlite::SqliteConnection;

use crate::error::VaultError;
use crate::storage::database::answer;
use crate::storage::vault::Vault;

impl Vault {
    /// Whether pages, tables and references are intact; records are not read.
    pub(crate) async fn pages_are_sound(&self) -> Result<bool, VaultError> {
        let mut inside = self.inside().await?;
        let connection = inside.connection()?;
        let (pages, _) = pragma_says(connection, "PRAGMA integrity_check", Some("ok")).await?;
        let (references, _) = pragma_says(connection, "PRAGMA foreign_key_check", None).await?;
        Ok(pages && references)
    }

    /// Checks the length of the file: SQLite finds no error in a file that was cut between pages, or to nothing.
    pub(super) async fn file_length(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<(bool, String), VaultError> {
        let found = std::fs::metadata(self.path.database())
            .map_err(crate::error::storage::StorageError::from)?
            .len();
        let count = pragma_number(connection, "PRAGMA page_count").await?;
        let size = pragma_number(connection, "PRAGMA page_size").await?;
        let fine = found > 0 && found == count.saturating_mul(size);
        Ok((fine, format!("{found} bytes, {count} pages of {size}")))
    }
}

async fn pragma_number(
    connection: &mut SqliteConnection,
    pragma: &'static str,
) -> Result<u64, VaultError> {
    let row = sqlx::query(pragma).fetch_one(connection).await?;
    answer(&row)
        .parse()
        .map_err(|_| VaultError::DatabaseDamaged)
}

/// Reads the whole answer of a pragma: it passes if it is empty, or only `fine`.
pub(super) async fn pragma_says(
    connection: &mut SqliteConnection,
    pragma: &'static str,
    fine: Option<&str>,
) -> Result<(bool, String), VaultError> {
    let rows = sqlx::query(pragma).fetch_all(connection).await?;
    let wrong = rows
        .iter()
        .filter(|row| fine != Some(answer(row).as_str()))
        .count();
    let answered = fine.is_none() || !rows.is_empty();
    Ok((
        wrong == 0 && answered,
        if wrong == 0 {
            "ok".to_owned()
        } else {
            format!("{wrong} faults")
        },
    ))
}

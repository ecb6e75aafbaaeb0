//! Checks that the search index matches the records and holds nothing that was erased.

use sqlx::sqlite::SqliteConnection;

use crate::error::VaultError;

/// A new index of all records, in memory, and the words of both indexes.
const MADE_ANEW: &str = "
    CREATE VIRTUAL TABLE temp.anew USING fts5 (
        text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO temp.anew (rowid, text) SELECT number, text FROM written;
    CREATE VIRTUAL TABLE temp.words_anew USING fts5vocab (temp, anew, instance);
    CREATE VIRTUAL TABLE temp.words_kept USING fts5vocab (main, note_text, instance);";

/// How many words have other positions in one index than in the other: for each word, its count and sums over its
/// positions, which hardly any other positions give.
const DIFFERENT: &str = "
    WITH
        kept AS (SELECT term, count(*), sum(doc), sum((doc * 8191 + offset * 131) * (offset + 1) % 1000003)
                 FROM temp.words_kept GROUP BY term),
        anew AS (SELECT term, count(*), sum(doc), sum((doc * 8191 + offset * 131) * (offset + 1) % 1000003)
                 FROM temp.words_anew GROUP BY term)
    SELECT (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM anew))
         + (SELECT count(*) FROM (SELECT * FROM anew EXCEPT SELECT * FROM kept))";

const FORGET: &str = "
    DROP TABLE IF EXISTS temp.words_kept;
    DROP TABLE IF EXISTS temp.words_anew;
    DROP TABLE IF EXISTS temp.anew;";

/// Removes words of the index that no record has any more.
pub async fn forget_erased(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    let merge = "INSERT INTO note_text (note_text) VALUES ('optimize')";
    sqlx::query(merge).execute(connection).await?;
    Ok(())
}

/// Compares the index with the records, word by word.
pub async fn against_records(
    connection: &mut SqliteConnection,
) -> Result<(bool, String), VaultError> {
    sqlx::raw_sql(FORGET).execute(&mut *connection).await?;
    let compared = compare(connection).await;
    sqlx::raw_sql(FORGET).execute(connection).await?;
    let different = compared?;
    Ok((
        different == 0,
        format!("{different} words stand where they should not"),
    ))
}

async fn compare(connection: &mut SqliteConnection) -> Result<i64, VaultError> {
    let itself = "INSERT INTO note_text (note_text) VALUES ('integrity-check')";
    sqlx::raw_sql(itself).execute(&mut *connection).await?;
    sqlx::raw_sql(MADE_ANEW).execute(&mut *connection).await?;
    Ok(sqlx::query_scalar(DIFFERENT).fetch_one(connection).await?)
}

#[cfg(test)]
mod tests {
    use sqlx::{AssertSqlSafe, Row};
    use tempfile::tempdir;

    use crate::change::edit::{Edit, EditKind};
    use crate::practice::*;

    #[tokio::test]
    async fn nothing_of_an_erased_client_is_left_in_any_table() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        write_note(&vault, 1, "qquarrel", minute(2)).await.unwrap();
        write_note(&vault, 1, "First hour", minute(2))
            .await
            .unwrap();
        let edit = Edit::about(EditKind::EraseClient, "Ruth");
        let mut change = vault.begin(edit, minute(3)).await.unwrap();
        change.erase_client(client(1)).await.unwrap();
        change.commit().await.unwrap();
        let mut inside = vault.inside().await.unwrap();
        let connection = inside.connection().unwrap();
        let tables = sqlx::query("SELECT name FROM sqlite_schema WHERE type = 'table'");
        for table in tables.fetch_all(&mut *connection).await.unwrap() {
            let table = table.get::<String, _>(0);
            let select = format!("SELECT * FROM {table}");
            for row in sqlx::query(AssertSqlSafe(select))
                .fetch_all(&mut *connection)
                .await
                .unwrap()
            {
                for column in 0..row.len() {
                    let bytes = row
                        .try_get_unchecked::<Vec<u8>, _>(column)
                        .unwrap_or_default();
                    let text = String::from_utf8_lossy(&bytes).to_lowercase();
                    for word in ["ruth", "leila", "first hour", "first", "c-001", "quarrel"] {
                        assert!(!text.contains(word), "{word} is left in {table}");
                    }
                }
            }
        }
        drop(inside);
        vault.lock().await.unwrap();
    }
}

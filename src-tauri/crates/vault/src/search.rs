//! The search index: whether it says what the records say.

use sqlx::sqlite::SqliteConnection;

use crate::error::VaultError;

/// An index made anew of what the records say, in memory, and the words of both.
const MADE_ANEW: &str = "
    CREATE VIRTUAL TABLE temp.anew USING fts5 (
        text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO temp.anew (rowid, text) SELECT number, text FROM written;
    CREATE VIRTUAL TABLE temp.words_anew USING fts5vocab (temp, anew, instance);
    CREATE VIRTUAL TABLE temp.words_kept USING fts5vocab (main, note_text, instance);";

/// How many words stand elsewhere in one than in the other: for each, how often it stands where, as numbers
/// that hardly any other places add up to.
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

/// Holds the index against the records, word by word.
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

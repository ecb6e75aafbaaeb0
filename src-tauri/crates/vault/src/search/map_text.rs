//! The text on working maps: notes on the drawing and labels of ties. A map is saved with every move of a person, so its
//! text is not in the index, but read from the maps at each search.

use sqlx::sqlite::SqliteConnection;

use crate::error::VaultError;

/// Like the index, but in memory, and only for one search.
const READ: &str = "
    CREATE VIRTUAL TABLE temp.drawn_text USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');
    INSERT INTO temp.drawn_text (rowid, text)
    SELECT record.number, concat_ws(char(10),
        (SELECT group_concat(note.value ->> '$.text', char(10)) FROM json_each(record.body, '$.placed_notes') AS note),
        (SELECT group_concat(tie.value ->> '$.words', char(10)) FROM json_each(record.body, '$.ties') AS tie))
    FROM course CROSS JOIN record ON record.course_id = course.id AND record.kind = 'working_map'
    WHERE coalesce(record.body ->> '$.placed_notes', record.body ->> '$.ties') IS NOT NULL;";

/// The search in this table, with the same columns as the other searches.
pub const FOUND: &str = "
    SELECT course.client_id, course.id, record.kind, record.key, NULL, 0, highlight(drawn_text, 0, ?2, ?2)
    FROM temp.drawn_text JOIN record ON record.number = drawn_text.rowid JOIN course ON course.id = record.course_id
    WHERE drawn_text MATCH ?1 ORDER BY drawn_text.rowid DESC LIMIT ?3";

/// Reads the text of all working maps.
pub async fn read(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    forget(&mut *connection).await?;
    sqlx::raw_sql(READ).execute(connection).await?;
    Ok(())
}

/// Drops that text.
pub async fn forget(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    let drop = "DROP TABLE IF EXISTS temp.drawn_text";
    sqlx::raw_sql(drop).execute(connection).await?;
    Ok(())
}

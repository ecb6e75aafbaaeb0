//! The schema of the database: which one this program writes, how an earlier one becomes it, and how an
//! earlier one is read as it is.

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

use crate::error::OpenError;
use crate::fault::Fault;

/// The schema this program writes.
pub const SCHEMA: u16 = 2;

/// The lowest schema a program must know to read what this one writes.
pub const MIN_READER: u16 = 2;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// The kinds of record schema 1 knew, each in a table of its own.
const TABLES_OF_SCHEMA_1: [&str; 27] = [
    "origin",
    "plan",
    "therapist",
    "contract",
    "assessment",
    "person",
    "map_snapshot",
    "working_map",
    "event",
    "formulation",
    "focus",
    "goal",
    "slot",
    "session",
    "addendum",
    "measure",
    "own_measure",
    "worksheets",
    "risk_review",
    "safety_plan",
    "mid_review",
    "ending_review",
    "summary_letter",
    "gp_letter",
    "follow_up",
    "task",
    "gate",
];

/// Makes a database that is empty or of an earlier schema one of today's, each step in a transaction of its
/// own: killed between two, or within one, it goes on from there.
pub async fn bring_up_to_date(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    sqlx::raw_sql("DROP VIEW IF EXISTS temp.record")
        .execute(&mut *connection)
        .await
        .map_err(Fault::from)?;
    let done = MIGRATIONS.run_direct(None, connection, false).await;
    done.map_err(|error| Fault::from(error).into())
}

/// Lets the records of schema 1 be read as today's are. Nothing of it is in the file.
pub async fn read_as_today(
    connection: &mut SqliteConnection,
    schema: i64,
) -> Result<(), OpenError> {
    if schema != 1 {
        return Ok(());
    }
    let tables = TABLES_OF_SCHEMA_1.map(|kind| {
        format!("SELECT course_id, '{kind}' AS kind, key, position, body, salt FROM {kind}")
    });
    let view = format!("CREATE TEMP VIEW record AS {}", tables.join(" UNION ALL "));
    sqlx::raw_sql(AssertSqlSafe(view))
        .execute(connection)
        .await
        .map_err(Fault::from)?;
    Ok(())
}

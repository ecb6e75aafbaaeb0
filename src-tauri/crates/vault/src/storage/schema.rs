//! The schema of the database: its version, its migrations, and how an earlier one is read without migrating.

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

use crate::error::OpenError;
use crate::error::storage::StorageError;

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

/// Migrates a database that is empty or of an earlier schema, each step in its own transaction: after a kill the next
/// call goes on from there.
pub async fn bring_up_to_date(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    sqlx::raw_sql("DROP VIEW IF EXISTS temp.record")
        .execute(&mut *connection)
        .await
        .map_err(StorageError::from)?;
    let done = MIGRATIONS.run_direct(None, connection, false).await;
    done.map_err(|error| StorageError::from(error).into())
}

/// Makes the records of schema 1 readable like those of the current schema, by a temporary view.
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
        .map_err(StorageError::from)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::fs;
    use std::path::Path;

    use sqlx::SqlSafeStr;
    use sqlx::migrate::{Migration, Migrator};
    use tempfile::{TempDir, tempdir};

    use super::*;
    use crate::header::copies::Copies;
    use crate::location::path::VaultPath;
    use crate::practice::*;
    use crate::storage::database::{self, Expect};

    fn copy(folder: &Path) -> TempDir {
        let home = tempdir().unwrap();
        fs::create_dir(home.path().join("vault")).unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            let file = entry.unwrap().path();
            let name = file.file_name().unwrap();
            fs::copy(&file, home.path().join("vault").join(name)).unwrap();
        }
        home
    }

    fn golden() -> TempDir {
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/vaults/schema-1"))
    }

    /// As the vault opens it, before it is brought up to date.
    async fn connect(home: &Path) -> SqliteConnection {
        let path = VaultPath::in_home(home);
        let keys = Copies::read(&path)
            .unwrap()
            .open(&secret(), SCHEMA)
            .unwrap()
            .keys;
        let mut connection = database::open(&path.database(), &keys.database, Expect::Schema)
            .await
            .unwrap();
        sqlx::query("DROP VIEW temp.record")
            .execute(&mut connection)
            .await
            .unwrap();
        connection
    }

    fn newest() -> &'static Migration {
        MIGRATIONS.iter().last().unwrap()
    }

    fn statements() -> Vec<String> {
        let mut statements = vec![String::new()];
        for line in newest().sql.as_str().lines() {
            let statement = statements.last_mut().unwrap();
            statement.push_str(line);
            statement.push('\n');
            let ends = line.ends_with(';') && !line.starts_with("    INSERT INTO note_text");
            if ends {
                statements.push(String::new());
            }
        }
        statements.pop();
        statements
    }

    async fn opens_whole(home: &Path, when: &str) {
        let vault = unlock(home, secret())
            .await
            .unwrap_or_else(|error| panic!("{when}: {error}"));
        assert!(
            vault.load_course(course_id(1)).await.unwrap() == course("C-001"),
            "{when}: the records are unchanged"
        );
        let found = vault.search("leila", 9).await.unwrap();
        assert!(!found.is_empty(), "{when}: the search finds them");
        vault.lock().await.unwrap();
    }

    async fn is_sound(home: &Path, when: &str) {
        let vault = unlock(home, secret()).await.unwrap();
        assert_eq!(faults(&vault).await, [], "{when}: the vault is intact");
        vault.lock().await.unwrap();
    }

    #[tokio::test]
    async fn migration_killed_after_any_statement_continues_at_next_start() {
        let home = golden();
        let mut connection = connect(home.path()).await;
        // With hardly any cache, pages reach the file long before the commit.
        for begin in ["PRAGMA cache_size = 2", "BEGIN IMMEDIATE"] {
            sqlx::query(begin).execute(&mut connection).await.unwrap();
        }
        let mut reached_the_file = 0;
        for (count, statement) in statements().into_iter().enumerate() {
            sqlx::raw_sql(AssertSqlSafe(statement))
                .execute(&mut connection)
                .await
                .unwrap();
            let killed = copy(&home.path().join("vault"));
            let journal = killed.path().join("vault").join("vault.db-journal");
            reached_the_file +=
                usize::from(fs::metadata(journal).is_ok_and(|file| file.len() > 512));
            let when = format!("after statement {count}");
            // Opening and verifying the vault at every statement would take minutes.
            if count % 4 == 0 {
                opens_whole(killed.path(), &when).await;
            }
            if count % 16 == 0 {
                is_sound(killed.path(), &when).await;
            }
        }
        assert!(
            reached_the_file > 10,
            "some kills came after a write: {reached_the_file}"
        );
        database::close(connection).await.unwrap();
    }

    #[tokio::test]
    async fn migration_failed_at_any_statement_changes_nothing() {
        let home = golden();
        let mut connection = connect(home.path()).await;
        let statements = statements();
        for count in 0..=statements.len() {
            let sql = format!(
                "{}; SELECT no_such_function();",
                statements[..count].concat()
            );
            let failing = Migration::new(
                newest().version,
                newest().description.clone(),
                newest().migration_type,
                AssertSqlSafe(sql).into_sql_str(),
                newest().no_tx,
            );
            let first = MIGRATIONS
                .iter()
                .take(MIGRATIONS.iter().count() - 1)
                .cloned();
            let migrator = Migrator {
                migrations: Cow::Owned(first.chain([failing]).collect()),
                ..Migrator::DEFAULT
            };
            let failed = migrator.run_direct(None, &mut connection, false).await;
            assert!(failed.is_err(), "statement {count} fails");
            let schema: i64 = sqlx::query_scalar("PRAGMA user_version")
                .fetch_one(&mut connection)
                .await
                .unwrap();
            assert_eq!(
                schema, 1,
                "failed after statement {count}: the schema is unchanged"
            );
        }
        database::close(connection).await.unwrap();
        opens_whole(home.path(), "without the failure").await;
        is_sound(home.path(), "without the failure").await;
    }

    #[tokio::test]
    async fn database_of_a_later_schema_is_refused_and_unchanged() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        let mut inside = vault.inside().await.unwrap();
        sqlx::query("PRAGMA user_version = 3")
            .execute(inside.connection().unwrap())
            .await
            .unwrap();
        drop(inside);
        vault.lock().await.unwrap();
        let file = home.path().join("vault").join("vault.db");
        let before = fs::read(&file).unwrap();
        assert_eq!(
            unlock(home.path(), secret()).await.err(),
            Some(OpenError::NewerThanThisApp { needs: 3 }),
            "the schema of the database counts, not the header"
        );
        assert!(fs::read(&file).unwrap() == before, "the file is unchanged");
    }
}

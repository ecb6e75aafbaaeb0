//! The encrypted database: one connection, its settings, and its schema.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};

use crate::bytes::hex;
use crate::crypto::keys::DatabaseKey;
use crate::error::OpenError;
use crate::error::storage::StorageError;
use crate::storage::schema::{self, SCHEMA};

/// `KITH`, in the header of the database.
const APPLICATION_ID: i64 = 0x4B49_5448;

/// Settings that do not need the file: pragma, value set, value read back.
const BEFORE_READING: &[(&str, &str, &str)] = &[
    // It locks and unlocks memory at every allocation; `memory` locks it once and overwrites it as well.
    ("cipher_memory_security", "OFF", "0"),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("synchronous", "EXTRA", "3"),
    ("fullfsync", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    ("mmap_size", "0", "0"),
    ("recursive_triggers", "ON", "1"),
];

/// The setting that needs the file.
const JOURNAL_MODE: (&str, &str, &str) = ("journal_mode", "DELETE", "delete");

/// Whether a database is created or must exist.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// An empty file, to become a database of today's schema.
    Empty,
    /// A database of this or an earlier schema.
    Schema,
}

/// Opens the database. After an error the file is closed.
pub async fn open(
    file: &Path,
    key: &DatabaseKey,
    expect: Expect,
) -> Result<SqliteConnection, OpenError> {
    let mut connection = connect(&options(file, key)).await?;
    match prepare(&mut connection, expect).await {
        Ok(()) => Ok(connection),
        Err(error) => {
            close(connection).await?;
            Err(error)
        }
    }
}

/// Whether any page has a wrong MAC. Bytes behind the last page do not count.
pub async fn has_damaged_pages(connection: &mut SqliteConnection) -> Result<bool, OpenError> {
    let pages = number(connection, "PRAGMA page_count").await?;
    let faults = sqlx::query("PRAGMA cipher_integrity_check")
        .fetch_all(connection)
        .await
        .map_err(|error| at_open(error.into()))?;
    Ok(faults.iter().any(|row| {
        // "HMAC verification failed for page 7", "page 9 has an invalid size of ..."
        let said = answer(row);
        let mut words = said.split_whitespace().skip_while(|word| *word != "page");
        let page = words.nth(1).and_then(|page| page.parse().ok());
        page.is_none_or(|page: i64| page <= pages)
    }))
}

/// A database in memory, for the rows read from a damaged one.
pub async fn in_memory() -> Result<SqliteConnection, OpenError> {
    let options = SqliteConnectOptions::new()
        .filename(":memory:")
        .create_if_missing(true)
        .foreign_keys(false)
        .disable_statement_logging()
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .pragma("cipher_log_level", "NONE");
    connect(&options).await
}

/// Closes the file.
pub async fn close(connection: SqliteConnection) -> Result<(), StorageError> {
    connection.close().await.map_err(StorageError::from)
}

/// Sets the key before all else. Neither the statement nor the options may be logged.
fn options(file: &Path, key: &DatabaseKey) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .busy_timeout(Duration::from_secs(1))
        .disable_statement_logging()
        .pragma("key", key.as_pragma().to_string())
        .pragma("cipher_log_level", "NONE")
}

/// Refuses to open anything if SQLite's memory is not locked and overwritten.
async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, OpenError> {
    if !memory::install() {
        return Err(OpenError::Setting("memory allocator"));
    }
    let connected = options.connect().await;
    connected.map_err(|error| at_open(error.into()))
}

/// The error of opening: if the header opened and the database is missing, the database counts as damaged.
pub fn at_open(error: StorageError) -> OpenError {
    if error == StorageError::Missing {
        return OpenError::DatabaseDamaged;
    }
    error.into()
}

async fn prepare(connection: &mut SqliteConnection, expect: Expect) -> Result<(), OpenError> {
    if text(connection, "PRAGMA cipher_version").await?.is_empty() {
        return Err(OpenError::Setting("cipher_version"));
    }
    for setting in BEFORE_READING {
        set(connection, *setting).await?;
    }
    // The first read: only here SQLCipher reports whether the key is right.
    let schema = number(connection, "PRAGMA user_version").await?;
    if expect == Expect::Schema {
        check_schema(connection, schema).await?;
    }
    set(connection, JOURNAL_MODE).await?;
    match expect {
        Expect::Empty => schema::bring_up_to_date(connection).await,
        Expect::Schema => schema::read_as_today(connection, schema).await,
    }
}

/// Whether an earlier Kith wrote it, so that it must be migrated before anything is written.
pub async fn is_earlier(connection: &mut SqliteConnection) -> Result<bool, OpenError> {
    Ok(schema_of(connection).await? < SCHEMA)
}

/// The schema of the database.
pub async fn schema_of(connection: &mut SqliteConnection) -> Result<u16, OpenError> {
    let schema = number(connection, "PRAGMA user_version").await?;
    u16::try_from(schema).map_err(|_| OpenError::DatabaseDamaged)
}

async fn check_schema(connection: &mut SqliteConnection, schema: i64) -> Result<(), OpenError> {
    if schema > i64::from(SCHEMA) {
        return Err(OpenError::NewerThanThisApp {
            needs: u32::try_from(schema).unwrap_or(u32::MAX),
        });
    }
    let application = number(connection, "PRAGMA application_id").await?;
    // An empty file has schema 0, and is not a database of Kith.
    if schema < 1 || application != APPLICATION_ID {
        return Err(OpenError::DatabaseDamaged);
    }
    Ok(())
}

async fn set(
    connection: &mut SqliteConnection,
    (name, value, expected): (&'static str, &str, &str),
) -> Result<(), OpenError> {
    let statement = format!("PRAGMA {name} = {value}");
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut *connection)
        .await
        .map_err(|error| at_open(error.into()))?;
    let found = text(connection, format!("PRAGMA {name}")).await?;
    if found == expected {
        Ok(())
    } else {
        Err(OpenError::Setting(name))
    }
}

async fn number(connection: &mut SqliteConnection, pragma: &str) -> Result<i64, OpenError> {
    text(connection, pragma)
        .await?
        .parse()
        .map_err(|_| OpenError::DatabaseDamaged)
}

/// The answer of a pragma as text; empty if there is none.
async fn text(
    connection: &mut SqliteConnection,
    pragma: impl Into<String>,
) -> Result<String, OpenError> {
    let answered = sqlx::query(AssertSqlSafe(pragma.into()))
        .fetch_optional(&mut *connection)
        .await;
    let row = answered.map_err(|error| at_open(error.into()))?;
    Ok(row.as_ref().map(answer).unwrap_or_default())
}

/// The first column as text, whatever its type.
pub fn answer(row: &SqliteRow) -> String {
    row.try_get_unchecked::<String, _>(0)
        .or_else(|_| {
            row.try_get_unchecked::<i64, _>(0)
                .map(|number| number.to_string())
        })
        .unwrap_or_default()
}

/// Writes the id of the vault into its database.
pub async fn name(connection: &mut SqliteConnection, vault_id: &[u8; 16]) -> Result<(), OpenError> {
    let insert =
        sqlx::query("INSERT INTO meta (name, value) VALUES ('vault_id', ?1)").bind(hex(vault_id));
    insert
        .execute(connection)
        .await
        .map_err(|error| at_open(error.into()))?;
    Ok(())
}

/// Refuses another vault's database.
pub async fn check_name(
    connection: &mut SqliteConnection,
    vault_id: &[u8; 16],
) -> Result<(), OpenError> {
    let select = sqlx::query_scalar::<_, String>("SELECT value FROM meta WHERE name = 'vault_id'");
    let found = select
        .fetch_one(connection)
        .await
        .map_err(|error| at_open(error.into()))?;
    if found == hex(vault_id) {
        Ok(())
    } else {
        Err(OpenError::DatabaseDamaged)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use log::{LevelFilter, Log, Metadata, Record};
    use tempfile::tempdir;

    use super::*;
    use crate::header::copies::Copies;
    use crate::location::path::VaultPath;
    use crate::practice::*;
    use crate::{Draft, Edit, EditKind, Passphrase, Secret};

    /// Everything any crate logs, at every level.
    struct Captured(Mutex<String>);

    static CAPTURED: Captured = Captured(Mutex::new(String::new()));

    impl Log for Captured {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn log(&self, record: &Record<'_>) {
            let line = format!("{} {} {}\n", record.level(), record.target(), record.args());
            self.0.lock().unwrap().push_str(&line);
        }

        fn flush(&self) {}
    }

    #[tokio::test]
    async fn no_key_no_passphrase_and_no_note_reaches_a_log() {
        log::set_logger(&CAPTURED).unwrap();
        log::set_max_level(LevelFilter::Trace);
        let home = tempdir().unwrap();
        let (vault, code) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        write_note(&vault, 1, "canary in a note", minute(2))
            .await
            .unwrap();
        let draft = "canary in a draft".to_owned();
        let draft = Draft {
            key: "canary key".to_owned(),
            client_id: None,
            body: draft,
            at: minute(3),
        };
        vault.save_draft(&draft).await.unwrap();
        let mut change = vault
            .begin(Edit::about(EditKind::EditPerson, "canary label"), minute(4))
            .await
            .unwrap();
        let twice = change.add_client(client(1), &course("C-001").client).await;
        assert!(twice.is_err(), "the second opener is refused");
        drop(change);
        vault.undo(client(1), minute(5)).await.unwrap();
        let new = Passphrase::try_from("canary seven quiet herons".to_owned()).unwrap();
        vault
            .change_passphrase(secret(), new, crate::KdfCost::LEAST, minute(6))
            .await
            .unwrap();
        vault.verify().await.unwrap();
        vault.lock().await.unwrap();
        assert!(
            unlock(home.path(), secret()).await.is_err(),
            "the wrong key is refused"
        );
        let path = VaultPath::in_home(home.path());
        let opens: Secret = typed(&code);
        let keys = Copies::read(&path)
            .unwrap()
            .open(&opens, SCHEMA)
            .unwrap()
            .keys;
        let pragma = keys.database.as_pragma();
        let digits = pragma.trim_matches(|edge: char| !edge.is_ascii_hexdigit());
        let group = code.groups().join("");

        let logged = || CAPTURED.0.lock().unwrap().clone();
        for canary in ["canary", PASSPHRASE, digits, &group, "First hour", "Leila"] {
            assert!(!logged().contains(canary), "in the log: {canary}");
        }
        let loud = options(&path.database(), &keys.database)
            .log_statements(LevelFilter::Debug)
            .log_slow_statements(LevelFilter::Warn, Duration::from_secs(1));
        close(loud.connect().await.unwrap()).await.unwrap();
        assert!(
            logged().contains(digits),
            "sqlx logs the key without Kith's setting: the test can see it"
        );
    }
}

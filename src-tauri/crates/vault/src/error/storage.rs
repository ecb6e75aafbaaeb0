//! Errors of the file system and of SQLite, before they become the error of an operation.

use std::io;

/// An error of the file system or of SQLite, sorted by what a person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageError {
    /// The file or its folder is gone.
    Missing,
    /// It cannot be written.
    ReadOnly,
    /// No room is left.
    DiskFull,
    /// Not enough memory.
    OutOfMemory,
    /// Another program has it open.
    InUse,
    /// The database is damaged.
    Damaged,
    /// The disk could not read the data.
    NotRead,
    /// A rule of the schema was broken; SQLite's extended code says which.
    Constraint(i32),
    /// A setting of the connection was not accepted.
    Setting(&'static str),
    /// Any other error of the file system.
    Io(io::ErrorKind),
}

impl From<io::Error> for StorageError {
    fn from(error: io::Error) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::OutOfMemory => Self::OutOfMemory,
            kind => Self::Io(kind),
        }
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
        match error {
            sqlx::Error::Database(error) => {
                let code = error.code().and_then(|code| code.parse::<i32>().ok());
                Self::from_sqlite(code.unwrap_or_default())
            }
            sqlx::Error::Io(error) => error.into(),
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::RowNotFound => Self::Damaged,
            _ => Self::Io(io::ErrorKind::Other),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StorageError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
        match error {
            sqlx::migrate::MigrateError::Execute(error)
            | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => error.into(),
            _ => Self::Damaged,
        }
    }
}

impl StorageError {
    /// Sorts SQLite's extended result codes.
    fn from_sqlite(extended: i32) -> Self {
        match extended & 0xff {
            // SQLITE_IOERR_READ and SQLITE_IOERR_SHORT_READ; other SQLITE_IOERR codes are about writing.
            10 if matches!(extended, 266 | 522) => Self::NotRead,
            5 | 6 => Self::InUse,
            7 => Self::OutOfMemory,
            8 => Self::ReadOnly,
            13 => Self::DiskFull,
            14 => Self::Missing,
            // A missing table answers SQLITE_ERROR; the statements themselves are constant and right.
            1 | 11 | 24 | 26 => Self::Damaged,
            19 => Self::Constraint(extended),
            _ => Self::Io(io::ErrorKind::Other),
        }
    }

    /// Whether two rows may not have the same value here.
    pub fn is_unique_violation(self) -> bool {
        matches!(self, Self::Constraint(1555 | 2067))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_a_person_can_fix_are_distinct() {
        for (kind, error) in [
            (io::ErrorKind::NotFound, StorageError::Missing),
            (io::ErrorKind::PermissionDenied, StorageError::ReadOnly),
            (io::ErrorKind::ReadOnlyFilesystem, StorageError::ReadOnly),
            (io::ErrorKind::StorageFull, StorageError::DiskFull),
            (io::ErrorKind::QuotaExceeded, StorageError::DiskFull),
            (
                io::ErrorKind::TimedOut,
                StorageError::Io(io::ErrorKind::TimedOut),
            ),
        ] {
            assert_eq!(StorageError::from(io::Error::from(kind)), error, "{kind:?}");
        }
        // SQLITE_FULL, READONLY_DIRECTORY, CANTOPEN, IOERR_READ, IOERR_WRITE, CORRUPT_INDEX, NOTADB, BUSY, CONSTRAINT_UNIQUE.
        for (code, error) in [
            (13, StorageError::DiskFull),
            (1544, StorageError::ReadOnly),
            (14, StorageError::Missing),
            (266, StorageError::NotRead),
            (778, StorageError::Io(io::ErrorKind::Other)),
            (779, StorageError::Damaged),
            (26, StorageError::Damaged),
            (5, StorageError::InUse),
            (2067, StorageError::Constraint(2067)),
        ] {
            assert_eq!(StorageError::from_sqlite(code), error, "SQLite code {code}");
        }
    }
}

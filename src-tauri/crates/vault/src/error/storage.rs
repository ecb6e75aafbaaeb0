//! What storage answers when it cannot do what it was told, before it is known who asked.

use std::io;

/// A refusal of the file system or of SQLite, sorted by what a person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
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
    /// The database is not what it was.
    Damaged,
    /// The disk does not give what it was asked for.
    NotRead,
    /// A rule of the schema was broken; SQLite's extended code says which.
    Constraint(i32),
    /// A setting of the connection did not take.
    Setting(&'static str),
    /// Anything else the file system says.
    Io(io::ErrorKind),
}

impl From<io::Error> for Fault {
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

impl From<sqlx::Error> for Fault {
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

impl From<sqlx::migrate::MigrateError> for Fault {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
        match error {
            sqlx::migrate::MigrateError::Execute(error)
            | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => error.into(),
            _ => Self::Damaged,
        }
    }
}

impl Fault {
    /// Sorts SQLite's extended result codes.
    fn from_sqlite(extended: i32) -> Self {
        match extended & 0xff {
            // SQLITE_IOERR_READ and SQLITE_IOERR_SHORT_READ; the rest of SQLITE_IOERR is of writing.
            10 if matches!(extended, 266 | 522) => Self::NotRead,
            5 | 6 => Self::InUse,
            7 => Self::OutOfMemory,
            8 => Self::ReadOnly,
            13 => Self::DiskFull,
            14 => Self::Missing,
            // SQLITE_ERROR is what a schema that is not there answers: our statements are constant.
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
    fn what_a_person_can_mend_is_told_apart() {
        for (kind, fault) in [
            (io::ErrorKind::NotFound, Fault::Missing),
            (io::ErrorKind::PermissionDenied, Fault::ReadOnly),
            (io::ErrorKind::ReadOnlyFilesystem, Fault::ReadOnly),
            (io::ErrorKind::StorageFull, Fault::DiskFull),
            (io::ErrorKind::QuotaExceeded, Fault::DiskFull),
            (io::ErrorKind::TimedOut, Fault::Io(io::ErrorKind::TimedOut)),
        ] {
            assert_eq!(Fault::from(io::Error::from(kind)), fault, "{kind:?}");
        }
        // SQLITE_FULL, READONLY_DIRECTORY, CANTOPEN, IOERR_READ, IOERR_WRITE, CORRUPT_INDEX, NOTADB, BUSY, CONSTRAINT_UNIQUE.
        for (code, fault) in [
            (13, Fault::DiskFull),
            (1544, Fault::ReadOnly),
            (14, Fault::Missing),
            (266, Fault::NotRead),
            (778, Fault::Io(io::ErrorKind::Other)),
            (779, Fault::Damaged),
            (26, Fault::Damaged),
            (5, Fault::InUse),
            (2067, Fault::Constraint(2067)),
        ] {
            assert_eq!(Fault::from_sqlite(code), fault, "SQLite code {code}");
        }
    }
}

//! Errors: a code, a message and the exit code.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use course::file::FileFault;
use serde::Serialize;
use vault::{BackupError, OpenError, PassphraseError, RecoveryCodeError, VaultError, Weakness};

/// The exit codes of errors.
#[derive(Clone, Copy)]
pub enum Ending {
    Refused = 1,
    Damaged = 2,
    Usage = 64,
}

/// Why a command failed. The message contains no text of a client and no secret.
#[derive(Serialize)]
pub struct Refusal {
    code: &'static str,
    /// The place in a course file.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// The file, as it was named on the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    message: String,
    #[serde(skip)]
    ending: Ending,
}

/// Errors of the file system that a user can do something about.
const IO: &[(io::ErrorKind, &str, &str)] = &[
    (
        io::ErrorKind::NotFound,
        "not_found",
        "no such file or folder",
    ),
    (
        io::ErrorKind::AlreadyExists,
        "exists",
        "it is there already",
    ),
    (io::ErrorKind::StorageFull, "disk_full", "the disk is full"),
    (
        io::ErrorKind::QuotaExceeded,
        "disk_full",
        "no more may be stored here",
    ),
    (
        io::ErrorKind::PermissionDenied,
        "read_only",
        "this may not be read or written",
    ),
    (
        io::ErrorKind::ReadOnlyFilesystem,
        "read_only",
        "this may not be written",
    ),
];

impl Refusal {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            path: None,
            file: None,
            message: message.into(),
            ending: Ending::Refused,
        }
    }

    pub fn usage(message: String) -> Self {
        Self {
            ending: Ending::Usage,
            ..Self::new("usage", message)
        }
    }

    pub fn damaged(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            ending: Ending::Damaged,
            ..Self::new(code, message)
        }
    }

    pub fn io(error: &io::Error) -> Self {
        let known = IO.iter().find(|(kind, ..)| *kind == error.kind());
        known.map_or_else(
            || Self::new("io", format!("input or output failed: {}", error.kind())),
            |(_, code, message)| Self::new(code, *message),
        )
    }

    /// The error of a course file that is refused.
    pub fn of_file(file: &Path, fault: FileFault) -> Self {
        let refusal = Self {
            path: Some(fault.path.clone()),
            ..Self::new(fault.problem.code(), fault.to_string())
        };
        refusal.in_file(file)
    }

    /// The same error, for this file.
    #[must_use]
    pub fn in_file(self, file: &Path) -> Self {
        Self {
            file: Some(file.to_string_lossy().into_owned()),
            ..self
        }
    }

    /// The same error, at this place of the file.
    #[must_use]
    pub fn at(self, path: &str) -> Self {
        Self {
            path: Some(path.to_owned()),
            ..self
        }
    }

    /// The error of a new passphrase that is refused.
    pub fn of_weakness(weakness: Weakness) -> Self {
        match weakness {
            Weakness::Form(fault) => Self::of_passphrase(fault),
            Weakness::Common => Self::new(
                "passphrase_common",
                "this passphrase is on the list of well-known ones",
            ),
            Weakness::Guessable => Self::new(
                "passphrase_guessable",
                "a machine would guess this passphrase",
            ),
        }
    }

    fn of_passphrase(fault: PassphraseError) -> Self {
        let code = match fault {
            PassphraseError::TooShort => "passphrase_too_short",
            PassphraseError::TooLong => "passphrase_too_long",
            PassphraseError::HasNul => "passphrase_has_nul",
        };
        Self::new(code, fault.to_string())
    }

    /// Writes the error to standard error; returns the exit code.
    pub fn write(&self, json: bool) -> ExitCode {
        let mut stderr = io::stderr().lock();
        // If this fails, nobody reads the error.
        let written = if json {
            serde_json::to_string(self)
                .map_err(io::Error::from)
                .and_then(|text| writeln!(stderr, "{text}"))
        } else {
            let file = self
                .file
                .as_ref()
                .map_or_else(String::new, |file| format!("{}: ", visible(file)));
            writeln!(stderr, "kith-rescue: {file}{}", visible(&self.message))
        };
        written.ok();
        ExitCode::from(self.ending as u8)
    }
}

/// The text with a visible character in place of each control character, so that stored text cannot control a terminal.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

impl From<OpenError> for Refusal {
    fn from(error: OpenError) -> Self {
        let message = error.to_string();
        match error {
            OpenError::Missing | OpenError::Away => Self::new("not_found", message),
            OpenError::AlreadyExists => Self::new("exists", message),
            OpenError::NotAVault => Self::new("not_a_vault", message),
            OpenError::HeaderDamaged => Self::damaged("header_damaged", message),
            OpenError::HeaderAltered => Self::damaged("header_altered", message),
            OpenError::NewerThanThisApp { .. } => Self::new("newer_version", message),
            OpenError::KdfOutOfBounds => Self::damaged("kdf_out_of_bounds", message),
            OpenError::OutOfMemory => Self::new("out_of_memory", message),
            OpenError::WrongPassphrase => Self::new("wrong_passphrase", message),
            OpenError::WrongRecoveryCode => Self::new("wrong_recovery_code", message),
            OpenError::DatabaseDamaged => Self::damaged("damaged", message),
            OpenError::ReadOnly => Self::new("read_only", message),
            OpenError::InUse => Self::new("in_use", message),
            OpenError::DiskFull => Self::new("disk_full", message),
            OpenError::Setting(_) => Self::new("setting_refused", message),
            OpenError::NeedsBackup | OpenError::BackupFailed(_) => {
                Self::new("backup_failed", message)
            }
            OpenError::Io(_) => Self::new("io", message),
        }
    }
}

impl From<BackupError> for Refusal {
    fn from(error: BackupError) -> Self {
        let message = error.to_string();
        match error {
            BackupError::Empty => Self::damaged("empty", message),
            BackupError::NotABackup => Self::new("not_a_backup", message),
            BackupError::IsAHeader => Self::new("is_a_header", message),
            BackupError::Cut => Self::damaged("cut", message),
            BackupError::Extended => Self::damaged("extended", message),
            BackupError::HeaderDamaged => Self::damaged("header_damaged", message),
            BackupError::Altered => Self::damaged("header_altered", message),
            BackupError::Damaged | BackupError::RecordDamaged | BackupError::VaultDamaged => {
                Self::damaged("damaged", message)
            }
            BackupError::Differs => Self::damaged("differs", message),
            BackupError::NewerThanThisApp { .. } => Self::new("newer_version", message),
            BackupError::OtherVault => Self::new("other_vault", message),
            BackupError::WrongPassphrase => Self::new("wrong_passphrase", message),
            BackupError::WrongRecoveryCode => Self::new("wrong_recovery_code", message),
            BackupError::KdfOutOfBounds => Self::damaged("kdf_out_of_bounds", message),
            BackupError::OutOfMemory => Self::new("out_of_memory", message),
            BackupError::DiskFull => Self::new("disk_full", message),
            BackupError::ReadOnly => Self::new("read_only", message),
            BackupError::Missing | BackupError::NotFound(_) => Self::new("not_found", message),
            BackupError::SameAsSource => Self::new("same_as_source", message),
            BackupError::InUse => Self::new("in_use", message),
            BackupError::AlreadyThere(_) => Self::new("exists", message),
            BackupError::Setting(_) => Self::new("setting_refused", message),
            BackupError::Locked | BackupError::Io(_) => Self::new("io", message),
        }
    }
}

impl From<VaultError> for Refusal {
    fn from(error: VaultError) -> Self {
        let message = error.to_string();
        match error {
            VaultError::Secret(error) => error.into(),
            VaultError::NotFound(_) | VaultError::Missing => Self::new("not_found", message),
            VaultError::AlreadyThere(_) => Self::new("exists", message),
            VaultError::ReadOnlyBecauseDamaged => Self::damaged("read_only_damaged", message),
            VaultError::Damaged(_)
            | VaultError::DatabaseDamaged
            | VaultError::DanglingReference => Self::damaged("damaged", message),
            VaultError::ReadOnly => Self::new("read_only", message),
            VaultError::DiskFull => Self::new("disk_full", message),
            VaultError::OutOfMemory => Self::new("out_of_memory", message),
            VaultError::InUse => Self::new("in_use", message),
            VaultError::Locked
            | VaultError::ChangedMeanwhile(_)
            | VaultError::NothingToUndo
            | VaultError::NothingToRedo
            | VaultError::FlagLost(_)
            | VaultError::NotRead
            | VaultError::ColleagueHasCode
            | VaultError::NoColleagueCode
            | VaultError::Io(_) => Self::new("io", message),
        }
    }
}

impl From<RecoveryCodeError> for Refusal {
    fn from(fault: RecoveryCodeError) -> Self {
        let code = match fault {
            RecoveryCodeError::Length { .. } => "recovery_code_length",
            RecoveryCodeError::Character { .. } => "recovery_code_character",
            RecoveryCodeError::Checksum { .. } => "recovery_code_checksum",
            RecoveryCodeError::Newer => "recovery_code_newer",
        };
        Self::new(code, fault.to_string())
    }
}

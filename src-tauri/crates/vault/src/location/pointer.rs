//! `vault.at` in the program's folder: names the folder of a moved vault. JSON.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::location::platform;
use crate::location::staged_file::{Staged, read_small};

/// The folder of a moved vault.
#[derive(Serialize, Deserialize)]
pub struct Pointer {
    /// Its folder.
    pub folder: String,
    /// The old folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<OldFolder>,
}

/// The old folder of a moved vault, until the vault was opened in the new one.
#[derive(Serialize, Deserialize)]
pub struct OldFolder {
    /// The folder.
    pub folder: String,
    /// SHA-256 over its files.
    pub digest: String,
}

/// Whether the vault was moved.
pub enum Moved {
    /// It was never moved.
    Never,
    /// It was moved to this folder.
    To(Pointer),
    /// It was moved, and the pointer cannot be read.
    Somewhere,
}

impl Moved {
    /// Reads the pointer in the program's folder.
    pub fn of(home: &Path) -> Self {
        match read_small(&Pointer::file(home)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_or(Self::Somewhere, Self::To),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::Never,
            Err(_) => Self::Somewhere,
        }
    }
}

impl Pointer {
    fn file(home: &Path) -> PathBuf {
        home.join("vault.at")
    }

    /// Writes the pointer, in one step.
    pub fn write(&self, home: &Path) -> io::Result<()> {
        let bytes = serde_json::to_vec(self).map_err(io::Error::from)?;
        Staged::write(&Self::file(home), &bytes)?.publish()
    }

    /// Deletes the pointer.
    pub fn remove(home: &Path) -> io::Result<()> {
        match fs::remove_file(Self::file(home)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => platform::sync_folder(home),
        }
    }
}

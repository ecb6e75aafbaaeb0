//! The folder of a vault, and the names of the files in it.

use std::path::{Path, PathBuf};

use crate::bytes::hex;
use crate::error::OpenError;
use crate::location::pointer::Moved;

/// The folder of a vault, and the folder where the program keeps the state of vaults.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultPath {
    folder: PathBuf,
    /// The program's data folder, whose pointer file says that the vault was moved here.
    moved_in: Option<PathBuf>,
    /// The program's folder with the state of vaults.
    state: Option<PathBuf>,
}

impl VaultPath {
    /// The vault in this folder; a relative path is resolved against the current folder at once.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            folder: std::path::absolute(&folder).unwrap_or(folder),
            moved_in: None,
            state: None,
        }
    }

    /// The vault of the program whose data folder is `home`: in there, or where it was moved to.
    #[must_use]
    pub fn in_home(home: &Path) -> Self {
        let first = Self::at(home.join("vault"));
        let moved_in = Some(home.to_owned());
        let path = match Moved::of(home) {
            Moved::To(pointer) => Self {
                moved_in,
                ..Self::at(pointer.folder)
            },
            Moved::Somewhere if !first.folder.is_dir() => Self { moved_in, ..first },
            Moved::Never | Moved::Somewhere => first,
        };
        path.known_in(home)
    }

    /// The path to which its backup is restored: its folder, or the program's own folder if the moved vault is missing.
    #[must_use]
    pub fn to_restore_in(home: &Path) -> Self {
        let path = Self::in_home(home);
        if path.is_away() {
            Self::at(home.join("vault")).known_in(home)
        } else {
            path
        }
    }

    /// Whether the vault was moved to a folder that is missing now.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.moved_in.is_some() && !self.folder.is_dir()
    }

    /// The same path, with the program's data folder `home`, where the program keeps the last state of the vault.
    #[must_use]
    pub fn known_in(self, home: &Path) -> Self {
        Self {
            state: Some(home.join("state")),
            ..self
        }
    }

    /// The program's folder, if the vault was moved out of it.
    pub(crate) fn moved_in(&self) -> Option<&Path> {
        self.moved_in.as_deref()
    }

    /// The error for a missing folder: no vault was made yet, or the drive it was moved to is missing.
    pub(crate) fn why_missing(&self) -> OpenError {
        match self.moved_in {
            Some(_) => OpenError::Away,
            None => OpenError::Missing,
        }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files with the last state of the vault: one beside the vault, one in the program's folder.
    pub(crate) fn states(&self, vault_id: &[u8; 16]) -> Vec<PathBuf> {
        let programs = self.state.iter().map(|folder| folder.join(hex(vault_id)));
        std::iter::once(self.folder.join("state"))
            .chain(programs)
            .collect()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join("vault.db")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.folder.join("lock")
    }

    /// The two header copies.
    pub(crate) fn headers(&self) -> [PathBuf; 2] {
        [
            self.folder.join("vault.hdr"),
            self.folder.join("vault.hdr.2"),
        ]
    }

    /// A path beside it whose name has this ending, for a vault being made or moved.
    pub(crate) fn sibling(&self, ending: &str) -> Self {
        let mut name = self.folder.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        Self::at(self.folder.with_file_name(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_path_becomes_absolute() {
        let path = VaultPath::at("practice");
        assert!(path.folder().is_absolute(), "the folder is absolute");
        assert_eq!(
            path.sibling(".new").folder().parent(),
            path.folder().parent(),
            "a path beside it has the same parent"
        );
    }
}

//! The folder of a vault, and the names of the files in it.

use std::path::{Path, PathBuf};

use crate::bytes::hex;
use crate::error::OpenError;
use crate::location::pointer::Moved;

/// Where a vault lies, and where the program keeps what it knows of vaults.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultPath {
    folder: PathBuf,
    /// The program's folder, in which it is written down that the vault was moved here.
    moved_in: Option<PathBuf>,
    /// The program's folder of what it knows of vaults.
    state: Option<PathBuf>,
}

impl VaultPath {
    /// This folder; a relative path is seen from the current one, now and for good.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            folder: std::path::absolute(&folder).unwrap_or(folder),
            moved_in: None,
            state: None,
        }
    }

    /// The vault of the program whose data folder is `home`: there, or where it was moved to.
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

    /// Where a backup of it is restored to: there, or in the program's own folder while it is away.
    #[must_use]
    pub fn to_restore_in(home: &Path) -> Self {
        let path = Self::in_home(home);
        if path.is_away() {
            Self::at(home.join("vault")).known_in(home)
        } else {
            path
        }
    }

    /// Whether the vault was moved to where nothing can be found now.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.moved_in.is_some() && !self.folder.is_dir()
    }

    /// The same place, of a vault that the program whose data folder is `home` opens: it remembers how far the
    /// vault had come.
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

    /// What it means that there is no such folder: no vault was made yet, or the drive it was moved to is away.
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

    /// Where it is written down how far the vault had come: with it, and with the program.
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

    /// The same place under another name beside it, for a vault in the making.
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
    fn a_vault_named_without_its_folder_has_one_all_the_same() {
        let path = VaultPath::at("practice");
        assert!(
            path.folder().is_absolute(),
            "the folder around it must be synced"
        );
        assert_eq!(
            path.sibling(".new").folder().parent(),
            path.folder().parent(),
            "and the new one made beside it"
        );
    }
}

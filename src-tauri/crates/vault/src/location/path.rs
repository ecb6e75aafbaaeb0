//! The files of a vault, and how one of them is replaced so that it is never half there.

use std::fs::{self, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::bytes::hex;
use crate::error::OpenError;
use crate::location::platform;
use crate::location::pointer::Moved;
use crate::seeded;

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
        let place = match Moved::of(home) {
            Moved::To(pointer) => Self {
                moved_in,
                ..Self::at(pointer.folder)
            },
            Moved::Somewhere if !first.folder.is_dir() => Self { moved_in, ..first },
            Moved::Never | Moved::Somewhere => first,
        };
        place.known_in(home)
    }

    /// Where a backup of it is restored to: there, or in the program's own folder while it is away.
    #[must_use]
    pub fn to_restore_in(home: &Path) -> Self {
        let place = Self::in_home(home);
        if place.is_away() {
            Self::at(home.join("vault")).known_in(home)
        } else {
            place
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

/// A file written and synced under a temporary name, that can take its real one in one step.
pub struct Staged {
    temporary: PathBuf,
    target: PathBuf,
}

impl Staged {
    /// Writes `bytes` beside `target` and syncs them.
    pub fn write(target: &Path, bytes: &[u8]) -> io::Result<Self> {
        let mut name = target.as_os_str().to_owned();
        name.push(".tmp");
        let temporary = PathBuf::from(name);
        let mut file = platform::open_private_file(&temporary)?;
        file.set_len(0)?;
        file.write_all(bytes)?;
        if !seeded::fault("no sync") {
            file.sync_all()?;
        }
        Ok(Self {
            temporary,
            target: target.to_owned(),
        })
    }

    /// What was written, read back from the disk.
    pub fn read_back(&self) -> io::Result<Vec<u8>> {
        read_small(&self.temporary)
    }

    /// Takes the place of the target, and makes that last.
    pub fn publish(self) -> io::Result<()> {
        platform::rename(&self.temporary, &self.target)?;
        self.target.parent().map_or(Ok(()), platform::sync_folder)
    }

    /// Leaves everything as it was.
    pub fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.temporary)
    }
}

/// Reads a file of a few kilobytes; of a larger one only enough to see that it is too large.
pub fn read_small(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(file)?
        .take(64 * 1024)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Held while a vault is open; the system lets go of it when the program ends, however it ends.
pub struct SingleOpener {
    file: fs::File,
}

impl SingleOpener {
    /// Takes the vault, unless another program has it.
    pub fn claim(path: &VaultPath) -> Result<Self, OpenError> {
        let file = platform::open_private_file(&path.lock())?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if seeded::fault("no lock") => Ok(Self { file }),
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

impl Drop for SingleOpener {
    fn drop(&mut self) {
        // Closing is not enough: a process being started has a copy of the handle until it runs its program.
        self.file.unlock().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_that_another_process_was_given_does_not_hold_the_vault() {
        let folder = tempfile::tempdir().unwrap();
        let path = VaultPath::at(folder.path());
        let opener = SingleOpener::claim(&path).unwrap();
        let given = opener.file.try_clone().unwrap();
        assert_eq!(
            SingleOpener::claim(&path).err(),
            Some(OpenError::InUse),
            "held"
        );
        drop(opener);
        assert_eq!(
            SingleOpener::claim(&path).err(),
            None,
            "whoever has the vault let go of it, whatever became of the handle"
        );
        drop(given);
    }

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

    #[test]
    fn a_staged_file_takes_the_place_of_the_old_one_only_when_published() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("header");
        fs::write(&target, "old").unwrap();
        Staged::write(&target, b"discarded")
            .unwrap()
            .discard()
            .unwrap();
        let staged = Staged::write(&target, b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"old", "not yet");
        assert_eq!(
            staged.read_back().unwrap(),
            b"new",
            "it can be looked at before"
        );
        staged.publish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new", "in one step");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }
}

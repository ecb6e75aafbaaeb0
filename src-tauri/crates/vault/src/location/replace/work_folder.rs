//! The folder beside a vault in which it is replaced.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::OpenError;
use crate::location::path::VaultPath;
use crate::location::platform::{self, FileIdentity};

/// The folder of a replacement.
pub(super) struct WorkFolder(pub(super) PathBuf);

impl WorkFolder {
    pub(super) fn beside(target: &VaultPath) -> Self {
        Self(target.sibling(".swap").folder().to_owned())
    }

    fn lock(&self) -> PathBuf {
        self.0.join("lock")
    }

    pub(super) fn making(&self) -> PathBuf {
        self.0.join("making")
    }

    pub(super) fn whole(&self) -> PathBuf {
        self.0.join("whole")
    }

    pub(super) fn old(&self) -> PathBuf {
        self.0.join("old")
    }

    /// Locks the folder; none if it does not exist.
    pub(super) fn claim(&self) -> Result<Option<File>, OpenError> {
        if !self.0.is_dir() {
            return Ok(None);
        }
        let file = match platform::open_private_file(&self.lock()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OpenError::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // Another program may have finished and removed the file before it was locked here.
        let same = FileIdentity::of(&self.lock()).is_ok_and(|found| {
            FileIdentity::of_open(&file).is_ok_and(|identity| identity == found)
        });
        Ok(same.then_some(file))
    }

    /// Finishes or undoes the replacement and deletes the folder. Needs the lock.
    pub(super) fn finish(&self, target: &VaultPath, lock: File) -> Result<(), OpenError> {
        let [whole, old] = [self.whole(), self.old()].map(|folder| folder.is_dir());
        match (is_there(target.folder())?, whole, old) {
            (false, true, _) => move_folder(&self.whole(), target.folder())?,
            (false, false, true) => move_folder(&self.old(), target.folder())?,
            // There is a third vault: none of them may be deleted.
            (true, true, true) => return Ok(()),
            (true, ..) | (false, false, false) => {}
        }
        for folder in [self.making(), self.whole(), self.old()] {
            platform::remove_folder(&folder)?;
        }
        // Windows cannot remove an open file; elsewhere the lock is held until the file is removed.
        let _held = if cfg!(unix) {
            Some(lock)
        } else {
            drop(lock);
            None
        };
        // An empty folder that cannot be removed is removed the next time.
        fs::remove_file(self.lock()).ok();
        fs::remove_dir(&self.0).ok();
        Ok(())
    }
}

/// Whether the folder holds anything. An empty folder counts as missing, and is removed.
pub(super) fn is_there(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            let taken = entries.next().is_some();
            if !taken {
                fs::remove_dir(folder)?;
            }
            Ok(taken)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Moves a folder to an unused name, and syncs the folders around it.
pub(super) fn move_folder(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    platform::rename(from, to)?;
    for folder in [to, from].into_iter().filter_map(Path::parent) {
        platform::sync_folder(folder)?;
    }
    Ok(())
}

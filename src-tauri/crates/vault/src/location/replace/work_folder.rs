//! The folder beside a vault in which a swap is done.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::OpenError;
use crate::location::path::VaultPath;
use crate::location::platform::{self, FileIdentity};

/// The folder of a swap.
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

    /// Keeps others out; none if there is no such folder.
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
        // Another may have ended, and taken the file away, before it could be locked.
        let same = FileIdentity::of(&self.lock()).is_ok_and(|found| {
            FileIdentity::of_open(&file).is_ok_and(|identity| identity == found)
        });
        Ok(same.then_some(file))
    }

    /// With the lock held: finishes or takes back, and clears away.
    pub(super) fn finish(&self, target: &VaultPath, lock: File) -> Result<(), OpenError> {
        let [whole, old] = [self.whole(), self.old()].map(|folder| folder.is_dir());
        match (is_there(target.folder())?, whole, old) {
            (false, true, _) => move_folder(&self.whole(), target.folder())?,
            (false, false, true) => move_folder(&self.old(), target.folder())?,
            // Somebody put a third vault here: none of them is ours to throw away.
            (true, true, true) => return Ok(()),
            (true, ..) | (false, false, false) => {}
        }
        for folder in [self.making(), self.whole(), self.old()] {
            platform::remove_folder(&folder)?;
        }
        // Windows may not remove a file that is open; elsewhere nobody slips in before it is gone.
        let _held = if cfg!(unix) {
            Some(lock)
        } else {
            drop(lock);
            None
        };
        // An empty folder that cannot be removed is cleared away the next time.
        fs::remove_file(self.lock()).ok();
        fs::remove_dir(&self.0).ok();
        Ok(())
    }
}

/// Whether a vault, or anything else, is in the place. An empty folder is nothing, and goes.
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

/// Moves a folder to a name nobody has, and makes that last.
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

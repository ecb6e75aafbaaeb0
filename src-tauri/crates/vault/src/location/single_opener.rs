//! The lock that lets only one program open a vault.

use std::fs::{self, TryLockError};

use crate::error::OpenError;
use crate::location::path::VaultPath;
use crate::location::platform;
use crate::seeded;

/// The lock on an open vault. The system releases it when the program ends, even after a crash.
pub struct SingleOpener {
    file: fs::File,
}

impl SingleOpener {
    /// Locks the vault, unless another program has it.
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
        // Closing is not enough: a child process has a copy of the handle until it starts its program.
        self.file.unlock().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inherited_handle_does_not_keep_the_vault_locked() {
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
            "the lock is released, though a child process has the handle"
        );
        drop(given);
    }
}

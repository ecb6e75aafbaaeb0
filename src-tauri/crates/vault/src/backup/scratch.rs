//! A private temporary folder that is always deleted in the end.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::crypto::secret_bytes::random;
use crate::location::platform;

const BEGINNING: &str = ".kith-";
const ENDING: &str = ".tmp";

/// A private temporary folder. The folder of a killed program is deleted when the next one is made in the same place.
pub struct Scratch {
    folder: PathBuf,
    lock: Option<File>,
}

impl Scratch {
    /// Makes one in `parent`.
    pub fn within(parent: &Path) -> io::Result<Self> {
        clear(parent);
        let number = random().map_err(|_| io::Error::from(io::ErrorKind::Other))?;
        let name = format!("{BEGINNING}{:016x}{ENDING}", u64::from_le_bytes(number));
        let folder = parent.join(name);
        platform::make_private_folder(&folder)?;
        let mut scratch = Self { folder, lock: None };
        let lock = platform::open_private_file(&scratch.path("held"))?;
        // If files cannot be locked, no folder is known to be unused, and none is deleted.
        lock.try_lock().ok();
        scratch.lock = Some(lock);
        Ok(scratch)
    }

    /// A name in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.lock.take();
        // If it cannot be deleted now, the next one deletes it.
        platform::remove_folder(&self.folder).ok();
    }
}

/// Deletes the folders that no running program uses. A failure is ignored.
pub fn clear(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let named = name
            .to_str()
            .is_some_and(|name| name.starts_with(BEGINNING) && name.ends_with(ENDING));
        if named && is_left_behind(&entry.path()) {
            platform::remove_folder(&entry.path()).ok();
        }
    }
}

fn is_left_behind(folder: &Path) -> bool {
    match File::open(folder.join("held")) {
        Ok(lock) => match lock.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
        },
        // The program was killed before it locked the folder, or is creating it right now and will fail and retry.
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;

    #[test]
    fn scratch_folder_is_deleted() {
        let parent = tempdir().unwrap();
        let scratch = Scratch::within(parent.path()).unwrap();
        fs::write(scratch.path("copy"), "x").unwrap();
        drop(scratch);
        assert_eq!(
            fs::read_dir(parent.path()).unwrap().count(),
            0,
            "cleared away"
        );
    }

    #[test]
    fn scratch_folder_of_a_killed_program_is_deleted_and_one_in_use_is_not() {
        let parent = tempdir().unwrap();
        let used = Scratch::within(parent.path()).unwrap();
        let mut killed = std::mem::ManuallyDrop::new(Scratch::within(parent.path()).unwrap());
        killed.lock.take();
        fs::write(parent.path().join(".kith-somebody's.tmp.txt"), "x").unwrap();
        let next = Scratch::within(parent.path()).unwrap();
        assert!(used.path("held").exists(), "in use");
        assert!(!killed.path("held").exists(), "left behind");
        drop((used, next));
        assert_eq!(
            fs::read_dir(parent.path()).unwrap().count(),
            1,
            "a file of another program stays"
        );
    }
}

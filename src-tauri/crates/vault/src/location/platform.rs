//! The differences between systems in making files private and durable.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder only its owner can enter. Its parent must exist.
#[cfg(unix)]
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

/// Makes a folder that inherits its access rights from the one around it.
#[cfg(not(unix))]
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir(folder)
}

/// Opens a file for reading and writing, made if it is missing, that only its owner can read.
pub fn open_private_file(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Makes the names in a folder survive a power failure. Windows stores them with the file.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    std::fs::metadata(folder)?;
    Ok(())
}

/// Renames a file or folder, over an existing file.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    retry_while_busy(|| std::fs::rename(from, to))
}

/// Removes a folder with all its content; succeeds if there is none.
pub fn remove_folder(folder: &Path) -> io::Result<()> {
    match retry_while_busy(|| std::fs::remove_dir_all(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

#[cfg(unix)]
fn retry_while_busy(mut act: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    act()
}

/// Windows neither renames nor removes a file that a virus scanner or the file search has open for a moment: this
/// tries again, for two seconds at most.
#[cfg(not(unix))]
fn retry_while_busy(mut act: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const FOLDER_NOT_EMPTY: i32 = 145;
    for _ in 0..40 {
        match act() {
            Err(error)
                if matches!(
                    error.raw_os_error(),
                    Some(ACCESS_DENIED | SHARING_VIOLATION | FOLDER_NOT_EMPTY)
                ) =>
            {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            done => return done,
        }
    }
    act()
}

/// Whether both are on one disk, so that one can be renamed to a place beside the other; false if unknown.
pub fn share_a_disk(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    let disk = |path: &Path| {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata(path).map(|metadata| metadata.dev()).ok()
    };
    // The drive, which is the first part of a canonical path.
    #[cfg(not(unix))]
    let disk = |path: &Path| {
        let path = std::fs::canonicalize(path).ok()?;
        path.components()
            .next()
            .map(|first| first.as_os_str().to_owned())
    };
    disk(one).is_some_and(|one| disk(other) == Some(one))
}

/// Distinguishes a file from another one that now has its name. On Windows a file in use cannot be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileIdentity(u64, u64);

impl FileIdentity {
    /// Of the file that has this name now. Opens nothing.
    pub fn of(file: &Path) -> io::Result<Self> {
        std::fs::metadata(file).map(|metadata| Self::from_metadata(&metadata))
    }

    /// Of an open file, whichever file has its name now.
    pub fn of_open(file: &File) -> io::Result<Self> {
        file.metadata()
            .map(|metadata| Self::from_metadata(&metadata))
    }

    #[cfg(unix)]
    fn from_metadata(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(metadata.dev(), metadata.ino())
    }

    #[cfg(not(unix))]
    fn from_metadata(_: &Metadata) -> Self {
        Self(0, 0)
    }
}

#[cfg(all(test, windows))]
mod tests {
    use std::fs;
    use std::os::windows::fs::OpenOptionsExt;
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// Keeps the file open for that long, like a virus scanner: others may read and write it, but not rename or remove
    /// it.
    fn scanned(file: &Path, long: Duration) -> thread::JoinHandle<()> {
        const SHARE_READ_AND_WRITE: u32 = 3;
        let held = OpenOptions::new()
            .read(true)
            .share_mode(SHARE_READ_AND_WRITE)
            .open(file)
            .unwrap();
        thread::spawn(move || {
            thread::sleep(long);
            drop(held);
        })
    }

    #[test]
    fn file_open_for_a_moment_is_moved_and_removed() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("vault");
        fs::create_dir(&folder).unwrap();
        let [old, new] = ["making", "vault.db"].map(|name| folder.join(name));
        fs::write(&old, "records").unwrap();
        let moment = Duration::from_millis(300);
        let scan = scanned(&old, moment);
        assert!(fs::rename(&old, &new).is_err(), "the system refuses");
        rename(&old, &new).unwrap();
        scan.join().unwrap();
        let scan = scanned(&new, moment);
        remove_folder(&folder).unwrap();
        scan.join().unwrap();
        assert!(!folder.exists(), "removed");
    }

    #[test]
    fn file_that_stays_open_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("vault.db");
        fs::write(&file, "records").unwrap();
        let scan = scanned(&file, Duration::from_secs(4));
        assert!(rename(&file, &home.path().join("other")).is_err());
        assert!(file.exists(), "where it was");
        scan.join().unwrap();
    }
}

//! What differs between systems in making files private and lasting.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder only its owner can enter. Its parent must exist.
#[cfg(unix)]
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

/// Makes a folder; who can enter it is inherited from the one around it.
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

/// Makes names in a folder last through a power cut. Windows keeps them with the file itself.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    std::fs::metadata(folder)?;
    Ok(())
}

/// Whether one can be moved to where the other is in one step; no if that cannot be told.
pub fn share_a_disk(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    let disk = |path: &Path| {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata(path).map(|metadata| metadata.dev()).ok()
    };
    // The drive, which is the first part of a path without detours.
    #[cfg(not(unix))]
    let disk = |path: &Path| {
        let path = std::fs::canonicalize(path).ok()?;
        path.components()
            .next()
            .map(|first| first.as_os_str().to_owned())
    };
    disk(one).is_some_and(|one| disk(other) == Some(one))
}

/// What tells one file from another that took its name; Windows never lets go of a name in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileIdentity(u64, u64);

impl FileIdentity {
    /// Of the file that bears this name now. Opens nothing.
    pub fn of(file: &Path) -> io::Result<Self> {
        std::fs::metadata(file).map(|metadata| Self::from_metadata(&metadata))
    }

    /// Of an open file, whatever bears its name now.
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

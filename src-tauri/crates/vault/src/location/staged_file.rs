//! A file that is replaced in one step, so that it is never half written.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::location::platform;
use crate::seeded;

/// A file written and synced under a temporary name, that can replace its target in one step.
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

    /// Reads the written bytes back from the disk.
    pub fn read_back(&self) -> io::Result<Vec<u8>> {
        read_small(&self.temporary)
    }

    /// Replaces the target, and syncs the folder.
    pub fn publish(self) -> io::Result<()> {
        platform::rename(&self.temporary, &self.target)?;
        self.target.parent().map_or(Ok(()), platform::sync_folder)
    }

    /// Deletes the temporary file; the target stays as it was.
    pub fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.temporary)
    }
}

/// Reads a file of a few kilobytes; of a larger one only the first 64 KiB.
pub fn read_small(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(file)?
        .take(64 * 1024)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staged_file_replaces_its_target_only_when_published() {
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
            "the written bytes can be read before"
        );
        staged.publish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new", "the target is replaced");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no temporary file is left"
        );
    }
}

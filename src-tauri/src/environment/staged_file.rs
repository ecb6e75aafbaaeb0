//! Writes files that are complete or not there at all: under a temporary name first, then renamed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file on disk under a temporary name, beside the file that it becomes. Dropped without [`Self::publish`], it is
/// removed.
pub struct StagedFile {
    temporary: PathBuf,
    path: PathBuf,
    published: bool,
}

impl StagedFile {
    /// Writes the content to disk under the temporary name. On Linux and macOS only the owner can read it.
    ///
    /// # Errors
    /// An error of the file system; no file is left behind.
    pub fn write(path: &Path, content: impl AsRef<[u8]>) -> io::Result<Self> {
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(".part");
        let temporary = PathBuf::from(temporary);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // A file that was left by a crash may be readable by others.
        fs::remove_file(&temporary).ok();
        let staged = Self {
            temporary,
            path: path.to_owned(),
            published: false,
        };
        let mut file = options.open(&staged.temporary)?;
        file.write_all(content.as_ref())?;
        file.sync_all()?;
        Ok(staged)
    }

    /// Gives the file its own name; replaces a file that has it.
    ///
    /// # Errors
    /// An error of the file system; the temporary file is removed.
    pub fn publish(mut self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.path)?;
        self.published = true;
        Ok(())
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if !self.published {
            // A file that cannot be removed keeps its temporary name.
            fs::remove_file(&self.temporary).ok();
        }
    }
}

/// Writes a file that is complete or not there at all.
///
/// # Errors
/// An error of the file system; no file is left behind.
pub fn write_whole(path: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    StagedFile::write(path, content)?.publish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staged_file_is_there_only_after_it_is_published() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.svg");
        let names = || -> Vec<_> {
            let files = fs::read_dir(folder.path()).unwrap();
            files.map(|file| file.unwrap().file_name()).collect()
        };
        drop(StagedFile::write(&path, "one").unwrap());
        assert!(names().is_empty(), "a dropped file is removed");
        let staged = StagedFile::write(&path, "two").unwrap();
        assert!(!path.exists(), "it has its temporary name");
        staged.publish().unwrap();
        assert_eq!(names(), ["map.svg"], "no temporary file is left");
        write_whole(&path, "three").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three", "a file is replaced");
    }

    #[test]
    fn failed_write_leaves_no_file_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::create_dir(&path).unwrap();
        assert!(
            write_whole(&path, "one").is_err(),
            "a folder has the name already"
        );
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 1, "only the folder is there");
    }
}

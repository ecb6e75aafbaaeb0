//! Writes files that are complete or not there at all: under a temporary name first, then renamed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
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
        let (temporary, mut file) = create_beside(path)?;
        let staged = Self {
            temporary,
            path: path.to_owned(),
            published: false,
        };
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

/// How many temporary names are tried.
const NAMES: u32 = 1000;

/// Creates a file under the first temporary name that is free. A file that has such a name already is another
/// program's, or was left by a crash: it is neither overwritten nor removed.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for number in 1..=NAMES {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{number}.part"));
        let temporary = PathBuf::from(name);
        match options.open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
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
    fn file_of_another_program_keeps_its_name_and_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.svg");
        let foreign = ["map.svg.part", "map.svg.1.part", "map.svg.2.part"];
        for name in foreign {
            fs::write(folder.path().join(name), "foreign").unwrap();
        }
        drop(StagedFile::write(&path, "dropped").unwrap());
        write_whole(&path, "whole").unwrap();
        for name in foreign {
            let content = fs::read(folder.path().join(name)).unwrap();
            assert_eq!(content, b"foreign", "{name} is untouched");
        }
        assert_eq!(fs::read(&path).unwrap(), b"whole", "the file is written");
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 4, "no temporary file of Kith is left");
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

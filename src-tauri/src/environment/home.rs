//! The folder of Kith's files: `$KITH_HOME`, or the folder of the system for local program data.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use ring::digest::{SHA256, digest};
use tauri::{AppHandle, Manager, Runtime};
use vault::VaultPath;

/// The folder that holds the vault, its backups and the settings.
#[derive(Clone)]
pub struct Home {
    folder: PathBuf,
    named: bool,
}

impl Home {
    /// A chosen folder.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            named: true,
        }
    }

    /// The folder named in the environment.
    #[must_use]
    pub fn named_in_environment() -> Option<Self> {
        env::var_os("KITH_HOME")
            .filter(|folder| !folder.is_empty())
            .map(Self::at)
    }

    /// The folder of this user on this computer.
    ///
    /// # Errors
    /// The system has no folder for program data.
    pub fn of_this_user<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Self> {
        Ok(Self {
            folder: app.path().app_local_data_dir()?,
            named: false,
        })
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file with theme, lock minutes and window size.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.folder.join("settings.json")
    }

    /// The folder of backups.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// The folder of the web view in builds for window tests.
    #[must_use]
    pub fn webview(&self) -> PathBuf {
        self.folder.join("webview")
    }

    /// The name of the folder, if it was chosen.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let name = self.folder.file_name().filter(|_| self.named)?;
        Some(name.to_string_lossy().into_owned())
    }

    /// The time of the last change to the vault.
    #[must_use]
    pub fn last_used(&self) -> Option<DateTime<Utc>> {
        let database = VaultPath::in_home(&self.folder).folder().join("vault.db");
        fs::metadata(database)
            .and_then(|file| file.modified())
            .ok()
            .map(DateTime::from)
    }

    /// Distinguishes this home from others without its path, in names that other programs of this user can see.
    #[must_use]
    pub fn mark(&self) -> Option<String> {
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let hash = digest(&SHA256, folder.as_os_str().as_encoded_bytes());
        let mark = hash
            .as_ref()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        self.named.then_some(mark)
    }

    /// Makes the folder, readable by this user only; restricts a folder that exists already.
    ///
    /// # Errors
    /// An error of the file system.
    pub fn prepare(&self) -> io::Result<()> {
        make_private(&self.folder)?;
        #[cfg(unix)]
        close_to_others(&self.folder);
        Ok(())
    }

    /// Makes the folder of backups, readable by this user only.
    ///
    /// # Errors
    /// An error of the file system.
    pub fn prepare_backups(&self) -> io::Result<PathBuf> {
        let folder = self.backups();
        make_private(&folder)?;
        Ok(folder)
    }
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

#[cfg(unix)]
fn close_to_others(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    // On a drive without such permissions, or in a folder of another user, the program starts anyway.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn home_readable_by_others_is_restricted() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Home::at(folder.path()).prepare().unwrap();
        let mode = fs::metadata(folder.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "only this user can read it");
    }

    #[test]
    fn marks_of_two_homes_differ_and_contain_no_path() {
        let (one, other) = (Home::at("/tmp/one").mark(), Home::at("/tmp/other").mark());
        assert_ne!(one, other, "each home is an instance of its own");
        assert!(
            one.is_some_and(|mark| mark.len() == 16 && !mark.contains("one")),
            "a mark is a hash"
        );
    }
}

//! Where Kith keeps its files: `$KITH_HOME`, or the platform's local folder for program data.

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
    /// A folder somebody chose.
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
    /// When the system names no folder for program data.
    pub fn of_this_user<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Self> {
        Ok(Self {
            folder: app.path().app_local_data_dir()?,
            named: false,
        })
    }

    /// The folder itself.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Theme, lock minutes, window size.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.folder.join("settings.json")
    }

    /// Where backups are made.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// What the web view of a test build writes.
    #[must_use]
    pub fn webview(&self) -> PathBuf {
        self.folder.join("webview")
    }

    /// What a person calls this place: the folder's name, where somebody chose one.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let name = self.folder.file_name().filter(|_| self.named)?;
        Some(name.to_string_lossy().into_owned())
    }

    /// When something was last saved in the vault here.
    #[must_use]
    pub fn last_used(&self) -> Option<DateTime<Utc>> {
        let database = VaultPath::in_home(&self.folder).folder().join("vault.db");
        fs::metadata(database)
            .and_then(|file| file.modified())
            .ok()
            .map(DateTime::from)
    }

    /// Tells this home from others without naming it, for what other programs of this user can see.
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

    /// Makes the folder, for this user alone; one that is there already is closed to others.
    ///
    /// # Errors
    /// What the file system says.
    pub fn prepare(&self) -> io::Result<()> {
        make_private(&self.folder)?;
        #[cfg(unix)]
        close_to_others(&self.folder);
        Ok(())
    }

    /// Makes the folder of the backups, for this user alone.
    ///
    /// # Errors
    /// What the file system says.
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
    // A drive without such rights, or somebody else's folder, is no reason not to start.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_home_that_was_open_to_others_is_closed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Home::at(folder.path()).prepare().unwrap();
        let mode = fs::metadata(folder.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "whoever made it, and with what mask");
    }

    #[test]
    fn two_homes_have_two_marks_and_neither_tells_its_path() {
        let (one, other) = (Home::at("/tmp/one").mark(), Home::at("/tmp/other").mark());
        assert_ne!(one, other, "each home is its own instance");
        assert!(
            one.is_some_and(|mark| mark.len() == 16 && !mark.contains("one")),
            "a mark is a hash"
        );
    }
}

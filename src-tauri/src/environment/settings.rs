//! Preferences that hold nothing of a client: theme, lock time, window size, where copies go. Kept in plain
//! `settings.json`.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::environment::staged_file::write_whole;

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// What a person may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Minutes without typing or pointer after which Kith locks: 1 to 30.
    pub lock_minutes: i32,
    /// The window stays out of screenshots and shared screens, where the system can do that.
    pub hide_from_capture: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            lock_minutes: 5,
            hide_from_capture: true,
        }
    }
}

impl Settings {
    /// The nearest settings Kith allows.
    #[must_use]
    pub fn in_bounds(self) -> Self {
        Self {
            lock_minutes: self.lock_minutes.clamp(1, 30),
            ..self
        }
    }
}

/// Where the window stood when it was closed, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// Left edge, where the system tells.
    pub x: f64,
    /// Top edge, where the system tells.
    pub y: f64,
    /// It filled the screen.
    pub maximised: bool,
}

#[derive(Default, Clone, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    settings: Settings,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    window: Option<Frame>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second_place: Option<PathBuf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copied: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recovery_checked: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left_in: Option<PathBuf>,
}

impl Kept {
    /// What an older Kith did not write yet is as it is by default.
    fn read(bytes: &[u8]) -> serde_json::Result<Self> {
        let mut fields = serde_json::to_value(Self::default())?;
        let kept: Map<String, Value> = serde_json::from_slice(bytes)?;
        if let Some(fields) = fields.as_object_mut() {
            fields.extend(kept);
        }
        serde_json::from_value(fields)
    }
}

/// The settings and the file they are kept in.
#[derive(Clone)]
pub struct SettingsFile {
    path: PathBuf,
    kept: Arc<Mutex<Kept>>,
}

impl SettingsFile {
    /// Reads the file; one that is missing or no settings gives the defaults, since nothing depends on it.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        let kept = fs::read(&path)
            .ok()
            .and_then(|bytes| Kept::read(&bytes).ok());
        let mut kept = kept.unwrap_or_default();
        kept.settings = kept.settings.in_bounds();
        Self {
            path,
            kept: Arc::new(Mutex::new(kept)),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The settings in force.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.kept().settings
    }

    /// Where the window stood.
    #[must_use]
    pub fn window(&self) -> Option<Frame> {
        self.kept().window
    }

    /// Puts settings in force and keeps them.
    ///
    /// # Errors
    /// What the file system says; the settings hold until the program ends all the same.
    pub fn save(&self, settings: Settings) -> io::Result<()> {
        let mut kept = self.kept();
        kept.settings = settings.in_bounds();
        self.write(&kept)
    }

    /// Keeps where the window stands.
    ///
    /// # Errors
    /// What the file system says.
    pub fn save_window(&self, frame: Frame) -> io::Result<()> {
        let mut kept = self.kept();
        kept.window = Some(frame);
        self.write(&kept)
    }

    /// The folder outside this computer that gets a copy of every backup.
    #[must_use]
    pub fn second_place(&self) -> Option<PathBuf> {
        self.kept().second_place.clone()
    }

    /// Keeps where the second copies go.
    ///
    /// # Errors
    /// What the file system says; the place holds until the program ends all the same.
    pub fn save_second_place(&self, folder: Option<PathBuf>) -> io::Result<()> {
        let mut kept = self.kept();
        // What lies in another place says nothing of this one.
        if kept.second_place != folder {
            kept.copied = None;
        }
        kept.second_place = folder;
        self.write(&kept)
    }

    /// When a backup was last copied to the second place, and checked there.
    #[must_use]
    pub fn copied(&self) -> Option<DateTime<Utc>> {
        self.kept().copied
    }

    /// Keeps when that was.
    ///
    /// # Errors
    /// What the file system says; it holds until the program ends all the same.
    pub fn save_copied(&self, at: DateTime<Utc>) -> io::Result<()> {
        let mut kept = self.kept();
        kept.copied = Some(at);
        self.write(&kept)
    }

    /// When groups of the recovery sheet were last read back right.
    #[must_use]
    pub fn recovery_checked(&self) -> Option<DateTime<Utc>> {
        self.kept().recovery_checked
    }

    /// Keeps when groups of the recovery sheet were read back right.
    ///
    /// # Errors
    /// What the file system says; it holds until the program ends all the same.
    pub fn save_recovery_checked(&self, at: DateTime<Utc>) -> io::Result<()> {
        let mut kept = self.kept();
        kept.recovery_checked = Some(at);
        self.write(&kept)
    }

    /// The cloud or network folder in which somebody leaves the vault, though moving it was offered.
    #[must_use]
    pub fn left_in(&self) -> Option<PathBuf> {
        self.kept().left_in.clone()
    }

    /// Keeps where the vault is left.
    ///
    /// # Errors
    /// What the file system says; it holds until the program ends all the same.
    pub fn save_left_in(&self, folder: PathBuf) -> io::Result<()> {
        let mut kept = self.kept();
        kept.left_in = Some(folder);
        self.write(&kept)
    }

    /// There is a new recovery sheet, from which nothing was read back yet. Holds until the program ends even if it
    /// cannot be kept.
    pub fn forget_recovery_checked(&self) {
        let mut kept = self.kept();
        kept.recovery_checked = None;
        self.write(&kept).ok();
    }

    fn write(&self, kept: &Kept) -> io::Result<()> {
        write_whole(&self.path, serde_json::to_vec_pretty(kept)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_and_nonsense_gives_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let chosen = Settings {
            theme: Theme::Dark,
            lock_minutes: 90,
            hide_from_capture: false,
        };
        SettingsFile::at(path.clone()).save(chosen).unwrap();
        let expected = Settings {
            theme: Theme::Dark,
            lock_minutes: 30,
            hide_from_capture: false,
        };
        assert_eq!(
            SettingsFile::at(path.clone()).settings(),
            expected,
            "kept, within bounds"
        );
        fs::write(&path, "{\"lock_minutes\": \"soon\"").unwrap();
        assert_eq!(
            SettingsFile::at(path).settings(),
            Settings::default(),
            "a broken file stops nobody"
        );
    }

    #[test]
    fn what_an_older_kith_wrote_is_kept_and_the_rest_is_as_by_default() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, "{\"theme\": \"dark\", \"lock_minutes\": 9}").unwrap();
        let expected = Settings {
            theme: Theme::Dark,
            lock_minutes: 9,
            hide_from_capture: true,
        };
        assert_eq!(
            SettingsFile::at(path).settings(),
            expected,
            "an update forgets nobody's choice"
        );
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_settings_however_they_were_made() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, "{}").unwrap();
        fs::write(folder.path().join("settings.json.part"), "").unwrap();
        SettingsFile::at(path.clone())
            .save(Settings::default())
            .unwrap();
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "they name a folder of this user");
    }
}

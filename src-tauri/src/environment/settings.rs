//! Settings in the plain file `settings.json`: theme, lock time, window size, second place, crisis numbers of the
//! therapist. They contain nothing about a client.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::environment::staged_file::write_whole;

/// Light, dark, or the theme of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// The theme of the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Most lines of crisis numbers.
const MOST_LINES: usize = 30;

/// Most characters of a line of crisis numbers.
const LONGEST_LINE: usize = 300;

/// The settings that the user can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Minutes without typing or pointer movement until the vault is locked: 1 to 30.
    pub lock_minutes: i32,
    /// Hides the window from screenshots and shared screens, where the system can do that.
    pub hide_from_capture: bool,
    /// How large everything on the page is, in percent: 90 to 200.
    pub text_size: i32,
    /// Keys without Ctrl or Command act outside a field, such as N and the digits.
    pub single_keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            lock_minutes: 5,
            hide_from_capture: true,
            text_size: 100,
            single_keys: true,
        }
    }
}

impl Settings {
    /// The settings, with each number within its limits.
    #[must_use]
    pub fn in_bounds(self) -> Self {
        Self {
            lock_minutes: self.lock_minutes.clamp(1, 30),
            text_size: self.text_size.clamp(90, 200),
            ..self
        }
    }
}

/// The place of the window when it was closed, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// Left edge, if the system reports it.
    pub x: f64,
    /// Top edge, if the system reports it.
    pub y: f64,
    /// The window filled the screen.
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    crisis_numbers: Vec<String>,
}

impl Kept {
    /// Reads the file; a setting that an older Kith did not write has its default.
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
    /// Reads the file; if it is missing or damaged, all settings have their defaults.
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

    /// The current settings.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.kept().settings
    }

    /// The place of the window when it was last closed.
    #[must_use]
    pub fn window(&self) -> Option<Frame> {
        self.kept().window
    }

    /// Sets and saves the settings.
    ///
    /// # Errors
    /// An error of the file system; the settings are valid until the program ends.
    pub fn save(&self, settings: Settings) -> io::Result<()> {
        let mut kept = self.kept();
        kept.settings = settings.in_bounds();
        self.write(&kept)
    }

    /// Saves the place of the window.
    ///
    /// # Errors
    /// What the file system says.
    pub fn save_window(&self, frame: Frame) -> io::Result<()> {
        let mut kept = self.kept();
        kept.window = Some(frame);
        self.write(&kept)
    }

    /// The folder of the second place.
    #[must_use]
    pub fn second_place(&self) -> Option<PathBuf> {
        self.kept().second_place.clone()
    }

    /// Saves the folder of the second place.
    ///
    /// # Errors
    /// An error of the file system; the folder is valid until the program ends.
    pub fn save_second_place(&self, folder: Option<PathBuf>) -> io::Result<()> {
        let mut kept = self.kept();
        // The time of the last copy is about the old folder.
        if kept.second_place != folder {
            kept.copied = None;
        }
        kept.second_place = folder;
        self.write(&kept)
    }

    /// The time of the last checked copy in the second place.
    #[must_use]
    pub fn copied(&self) -> Option<DateTime<Utc>> {
        self.kept().copied
    }

    /// Saves the time of the last checked copy.
    ///
    /// # Errors
    /// An error of the file system; the time is valid until the program ends.
    pub fn save_copied(&self, at: DateTime<Utc>) -> io::Result<()> {
        let mut kept = self.kept();
        kept.copied = Some(at);
        self.write(&kept)
    }

    /// The time of the last check of the recovery sheet.
    #[must_use]
    pub fn recovery_checked(&self) -> Option<DateTime<Utc>> {
        self.kept().recovery_checked
    }

    /// Saves the time of a check of the recovery sheet.
    ///
    /// # Errors
    /// An error of the file system; the time is valid until the program ends.
    pub fn save_recovery_checked(&self, at: DateTime<Utc>) -> io::Result<()> {
        let mut kept = self.kept();
        kept.recovery_checked = Some(at);
        self.write(&kept)
    }

    /// The cloud or network folder in which the user chose to keep the vault.
    #[must_use]
    pub fn left_in(&self) -> Option<PathBuf> {
        self.kept().left_in.clone()
    }

    /// Saves the folder in which the user chose to keep the vault.
    ///
    /// # Errors
    /// An error of the file system; the choice is valid until the program ends.
    pub fn save_left_in(&self, folder: PathBuf) -> io::Result<()> {
        let mut kept = self.kept();
        kept.left_in = Some(folder);
        self.write(&kept)
    }

    /// The telephone numbers for a crisis that the therapist wrote down, a line each. Kith brings none of its own.
    #[must_use]
    pub fn crisis_numbers(&self) -> Vec<String> {
        self.kept().crisis_numbers.clone()
    }

    /// Saves the telephone numbers for a crisis, without empty lines.
    ///
    /// # Errors
    /// An error of the file system; the numbers are valid until the program ends.
    pub fn save_crisis_numbers(&self, lines: &[String]) -> io::Result<()> {
        let lines = lines.iter().map(|line| line.trim());
        let lines = lines.filter(|line| !line.is_empty()).take(MOST_LINES);
        let shortened = |line: &str| line.chars().take(LONGEST_LINE).collect();
        let mut kept = self.kept();
        kept.crisis_numbers = lines.map(shortened).collect();
        self.write(&kept)
    }

    /// Forgets the last check, because there is a new recovery sheet. An error of the file system is ignored.
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
    fn settings_are_read_back_and_a_damaged_file_gives_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let chosen = Settings {
            theme: Theme::Dark,
            lock_minutes: 90,
            hide_from_capture: false,
            text_size: 400,
            single_keys: false,
        };
        SettingsFile::at(path.clone()).save(chosen).unwrap();
        let expected = Settings {
            theme: Theme::Dark,
            lock_minutes: 30,
            hide_from_capture: false,
            text_size: 200,
            single_keys: false,
        };
        assert_eq!(
            SettingsFile::at(path.clone()).settings(),
            expected,
            "saved within the limits"
        );
        fs::write(&path, "{\"lock_minutes\": \"soon\"").unwrap();
        assert_eq!(
            SettingsFile::at(path).settings(),
            Settings::default(),
            "a damaged file"
        );
    }

    #[test]
    fn settings_of_an_older_kith_are_kept_and_new_ones_have_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, "{\"theme\": \"dark\", \"lock_minutes\": 9}").unwrap();
        let expected = Settings {
            theme: Theme::Dark,
            lock_minutes: 9,
            hide_from_capture: true,
            text_size: 100,
            single_keys: true,
        };
        assert_eq!(
            SettingsFile::at(path).settings(),
            expected,
            "only the missing setting has its default"
        );
    }

    #[test]
    fn crisis_numbers_are_read_back_without_empty_lines() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        assert!(
            SettingsFile::at(path.clone()).crisis_numbers().is_empty(),
            "Kith brings none of its own"
        );
        let typed = [" Night line 0800 000 000 ", " ", "Dr Rao 0113 496 0000"].map(str::to_owned);
        SettingsFile::at(path.clone())
            .save_crisis_numbers(&typed)
            .unwrap();
        let lines = ["Night line 0800 000 000", "Dr Rao 0113 496 0000"];
        assert_eq!(SettingsFile::at(path.clone()).crisis_numbers(), lines);
        SettingsFile::at(path.clone())
            .save(Settings::default())
            .unwrap();
        assert_eq!(
            SettingsFile::at(path.clone()).crisis_numbers(),
            lines,
            "other settings leave them alone"
        );
        let endless = vec!["9".repeat(1000); 1000];
        SettingsFile::at(path.clone())
            .save_crisis_numbers(&endless)
            .unwrap();
        let kept = SettingsFile::at(path).crisis_numbers();
        assert_eq!(
            (kept.len(), kept[0].len()),
            (MOST_LINES, LONGEST_LINE),
            "the file stays small"
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_settings_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, "{}").unwrap();
        fs::write(folder.path().join("settings.json.1.part"), "").unwrap();
        SettingsFile::at(path.clone())
            .save(Settings::default())
            .unwrap();
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "a file readable by others is replaced");
    }
}

//! Preferences that hold nothing of a client: theme, lock time, window size. Kept in plain `settings.json`.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use specta::Type;

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
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            lock_minutes: 5,
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

#[derive(Default, Clone, Copy, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    settings: Settings,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    window: Option<Frame>,
}

/// The settings and the file they are kept in.
pub struct SettingsFile {
    path: PathBuf,
    kept: Mutex<Kept>,
}

impl SettingsFile {
    /// Reads the file; one that is missing or no settings gives the defaults, since nothing depends on it.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        let kept: Option<Kept> = fs::read(&path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut kept = kept.unwrap_or_default();
        kept.settings = kept.settings.in_bounds();
        Self {
            path,
            kept: Mutex::new(kept),
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

    fn write(&self, kept: &Kept) -> io::Result<()> {
        let fresh = self.path.with_extension("json.new");
        fs::write(&fresh, serde_json::to_vec_pretty(kept)?)?;
        fs::rename(&fresh, &self.path)
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
        };
        SettingsFile::at(path.clone()).save(chosen).unwrap();
        let expected = Settings {
            theme: Theme::Dark,
            lock_minutes: 30,
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
}

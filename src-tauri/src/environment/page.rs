//! The page in the window: theme, screenshots, printing, presentation.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tauri::{AppHandle, Manager, Theme as SystemTheme, WebviewWindow};

use super::settings::Theme;

/// The name of the one window.
pub const LABEL: &str = "main";

/// The theme to set on the window; none if the system decides.
#[must_use]
pub fn system_theme(theme: Theme) -> Option<SystemTheme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(SystemTheme::Light),
        Theme::Dark => Some(SystemTheme::Dark),
    }
}

/// How much larger the page is drawn at a text size in percent.
#[must_use]
pub fn zoom(text_size: i32) -> f64 {
    f64::from(text_size) / 100.0
}

/// The page of the one window, or of none.
#[derive(Clone, Default)]
pub struct Page {
    app: Option<AppHandle>,
    presented: Arc<Mutex<Option<String>>>,
}

impl Page {
    /// The page of the window.
    #[must_use]
    pub fn of_window(app: AppHandle) -> Self {
        Self {
            app: Some(app),
            ..Self::default()
        }
    }

    /// No page, for tests without a window.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    fn window(&self) -> Option<WebviewWindow> {
        self.app
            .as_ref()
            .and_then(|app| app.get_webview_window(LABEL))
    }

    /// Sets the theme of the window's frame, and of the page where it follows the system.
    pub fn put_on(&self, theme: Theme) {
        if let Some(window) = self.window() {
            // On a system without themes the page sets its own theme.
            window.set_theme(system_theme(theme)).ok();
        }
    }

    /// Hides the window from screenshots and shared screens, or shows it there.
    pub fn hide_from_capture(&self, hide: bool) {
        if let Some(window) = self.window() {
            // On a system that cannot do this, the settings page says so.
            window.set_content_protected(hide).ok();
        }
    }

    /// Draws everything on the page in that size, in percent.
    pub fn enlarge(&self, text_size: i32) {
        if let Some(window) = self.window() {
            // A page that cannot be enlarged stays as it is.
            window.set_zoom(zoom(text_size)).ok();
        }
    }

    /// Whether the system can keep a window out of screenshots.
    #[must_use]
    pub const fn can_hide_from_capture() -> bool {
        cfg!(any(windows, target_os = "macos"))
    }

    /// Opens the print dialog of the system for the page. Builds for window tests do not: they cannot operate it.
    pub fn print(&self) {
        if let Some(window) = self.window().filter(|_| cfg!(not(feature = "e2e"))) {
            // A system without printers tells the user itself.
            window.print().ok();
        }
    }

    fn presentation(&self) -> MutexGuard<'_, Option<String>> {
        self.presented
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the place that is presented to a client, in memory only; none ends the presentation.
    pub fn present(&self, place: Option<String>) {
        *self.presentation() = place;
    }

    /// The place that is presented to a client. If a page finds one when it is loaded, it was reloaded during a
    /// presentation.
    #[must_use]
    pub fn presented(&self) -> Option<String> {
        self.presentation().clone()
    }

    /// Loads the page anew after a lock: the memory of the old page is freed, and a presentation ends.
    pub fn start_over(&self) {
        self.present(None);
        if let Some(window) = self.window() {
            // A window that is closing has no page to load.
            window.reload().ok();
        }
    }
}

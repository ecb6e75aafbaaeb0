//! The page in the window, as far as Rust reaches into it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tauri::{AppHandle, Manager, Theme as SystemTheme, WebviewWindow};

use super::settings::Theme;

/// The name of the one window.
pub const LABEL: &str = "main";

/// The theme that the system is asked for; none where it decides.
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

    /// A house without a window.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    fn window(&self) -> Option<WebviewWindow> {
        self.app
            .as_ref()
            .and_then(|app| app.get_webview_window(LABEL))
    }

    /// Puts a theme on the frame that the system draws, and on what the page asks the system for.
    pub fn put_on(&self, theme: Theme) {
        if let Some(window) = self.window() {
            // A system without themes leaves the page's own in force.
            window.set_theme(system_theme(theme)).ok();
        }
    }

    /// Keeps the window out of screenshots and shared screens, or not.
    pub fn hide_from_capture(&self, hide: bool) {
        if let Some(window) = self.window() {
            // What the system cannot do, the settings page says.
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

    /// Opens the system's print dialog for what the page shows. Test builds do not: it cannot be driven.
    pub fn print(&self) {
        if let Some(window) = self.window().filter(|_| cfg!(not(feature = "e2e"))) {
            // A system without printers says so itself.
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

    /// The place that is presented to a client. A page that was just built and finds one was reloaded meanwhile.
    #[must_use]
    pub fn presented(&self) -> Option<String> {
        self.presentation().clone()
    }

    /// Builds the page anew after a lock: what the old one held in memory goes with it, and no presentation goes on.
    pub fn start_over(&self) {
        self.present(None);
        if let Some(window) = self.window() {
            // A window that is closing has no page to build.
            window.reload().ok();
        }
    }
}

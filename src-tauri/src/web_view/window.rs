//! The window: it leaves no traces on disk, opens no other pages, and closes only when the vault is locked.

use tauri::webview::{Color, NewWindowResponse};
use tauri::{
    App, AppHandle, LogicalSize, Manager, Runtime, Theme as SystemTheme, Url, WebviewUrl,
    WebviewWindow, WebviewWindowBuilder, Window, WindowEvent,
};

use crate::backups::Backups;
use crate::environment::home::Home;
use crate::environment::page::{LABEL, system_theme, zoom};
use crate::environment::settings::{Frame, SettingsFile};
use crate::lock::{LockReason, VaultLock};

const TITLE: &str = "Kith";
const FIRST_SIZE: (f64, f64) = (1280.0, 860.0);
/// A screen of 1366 by 768 that is enlarged to 150 % has room for it.
const LEAST_SIZE: (f64, f64) = (640.0, 480.0);
/// `--paper` of the two themes, so that the window does not flash before the page is loaded.
const PAPER: Color = Color(0xfc, 0xfa, 0xf6, 0xff);
const PAPER_AT_NIGHT: Color = Color(0x1a, 0x1e, 0x1c, 0xff);

/// Opens the window in the place where it was closed.
///
/// # Errors
/// An error of the system.
pub fn open(app: &App) -> tauri::Result<()> {
    let settings = app.state::<SettingsFile>();
    let (width, height) = settings
        .window()
        .map_or(FIRST_SIZE, |frame| (frame.width, frame.height));
    let theme = system_theme(settings.settings().theme);
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(TITLE)
        .inner_size(width.max(LEAST_SIZE.0), height.max(LEAST_SIZE.1))
        .min_inner_size(LEAST_SIZE.0, LEAST_SIZE.1)
        .theme(theme)
        .background_color(paper(theme))
        .content_protected(settings.settings().hide_from_capture)
        .visible(false)
        .general_autofill_enabled(false)
        // For the menu of a text field, which pastes.
        .enable_clipboard_access()
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false);
    let window = keep_no_traces(window, &app.state::<Home>()).build()?;
    // A page that cannot be enlarged stays as it is.
    window.set_zoom(zoom(settings.settings().text_size)).ok();
    if theme.is_none() {
        window.set_background_color(Some(paper(Some(window.theme()?))))?;
    }
    if let Some(frame) = settings.window() {
        restore_place(&window, frame)?;
    }
    window.show()
}

/// Whether the address is a page of Kith.
fn is_own_page(url: &Url) -> bool {
    url.scheme() == "tauri" && url.host_str() == Some("localhost")
        || matches!(url.scheme(), "http" | "https") && url.host_str() == Some("tauri.localhost")
}

#[cfg(not(feature = "e2e"))]
fn keep_no_traces<'a>(
    window: WebviewWindowBuilder<'a, tauri::Wry, App>,
    _: &Home,
) -> WebviewWindowBuilder<'a, tauri::Wry, App> {
    window.incognito(true)
}

/// WebDriver needs a profile, so builds for window tests have one, inside the home.
#[cfg(feature = "e2e")]
fn keep_no_traces<'a>(
    window: WebviewWindowBuilder<'a, tauri::Wry, App>,
    home: &Home,
) -> WebviewWindowBuilder<'a, tauri::Wry, App> {
    window.data_directory(home.webview())
}

fn paper(theme: Option<SystemTheme>) -> Color {
    if theme == Some(SystemTheme::Dark) {
        PAPER_AT_NIGHT
    } else {
        PAPER
    }
}

fn restore_place(window: &WebviewWindow, frame: Frame) -> tauri::Result<()> {
    let on_screen = window.available_monitors()?.iter().any(|monitor| {
        let corner = monitor.position().to_logical::<f64>(monitor.scale_factor());
        let size: LogicalSize<f64> = monitor.size().to_logical(monitor.scale_factor());
        let inside = |at: f64, from: f64, length: f64| at >= from && at < from + length;
        inside(frame.x, corner.x, size.width) && inside(frame.y, corner.y, size.height)
    });
    if on_screen {
        window.set_position(tauri::LogicalPosition::new(frame.x, frame.y))?;
    }
    if frame.maximised {
        window.maximize()?;
    }
    Ok(())
}

/// Saves the place of the window.
fn save_place(window: &Window) -> tauri::Result<()> {
    let scale = window.scale_factor()?;
    let settings = window.state::<SettingsFile>();
    let maximised = window.is_maximized()?;
    let size: LogicalSize<f64> = window.inner_size()?.to_logical(scale);
    let corner = window.outer_position()?.to_logical::<f64>(scale);
    let here = Frame {
        width: size.width,
        height: size.height,
        x: corner.x,
        y: corner.y,
        maximised,
    };
    let frame = match settings.window() {
        Some(before) if maximised => Frame {
            maximised,
            ..before
        },
        Some(_) | None => here,
    };
    Ok(settings.save_window(frame)?)
}

/// Locks the vault before the window is closed.
pub fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    api.prevent_close();
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        // The place of the window is a convenience; an error must not keep the window open.
        save_place(&window).ok();
        let vault_lock = window.state::<VaultLock>().inner().clone();
        if !vault_lock.is_locked() {
            vault_lock.announce_and_lock(LockReason::Closing).await;
        }
        // Hidden while the last backup is made, or a restore ends. A window that cannot hide stays visible.
        window.hide().ok();
        vault_lock.wait_until_wiped().await;
        // The vault is closed now.
        window.state::<Backups>().wait_for_copy().await;
        // If the window is gone already, nothing is left to close.
        window.destroy().ok();
    });
}

/// Closes the window like its own button; without a window, ends the program.
pub fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window that is gone has nothing left to close.
        window.close().ok();
    } else {
        app.exit(0);
    }
}

/// Called when the program ends. Quit in the Dock of a Mac, and logging out there, do not close the window before: then
/// the vault is locked here, and the program stays until the keys are wiped.
pub fn before_exit<R: Runtime>(app: &AppHandle<R>) {
    let Some(vault_lock) = app.try_state::<VaultLock>() else {
        return;
    };
    tauri::async_runtime::block_on(async {
        if !vault_lock.is_locked() {
            vault_lock.lock(LockReason::Closing).await;
        }
        vault_lock.wait_until_wiped().await;
    });
}

/// Brings the window to the front when Kith is started a second time.
pub fn come_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // Some systems do not let windows raise themselves.
        window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus())
            .ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_kith_may_open_in_the_window() {
        for own in [
            "tauri://localhost/index.html",
            "http://tauri.localhost/#/clients",
        ] {
            assert!(is_own_page(&own.parse().unwrap()), "{own} is ours");
        }
        for other in [
            "https://example.org",
            "http://localhost:1420",
            "file:///etc/passwd",
            "data:text/html,hi",
            "tauri://evil/",
        ] {
            assert!(!is_own_page(&other.parse().unwrap()), "{other} is not");
        }
    }
}

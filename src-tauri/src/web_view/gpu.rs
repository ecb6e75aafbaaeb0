//! Whether the page is drawn with the graphics card.

/// Draws the page without the graphics card. Kith's pages are not animated: on Linux OpenGL would cost 90 MB and more
/// time than it saves. A variable that the user set stays.
///
/// Must be called before any thread is started and before GTK reads the variables.
#[cfg(target_os = "linux")]
pub fn without_graphics_card() {
    const CHOICES: [(&str, &str); 4] = [
        // GTK looks for OpenGL when it opens the display.
        ("GDK_GL", "disable"),
        ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
        // WebKit asks for the card that it could use, even if it will use none.
        ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
        ("WEBKIT_WEB_RENDER_DEVICE_FILE", "/dev/null"),
    ];
    for (name, value) in CHOICES {
        // Fails only for an invalid name.
        glib::setenv(name, value, false).ok();
    }
}

/// Windows and macOS need no setting.
#[cfg(not(target_os = "linux"))]
pub fn without_graphics_card() {}

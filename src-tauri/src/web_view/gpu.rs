//! How the system draws the window's page.

/// Has the page drawn without the graphics card. Kith's pages stand still: on Linux the detour through OpenGL costs
/// 90 MB and more time than it saves. Whoever sets one of these names keeps their choice.
///
/// Before any thread is started, and before GTK reads them.
#[cfg(target_os = "linux")]
pub fn without_graphics_card() {
    const CHOICES: [(&str, &str); 4] = [
        // GTK looks for OpenGL when it opens the display.
        ("GDK_GL", "disable"),
        ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
        // WebKit asks which card it could use, though it is to use none.
        ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
        ("WEBKIT_WEB_RENDER_DEVICE_FILE", "/dev/null"),
    ];
    for (name, value) in CHOICES {
        // Refused only for names that are no names.
        glib::setenv(name, value, false).ok();
    }
}

/// Windows and macOS draw pages well as they are.
#[cfg(not(target_os = "linux"))]
pub fn without_graphics_card() {}

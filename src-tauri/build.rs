//! Prepares the Tauri application: configuration, capabilities and the Windows resource.

use std::path::Path;

fn main() -> std::io::Result<()> {
    // The pages are embedded at compile time. Rules, storage and lints must build before the interface does.
    std::fs::create_dir_all(Path::new("..").join("ui").join("dist"))?;
    tauri_build::build();
    Ok(())
}

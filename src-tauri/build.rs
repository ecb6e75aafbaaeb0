//! Prepares the Tauri application: configuration, capabilities and the Windows resource.

use std::path::Path;

fn main() -> std::io::Result<()> {
    // The pages are embedded at compile time. Rules, storage and lints must build before the interface does,
    // and the first interface that is built afterwards must find its way into the program.
    let pages = Path::new("..").join("ui").join("dist");
    std::fs::create_dir_all(&pages)?;
    println!("cargo:rerun-if-changed={}", pages.display());
    // Cargo forgets to strip a program whose package has an optimisation of its own.
    let is = |name, value: &str| std::env::var(name).is_ok_and(|it| it == value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-Wl,--strip-all");
    }
    tauri_build::build();
    Ok(())
}

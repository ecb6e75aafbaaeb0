//! `cargo xtask dist`: the installer of this system.

use crate::program::{self, Profile, Window};
use crate::step::{Outcome, Problem, carry_out, command};
use crate::{place, setup};

pub fn run() -> Outcome {
    let kind = match std::env::consts::OS {
        "linux" => "deb",
        "macos" => "dmg",
        "windows" => "nsis",
        other => return Err(Problem::new(format!("There is no installer for {other}."))),
    };
    setup::for_window()?;
    program::pages()?;
    program::window(Window::Private, Profile::Release)?;
    let ui = place::ui();
    let mut bundle = command(
        &ui,
        "npx",
        &["--no-install", "tauri", "bundle", "--bundles", kind],
    );
    carry_out(bundle.env("CI", "true"))?;
    println!(
        "The installer is under {}",
        place::target().join("release/bundle").join(kind).display()
    );
    Ok(())
}

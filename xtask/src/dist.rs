//! `cargo xtask dist`: the installer of this system, made without the network. Never of the window that can be driven.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::program::{self, Profile, Window};
use crate::step::{Outcome, Problem, answer, carry_out, command};
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
    let kith = program::window(Window::Private, Profile::Release)?;
    let beside = json!({ "bundle": { "externalBin": [rescue_beside(&kith)?] } });
    let tauri = place::ui().join("node_modules/@tauri-apps/cli/tauri.js");
    let mut bundle = command(&place::root(), "node", &[]);
    bundle.arg(tauri).args(["bundle", "--bundles", kind]);
    bundle.arg("--config").arg(beside.to_string());
    carry_out(bundle.env("CI", "true"))?;
    println!(
        "The installer is under {}",
        place::target().join("release/bundle").join(kind).display()
    );
    Ok(())
}

/// Keeps `kith-rescue` under the name by which Tauri takes it along: every installer puts it beside the program, for
/// the day the window does not start. Tauri adds the rest of that name, which says for which kind of computer it is.
fn rescue_beside(kith: &Path) -> Outcome<PathBuf> {
    let computer = answer("rustc", &["--print", "host-tuple"])
        .ok_or_else(|| Problem::new("rustc does not say for which kind of computer it builds."))?;
    let rescue = kith.with_file_name("kith-rescue");
    let built = rescue.with_extension(std::env::consts::EXE_EXTENSION);
    program::keep_as(&built, &format!("kith-rescue-{computer}"))?;
    Ok(rescue)
}

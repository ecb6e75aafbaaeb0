//! `cargo xtask dist`: the installer of this system, made without the network. Never of the window that can be driven.

use serde_json::json;

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
    let kith = program::window(Window::Private, Profile::Release)?;
    let rescue = kith.with_file_name("kith-rescue");
    let beside = json!({ "bundle": { "linux": { "deb": { "files": { "/usr/bin/kith-rescue": rescue } } } } });
    let tauri = place::ui().join("node_modules/@tauri-apps/cli/tauri.js");
    let mut bundle = command(&place::root(), "node", &[]);
    bundle.arg(tauri).args(["bundle", "--bundles", kind]);
    if kind == "deb" {
        bundle.arg("--config").arg(beside.to_string());
    }
    carry_out(bundle.env("CI", "true"))?;
    println!(
        "The installer is under {}",
        place::target().join("release/bundle").join(kind).display()
    );
    Ok(())
}

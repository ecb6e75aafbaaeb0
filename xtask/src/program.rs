//! Building the pages and the program around them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::place;
use crate::selection::{FEATURES, cargo, cargo_for_all};
use crate::step::{During, Outcome, carry_out, command};

/// The two ways to build the program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// As it is given to people: its web data live in memory only, and nothing can drive it.
    Private,
    /// With the cargo feature `e2e`: WebDriver can drive it.
    Driven,
}

/// How it is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Dev,
    Release,
}

/// Builds the interface when any of its sources is newer than the pages.
pub fn pages() -> Outcome {
    let ui = place::ui();
    let built = fs::metadata(ui.join("dist/index.html"))
        .and_then(|data| data.modified())
        .ok();
    // Two files beside the interface go into the pages.
    let beside = ["Cargo.toml", "THIRD-PARTY-NOTICES.txt"]
        .map(|file| fs::metadata(place::root().join(file)).and_then(|data| data.modified()));
    let newest = beside.into_iter().flatten().max().max(newest_source(&ui));
    if built.is_some() && newest <= built {
        return Ok(());
    }
    carry_out(&mut command(&ui, "npm", &["run", "--silent", "build"]))
}

/// Builds the program and returns where it is. The two windows are kept apart, so that neither is taken for the other.
pub fn window(window: Window, profile: Profile) -> Outcome<PathBuf> {
    let (folder, mut build) = match profile {
        Profile::Dev => ("debug", cargo_for_all(&["build", "--bin", "kith"])),
        // Nothing that only tests need.
        Profile::Release => {
            let mut build = cargo(&["build", "--release", "-p", "kith", "-p", "rescue"]);
            build.args(FEATURES);
            ("release", build)
        }
    };
    if window == Window::Driven {
        build.args(["--features", "kith/e2e"]);
    }
    carry_out(&mut build)?;
    let built = place::target().join(folder).join(executable("kith"));
    match window {
        Window::Private => keep_as(&built, "kith-private"),
        Window::Driven => keep_as(&built, "kith-driven"),
    }
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// Keeps a program beside the others under a name of its own, which the next build does not overwrite.
pub fn keep_as(built: &Path, name: &str) -> Outcome<PathBuf> {
    let kept = built.with_file_name(executable(name));
    if kept.exists() {
        fs::remove_file(&kept).during("removing the earlier program")?;
    }
    if fs::hard_link(built, &kept).is_err() {
        fs::copy(built, &kept).during("copying the program")?;
    }
    Ok(kept)
}

fn newest_source(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?;
    entries
        .flatten()
        .filter(|entry| !matches!(entry.file_name().to_str(), Some("node_modules" | "dist")))
        .filter_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => newest_source(&entry.path()),
            _ => entry.metadata().and_then(|data| data.modified()).ok(),
        })
        .max()
}

//! Programs that check this project and are not part of it: installed once for the user, at a pinned version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::place;
use crate::selection::cargo;
use crate::step::{During, Outcome, answer, carry_out, command};

const CARGO_DENY: &str = "0.20.2";
const TYPOS: &str = "1.52.0";

/// Judges the licences, sources and names of all dependencies.
pub fn cargo_deny() -> Outcome<PathBuf> {
    installed("cargo-deny", CARGO_DENY, |folder| {
        carry_out(&mut with_cargo("cargo-deny", CARGO_DENY, folder))
    })
}

/// Finds misspelt words.
pub fn typos() -> Outcome<PathBuf> {
    installed("typos", TYPOS, |folder| {
        // Python's package is the compiled program; without Python it is compiled here, which takes minutes.
        let wheel = ["-m", "pip", "install", "--quiet", "--no-deps", "--target"];
        let python = ["python3", "python"]
            .into_iter()
            .find(|python| answer(python, &["-m", "pip", "--version"]).is_some());
        if let Some(python) = python {
            let mut pip = command(&place::root(), python, &wheel);
            pip.arg(folder).arg(format!("typos=={TYPOS}"));
            if carry_out(&mut pip).is_ok() {
                return Ok(());
            }
        }
        carry_out(&mut with_cargo("typos-cli", TYPOS, folder))
    })
}

/// Compiled quickly: these programs have little to read here.
fn with_cargo(package: &str, version: &str, folder: &Path) -> Command {
    let mut install = cargo(&["install", "--locked", "--debug", "--quiet"]);
    install
        .args(["--version", version, package, "--root"])
        .arg(folder)
        .arg("--target-dir")
        .arg(folder.join("build"));
    install
}

/// The path of the program; `install` puts it below the folder it is given, in `bin`.
fn installed(name: &str, version: &str, install: impl Fn(&Path) -> Outcome) -> Outcome<PathBuf> {
    let tools = place::cache().join("tools");
    let folder = tools.join(format!("{name}-{version}"));
    let program = folder
        .join("bin")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if program.exists() {
        return Ok(program);
    }
    println!("Installing {name} {version} in {}", tools.display());
    // Whole or not at all, even when two runs install it at once.
    let unfinished = tools.join(format!("{name}-{version}.{}", std::process::id()));
    fs::create_dir_all(&unfinished).during(unfinished.display())?;
    let done = install(&unfinished).and_then(|()| {
        let build = unfinished.join("build");
        if build.exists() {
            fs::remove_dir_all(&build).during(build.display())?;
        }
        match fs::rename(&unfinished, &folder) {
            Err(_) if program.exists() => Ok(()),
            renamed => renamed.during(folder.display()),
        }
    });
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).during(unfinished.display())?;
    }
    done.map(|()| program)
}

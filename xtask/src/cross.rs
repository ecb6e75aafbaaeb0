//! `cargo xtask cross`: what can be known about Windows and macOS from Debian. The Windows programs are built and the
//! tests of rules and storage run under Wine; for macOS the whole workspace is linted and type-checked, not linked.

mod macos;
mod windows;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{During, Outcome, Problem, answer, command};
use crate::{place, setup};

/// A compiler whose standard library can be built for other systems, and what the two checks need beside it.
const PACKAGES: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "gcc-mingw-w64-x86-64-posix",
    "wine64",
    "libssl-dev",
    "perl",
    "make",
    "gcc",
];

pub fn run(names: &[String]) -> Outcome {
    if let Some(unknown) = names
        .iter()
        .find(|name| !["windows", "macos"].contains(&name.as_str()))
    {
        return Err(Problem::new(format!(
            "cross knows windows and macos, not '{unknown}'"
        )));
    }
    let wanted = |system: &str| names.is_empty() || names.iter().any(|name| name == system);
    if let Some(reason) = why_not() {
        println!("cross was not run: {reason}");
        return Ok(());
    }
    setup::debian_packages(PACKAGES)?;
    let workshop = Workshop::open()?;
    if wanted("windows") {
        println!("\n== Windows: build");
        windows::build(&workshop)?;
        println!("\n== Windows: tests under Wine");
        windows::test(&workshop)?;
    }
    if wanted("macos") {
        println!("\n== macOS: lints and types");
        macos::lint(&workshop)?;
    }
    Ok(())
}

fn why_not() -> Option<String> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Some("it needs an x86-64 Debian.".to_owned());
    }
    let offered = |package| {
        answer("apt-cache", &["policy", package]).is_some_and(|policy| {
            policy.contains("Candidate:") && !policy.contains("Candidate: (none)")
        })
    };
    // A new machine may not have fetched its package lists yet.
    if offered("rustc-web") || setup::debian_package_lists().is_ok() && offered("rustc-web") {
        return None;
    }
    Some("this system does not offer the package rustc-web (Debian 12 does).".to_owned())
}

/// The folder of the other systems' builds: outside the tree, kept from run to run.
struct Workshop {
    folder: PathBuf,
}

impl Workshop {
    fn open() -> Outcome<Self> {
        let cache = std::env::var_os("XDG_CACHE_HOME")
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))
            .unwrap_or_else(std::env::temp_dir);
        let workshop = Self {
            folder: cache.join("kith-cross"),
        };
        workshop.folder_named("target")?;
        Ok(workshop)
    }

    fn folder_named(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.folder.join(name);
        std::fs::create_dir_all(&folder).during(folder.display())?;
        Ok(folder)
    }

    /// Debian's own cargo, with nothing left over from the one that started this recipe.
    fn cargo(&self, arguments: &[&str]) -> Command {
        let root = place::root();
        let mut cargo = match arguments {
            ["clippy", ..] => command(&root, "/usr/bin/cargo-clippy", arguments),
            _ => command(&root, "/usr/bin/cargo", arguments),
        };
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_") && name != "CARGO_HOME" {
                cargo.env_remove(name);
            }
        }
        let path = std::env::var("PATH").unwrap_or_default();
        cargo
            .env_remove("RUSTUP_TOOLCHAIN")
            .env("PATH", format!("/usr/bin:{path}"))
            .env("RUSTC", "/usr/bin/rustc")
            .env("CARGO", "/usr/bin/cargo")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            // Else each selection of packages has features of its own, and compiles the same dependencies once more.
            .env("CARGO_UNSTABLE_FEATURE_UNIFICATION", "true")
            .env("CARGO_RESOLVER_FEATURE_UNIFICATION", "workspace")
            .env("CARGO_TARGET_DIR", self.folder.join("target"));
        cargo
    }

    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.join(path)
    }
}

/// The standard library comes as source and is built along.
const STANDARD_LIBRARY: &str = "-Zbuild-std=std,panic_abort,panic_unwind,test";

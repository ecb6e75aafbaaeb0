//! Installs the programs that a fresh machine lacks, or names them exactly if it cannot.

pub mod tools;

use std::fs;
use std::path::Path;

use crate::place;
use crate::step::{Outcome, Problem, answer, carry_out, command};

/// Needed to compile and open the window on Debian and Ubuntu.
const WINDOW_PACKAGES: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "libwebkit2gtk-4.1-dev",
    "dbus-daemon",
];

/// Needed to open and drive it without a display.
const VIRTUAL_WINDOW_PACKAGES: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "strace"];

/// Needed to stand between a program and its disk.
const TORTURE_PACKAGES: &[&str] = &["build-essential"];

/// Everything to build the window.
pub fn for_window() -> Outcome {
    node()?;
    match std::env::consts::OS {
        "linux" => debian_packages(WINDOW_PACKAGES)?,
        "macos" => macos()?,
        "windows" => windows()?,
        other => return Err(Problem::new(format!("Kith has not been tried on {other}."))),
    }
    interface_packages()
}

/// Everything to drive the window under a virtual display (Linux).
pub fn for_virtual_window() -> Outcome {
    if cfg!(target_os = "linux") {
        debian_packages(VIRTUAL_WINDOW_PACKAGES)
    } else {
        Ok(())
    }
}

/// Everything the bars need that no window does.
pub fn for_torture() -> Outcome {
    if cfg!(target_os = "linux") {
        debian_packages(TORTURE_PACKAGES)
    } else {
        Ok(())
    }
}

/// Node's interface packages, as the lock file names them.
fn interface_packages() -> Outcome {
    let ui = place::ui();
    let written = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let installed = written(&ui.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= written(&ui.join("package-lock.json")) {
        return Ok(());
    }
    carry_out(&mut command(&ui, "npm", &["ci", "--no-audit", "--no-fund"]))
}

fn node() -> Outcome {
    let found = answer("node", &["--version"]);
    let good = found
        .as_deref()
        .and_then(version)
        .is_some_and(|(major, minor)| match major {
            20 => minor >= 19,
            22 => minor >= 12,
            _ => major > 22,
        });
    if good {
        return Ok(());
    }
    let found = found.map_or_else(|| "none".to_owned(), |version| format!("only {version}"));
    Err(Problem::new(format!(
        "Node 20.19 or newer in the 20 series, or 22.12 or newer, is needed; found {found}.\n\
         Get it from https://nodejs.org (Debian 12's own package is too old)."
    )))
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim_start_matches('v').split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

/// Installs the missing ones of `packages` through apt; without apt, names them.
pub fn debian_packages(packages: &[&str]) -> Outcome {
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !has_package(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if answer("apt-get", &["--version"]).is_none() {
        return without_apt(&missing);
    }
    if !is_root() && answer("sudo", &["--version"]).is_none() {
        return Err(Problem::new(format!(
            "These packages are missing and there is no sudo to install them. As root:\n  apt-get install {}",
            missing.join(" ")
        )));
    }
    debian_package_lists()?;
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(missing);
    apt(&install)
}

/// Fetches the lists of what apt can install.
pub fn debian_package_lists() -> Outcome {
    apt(&["update", "-q"])
}

fn apt(arguments: &[&str]) -> Outcome {
    let mut apt = if is_root() {
        command(&place::root(), "apt-get", arguments)
    } else {
        let mut sudo = command(&place::root(), "sudo", &["apt-get"]);
        sudo.args(arguments);
        sudo
    };
    carry_out(apt.env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_root() -> bool {
    answer("id", &["-u"]).is_some_and(|id| id == "0")
}

fn has_package(package: &str) -> bool {
    answer("dpkg-query", &["-W", "-f=${Status}", package])
        .is_some_and(|status| status.ends_with(" installed"))
}

fn without_apt(missing: &[&str]) -> Outcome {
    let window_is_there = answer("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_some();
    let driver_is_there = answer("Xvfb", &["-version"]).is_some() || !missing.contains(&"xvfb");
    if window_is_there && driver_is_there {
        return Ok(());
    }
    Err(Problem::new(format!(
        "This system has no apt. Install what matches these Debian packages: {}.\n\
         On Fedora: webkit2gtk4.1-devel; on Arch: webkit2gtk-4.1; with a C compiler, make, perl and pkg-config.",
        missing.join(" ")
    )))
}

fn macos() -> Outcome {
    if answer("xcode-select", &["-p"]).is_some() {
        return Ok(());
    }
    Err(Problem::new(
        "The Xcode command line tools are missing. Install them with:\n  xcode-select --install",
    ))
}

fn windows() -> Outcome {
    const WEBVIEW: &str = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    const WEBVIEW_OF_USER: &str =
        r"HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let mut missing = Vec::new();
    if answer("perl", &["--version"]).is_none() {
        missing.push("perl (OpenSSL's build needs it): https://strawberryperl.com");
    }
    if answer("where", &["nmake"]).is_none() {
        missing.push(
            "nmake: install \"Desktop development with C++\" of the Visual Studio Build Tools \
             (https://visualstudio.microsoft.com/visual-cpp-build-tools/) and start this command in its \
             \"x64 Native Tools Command Prompt\"",
        );
    }
    if [WEBVIEW, WEBVIEW_OF_USER]
        .iter()
        .all(|key| answer("reg", &["query", key, "/v", "pv"]).is_none())
    {
        missing
            .push("the WebView2 runtime: https://developer.microsoft.com/microsoft-edge/webview2/");
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Problem::new(format!(
        "These are missing:\n  - {}",
        missing.join("\n  - ")
    )))
}

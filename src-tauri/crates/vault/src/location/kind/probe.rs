//! What differs between systems in finding out where a folder is.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::surroundings::{Mount, Surroundings};

/// More names than this are not read of any one folder: marks of cloud programs are in folders they keep tidy.
const MOST_NAMES: usize = 5_000;

/// The folder as the system knows it, links and mapped drives resolved, and what surrounds it. A folder that is not
/// there yet is judged by the one it will be in.
pub fn inspect(folder: &Path) -> (String, Surroundings) {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = whole
        .ancestors()
        .find(|folder| folder.is_dir())
        .unwrap_or(&whole);
    let real = fs::canonicalize(there).unwrap_or_else(|_| there.to_owned());
    let missing = whole.strip_prefix(there).unwrap_or(Path::new(""));
    let home = env::home_dir();
    let mut folders: Vec<PathBuf> = real.ancestors().map(Path::to_owned).collect();
    // Nothing is read of a folder that is as wide as the system.
    folders.retain(|folder| folder.parent().is_some());
    let icloud = home
        .as_deref()
        .map(|home| home.join("Library/Mobile Documents/com~apple~CloudDocs"));
    folders.extend(icloud.filter(|_| cfg!(target_os = "macos")));
    let around = Surroundings {
        declared: declared(home.as_deref()),
        mounts: mounts(),
        beside: folders
            .iter()
            .map(|folder| (text(folder), names(folder)))
            .collect(),
        home: home.as_deref().map(text),
    };
    (text(&real.join(missing)), around)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries
        .take(MOST_NAMES)
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.collect()
}

/// OneDrive names its folders to every program; Dropbox writes them down, in JSON.
fn declared(home: Option<&Path>) -> Vec<(String, String)> {
    let mut declared = Vec::new();
    for name in ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"] {
        if let Some(folder) = env::var_os(name).filter(|folder| !folder.is_empty()) {
            declared.push((text(Path::new(&folder)), "OneDrive".to_owned()));
        }
    }
    let data = ["APPDATA", "LOCALAPPDATA"]
        .into_iter()
        .filter_map(env::var_os)
        .map(PathBuf::from);
    let homes = data
        .map(|folder| folder.join("Dropbox"))
        .chain(home.map(|home| home.join(".dropbox")));
    for folder in homes {
        let said = fs::read(folder.join("info.json")).unwrap_or_default();
        let said: serde_json::Value = serde_json::from_slice(&said).unwrap_or_default();
        let accounts = said.as_object().into_iter().flatten();
        let paths =
            accounts.filter_map(|(_, account)| account.get("path").and_then(|path| path.as_str()));
        declared.extend(paths.map(|path| (path.to_owned(), "Dropbox".to_owned())));
    }
    declared
}

#[cfg(target_os = "linux")]
fn mounts() -> Vec<Mount> {
    let table = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    super::mounts::of_linux(&table, |device| {
        // A partition says it of the disk it is on.
        let of = |path: String| fs::read_to_string(path).is_ok_and(|said| said.trim() == "1");
        of(format!("/sys/dev/block/{device}/removable"))
            || of(format!("/sys/dev/block/{device}/../removable"))
    })
}

#[cfg(target_os = "macos")]
fn mounts() -> Vec<Mount> {
    let said = std::process::Command::new("/sbin/mount").output();
    let said = said.map(|said| said.stdout).unwrap_or_default();
    super::mounts::of_macos(&String::from_utf8_lossy(&said))
}

/// Windows resolves a mapped drive to the share behind it; more it tells only to unsafe code.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn mounts() -> Vec<Mount> {
    Vec::new()
}

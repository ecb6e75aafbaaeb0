//! Reads the facts about a folder from the system.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::surroundings::{Mount, Surroundings};

/// At most this many names are read of one folder: the folders with files of cloud programs are small.
const MOST_NAMES: usize = 5_000;

/// The folder with links and mapped drives resolved, and the facts about it. A folder that does not exist yet is judged
/// by the folder it will be in.
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
    // The root folder is not read.
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

/// OneDrive names its folders in environment variables; Dropbox in a JSON file.
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
        // A partition has no such file; its disk has.
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

/// On Windows a mapped drive resolves to its share; more needs unsafe code.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn mounts() -> Vec<Mount> {
    Vec::new()
}

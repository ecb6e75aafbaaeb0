//! The folders of cloud programs.

use super::parts::Parts;
use super::surroundings::Surroundings;

/// Folders directly in the home folder or directly on a drive: the name; what may follow the name; the program.
const FOLDERS: &[(&str, &[&str], &str)] = &[
    ("OneDrive", &[" - "], "OneDrive"),
    ("Dropbox", &[" ("], "Dropbox"),
    ("Google Drive", &[], "Google Drive"),
    ("GoogleDrive", &[], "Google Drive"),
    ("My Drive", &[" ("], "Google Drive"),
    ("Meine Ablage", &[" ("], "Google Drive"),
    ("Mon Drive", &[" ("], "Google Drive"),
    ("Mi unidad", &[" ("], "Google Drive"),
    ("Il mio Drive", &[" ("], "Google Drive"),
    ("Shared drives", &[], "Google Drive"),
    ("iCloudDrive", &[], "iCloud Drive"),
    ("iCloud Drive", &[], "iCloud Drive"),
    ("Box Sync", &[], "Box"),
    ("pCloudDrive", &[], "pCloud"),
    ("pCloud Drive", &[], "pCloud"),
    ("pCloud Sync", &[], "pCloud"),
    ("Nextcloud", &[], "Nextcloud"),
    ("ownCloud", &[" - ", "-"], "ownCloud"),
    ("MEGA", &[], "MEGA"),
    ("MEGAsync", &[], "MEGA"),
    ("Proton Drive", &[], "Proton Drive"),
    ("ProtonDrive", &[], "Proton Drive"),
    ("Tresorit", &[], "Tresorit"),
    ("Tresorit Drive", &[], "Tresorit"),
    ("Tresors", &[], "Tresorit"),
    ("SynologyDrive", &[], "Synology Drive"),
    ("Yandex.Disk", &[], "Yandex Disk"),
    ("HiDrive", &[], "HiDrive"),
    ("MagentaCLOUD", &[], "MagentaCLOUD"),
    ("Seafile", &[], "Seafile"),
    ("Jottacloud", &[], "Jottacloud"),
    ("kDrive", &[], "kDrive"),
    ("Koofr", &[], "Koofr"),
    ("Creative Cloud Files", &[], "Creative Cloud"),
];

/// Files that a program leaves in a folder it syncs: the name, or with `*` its beginning and end.
const MARKS: &[(&str, &str)] = &[
    (".dropbox.cache", "Dropbox"),
    (".sync_*.db", "Nextcloud or ownCloud"),
    ("._sync_*.db", "Nextcloud or ownCloud"),
    (".nextcloudsync.log", "Nextcloud or ownCloud"),
    (".owncloudsync.log", "Nextcloud or ownCloud"),
    (".stfolder", "Syncthing"),
    (".tmp.driveupload", "Google Drive"),
    (".tmp.drivedownload", "Google Drive"),
    (".megaignore", "MEGA"),
    (".SynologyWorkingDirectory", "Synology Drive"),
];

/// The names of cloud folders in macOS' `CloudStorage` folder.
const CLOUD_STORAGE: &[(&str, &str)] = &[
    ("OneDrive", "OneDrive"),
    ("GoogleDrive", "Google Drive"),
    ("Dropbox", "Dropbox"),
    ("Box", "Box"),
    ("pCloud", "pCloud"),
    ("ProtonDrive", "Proton Drive"),
    ("Nextcloud", "Nextcloud"),
    ("Tresorit", "Tresorit"),
    ("MEGA", "MEGA"),
    ("iCloud", "iCloud Drive"),
];

/// The cloud program that syncs this folder, if one does.
pub fn provider(folder: &Parts, around: &Surroundings) -> Option<String> {
    declared(folder, around)
        .or_else(|| in_library(folder))
        .or_else(|| kept_in_icloud(folder, around))
        .or_else(|| by_name(folder, around))
        .or_else(|| by_mount(folder, around))
        .or_else(|| by_mark(around))
}

fn declared(folder: &Parts, around: &Surroundings) -> Option<String> {
    let mut own = around.declared.iter();
    let found =
        own.find(|(path, _)| Parts::of(path).len() > 0 && folder.is_within(&Parts::of(path)));
    found.map(|(_, provider)| provider.clone())
}

/// macOS: everything in `Library/CloudStorage` and `Library/Mobile Documents`.
fn in_library(folder: &Parts) -> Option<String> {
    folder.names().windows(3).find_map(|names| match names {
        [library, storage, name] if library == "Library" && storage == "CloudStorage" => {
            let known = CLOUD_STORAGE
                .iter()
                .find(|(beginning, _)| name.starts_with(beginning));
            Some(known.map_or_else(
                || name.split('-').next().unwrap_or(name).to_owned(),
                |(_, provider)| (*provider).to_owned(),
            ))
        }
        [library, documents, _] if library == "Library" && documents == "Mobile Documents" => {
            Some("iCloud Drive".to_owned())
        }
        _ => None,
    })
}

/// macOS can keep Desktop and Documents in iCloud: then iCloud's own folder has them too.
fn kept_in_icloud(folder: &Parts, around: &Surroundings) -> Option<String> {
    let home = around.home.as_deref()?;
    let icloud = format!("{home}/Library/Mobile Documents/com~apple~CloudDocs");
    let (_, kept) = around.beside.iter().find(|(path, _)| *path == icloud)?;
    let held = ["Desktop", "Documents"].into_iter().any(|name| {
        kept.iter().any(|kept| kept == name)
            && folder.is_within(&Parts::of(&format!("{home}/{name}")))
    });
    held.then(|| "iCloud Drive".to_owned())
}

fn by_name(folder: &Parts, around: &Surroundings) -> Option<String> {
    folder.names().iter().enumerate().find_map(|(depth, name)| {
        if !is_where_programs_put_them(folder, depth, around) {
            return None;
        }
        if folder.is_windows() && folder.alike(name, "Box") {
            return Some("Box".to_owned());
        }
        let lower = name.to_lowercase();
        let known = FOLDERS.iter().find(|(known, endings, _)| {
            let rest = lower.strip_prefix(&known.to_lowercase());
            rest.is_some_and(|rest| {
                rest.is_empty() || endings.iter().any(|ending| rest.starts_with(ending))
            })
        });
        known.map(|(_, _, provider)| (*provider).to_owned())
    })
}

/// Whether the name is directly in a home folder or directly on a drive.
fn is_where_programs_put_them(folder: &Parts, depth: usize, around: &Surroundings) -> bool {
    let is_at = |path: &str| {
        let outer = Parts::of(path);
        outer.len() == depth && folder.is_within(&outer)
    };
    let homes = ["home", "Users"];
    let in_some_home = depth == 2
        && folder
            .names()
            .first()
            .is_some_and(|name| homes.contains(&name.as_str()));
    in_some_home
        || folder.is_windows() && depth == 0
        || around.home.as_deref().is_some_and(is_at)
        || around.mounts.iter().any(|mount| mount.at != "/" && is_at(&mount.at))
        // macOS shows drives of such programs among the others.
        || depth == 1 && folder.names().first().is_some_and(|name| name == "Volumes")
}

/// Drives that a cloud program mounts.
fn by_mount(folder: &Parts, around: &Surroundings) -> Option<String> {
    let kinds = [
        ("pcloud", "pCloud"),
        ("google-drive", "Google Drive"),
        ("drivefs", "Google Drive"),
        ("onedriver", "OneDrive"),
        ("tresorit", "Tresorit"),
    ];
    around
        .mounts
        .iter()
        .filter(|mount| folder.is_within(&Parts::of(&mount.at)))
        .find_map(|mount| {
            let kind = mount.kind.to_lowercase();
            let known = kinds.iter().find(|(name, _)| kind.contains(name));
            known.map(|(_, provider)| (*provider).to_owned())
        })
}

fn by_mark(around: &Surroundings) -> Option<String> {
    around
        .beside
        .iter()
        .flat_map(|(_, names)| names)
        .find_map(|name| {
            let known = MARKS.iter().find(|(mark, _)| match mark.split_once('*') {
                Some((beginning, end)) => name.starts_with(beginning) && name.ends_with(end),
                None => name == mark,
            });
            known.map(|(_, provider)| (*provider).to_owned())
        })
}

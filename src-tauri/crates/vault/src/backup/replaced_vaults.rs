//! Vaults that a restore replaced and that could not be backed up: each is kept in a folder as it was. They are not in
//! the list of backups, and an earlier secret still opens them.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use crate::location::path::VaultPath;

const MINUTE: &str = "vault-%Y-%m-%d-%H%M";

/// A vault that a restore replaced.
#[derive(Clone, PartialEq, Eq)]
pub struct ReplacedVault {
    /// Its folder.
    pub folder: PathBuf,
    /// The local time in the folder's name.
    pub at: NaiveDateTime,
}

course::redacted!(ReplacedVault);

/// The vaults that restores of the vault at `vault` replaced, newest first. They lie among the backups or beside it.
#[must_use]
pub fn list_replaced_vaults(vault: &VaultPath, backups: &Path) -> Vec<ReplacedVault> {
    let beside = vault.folder().parent();
    let within = [Some(backups), beside.filter(|beside| *beside != backups)];
    let entries = within
        .into_iter()
        .flatten()
        .filter_map(|folder| fs::read_dir(folder).ok());
    let folders = entries.flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<ReplacedVault> = folders
        .filter(|folder| holds_a_vault(folder))
        .filter_map(|folder| at(&folder).map(|at| ReplacedVault { folder, at }))
        .collect();
    found.sort_by_key(|replaced| std::cmp::Reverse(replaced.at));
    found
}

/// An unused name for a vault replaced at `local`: with `-2`, `-3`, … if another has it.
pub fn free(within: &Path, local: NaiveDateTime) -> PathBuf {
    let stem = local.format(MINUTE).to_string();
    let mut which = 1_u32;
    loop {
        let name = match which {
            1 => stem.clone(),
            which => format!("{stem}-{which}"),
        };
        let folder = within.join(name);
        if !folder.exists() {
            return folder;
        }
        which += 1;
    }
}

/// The time in the folder's name; none if Kith did not name it.
fn at(folder: &Path) -> Option<NaiveDateTime> {
    let name = folder.file_name()?.to_str()?;
    let (minute, which) = name.split_at_checked("vault-YYYY-MM-DD-HHMM".len())?;
    let number = which.strip_prefix('-').map(str::parse::<u32>);
    if !which.is_empty() && !matches!(number, Some(Ok(_))) {
        return None;
    }
    // Without seconds chrono reads no time: they are given.
    NaiveDateTime::parse_from_str(&format!("{minute}00"), "vault-%Y-%m-%d-%H%M%S").ok()
}

fn holds_a_vault(folder: &Path) -> bool {
    let place = VaultPath::at(folder);
    place.database().is_file() || place.headers().iter().any(|header| header.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_replaced_vaults_are_listed() {
        let home = tempfile::tempdir().unwrap();
        let backups = home.path().join("backups");
        let local = |text| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        let (may, june) = (local("2026-05-03 09:07"), local("2026-06-01 10:00"));
        let put = |within: &Path, at| {
            let folder = free(within, at);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("vault.db"), "").unwrap();
            folder
        };
        let first = put(&backups, may);
        let second = put(&backups, may);
        let beside = put(home.path(), june);
        fs::create_dir(free(&backups, june)).unwrap();
        for other in ["vault", "vault-2026-05-03-0907-copy", "vault-of-last-year"] {
            fs::create_dir(home.path().join(other)).unwrap();
            fs::write(home.path().join(other).join("vault.db"), "").unwrap();
        }
        let found = list_replaced_vaults(&VaultPath::in_home(home.path()), &backups);
        assert_eq!(
            found.len(),
            3,
            "not the vault, an empty folder or a folder of another program"
        );
        assert!(
            found[0].folder == beside && found[0].at == june,
            "the newest"
        );
        let of_may = |folder: &PathBuf| {
            found
                .iter()
                .any(|one| one.folder == *folder && one.at == may)
        };
        assert!(of_may(&first) && of_may(&second), "both of one minute");
    }
}

//! The name of a backup: `kith-YYYY-MM-DD-HHMM.kithbackup`; if that is taken with the seconds too,
//! `kith-YYYY-MM-DD-HHMMSS.kithbackup`, and then with `-2`, `-3`, … before the ending.

use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, Timelike};

const ENDING: &str = ".kithbackup";
const MINUTE: &str = "kith-%Y-%m-%d-%H%M";
const SECOND: &str = "kith-%Y-%m-%d-%H%M%S";

/// An unused name in `folder` for a backup made at the local time `local`.
pub fn free(folder: &Path, local: NaiveDateTime) -> PathBuf {
    let first = folder.join(format!("{}{ENDING}", local.format(MINUTE)));
    if first.exists() {
        free_like(folder, &stem(local))
    } else {
        first
    }
}

/// The name with seconds, or without if they are zero.
fn stem(local: NaiveDateTime) -> String {
    let form = if local.second() == 0 { MINUTE } else { SECOND };
    local.format(form).to_string()
}

/// The name for a copy of the backup, or a similar one if `folder` has that name already.
pub fn free_as(folder: &Path, elsewhere: &Path) -> PathBuf {
    let name = elsewhere.file_name().unwrap_or_default().to_string_lossy();
    let stem = match made(elsewhere) {
        Some((local, _)) if folder.join(name.as_ref()).exists() => stem(local),
        Some(_) | None => name.strip_suffix(ENDING).unwrap_or(&name).to_owned(),
    };
    free_like(folder, &stem)
}

fn free_like(folder: &Path, stem: &str) -> PathBuf {
    let mut which = 1_u32;
    loop {
        let name = match which {
            1 => format!("{stem}{ENDING}"),
            which => format!("{stem}-{which}{ENDING}"),
        };
        let path = folder.join(name);
        if !path.exists() {
            return path;
        }
        which += 1;
    }
}

/// Whether the file has the ending of a backup and is not hidden.
pub fn is_of_a_backup(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.ends_with(ENDING) && !name.starts_with('.'))
}

/// The local time in its name, and its number among backups of that time; none if the file was renamed.
pub fn made(path: &Path) -> Option<(NaiveDateTime, u32)> {
    let stem = path.file_name()?.to_str()?.strip_suffix(ENDING)?;
    let (minute, rest) = stem.split_at_checked("kith-YYYY-MM-DD-HHMM".len())?;
    let (seconds, which) = rest.split_once('-').unwrap_or((rest, "1"));
    // Without seconds chrono reads no time: they are given.
    let seconds = if seconds.is_empty() { "00" } else { seconds };
    let local = NaiveDateTime::parse_from_str(&format!("{minute}{seconds}"), SECOND).ok()?;
    Some((local, which.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn name_is_read_back_and_second_backup_of_a_minute_has_seconds() {
        let folder = tempfile::tempdir().unwrap();
        let minute = local("2026-05-03 09:07");
        let at = minute + chrono::TimeDelta::seconds(5);
        for (name, said) in [
            ("kith-2026-05-03-0907.kithbackup", (minute, 1)),
            ("kith-2026-05-03-090705.kithbackup", (at, 1)),
            ("kith-2026-05-03-090705-2.kithbackup", (at, 2)),
            ("kith-2026-05-03-090705-3.kithbackup", (at, 3)),
        ] {
            let path = free(folder.path(), at);
            assert_eq!(path, folder.path().join(name), "the next free name");
            assert_eq!(made(&path), Some(said), "{name} is read back");
            std::fs::write(&path, "").unwrap();
        }
        let at_the_full_minute = free(folder.path(), minute);
        assert_eq!(
            made(&at_the_full_minute),
            Some((minute, 2)),
            "later than the first backup of this minute"
        );
    }

    #[test]
    fn copy_keeps_its_name_or_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = Path::new("/elsewhere/kith-2026-05-03-090705.kithbackup");
        let mut names = Vec::new();
        for _ in 0..3 {
            let path = free_as(folder.path(), elsewhere);
            std::fs::write(&path, "").unwrap();
            names.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
        assert_eq!(
            names,
            [
                "kith-2026-05-03-090705.kithbackup",
                "kith-2026-05-03-090705-2.kithbackup",
                "kith-2026-05-03-090705-3.kithbackup"
            ],
            "none is overwritten"
        );
    }

    #[test]
    fn other_file_names_have_no_time() {
        for name in [
            "kith-2026-05-03-0907.kithbackup.part",
            "kith-2026-13-03-0907.kithbackup",
            "kith-2026-05-03-0907x.kithbackup",
            "kith-2026-05-03-090761.kithbackup",
            "kith-2026-05-03-0907-.kithbackup",
            "kith-2026-05-03.kithbackup",
            "kith-äöüäöüäöüäöüäöü.kithbackup",
            "before the move.kithbackup",
        ] {
            assert_eq!(made(Path::new(name)), None, "{name}");
        }
        assert!(
            is_of_a_backup(Path::new("before the move.kithbackup")),
            "it counts as a backup"
        );
        assert!(
            !is_of_a_backup(Path::new(".x.kithbackup")),
            "a hidden file is no backup"
        );
    }
}

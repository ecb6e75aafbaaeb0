//! The name of a backup: `kith-YYYY-MM-DD-HHMM.kithbackup`, with `-2`, `-3`, … before the ending if it is taken.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

const ENDING: &str = ".kithbackup";
const FORM: &str = "kith-%Y-%m-%d-%H%M";

/// A name nobody has in `folder` for a backup made at `local`, by the clock on the wall.
pub fn free(folder: &Path, local: NaiveDateTime) -> PathBuf {
    free_like(folder, &local.format(FORM).to_string())
}

/// The name a backup has elsewhere, or if that is taken in `folder` one like it.
pub fn free_as(folder: &Path, elsewhere: &Path) -> PathBuf {
    let name = elsewhere.file_name().unwrap_or_default().to_string_lossy();
    let stem = match made(elsewhere) {
        Some((local, _)) if folder.join(name.as_ref()).exists() => local.format(FORM).to_string(),
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

/// Whether the file is named as a backup, whoever named it.
pub fn is_of_a_backup(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.ends_with(ENDING) && !name.starts_with('.'))
}

/// When it was made by its name, by the clock on the wall, and which of that minute; none if somebody renamed it.
pub fn made(path: &Path) -> Option<(NaiveDateTime, u32)> {
    let stem = path.file_name()?.to_str()?.strip_suffix(ENDING)?;
    let (minute, rest) = stem.split_at_checked("kith-YYYY-MM-DD-HHMM".len())?;
    let which = match rest {
        "" => 1,
        rest => rest.strip_prefix('-')?.parse().ok()?,
    };
    // Without seconds chrono reads no time: they are given.
    let local = NaiveDateTime::parse_from_str(&format!("{minute}00"), &format!("{FORM}%S")).ok()?;
    Some((local, which))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn a_name_is_read_back_and_a_second_of_the_same_minute_has_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let at = local("2026-05-03 09:07");
        for which in 1..4 {
            let path = free(folder.path(), at);
            assert_eq!(made(&path), Some((at, which)), "{which} of this minute");
            std::fs::write(&path, "").unwrap();
        }
        assert!(
            folder
                .path()
                .join("kith-2026-05-03-0907-3.kithbackup")
                .exists(),
            "as the design names it"
        );
    }

    #[test]
    fn what_is_named_otherwise_says_no_time() {
        for name in [
            "kith-2026-05-03-0907.kithbackup.part",
            "kith-2026-13-03-0907.kithbackup",
            "kith-2026-05-03-0907x.kithbackup",
            "kith-2026-05-03.kithbackup",
            "kith-äöüäöüäöüäöüäöü.kithbackup",
            "before the move.kithbackup",
        ] {
            assert_eq!(made(Path::new(name)), None, "{name}");
        }
        assert!(
            is_of_a_backup(Path::new("before the move.kithbackup")),
            "but is a backup"
        );
        assert!(
            !is_of_a_backup(Path::new(".x.kithbackup")),
            "hidden: somebody else's half copy"
        );
    }
}

//! Course files: one course of one client as JSON (`tests/golden/course-file.schema.json` and, for versions 2
//! and 3, `course-file-2.schema.json` and `course-file-3.schema.json` beside it).
//!
//! Version 2 adds two keys to a version of the map: ties between two people of the inventory (`ties`) and notes on the
//! drawing (`placed_notes`). Version 3 adds optional keys, which the description of its schema lists, and in it a record
//! can also name a slot without a session number (`slot:3`). All versions are read.
//! A file is written in the lowest version that can hold the course, so that other programs can read as many files as
//! possible.
//!
//! In version 3 the effect of an event on mood may be absent (`mood_effect`): nobody said it. A key of the same event says
//! that the effect 0 was said (`effect_said`); earlier versions of Kith wrote 0 also if nobody said an effect. A note may
//! list the tasks of every session that were done (`every_done`); of a task that is neither there nor in `every_missed`
//! nobody said anything.
//!
//! The checks run in this order, and the first fault refuses the whole file: size, JSON (nesting, duplicate keys),
//! schema, dates and instants, then the agreement between records. The schema refuses each key that it does not name,
//! also the internal fields of the vault. The key `expected` is ignored.

mod check;
mod date_fields;
pub(crate) mod fault;
mod json;
mod schema;
mod session_references;
mod write;

pub use fault::{FileFault, FileProblem};
pub use write::write;

use chrono::NaiveDate;
use serde_json::Value;

use crate::Course;
use fault::Path;

/// The largest file read, in bytes.
pub const LARGEST: usize = 20_000_000;

/// Most characters of a client code in a file name.
const LONGEST_NAME: usize = 100;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// The newest version of the format. This and all earlier versions are read.
pub const VERSION: i64 = 3;

/// Reads a course file. `ids` makes new ids (UUIDv7 text) for records that have none in a file.
///
/// # Errors
/// [`FileFault`] with the path of the first fault. It holds no text of a client.
pub fn read(bytes: &[u8], ids: &mut dyn FnMut() -> String) -> Result<Course, FileFault> {
    if bytes.len() > LARGEST {
        return Err(FileFault::at(
            &Path::Root,
            FileProblem::TooLarge { limit_mb: 20 },
        ));
    }
    let mut file = json::parse(bytes)?;
    check_version(&mut file)?;
    if let Value::Object(sections) = &mut file {
        sections.remove("expected");
    }
    schema::check(&mut file)?;
    let mut course: Course = serde_path_to_error::deserialize(file).map_err(|fault| {
        FileFault::new(
            fault.path().to_string(),
            FileProblem::OutOfRange {
                min: None,
                max: None,
            },
        )
    })?;
    course.client = course.client.tidied();
    check::check(&course)?;
    session_references::to_slots(&mut course, ids);
    Ok(course.complete_import())
}

/// The file name for an export of the `ordinal`th course of a client: `CODE.json`, then `CODE-2.json` and so on. Each
/// character outside `A-Za-z0-9._-` becomes `_`, a long code is cut, and the name of a device gets a `_` before it.
#[must_use]
pub fn name(code: &str, ordinal: u32) -> String {
    let stem = stem(code);
    if ordinal <= 1 {
        format!("{stem}.json")
    } else {
        format!("{stem}-{ordinal}.json")
    }
}

/// The file name for the texts in progress of a client: `CODE-unfinished.json`, by the same rules.
#[must_use]
pub fn unfinished_name(code: &str) -> String {
    format!("{}-unfinished.json", stem(code))
}

/// The file name for a picture: `CODE-map-2026-03-10.svg`, by the same rules.
#[must_use]
pub fn picture_name(code: &str, what: &str, on: NaiveDate, ending: &str) -> String {
    format!("{}-{what}-{on}.{ending}", stem(code))
}

/// The part of a file name that comes from the client code. Windows keeps some names for devices, with any ending.
fn stem(code: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '_'
        }
    };
    let stem: String = code.chars().take(LONGEST_NAME).map(plain).collect();
    let first = stem.split('.').next().unwrap_or_default();
    if DEVICES.iter().any(|name| first.eq_ignore_ascii_case(name)) {
        return format!("_{stem}");
    }
    stem
}

/// Refuses a file of a newer version, before any other check. A version that is written as `1.0` becomes `1`.
fn check_version(file: &mut Value) -> Result<(), FileFault> {
    let stated = file.get_mut("schema_version");
    let version = stated.and_then(|stated| {
        let whole = stated.as_f64().and_then(schema::as_whole)?;
        *stated = Value::from(whole);
        Some(whole)
    });
    if version.is_some_and(|version| version > VERSION) {
        return Err(FileFault::new(
            "schema_version",
            FileProblem::NewerVersion { reads: VERSION },
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{name, picture_name};

    #[test]
    fn picture_is_named_after_code_and_day() {
        let day = "2026-03-10".parse().unwrap();
        assert_eq!(
            picture_name("A/B\\C:1", "map", day, "svg"),
            "A_B_C_1-map-2026-03-10.svg",
            "a slash in the code makes no folder"
        );
    }

    #[test]
    fn export_is_named_after_the_code_and_stays_in_its_folder() {
        assert_eq!(
            name("C-001", 1),
            "C-001.json",
            "the first course has the plain code"
        );
        assert_eq!(
            name("C-001", 2),
            "C-001-2.json",
            "a second course has a name of its own"
        );
        assert_eq!(
            name("../Zoë 1", 1),
            ".._Zo__1.json",
            "no character of the code leads to another folder"
        );
        for (code, expected) in [
            ("CON", "_CON.json"),
            ("nul", "_nul.json"),
            ("com1.x", "_com1.x.json"),
            ("CONNIE", "CONNIE.json"),
        ] {
            assert_eq!(name(code, 1), expected, "{code} on Windows");
        }
    }
}

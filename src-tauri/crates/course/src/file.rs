//! Course files: one course of one client as JSON (`tests/golden/course-file.schema.json` and, for versions 2
//! and 3, `course-file-2.schema.json` and `course-file-3.schema.json` beside it).
//!
//! Version 2 adds to a version of the map the ties among others that were drawn by hand (`ties`) and the notes
//! on the drawing (`placed_notes`), and nothing else. Version 3 adds to a risk review its time of day (`time`)
//! and the flags it answers (`covers`), and to a measure the reason it was struck out for (`struck_reason`), and
//! nothing else. All versions are read; a file is written in the first
//! that holds all of the course, so that a course without these stays what it was for every other reader.
//!
//! Reading goes from the outside in, and the first fault refuses the whole file: size, JSON (nesting,
//! doubled keys), the schema, dates and instants, then everything that must agree between records. The
//! schema itself is what checks the structure, so a key it does not name cannot slip in, the program's
//! own internal fields included. `expected` is dropped unread.

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

/// Most characters of a code in a file name.
const LONGEST_NAME: usize = 100;

/// The newest version of the format; it and all before it are read.
pub const VERSION: i64 = 3;

/// Reads a course file. `ids` makes new ids (UUIDv7 text) for what a file has none for.
///
/// # Errors
/// [`FileFault`] with the path of the first fault; nothing of a client is in it.
pub fn read(bytes: &[u8], ids: &mut dyn FnMut() -> String) -> Result<Course, FileFault> {
    if bytes.len() > LARGEST {
        return Err(FileFault::at(
            &Path::Root,
            FileProblem::TooLarge { limit_mb: 20 },
        ));
    }
    let mut file = json::parse(bytes)?;
    check_version(&file)?;
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
    check::check(&course)?;
    session_references::to_slots(&mut course, ids);
    Ok(course.complete_import())
}

/// What an export of a client's `ordinal`th course is called: `CODE.json`, then `CODE-2.json` and so on.
/// Every character outside `A-Za-z0-9._-` becomes `_`, and a code no file system would take is cut.
#[must_use]
pub fn name(code: &str, ordinal: u32) -> String {
    let stem = stem(code);
    if ordinal <= 1 {
        format!("{stem}.json")
    } else {
        format!("{stem}-{ordinal}.json")
    }
}

/// What a picture of a client's is called: `CODE-map-2026-03-10.svg`, by the same rules.
#[must_use]
pub fn picture_name(code: &str, what: &str, on: NaiveDate, ending: &str) -> String {
    format!("{}-{what}-{on}.{ending}", stem(code))
}

/// A code as the beginning of a file's name.
fn stem(code: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '_'
        }
    };
    code.chars().take(LONGEST_NAME).map(plain).collect()
}

/// A newer file is recognised before anything else of it is judged.
fn check_version(file: &Value) -> Result<(), FileFault> {
    let version = file.get("schema_version").and_then(Value::as_i64);
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
    fn a_picture_is_named_after_the_code_and_the_day() {
        let day = "2026-03-10".parse().unwrap();
        assert_eq!(
            picture_name("A/B\\C:1", "map", day, "svg"),
            "A_B_C_1-map-2026-03-10.svg",
            "a slash in a code makes no folder"
        );
    }

    #[test]
    fn a_file_is_named_after_the_code_and_never_leaves_its_folder() {
        assert_eq!(name("C-001", 1), "C-001.json", "the code says whose it is");
        assert_eq!(
            name("C-001", 2),
            "C-001-2.json",
            "a second course does not replace the first"
        );
        assert_eq!(
            name("../Zoë 1", 1),
            ".._Zo__1.json",
            "no character of a code names another folder"
        );
    }
}

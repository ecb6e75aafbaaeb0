//! Imports course files. Every file is checked first, by itself, against the other files and against the vault; if one
//! is wrong, none is imported.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use course::Course;
use course::file::LARGEST;
use course::people::same_code;
use serde::Serialize;
use uuid::Uuid;
use vault::{ClientId, CourseId, Edit, EditKind, Vault};

use crate::clock::now;
use crate::output::Output;
use crate::refusal::{Refusal, visible};

/// A file that is valid by itself.
pub struct Checked {
    file: PathBuf,
    course: Course,
}

pub fn read_all(files: &[PathBuf]) -> Result<Vec<Checked>, Refusal> {
    let mut codes = BTreeSet::new();
    let mut checked = Vec::new();
    for file in files {
        let course = read(file)?;
        if !codes.insert(course.client.code.to_lowercase()) {
            return Err(taken(file, "another file is of a client with this code"));
        }
        checked.push(Checked {
            file: file.clone(),
            course,
        });
    }
    Ok(checked)
}

fn taken(file: &Path, message: &str) -> Refusal {
    Refusal::new("exists", message)
        .at("client.code")
        .in_file(file)
}

fn read(file: &Path) -> Result<Course, Refusal> {
    let bytes = read_bytes(file).map_err(|error| Refusal::io(&error).in_file(file))?;
    course::file::read(&bytes, &mut || Uuid::now_v7().to_string())
        .map_err(|fault| Refusal::of_file(file, fault))
}

/// Reads at most one byte more than a course file may have, so that the reader can refuse a larger file.
fn read_bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?
        .take(LARGEST as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub async fn add(
    vault: &Vault,
    checked: Vec<Checked>,
    output: &Output,
) -> Result<ExitCode, Refusal> {
    let present = vault.clients().await?;
    for Checked { file, course } in &checked {
        if present
            .whole
            .iter()
            .any(|row| same_code(&row.client.code, &course.client.code))
        {
            return Err(taken(
                file,
                "a client with this code is in the vault already",
            ));
        }
    }
    let about = match checked.as_slice() {
        [one] => Edit::about(EditKind::ImportCourse, one.course.client.called()),
        _ => EditKind::ImportCourse.into(),
    };
    let mut change = vault.begin(about, now()).await?;
    for Checked { course, .. } in &checked {
        let client = ClientId::new(Uuid::now_v7());
        change.add_client(client, &course.client).await?;
        change
            .add_course(CourseId::new(Uuid::now_v7()), client, course)
            .await?;
    }
    change.commit().await?;
    #[derive(Serialize)]
    struct Imported {
        imported: Vec<String>,
    }
    let imported: Vec<String> = checked
        .into_iter()
        .map(|checked| checked.course.client.code)
        .collect();
    let lines: Vec<String> = imported
        .iter()
        .map(|code| format!("imported {}", visible(code)))
        .collect();
    output.answer(&Imported { imported }, lines)?;
    Ok(ExitCode::SUCCESS)
}

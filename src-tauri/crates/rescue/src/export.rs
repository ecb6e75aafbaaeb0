//! Exports the courses of a client as files, and the texts in progress that no course holds yet: all or none, and never
//! over an existing file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;
use uuid::Uuid;
use vault::{ClientId, CourseRow, EditKind, Timestamp, Vault};

use crate::clients::client_of_code;
use crate::clock::now;
use crate::output::Output;
use crate::refusal::{Refusal, visible};

#[derive(Serialize)]
struct Exported {
    exported: Vec<String>,
    texts_in_progress: usize,
}

/// A text that was typed and not kept. It is in no course file.
#[derive(Serialize)]
struct TextInProgress {
    /// The key of the field, as the window chose it.
    field: String,
    written: Timestamp,
    /// The text, or the fields of a form.
    text: serde_json::Value,
}

pub async fn write(
    vault: &Vault,
    code: &str,
    folder: &Path,
    output: &Output,
) -> Result<ExitCode, Refusal> {
    let (client, courses) = client_of_code(vault, code).await?;
    if courses.is_empty() {
        return Err(Refusal::new("not_found", "this client has no course"));
    }
    let mut files = Vec::new();
    for row in &courses {
        let name = course::file::name(&client.client.code, row.ordinal);
        files.push((
            folder.join(name),
            course::file::write(&vault.load_course(row.id).await?),
        ));
    }
    let texts = texts_in_progress(vault, client.id, &courses).await?;
    if !texts.is_empty() {
        let text =
            serde_json::to_string_pretty(&texts).map_err(|error| Refusal::io(&error.into()))?;
        let name = course::file::unfinished_name(&client.client.code);
        files.push((folder.join(name), text + "\n"));
    }
    fs::create_dir_all(folder).map_err(|error| Refusal::io(&error).in_file(folder))?;
    write_all(&files)?;
    vault
        .note_export(EditKind::ExportCourse, [client.id], now())
        .await;
    let exported: Vec<String> = files
        .iter()
        .map(|(file, _)| file.to_string_lossy().into_owned())
        .collect();
    let mut lines: Vec<String> = exported
        .iter()
        .map(|file| format!("wrote {}", visible(file)))
        .collect();
    let texts_in_progress = texts.len();
    if texts_in_progress > 0 {
        lines.push(format!(
            "texts in progress, which no course file has: {texts_in_progress}, in the last file"
        ));
    }
    let answer = Exported {
        exported,
        texts_in_progress,
    };
    output.answer(&answer, lines)?;
    Ok(ExitCode::SUCCESS)
}

/// The texts in progress of a client, and those of their courses.
async fn texts_in_progress(
    vault: &Vault,
    client: ClientId,
    courses: &[CourseRow],
) -> Result<Vec<TextInProgress>, Refusal> {
    let mut drafts = vault.drafts("").await?;
    drafts.retain(|draft| {
        let of_course = |row: &CourseRow| draft.key.starts_with(&format!("course/{}/", row.id));
        draft.client_id == Some(client) || courses.iter().any(of_course)
    });
    let texts = drafts.into_iter().map(|draft| TextInProgress {
        field: draft.key,
        written: draft.at,
        text: value_of(draft.body),
    });
    Ok(texts.collect())
}

/// The typed value in the body of a draft; the whole body if it has another form.
fn value_of(body: String) -> serde_json::Value {
    let parsed: Option<serde_json::Value> = serde_json::from_str(&body).ok();
    let value = parsed.and_then(|mut draft| Some(draft.get_mut("value")?.take()));
    value.unwrap_or(serde_json::Value::String(body))
}

/// Writes every file under a temporary name and syncs it. The files get their names only when all are on disk.
pub fn write_all(files: &[(PathBuf, String)]) -> Result<(), Refusal> {
    for (file, _) in files {
        if fs::symlink_metadata(file).is_ok() {
            return Err(Refusal::new("exists", "it is there already").in_file(file));
        }
    }
    let mut staged: Vec<(PathBuf, &Path)> = Vec::new();
    let mut done = Ok(());
    for (file, text) in files {
        let temporary = file.with_extension(format!("{}.tmp", Uuid::now_v7()));
        done = stage(&temporary, text).map_err(|error| Refusal::io(&error).in_file(file));
        staged.push((temporary, file));
        if done.is_err() {
            break;
        }
    }
    for (temporary, file) in &staged {
        if done.is_ok() {
            done = fs::rename(temporary, file).map_err(|error| Refusal::io(&error).in_file(file));
        }
        if done.is_err() {
            // Only files of this run are removed. A file that cannot be removed keeps its temporary name.
            fs::remove_file(temporary).ok();
        }
    }
    done
}

fn stage(temporary: &Path, text: &str) -> io::Result<()> {
    let mut file = create_private(temporary)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A new file that only its owner can read, if the system has such permissions.
fn create_private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

//! Exports the courses of a client as files: all or none, and never over an existing file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;
use uuid::Uuid;
use vault::{EditKind, Vault};

use crate::clients::client_of_code;
use crate::clock::now;
use crate::output::Output;
use crate::refusal::{Refusal, visible};

#[derive(Serialize)]
struct Exported {
    exported: Vec<String>,
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
        let name = course::file::name(code, row.ordinal);
        files.push((
            folder.join(name),
            course::file::write(&vault.load_course(row.id).await?),
        ));
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
    let lines: Vec<String> = exported
        .iter()
        .map(|file| format!("wrote {}", visible(file)))
        .collect();
    output.answer(&Exported { exported }, lines)?;
    Ok(ExitCode::SUCCESS)
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

//! Writes all records that can still be read to files in a new folder, with a list of the lost ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::{Value, json};
use vault::{EditKind, Left, LostRecord, Salvage, Salvaged, Timestamp, Vault};

use crate::clock::now;
use crate::export::write_all;
use crate::output::Output;
use crate::refusal::{Ending, Refusal, visible};

/// A lost record: its kind, the client's code, and when it was last written. Nothing of its content.
#[derive(Serialize)]
struct LostLine<'a> {
    kind: &'a str,
    client: Option<&'a str>,
    written: Option<String>,
    id: &'a str,
    key: &'a str,
}

/// Used if the vault does not say which client.
const UNKNOWN: &str = "?";

#[derive(Serialize)]
struct Report<'a> {
    whole: usize,
    incomplete: usize,
    in_pieces: usize,
    lost: Vec<LostLine<'a>>,
    /// More records may be lost than are named.
    more: bool,
}

pub async fn write(vault: &Vault, folder: &Path, output: &Output) -> Result<ExitCode, Refusal> {
    refuse_if_taken(folder)?;
    let salvage = vault.salvage().await?;
    let report = Report::of(&salvage);
    fs::create_dir_all(folder).map_err(|error| Refusal::io(&error).in_file(folder))?;
    write_all(&files(folder, &salvage, &report)?)?;
    note_in_audit(vault).await;
    output.answer(&report, report.lines())?;
    Ok(if report.is_complete() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Ending::Damaged as u8)
    })
}

/// The folder must be new, so that salvaged files are not mixed with others.
fn refuse_if_taken(folder: &Path) -> Result<(), Refusal> {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().map_or(Ok(()), |_| {
            Err(Refusal::new("exists", "the folder is not empty").in_file(folder))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Refusal::io(&error).in_file(folder)),
    }
}

impl<'a> Report<'a> {
    fn of(salvage: &'a Salvage) -> Self {
        let count = |wanted: fn(&Left) -> bool| {
            let courses = salvage.courses.iter();
            courses.filter(|course| wanted(&course.left)).count()
        };
        Self {
            whole: count(|left| matches!(left, Left::Whole(_))),
            incomplete: count(|left| matches!(left, Left::Incomplete(_))),
            in_pieces: count(|left| matches!(left, Left::Records(_))),
            lost: salvage.lost.iter().map(LostLine::of).collect(),
            more: salvage.more,
        }
    }

    fn is_complete(&self) -> bool {
        self.incomplete == 0 && self.in_pieces == 0 && self.lost.is_empty() && !self.more
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "{} courses whole, {} incomplete, {} in pieces",
            self.whole, self.incomplete, self.in_pieces
        )];
        lines.extend(self.lost.iter().map(LostLine::line));
        if self.more {
            lines.push("more may be lost: the list of what there was is damaged too".to_owned());
        }
        lines
    }
}

impl<'a> LostLine<'a> {
    fn of(lost: &'a LostRecord) -> Self {
        Self {
            kind: lost.kind.name(),
            client: lost.client.as_ref().map(|client| client.code.as_str()),
            written: lost
                .written
                .and_then(Timestamp::moment)
                .map(|moment| moment.format("%Y-%m-%d %H:%M UTC").to_string()),
            id: &lost.id,
            key: &lost.key,
        }
    }

    fn line(&self) -> String {
        format!(
            "lost\t{}\t{}\t{}\t{}\t{}",
            self.kind,
            self.client.map_or_else(|| UNKNOWN.to_owned(), visible),
            self.written.as_deref().unwrap_or(UNKNOWN),
            visible(self.id),
            visible(self.key)
        )
    }
}

fn files(
    folder: &Path,
    salvage: &Salvage,
    report: &Report<'_>,
) -> Result<Vec<(PathBuf, String)>, Refusal> {
    let mut files = Vec::new();
    for course in &salvage.courses {
        let (name, text) = match &course.left {
            Left::Whole(whole) => (name_of(course, ""), course::file::write(whole)),
            Left::Incomplete(rest) => (name_of(course, "-incomplete"), course::file::write(rest)),
            Left::Records(rows) => {
                let records: Vec<Value> = rows.iter().map(as_json).collect();
                let pieces = json!({ "course": course.id, "records": records });
                (name_of(course, "-records"), pretty(&pieces)?)
            }
        };
        files.push((folder.join(name), text));
    }
    if !salvage.drafts.is_empty() {
        let drafts = salvage.drafts.iter().map(|draft| {
            let client = draft.client_id.map(|client| client.to_string());
            json!({ "key": draft.key, "client": client, "text": draft.body })
        });
        let drafts: Value = drafts.collect();
        files.push((folder.join("texts-in-progress.json"), pretty(&drafts)?));
    }
    files.push((folder.join("not-salvaged.json"), pretty(report)?));
    let mut lines = report.lines().join("\n");
    lines.push('\n');
    files.push((folder.join("not-salvaged.txt"), lines));
    Ok(files)
}

/// The usual name of a course file; for a lost client, the id of the course.
fn name_of(course: &Salvaged, ending: &str) -> String {
    let name = course.called.as_ref().map_or_else(
        || format!("{}.json", course.id),
        |(code, ordinal)| course::file::name(code, *ordinal),
    );
    let stem = name.strip_suffix(".json").unwrap_or(&name);
    format!("{stem}{ending}.json")
}

fn as_json(row: &course::storage::Row) -> Value {
    let body = serde_json::from_str(&row.body);
    json!({
        "kind": row.kind.name(),
        "key": row.key,
        "position": row.position,
        // A record that is no JSON is written as text.
        "record": body.unwrap_or_else(|_| Value::from(row.body.clone())),
    })
}

fn pretty(value: &impl Serialize) -> Result<String, Refusal> {
    serde_json::to_string_pretty(value).map_err(|error| Refusal::io(&error.into()))
}

/// Notes in the audit trail that every client was exported in plain text.
async fn note_in_audit(vault: &Vault) {
    if let Ok(clients) = vault.clients().await {
        let all = clients.whole.iter().map(|client| client.id);
        vault.note_export(EditKind::ExportCourse, all, now()).await;
    }
}

//! The audit trail, and the verification of the vault.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{Days, NaiveDate, NaiveTime};
use course::dates::Instant;
use course::storage::RecordKind;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;
use vault::{AuditLine as Kept, ClientId, EditKind, Step, Timestamp};

use crate::environment::clock::Clock;
use crate::environment::dialogs::{Ask, Files};
use crate::environment::staged_file::write_whole;
use crate::error::CommandError;
use crate::lock::UnlockSecret;
use crate::lock::confirm_secret::confirm;
use crate::lock::{OpenVault, VaultLock};

/// The number of lines on a page of the window.
const PAGE: usize = 100;
/// The number of lines read at a time for a file.
const BATCH: usize = 1000;

/// The lines to show; days are days in the time zone of the computer.
#[derive(Clone, Copy, Deserialize, Type)]
pub struct AuditFilter {
    pub client: Option<ClientId>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// Whether a change was made, undone or redone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AuditTurn {
    Done,
    Undone,
    Redone,
}

/// The kind of thing that a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    /// A record.
    Record(RecordKind),
    /// The undo journal of a client.
    Journal,
    /// An erased client: the line certifies the erasure.
    Certificate,
    /// The vault as a whole.
    Vault,
    /// A kind that only a later Kith knows.
    Later,
}

/// One line: one thing touched by one change.
#[derive(Serialize, Type)]
pub struct AuditLine {
    pub seq: u32,
    pub at: Instant,
    /// The change; none if only a later Kith knows it.
    pub edit: Option<EditKind>,
    pub turn: AuditTurn,
    pub kind: AuditKind,
    pub client: Option<ClientId>,
}

/// Some lines, newest first.
#[derive(Serialize, Type)]
pub struct AuditPage {
    pub lines: Vec<AuditLine>,
    /// There are older lines.
    pub more: bool,
}

impl AuditFilter {
    fn in_time(self, clock: &Clock) -> vault::AuditFilter {
        let midnight = |day: NaiveDate| clock.moment_of(day.and_time(NaiveTime::MIN));
        let after = |day: NaiveDate| day.checked_add_days(Days::new(1)).and_then(midnight);
        vault::AuditFilter {
            client: self.client,
            from: self.from.and_then(midnight).map(Timestamp::from),
            until: self.to.and_then(after).map(Timestamp::from),
        }
    }
}

impl AuditKind {
    /// The kind with this name in the vault.
    fn named(name: &str) -> Self {
        match name {
            "journal" => Self::Journal,
            "certificate" => Self::Certificate,
            "vault" => Self::Vault,
            name => RecordKind::ALL
                .iter()
                .find(|kind| kind.name() == name)
                .map_or(Self::Later, |kind| Self::Record(*kind)),
        }
    }
}

impl AuditLine {
    fn of(kept: Kept) -> Option<Self> {
        let (turn, code) = match kept.edit.split_once('_') {
            Some(("undo", code)) if EditKind::from_code(&kept.edit).is_none() => {
                (AuditTurn::Undone, code)
            }
            Some(("redo", code)) => (AuditTurn::Redone, code),
            Some(_) | None => (AuditTurn::Done, kept.edit.as_str()),
        };
        Some(Self {
            seq: u32::try_from(kept.seq).ok()?,
            at: kept.at.moment()?.into(),
            edit: EditKind::from_code(code),
            turn,
            kind: AuditKind::named(&kept.kind),
            client: kept.client,
        })
    }
}

/// Lines of the audit trail, older than `before_seq`.
#[tauri::command]
#[specta::specta]
pub async fn audit_lines(
    vault: OpenVault,
    filter: AuditFilter,
    before_seq: Option<u32>,
) -> Result<AuditPage, CommandError> {
    let (filter, before) = (filter.in_time(vault.clock()), before_seq.map(i64::from));
    let page = vault.audit(&filter, before, PAGE).await?;
    Ok(AuditPage {
        lines: page.lines.into_iter().filter_map(AuditLine::of).collect(),
        more: page.more,
    })
}

/// Asks for the secret and a place, and writes the audit trail there; false if the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn export_audit(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    files: State<'_, Files>,
    filter: AuditFilter,
    secret: UnlockSecret,
) -> Result<bool, CommandError> {
    confirm(&vault, &vault_lock, secret).await?;
    let text = vault.unless_locked(table(&vault, filter)).await??;
    let name = format!("kith-audit-{}.csv", vault.clock().today());
    drop(vault);
    let Some(path) = files.ask(Ask::Save { name }).await else {
        return Ok(false);
    };
    vault_lock.vault()?;
    let written = tokio::task::spawn_blocking(move || write_whole(&path, &text)).await;
    written
        .map_err(|fault| CommandError::unexpected(&fault))?
        .map_err(CommandError::from_disk)?;
    Ok(true)
}

/// The trail as a CSV table, newest line first: times, changes and ids, and clients by code.
async fn table(vault: &OpenVault, filter: AuditFilter) -> Result<String, CommandError> {
    let clients = vault.clients().await?.whole.into_iter();
    let codes: BTreeMap<ClientId, String> = clients.map(|row| (row.id, row.client.code)).collect();
    let filter = filter.in_time(vault.clock());
    let mut text = "number,change,time,act,kind,record,client\r\n".to_owned();
    let mut before = None;
    loop {
        let page = vault.audit(&filter, before, BATCH).await?;
        for line in &page.lines {
            let at = line.at.moment().map(|at| at.to_rfc3339());
            let client = line.client.and_then(|client| codes.get(&client));
            let client = client.map(|code| cell(code)).unwrap_or_default();
            let (seq, change, at) = (line.seq, line.change, at.unwrap_or_default());
            let (edit, kind, record) = (&line.edit, &line.kind, cell(&line.record));
            // Writing to a string cannot fail.
            write!(
                text,
                "{seq},{change},{at},{edit},{kind},{record},{client}\r\n"
            )
            .ok();
        }
        before = page.lines.last().map(|line| line.seq);
        if !page.more {
            return Ok(text);
        }
    }
}

/// A cell in quotes, which a spreadsheet does not take for a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// Verifies the whole vault, step by step.
#[tauri::command]
#[specta::specta]
pub async fn verify_vault(vault: OpenVault) -> Result<Vec<Step>, CommandError> {
    let steps = vault.unless_locked(vault.verify()).await?;
    Ok(steps?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_looks_like_a_formula_is_exported_as_text() {
        assert_eq!(
            cell("=HYPERLINK(\"x\")"),
            "\"'=HYPERLINK(\"\"x\"\")\"",
            "a spreadsheet must not run it"
        );
        assert_eq!(cell("C-001"), "\"C-001\"", "other codes are unchanged");
    }
}

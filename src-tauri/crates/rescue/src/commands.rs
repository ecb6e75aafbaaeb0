//! The commands, but import and export.

use std::path::Path;
use std::process::ExitCode;

use chrono::{Local, Utc};
use course::Course;
use course::plan::CourseStatus;
use serde::Serialize;
use vault::{
    BeforeUpgrade, ClientRow, CourseId, CourseRow, Damaged, KdfCost, LockedVault, OpenError, Step,
    Timestamp, Vault, VaultError, VaultPath,
};

use crate::arguments::{Arguments, Command};
use crate::output::Output;
use crate::refusal::{Ending, Refusal, visible};
use crate::{backup, export, import, salvage, secrets};

pub async fn run(arguments: Arguments) -> Result<ExitCode, Refusal> {
    let Arguments {
        command,
        vault,
        recovery,
        json,
    } = arguments;
    let output = Output::new(json);
    let place = VaultPath::at(&vault);
    // Course files are checked before the vault is opened: a wrong one costs no second of key derivation.
    let (opened, done) = match command {
        Command::Create => {
            let (opened, done) = create(place, &output).await?;
            (opened, Ok(done))
        }
        Command::Import { files } => {
            let courses = import::read_all(&files)?;
            let opened = open(place, recovery).await?;
            let done = import::add(&opened, courses, &output).await;
            (opened, done)
        }
        Command::ChangePassphrase => {
            let opened = open_to_change(place, recovery).await?;
            (opened, Ok(ExitCode::SUCCESS))
        }
        Command::Clients => {
            let opened = open(place, recovery).await?;
            let done = clients(&opened, &output).await;
            (opened, done)
        }
        Command::Outcomes { client, course } => {
            let opened = open(place, recovery).await?;
            let done = outcomes(&opened, &client, course.as_deref(), &output).await;
            (opened, done)
        }
        Command::Export { client, to } => {
            let opened = open(place, recovery).await?;
            let done = export::write(&opened, &client, &to, &output).await;
            (opened, done)
        }
        Command::Restore { to } => {
            return backup::put_back(&vault, &to, recovery, &output).await;
        }
        Command::Salvage { to } => {
            let opened = open(place, recovery).await?;
            let done = salvage::write(&opened, &to, &output).await;
            (opened, done)
        }
        Command::Verify if vault.is_file() => {
            return backup::verify(&vault, recovery, &output).await;
        }
        Command::Verify => {
            let opened = open(place, recovery).await?;
            let done = match opened.verify().await {
                Ok(steps) => tell(steps, &output),
                Err(error) => Err(error.into()),
            };
            (opened, done)
        }
        Command::Backup { to } => {
            let opened = open(place, recovery).await?;
            let done = backup::make(&opened, &to, &output).await;
            (opened, done)
        }
    };
    opened.lock().await?;
    done
}

pub fn now() -> Timestamp {
    Timestamp::from(Utc::now())
}

/// The vault at a place, if one lies there.
pub fn find(place: &VaultPath) -> Result<LockedVault, Refusal> {
    let locked = LockedVault::at(place.clone()).map_err(|error| {
        if error == OpenError::NotAVault && has_database(place.folder()) {
            OpenError::HeaderDamaged.into()
        } else {
            Refusal::from(error)
        }
    })?;
    let beside = place.folder().parent().unwrap_or(place.folder());
    Ok(locked.backing_up(BeforeUpgrade {
        backups: beside.join("backups"),
        at: now(),
        local: Local::now().naive_local(),
    }))
}

/// Beside a database, two files that are no headers are damaged headers.
fn has_database(folder: &Path) -> bool {
    folder.join("vault.db").is_file()
}

async fn open(place: VaultPath, recovery: bool) -> Result<Vault, Refusal> {
    let locked = find(&place)?;
    Ok(locked.unlock(secrets::opening(recovery)?).await?)
}

#[derive(Serialize)]
struct Created<'a> {
    recovery_code: &'a str,
}

async fn create(place: VaultPath, output: &Output) -> Result<(Vault, ExitCode), Refusal> {
    let passphrase = secrets::new_passphrase()?;
    if LockedVault::at(place.clone()).is_ok() {
        return Err(OpenError::AlreadyExists.into());
    }
    let (vault, code) =
        LockedVault::create(place, &passphrase, KdfCost::calibrated()?, now()).await?;
    let code = code.groups().join("-");
    output.answer(
        &Created {
            recovery_code: &code,
        },
        [code.clone()],
    )?;
    Ok((vault, ExitCode::SUCCESS))
}

/// Opens the vault to change its passphrase, and changes it. The new one is judged before anything is done.
async fn open_to_change(place: VaultPath, recovery: bool) -> Result<Vault, Refusal> {
    let locked = find(&place)?;
    let (to_open, to_change) = secrets::opening_twice(recovery)?;
    let new = secrets::new_passphrase()?;
    let vault = locked.unlock(to_open).await?;
    vault
        .change_passphrase(to_change, new, KdfCost::calibrated()?, now())
        .await?;
    Ok(vault)
}

/// A line of the list: a client, with a course if there is one.
#[derive(Serialize)]
struct ClientLine<'a> {
    code: &'a str,
    name: Option<&'a str>,
    course_id: Option<CourseId>,
    status: Option<CourseStatus>,
    used: Option<i32>,
    planned: Option<i32>,
}

impl<'a> ClientLine<'a> {
    fn new(row: &'a ClientRow, course: Option<&CourseRow>) -> Self {
        Self {
            code: &row.client.code,
            name: row.client.display_name.as_deref(),
            course_id: course.map(|course| course.id),
            status: course.map(|course| course.glance.status),
            used: course.map(|course| course.glance.used),
            planned: course.map(|course| course.glance.planned),
        }
    }

    fn text(&self) -> String {
        let status = match self.status {
            Some(CourseStatus::Planned) => "planned",
            Some(CourseStatus::Active) => "active",
            Some(CourseStatus::Closed) => "closed",
            None => "no course",
        };
        let course = self.course_id.map(|id| id.to_string()).unwrap_or_default();
        let count = self
            .used
            .zip(self.planned)
            .map(|(used, planned)| format!("{used} of {planned}"));
        let fields = [
            self.code,
            self.name.unwrap_or_default(),
            status,
            &count.unwrap_or_default(),
            &course,
        ];
        visible_fields(&fields)
    }
}

fn visible_fields(fields: &[&str]) -> String {
    fields
        .iter()
        .map(|field| visible(field))
        .collect::<Vec<_>>()
        .join("\t")
}

/// Every client, one line a course. What cannot be read is said after what can.
async fn clients(vault: &Vault, output: &Output) -> Result<ExitCode, Refusal> {
    let clients = vault.clients().await?;
    let mut damaged = clients.damaged;
    let lost = vault.lost();
    damaged.extend(lost.map(|lost| Damaged {
        kind: lost.kind,
        id: lost.id.clone(),
    }));
    let mut courses = Vec::new();
    for row in &clients.whole {
        let listing = vault.courses_of(row.id).await?;
        damaged.extend(listing.damaged);
        courses.push(listing.whole);
    }
    let lines: Vec<ClientLine<'_>> = clients
        .whole
        .iter()
        .zip(&courses)
        .flat_map(|(row, courses)| {
            let none = courses.is_empty().then(|| ClientLine::new(row, None));
            courses
                .iter()
                .map(|course| ClientLine::new(row, Some(course)))
                .chain(none)
        })
        .collect();
    output.answer(&lines, lines.iter().map(ClientLine::text))?;
    all_readable(&damaged)?;
    if vault.is_read_only() {
        return Err(VaultError::ReadOnlyBecauseDamaged.into());
    }
    Ok(ExitCode::SUCCESS)
}

fn all_readable(damaged: &[Damaged]) -> Result<ExitCode, Refusal> {
    match damaged {
        [] => Ok(ExitCode::SUCCESS),
        damaged => Err(Refusal::damaged(
            "damaged",
            format!("{} records are damaged", damaged.len()),
        )),
    }
}

/// The client of a code, with all courses, oldest first.
pub async fn client_of_code(
    vault: &Vault,
    code: &str,
) -> Result<(ClientRow, Vec<CourseRow>), Refusal> {
    let clients = vault.clients().await?;
    let found = clients
        .whole
        .into_iter()
        .find(|row| row.client.code == code);
    let Some(row) = found else {
        all_readable(&clients.damaged)?;
        return Err(Refusal::new("not_found", "no client has this code"));
    };
    let courses = vault.courses_of(row.id).await?;
    all_readable(&courses.damaged)?;
    Ok((row, courses.whole))
}

async fn outcomes(
    vault: &Vault,
    code: &str,
    course: Option<&str>,
    output: &Output,
) -> Result<ExitCode, Refusal> {
    let (_, courses) = client_of_code(vault, code).await?;
    let mut found: Option<Course> = None;
    for row in courses.iter().rev() {
        let loaded = vault.load_course(row.id).await?;
        if course.is_none_or(|id| id == row.id.to_string() || id == loaded.plan.id) {
            found = Some(loaded);
            break;
        }
    }
    let course =
        found.ok_or_else(|| Refusal::new("not_found", "this client has no such course"))?;
    let outcomes = course.outcomes();
    let text =
        serde_json::to_string_pretty(&outcomes).map_err(|error| Refusal::io(&error.into()))?;
    output.answer(&outcomes, [text])?;
    Ok(ExitCode::SUCCESS)
}

/// Says what became of each step.
pub fn tell(steps: Vec<Step>, output: &Output) -> Result<ExitCode, Refusal> {
    #[derive(Serialize)]
    struct Verified {
        ok: bool,
        steps: Vec<Step>,
    }
    let ok = steps.iter().all(|step| step.ok);
    let word = |step: &Step| if step.ok { "ok" } else { "BAD" };
    let lines: Vec<String> = steps
        .iter()
        .map(|step| visible_fields(&[word(step), step.name, &step.detail]))
        .collect();
    output.answer(&Verified { ok, steps }, lines)?;
    Ok(if ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Ending::Damaged as u8)
    })
}

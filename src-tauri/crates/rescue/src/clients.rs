//! The clients of a vault, their courses and outcomes.

use std::process::ExitCode;

use course::Course;
use course::people::same_code;
use course::plan::CourseStatus;
use serde::Serialize;
use vault::{ClientRow, CourseId, CourseRow, Damaged, Vault, VaultError};

use crate::output::{Output, visible_fields};
use crate::refusal::Refusal;

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

/// Writes all clients, one line for each course. Clients and courses that cannot be read come last.
pub async fn list(vault: &Vault, output: &Output) -> Result<ExitCode, Refusal> {
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

/// The client with this code, and all courses, oldest first.
pub async fn client_of_code(
    vault: &Vault,
    code: &str,
) -> Result<(ClientRow, Vec<CourseRow>), Refusal> {
    let clients = vault.clients().await?;
    let mut same: Vec<ClientRow> = clients.whole;
    same.retain(|row| same_code(&row.client.code, code));
    // An earlier Kith took two codes that differ only in upper and lower case.
    let exact = same.iter().position(|row| row.client.code == code);
    let found = same.into_iter().nth(exact.unwrap_or(0));
    let Some(row) = found else {
        all_readable(&clients.damaged)?;
        return Err(Refusal::new("not_found", "no client has this code"));
    };
    let courses = vault.courses_of(row.id).await?;
    all_readable(&courses.damaged)?;
    Ok((row, courses.whole))
}

/// Writes the outcomes of a course: the newest, or the one with this id.
pub async fn outcomes(
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

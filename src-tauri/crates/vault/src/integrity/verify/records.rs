//! Checks of the records: against the audit trail, and by reading each course.

use std::collections::BTreeMap;

use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::change::audit_chain::{self, Newest};
use crate::change::drafts;
use crate::change::journal;
use crate::error::VaultError;
use crate::record::courses;
use crate::record::ids::CourseId;
use crate::record::record_id::RecordId;
use crate::storage::vault::Open;

/// Compares every record with its newest row of the audit trail: finds records that were changed, removed, added or
/// copied back without Kith.
pub(super) async fn against(
    open: &mut Open,
    mut newest: Newest,
) -> Result<(bool, String), VaultError> {
    let connection = &mut open.connection;
    newest.retain(|_, content| !content.is_empty());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut differ = 0;
    let mut records = RecordId::read_owners(connection).await?;
    while !records.is_empty() {
        for (record, stored) in &records {
            let named = newest.remove(&(record.kind.name().to_owned(), record.name()));
            let same = named == Some(audit_chain::content_mac(record, stored));
            differ += usize::from(!same);
            *counts.entry(record.kind.name()).or_default() += 1;
        }
        let last = records.last().map(|(record, _)| record);
        let last = last.filter(|record| record.kind.in_course());
        records = RecordId::read_records(connection, last).await?;
    }
    for (client, intact) in journal::intact(connection).await? {
        let content = journal::content(connection, &open.keys.audit, &client).await?;
        let named = newest.remove(&(audit_chain::JOURNAL.to_owned(), client));
        differ += usize::from(!intact || named != Some(content));
        *counts.entry(audit_chain::JOURNAL).or_default() += 1;
    }
    differ += usize::from(!drafts::intact(connection, &open.keys.audit).await?);
    let missing = newest.len();
    if differ + missing > 0 {
        return Ok((
            false,
            format!("{differ} records differ, {missing} are missing"),
        ));
    }
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(kind, count)| format!("{kind} {count}"))
        .collect();
    Ok((true, counts.join(", ")))
}

/// Reads every course, and compares its stored glance.
pub(super) async fn courses_readable(
    connection: &mut SqliteConnection,
) -> Result<(bool, String), VaultError> {
    let rows = sqlx::query("SELECT id, glance FROM course")
        .fetch_all(&mut *connection)
        .await?;
    let mut damaged = 0;
    for row in &rows {
        let (id, glance): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let fine = match id.parse::<CourseId>() {
            Ok(id) => match courses::load_course(connection, id).await {
                Ok(course) => courses::glance_text(&course)? == glance,
                Err(VaultError::Damaged(_) | VaultError::NotFound(_)) => false,
                Err(error) => return Err(error),
            },
            Err(_) => false,
        };
        damaged += usize::from(!fine);
    }
    Ok((
        damaged == 0,
        format!("{} courses, {damaged} damaged", rows.len()),
    ))
}

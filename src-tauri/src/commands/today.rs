//! The page of today: open flags, whatever the day, the sessions of the day, and open work.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use course::guidance::{CheckDue, ClientRisk, Glance, OpenRisk, Pip};
use course::ids::SlotId;
use course::plan::gate::Gate;
use serde::Serialize;
use specta::Type;
use vault::{ClientId, CourseId, CourseRow};

use crate::commands::risk::{ClientCheck, OpenFlag, open_flags, risk_checks, risk_of_clients};
use crate::error::CommandError;
use crate::lock::OpenVault;

/// The page of today.
#[derive(Serialize, Type)]
pub struct TodayView {
    pub today: NaiveDate,
    /// The open flags of all clients, archived ones too, and of all their courses: the most urgent first.
    pub flags: Vec<OpenFlag>,
    /// The days to ask about risk again that have come, of all clients and courses: the earliest first.
    pub checks: Vec<ClientCheck>,
    pub sessions: Vec<TodaySession>,
    pub unfinished: Vec<Unfinished>,
    /// The number of clients.
    pub clients: i32,
    /// The number of clients and courses that cannot be read.
    pub damaged: i32,
}

/// A session of the day.
#[derive(Serialize, Type)]
pub struct TodaySession {
    pub client_id: ClientId,
    pub course_id: CourseId,
    pub name: String,
    pub glance: Glance,
    pub pip: Pip,
    /// The highest open flag of all courses of this client.
    pub risk: OpenRisk,
    pub days_since_last: Option<i32>,
    pub gate_due: Option<Gate>,
}

/// Open work.
#[derive(Serialize, Type)]
pub struct Unfinished {
    pub kind: UnfinishedKind,
    pub client_id: ClientId,
    pub course_id: CourseId,
    pub name: String,
    pub slot: Option<SlotId>,
    pub date: Option<NaiveDate>,
    pub gate: Option<Gate>,
}

/// The kind of open work.
#[derive(Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum UnfinishedKind {
    /// A note without a signature.
    Unsigned,
    /// A slot of an earlier day without a status.
    Unrecorded,
    /// A gate that is due.
    Gate,
}

/// A course and its client.
struct NamedCourse<'a> {
    row: &'a CourseRow,
    name: &'a str,
    /// The highest open flag of all courses of this client.
    risk: OpenRisk,
}

/// The page of today, made from the lists alone: no course is loaded.
#[tauri::command]
#[specta::specta]
pub async fn today(vault: OpenVault) -> Result<TodayView, CommandError> {
    let (clients, courses) = (vault.clients().await?, vault.glances().await?);
    let today = vault.clock().today();
    let damaged = clients.damaged.len() + courses.damaged.len();
    let count = clients.whole.len();
    let called = clients
        .whole
        .iter()
        .map(|row| (row.id, row.client.called()));
    let names: BTreeMap<ClientId, &str> = called.collect();
    let named: Vec<(&CourseRow, &str)> = courses
        .whole
        .iter()
        .filter_map(|row| Some((row, *names.get(&row.client_id)?)))
        .collect();
    let flags = open_flags(named.iter().copied());
    let mut checks = risk_checks(named.iter().copied(), today);
    checks.retain(|open| open.check.due != CheckDue::Later);
    let archived = clients.whole.iter().filter(|row| row.archived);
    let archived: BTreeSet<ClientId> = archived.map(|row| row.id).collect();
    let risks = risk_of_clients(&courses.whole);
    let here: Vec<NamedCourse<'_>> = named
        .into_iter()
        .filter(|(row, _)| !archived.contains(&row.client_id))
        .map(|(row, name)| NamedCourse {
            row,
            name,
            risk: risks
                .get(&row.client_id)
                .map_or(OpenRisk::None, ClientRisk::level),
        })
        .collect();
    let mut sessions: Vec<TodaySession> = here
        .iter()
        .flat_map(|course| course.sessions_on(today))
        .collect();
    sessions.sort_by(|a, b| a.pip.start_time.cmp(&b.pip.start_time));
    let mut unfinished: Vec<Unfinished> = here
        .iter()
        .flat_map(|course| course.unfinished_on(today))
        .collect();
    unfinished.sort_by_key(|open| open.date);
    Ok(TodayView {
        today,
        flags,
        checks,
        sessions,
        unfinished,
        clients: whole(count),
        damaged: whole(damaged),
    })
}

fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

impl NamedCourse<'_> {
    fn sessions_on(&self, today: NaiveDate) -> impl Iterator<Item = TodaySession> {
        let met = self
            .row
            .glance
            .pips
            .iter()
            .filter(move |pip| pip.date < today && course::plan::numbering::met(pip.status));
        let last = met.map(|pip| pip.date).max();
        let days = last.and_then(|last| i32::try_from((today - last).num_days()).ok());
        let gates = self.row.glance.gates_due.first().copied();
        self.row
            .glance
            .slots_on(today)
            .map(move |pip| TodaySession {
                client_id: self.row.client_id,
                course_id: self.row.id,
                name: self.name.to_owned(),
                glance: self.row.glance.clone(),
                pip: pip.clone(),
                risk: self.risk,
                days_since_last: days,
                gate_due: gates,
            })
    }

    fn unfinished_on(&self, today: NaiveDate) -> Vec<Unfinished> {
        let open = |kind, slot: Option<&Pip>, gate| Unfinished {
            kind,
            client_id: self.row.client_id,
            course_id: self.row.id,
            name: self.name.to_owned(),
            slot: slot.map(|pip| pip.slot.clone()),
            date: slot.map(|pip| pip.date),
            gate,
        };
        let pips = self.row.glance.pips.iter();
        let unsigned = pips.filter(|pip| self.row.glance.unsigned.contains(&pip.slot));
        self.row
            .glance
            .unrecorded_before(today)
            .map(|pip| open(UnfinishedKind::Unrecorded, Some(pip), None))
            .chain(unsigned.map(|pip| open(UnfinishedKind::Unsigned, Some(pip), None)))
            .chain(
                self.row
                    .glance
                    .gates_due
                    .iter()
                    .map(|gate| open(UnfinishedKind::Gate, None, Some(*gate))),
            )
            .collect()
    }
}

//! The page of today: the sessions of the day, and open work.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use course::guidance::{Glance, Pip};
use course::ids::SlotId;
use course::plan::gate::Gate;
use course::session::SlotStatus;
use serde::Serialize;
use specta::Type;
use vault::{ClientId, CourseId};

use crate::error::CommandError;
use crate::lock::OpenVault;

/// The page of today.
#[derive(Serialize, Type)]
pub struct TodayView {
    pub today: NaiveDate,
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

/// A current course and its client.
struct UnderWay {
    client_id: ClientId,
    course_id: CourseId,
    name: String,
    glance: Glance,
}

/// The page of today, made from the lists alone: no course is loaded.
#[tauri::command]
#[specta::specta]
pub async fn today(vault: OpenVault) -> Result<TodayView, CommandError> {
    let (clients, courses) = (vault.clients().await?, vault.glances().await?);
    let today = vault.clock().today();
    let damaged = clients.damaged.len() + courses.damaged.len();
    let count = clients.whole.len();
    let here = clients.whole.into_iter().filter(|row| !row.archived);
    let names: BTreeMap<ClientId, String> = here
        .map(|row| (row.id, row.client.called().to_owned()))
        .collect();
    let under_way = courses.whole.into_iter().filter_map(|course| {
        let name = names.get(&course.client_id)?.clone();
        Some(UnderWay {
            client_id: course.client_id,
            course_id: course.id,
            name,
            glance: course.glance,
        })
    });
    let under_way: Vec<UnderWay> = under_way.collect();
    let mut sessions: Vec<TodaySession> = under_way
        .iter()
        .flat_map(|course| course.sessions_on(today))
        .collect();
    sessions.sort_by(|a, b| a.pip.start_time.cmp(&b.pip.start_time));
    let mut unfinished: Vec<Unfinished> = under_way
        .iter()
        .flat_map(|course| course.unfinished_on(today))
        .collect();
    unfinished.sort_by_key(|open| open.date);
    Ok(TodayView {
        today,
        sessions,
        unfinished,
        clients: whole(count),
        damaged: whole(damaged),
    })
}

fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

impl UnderWay {
    fn sessions_on(&self, today: NaiveDate) -> impl Iterator<Item = TodaySession> {
        let met = self
            .glance
            .pips
            .iter()
            .filter(move |pip| pip.date < today && course::plan::numbering::met(pip.status));
        let last = met.map(|pip| pip.date).max();
        let days = last.and_then(|last| i32::try_from((today - last).num_days()).ok());
        let gates = self.glance.gates_due.first().copied();
        self.glance
            .pips
            .iter()
            .filter(move |pip| pip.date == today)
            .map(move |pip| TodaySession {
                client_id: self.client_id,
                course_id: self.course_id,
                name: self.name.clone(),
                glance: self.glance.clone(),
                pip: pip.clone(),
                days_since_last: days,
                gate_due: gates,
            })
    }

    fn unfinished_on(&self, today: NaiveDate) -> Vec<Unfinished> {
        let open = |kind, slot: Option<&Pip>, gate| Unfinished {
            kind,
            client_id: self.client_id,
            course_id: self.course_id,
            name: self.name.clone(),
            slot: slot.map(|pip| pip.slot.clone()),
            date: slot.map(|pip| pip.date),
            gate,
        };
        let pips = || self.glance.pips.iter();
        let unrecorded = pips().filter(|pip| pip.date < today && pip.status == SlotStatus::Planned);
        let unsigned = pips().filter(|pip| self.glance.unsigned.contains(&pip.slot));
        unrecorded
            .map(|pip| open(UnfinishedKind::Unrecorded, Some(pip), None))
            .chain(unsigned.map(|pip| open(UnfinishedKind::Unsigned, Some(pip), None)))
            .chain(
                self.glance
                    .gates_due
                    .iter()
                    .map(|gate| open(UnfinishedKind::Gate, None, Some(*gate))),
            )
            .collect()
    }
}

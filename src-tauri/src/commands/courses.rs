//! A course as a whole: beginning, contract, gates, phases, conclusion.

use chrono::NaiveDate;
use course::Course;
use course::ending::Conclusion;
use course::focus::Rated;
use course::guidance::AreaEvidence;
use course::guidance::NextStep;
use course::guidance::Reminder;
use course::guidance::SessionTasks;
use course::guidance::TaskView;
use course::guidance::{ClientRisk, Glance, OpenRisk};
use course::map::WorkingMap;
use course::map::sessions::MapSession;
use course::measures::scale::ScaleView;
use course::measures::score::{Scored, StruckSheet};
use course::measures::{Outcomes, Verdicts};
use course::plan::contract::ContractEdit;
use course::plan::contract::{Amendment, MissedSessionRule};
use course::plan::format::{CourseFormat, FORMATS, FormatOffer};
use course::plan::gate::Gate;
use course::plan::gate::{GatePass, GateState};
use course::plan::{BeginPlan, CourseStatus};
use course::risk::{RiskFlag, RiskThread};
use course::session::MissedSlot;
use serde::Serialize;
use specta::Type;
use vault::{ClientId, CourseId, Edit, EditKind, Saved};

use crate::change::SavedId;
use crate::commands::clients::current_course;
use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// A course, and all that is derived from it.
#[derive(Serialize, Type)]
pub struct CourseView {
    pub id: CourseId,
    pub client_id: ClientId,
    pub course: Course,
    pub glance: Glance,
    pub gates: Vec<GateState>,
    pub next_steps: Vec<NextStep>,
    pub reminders: Vec<Reminder>,
    pub tasks: Vec<TaskView>,
    pub session_tasks: Vec<SessionTasks>,
    pub evidence: Vec<AreaEvidence>,
    pub scales: Vec<ScaleView>,
    pub scores: Vec<Scored>,
    pub struck_sheets: Vec<StruckSheet>,
    pub goal_ratings: Vec<Rated>,
    pub flags: Vec<RiskFlag>,
    /// The level of the most urgent open flag of all courses of the client.
    pub client_risk: OpenRisk,
    /// Whether no course of the client has an open flag or a day to ask about risk again.
    pub nothing_open: bool,
    /// Sheets that were begun and leave their item on risk without an answer.
    pub item9_left_out: Vec<String>,
    pub risk_thread: RiskThread,
    /// The sessions that did not take place.
    pub missed: Vec<MissedSlot>,
    pub outcomes: Outcomes,
    pub verdicts: Verdicts,
    pub map: WorkingMap,
    pub map_sessions: Vec<MapSession>,
}

/// The formats that a course can have.
#[tauri::command]
#[specta::specta]
pub async fn formats() -> Result<Vec<FormatOffer>, CommandError> {
    Ok(FORMATS.iter().map(CourseFormat::offer).collect())
}

/// One course with all its records.
#[tauri::command]
#[specta::specta]
pub async fn course(vault: OpenVault, course_id: CourseId) -> Result<CourseView, CommandError> {
    let course = vault.load_course(course_id).await?;
    let client_id = vault.client_of(course_id).await?;
    let courses = vault.courses_of(client_id).await?.whole;
    let risk = ClientRisk::of(courses.iter().map(|row| &row.glance));
    let today = vault.clock().today();
    Ok(CourseView {
        id: course_id,
        client_id,
        glance: course.glance(),
        gates: course.gates(),
        next_steps: risk.next_steps(&course, today),
        reminders: risk.reminders(&course, today),
        tasks: course.task_states(),
        session_tasks: course.session_tasks(),
        evidence: course.focus_evidence(),
        scales: course.scales(),
        scores: course.scores(),
        struck_sheets: course.struck_sheets(),
        goal_ratings: course.goal_ratings(),
        flags: risk.flags(&course),
        client_risk: risk.level(),
        nothing_open: risk.nothing_open(),
        item9_left_out: course.item9_left_out(),
        risk_thread: risk.thread(&course),
        missed: course.missed_slots(),
        outcomes: course.outcomes(),
        verdicts: course.verdicts(),
        map: course.working_map(),
        map_sessions: course.map_sessions(today),
        course,
    })
}

/// Begins a course: lays out its slots and drafts its contract. Beside an open course of the client it needs a reason.
#[tauri::command]
#[specta::specta]
pub async fn begin_course(
    vault: OpenVault,
    client_id: ClientId,
    plan: BeginPlan,
) -> Result<SavedId, CommandError> {
    let _alone = vault.alone().await;
    let client = vault.client(client_id).await?.client;
    let courses = vault.courses_of(client_id).await?.whole;
    let plan = match current_course(&courses) {
        Some(row) if row.glance.status != CourseStatus::Closed => plan.beside_open()?,
        Some(_) | None => plan,
    };
    let edit = Edit::about(EditKind::BeginCourse, client.called());
    let (id, course) = (
        Clock::course_id(),
        Course::begin(client, plan, &mut Clock::id)?.within_text_limit(None)?,
    );
    let mut change = vault.begin(edit, vault.clock().timestamp()).await?;
    change.add_course(id, client_id, &course).await?;
    Ok(SavedId::new(id, change.commit().await?))
}

/// Changes the contract while it is a draft.
#[tauri::command]
#[specta::specta]
pub async fn edit_contract(
    vault: OpenVault,
    course_id: CourseId,
    edit: ContractEdit,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::EditContract, |course, clock| {
            course.edit_contract(edit, clock.today())
        })
        .await
}

/// Marks the contract as agreed on this day.
#[tauri::command]
#[specta::specta]
pub async fn finalise_contract(
    vault: OpenVault,
    course_id: CourseId,
    on: NaiveDate,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::FinaliseContract, |course, clock| {
            course.finalise_contract(on, clock.today())
        })
        .await
}

/// The day the course would end with this number of sessions; changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn preview_amendment(
    vault: OpenVault,
    course_id: CourseId,
    planned_sessions: i32,
) -> Result<Option<NaiveDate>, CommandError> {
    let course = vault.load_course(course_id).await?;
    Ok(course.preview_amendment(planned_sessions, vault.clock().today())?)
}

/// Changes the number of agreed sessions, with a reason.
#[tauri::command]
#[specta::specta]
pub async fn amend_contract(
    vault: OpenVault,
    course_id: CourseId,
    amendment: Amendment,
) -> Result<Saved, CommandError> {
    let amend = |course: Course, clock: &Clock| {
        course.amend_contract(amendment, clock.today(), &mut Clock::id)
    };
    vault
        .change(course_id, EditKind::AmendContract, amend)
        .await
}

/// Changes how missed sessions are counted from now on.
#[tauri::command]
#[specta::specta]
pub async fn change_missed_rule(
    vault: OpenVault,
    course_id: CourseId,
    rule: MissedSessionRule,
) -> Result<Saved, CommandError> {
    let change = |course: Course, clock: &Clock| {
        course.change_missed_rule(rule, clock.today(), &mut Clock::id)
    };
    vault
        .change(course_id, EditKind::ChangeMissedRule, change)
        .await
}

/// Passes a gate on this day: nothing is missing, or the reason is recorded.
#[tauri::command]
#[specta::specta]
pub async fn pass_gate(
    vault: OpenVault,
    course_id: CourseId,
    gate: Gate,
    pass: GatePass,
    on: NaiveDate,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::PassGate, |course, clock| {
            course.pass_gate(gate, pass, on, clock.today())
        })
        .await
}

/// Begins the next phase, and passes its gate on this day if nothing is missing.
#[tauri::command]
#[specta::specta]
pub async fn move_on(
    vault: OpenVault,
    course_id: CourseId,
    on: NaiveDate,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::MoveOn, |course, clock| {
            course.move_on(on, clock.today())
        })
        .await
}

/// Concludes the course.
#[tauri::command]
#[specta::specta]
pub async fn conclude(
    vault: OpenVault,
    course_id: CourseId,
    conclusion: Conclusion,
) -> Result<Saved, CommandError> {
    let conclude =
        |course: Course, clock: &Clock| course.conclude(conclusion, clock.today(), &mut Clock::id);
    vault.change(course_id, EditKind::Conclude, conclude).await
}

/// Undoes the conclusion, if nothing was recorded after it.
#[tauri::command]
#[specta::specta]
pub async fn undo_conclusion(vault: OpenVault, course_id: CourseId) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::UndoConclusion, |course, _| {
            course.undo_conclusion()
        })
        .await
}

//! The frame of a course: format, number of sessions, dates, phases.

pub(crate) mod begin;
pub mod contract;
pub mod format;
pub mod gate;
pub mod numbering;
mod phase;
mod series;

pub use begin::BeginPlan;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A published or adapted IPT format; the row of its bounds is in [`crate::plan::format`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum FormatId {
    /// Standard adult IPT.
    #[serde(rename = "ipt-16")]
    Ipt16,
    /// Longer adult IPT.
    #[serde(rename = "ipt-20")]
    Ipt20,
    /// Short adult IPT.
    #[serde(rename = "ipt-12")]
    Ipt12,
    /// Adolescents.
    #[serde(rename = "ipt-a-12")]
    IptA12,
    /// Adolescents with parents.
    #[serde(rename = "ipt-ap-15")]
    IptAp15,
    /// Family-based, age 8 to 12.
    #[serde(rename = "fb-ipt-14")]
    FbIpt14,
    /// Brief IPT.
    #[serde(rename = "ipt-b-8")]
    IptB8,
    /// Interpersonal counselling.
    #[serde(rename = "ipc-6")]
    Ipc6,
    /// Maintenance.
    #[serde(rename = "ipt-m")]
    IptM,
    /// Interpersonal and social rhythm therapy.
    #[serde(rename = "ipsrt-20")]
    Ipsrt20,
    /// Anything else, 1 to 60 sessions.
    #[serde(rename = "custom")]
    Custom,
}

/// How far apart sessions are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Every 7 days.
    Weekly,
    /// Every 14 days.
    Fortnightly,
    /// Same day of the month, clamped to its last day.
    Monthly,
    /// Agreed date by date; laid out weekly until moved.
    Mixed,
}

/// Where the course stands as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum CourseStatus {
    /// Agreed, no session held.
    Planned,
    /// Under way.
    Active,
    /// Concluded; read-only but for what comes after an ending.
    Closed,
}

/// How a course came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum EndType {
    /// After the last contracted session.
    Planned,
    /// A negotiated ending before that.
    Early,
    /// The client stopped coming.
    DroppedOut,
    /// Another service took over.
    ReferredOn,
    /// The client moved away.
    Moved,
    /// The client died.
    Died,
}

/// The phase a course is in; phases only go forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, PartialOrd, Ord)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Naming, mapping, agreeing one focus.
    Initial,
    /// Working on the focus.
    Middle,
    /// Looking back, staying well, saying goodbye.
    Ending,
    /// Over.
    Concluded,
}

/// First and last session number of each phase; a phase that falls away is absent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct PhaseBounds {
    /// Initial phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial: Option<[i32; 2]>,
    /// Middle phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle: Option<[i32; 2]>,
    /// Ending phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<[i32; 2]>,
}

/// The `course` section of a file: values in force now, amendments included.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The file's own id of the course.
    pub id: String,
    /// The format.
    pub template: FormatId,
    /// N, the number of sessions contracted.
    pub planned_sessions: i32,
    /// How far apart sessions are.
    pub cadence: Cadence,
    /// English name of the usual day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<String>,
    /// Day of the first slot.
    pub start_date: NaiveDate,
    /// The end agreed in the contract; changes only by amendment.
    pub planned_end_date: NaiveDate,
    /// Day the course was concluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual_end_date: Option<NaiveDate>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_type: Option<EndType>,
    /// What is kept where it ended by the client's death.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub death: Option<ClientDeath>,
    /// Planned, active or closed.
    pub status: CourseStatus,
    /// Session numbers of the phases.
    pub phase_bounds: PhaseBounds,
    /// Session number of the mid-course review; absent where there is no middle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mid_review_at: Option<i32>,
    /// When to review the record for disposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_until: Option<NaiveDate>,
    /// The course this one continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_course_id: Option<String>,
    /// Why it was begun while another course of the client was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_course_reason: Option<String>,
    /// The phase in force. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Phase the course was in when it came from a file: of the gates before it, those the file does not
    /// list are derived. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported_in: Option<Phase>,
    /// N as first agreed, once it was amended. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_planned: Option<i32>,
    /// What undoing the conclusion brings back; absent once anything was changed since. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_conclusion: Option<BeforeConclusion>,
}

/// What is kept where a client died: who said so, and whom the therapist told.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ClientDeath {
    /// Who told the therapist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<String>,
    /// The day they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_on: Option<NaiveDate>,
    /// The day the supervisor was informed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervisor_informed_on: Option<NaiveDate>,
    /// The day the insurer was informed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insurer_informed_on: Option<NaiveDate>,
    /// Contact with the family, within what is confidential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_contact: Option<String>,
}

/// What a conclusion changed, kept until the next change to the course.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BeforeConclusion {
    /// Planned or active.
    pub status: CourseStatus,
    /// The phase the course was in.
    pub phase: Phase,
    /// The retention date it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_until: Option<NaiveDate>,
    /// Whether gate G4 was passed before, and not by concluding.
    pub gate_passed: bool,
}

crate::redacted!(PhaseBounds, Plan, ClientDeath, BeforeConclusion);

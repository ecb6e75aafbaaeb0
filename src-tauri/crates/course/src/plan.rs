//! The plan of a course: format, number of sessions, dates, phases.

pub(crate) mod agreed_day;
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

/// A published or adapted format of IPT. Its row of numbers is in [`crate::plan::format`].
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
    /// IPT for adolescents.
    #[serde(rename = "ipt-a-12")]
    IptA12,
    /// IPT for adolescents with parents.
    #[serde(rename = "ipt-ap-15")]
    IptAp15,
    /// Family-based IPT, age 8 to 12.
    #[serde(rename = "fb-ipt-14")]
    FbIpt14,
    /// Brief IPT.
    #[serde(rename = "ipt-b-8")]
    IptB8,
    /// Interpersonal counselling.
    #[serde(rename = "ipc-6")]
    Ipc6,
    /// Maintenance IPT.
    #[serde(rename = "ipt-m")]
    IptM,
    /// Interpersonal and social rhythm therapy.
    #[serde(rename = "ipsrt-20")]
    Ipsrt20,
    /// Any other format, 1 to 60 sessions.
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
    /// The same day of each month, or its last day if the month is shorter.
    Monthly,
    /// Each date is agreed on its own. Slots are laid out weekly and then moved.
    Mixed,
}

/// The status of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum CourseStatus {
    /// The course is agreed and no session is recorded.
    Planned,
    /// The course is under way.
    Active,
    /// The course is concluded. Only letters, addenda, risk reviews and follow-ups can be written.
    Closed,
}

/// How a course ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum EndType {
    /// After the last contracted session.
    Planned,
    /// By agreement before the last contracted session.
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

/// A phase of a course. A course never goes back to an earlier phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, PartialOrd, Ord)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Diagnosis, inventory, map, and agreement on one focus.
    Initial,
    /// Work on the focus.
    Middle,
    /// Review, plan to stay well, goodbye.
    Ending,
    /// The course is concluded.
    Concluded,
}

/// First and last session number of each phase. A phase without sessions is absent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct PhaseBounds {
    /// The initial phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial: Option<[i32; 2]>,
    /// The middle phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle: Option<[i32; 2]>,
    /// The ending phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<[i32; 2]>,
}

/// The section `course` of a file, with the present values, amendments included.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The id of the course in files.
    pub id: String,
    /// The format.
    pub template: FormatId,
    /// N, the number of sessions contracted.
    pub planned_sessions: i32,
    /// How far apart sessions are.
    pub cadence: Cadence,
    /// English name of the usual day of the week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<String>,
    /// Day of the first slot.
    pub start_date: NaiveDate,
    /// The end that the contract has. Only an amendment changes it.
    pub planned_end_date: NaiveDate,
    /// Day the course was concluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual_end_date: Option<NaiveDate>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_type: Option<EndType>,
    /// The record of the client's death, if the course ended by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub death: Option<ClientDeath>,
    /// Planned, active or closed.
    pub status: CourseStatus,
    /// Session numbers of the phases.
    pub phase_bounds: PhaseBounds,
    /// Session number of the mid-course review; absent if there is no middle phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mid_review_at: Option<i32>,
    /// The day on which to decide whether the record is deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_until: Option<NaiveDate>,
    /// The course that this one continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_course_id: Option<String>,
    /// Why it was begun while another course of the client was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_course_reason: Option<String>,
    /// The present phase. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// The phase when the course was read from a file. Gates before it that the file does not list count as passed.
    /// Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported_in: Option<Phase>,
    /// The first N, once it was amended. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_planned: Option<i32>,
    /// The values that undoing the conclusion restores; absent once the course was changed. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_conclusion: Option<BeforeConclusion>,
}

/// The record of a client's death: who told the therapist, and whom the therapist informed.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ClientDeath {
    /// The person who told the therapist.
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

/// The values before a conclusion, kept until the next change of the course.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BeforeConclusion {
    /// Planned or active.
    pub status: CourseStatus,
    /// The phase before.
    pub phase: Phase,
    /// The retention date before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_until: Option<NaiveDate>,
    /// Whether gate G4 was passed before the conclusion.
    pub gate_passed: bool,
}

crate::redacted!(PhaseBounds, Plan, ClientDeath, BeforeConclusion);

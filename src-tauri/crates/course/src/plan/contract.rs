//! The contract: missed-session rule, breaks, place, fee, and amendments.

mod amendment;
mod change_missed_rule;
mod terms;

pub use terms::ContractEdit;
pub(crate) use terms::check_fee;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::measures::Amount;

/// The longest session that can be planned, in minutes: a day.
pub(crate) const LONGEST_SESSION: i32 = 1440;

/// The highest fee of a session, in pounds (ours).
pub(crate) const HIGHEST_FEE: i32 = 100_000;

/// The missed-session rule: whether a missed slot uses one of the N sessions. [`crate::plan::numbering::counting`] has
/// the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MissedSessionRule {
    /// A missed slot takes a session number, and the end stays.
    Counts,
    /// A missed slot takes no number, and the end moves.
    Moves,
    /// A slot takes a number if the client did not attend or cancelled late; otherwise the end moves.
    Mixed,
    /// The therapist decides each time.
    Decide,
}

/// A change of the number of sessions, with its reason.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// Day it was agreed.
    pub on: NaiveDate,
    /// The new N.
    pub planned_sessions: i32,
    /// Why N changes.
    pub reason: String,
    /// The new agreed end.
    pub new_end_date: NaiveDate,
    /// The advice of the supervisor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision_noted: Option<String>,
}

/// The contract with the client.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The number of the version; it grows with each agreed change.
    pub version: i32,
    /// Day it was first drafted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_date: Option<NaiveDate>,
    /// Day it became final; absent while it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_date: Option<NaiveDate>,
    /// The missed-session rule.
    pub missed_session_rule: MissedSessionRule,
    /// Days that were agreed as breaks from the start.
    pub planned_breaks: Vec<NaiveDate>,
    /// Length of a session in minutes.
    pub session_minutes: i32,
    /// The place: in person, video, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Fee per session in pounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_gbp: Option<Amount>,
    /// The notice for a cancellation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation: Option<String>,
    /// The agreed measures, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Vec<String>>,
    /// Whether sessions may be recorded for supervision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording_consent: Option<bool>,
    /// Whether the therapist may write to the GP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gp_contact_consent: Option<bool>,
    /// Each change of N, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendments: Option<Vec<Amendment>>,
}

crate::redacted!(Amendment, Contract);

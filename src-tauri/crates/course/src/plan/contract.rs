//! The agreed frame: what happens with missed sessions, breaks, place, fee, and every amendment.

mod amendment;
mod change_missed_rule;
mod terms;

pub use terms::ContractEdit;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::measures::Amount;

/// Longest session that can be planned, in minutes: a day.
pub(crate) const LONGEST_SESSION: i32 = 1440;

/// Whether a missed slot uses up one of the N sessions; the table is [`crate::plan::numbering::counting`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MissedSessionRule {
    /// It takes a session number; the end holds.
    Counts,
    /// It takes none; the end slides.
    Moves,
    /// Not attending and late cancellation count; the rest moves.
    Mixed,
    /// The therapist is asked each time.
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
    /// Why.
    pub reason: String,
    /// The new agreed end.
    pub new_end_date: NaiveDate,
    /// The advice of the supervisor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision_noted: Option<String>,
}

/// The frame agreed with the client.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Grows with every agreed change.
    pub version: i32,
    /// Day it was first drafted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_date: Option<NaiveDate>,
    /// Day it became final; absent while it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_date: Option<NaiveDate>,
    /// What a missed slot does.
    pub missed_session_rule: MissedSessionRule,
    /// Slots agreed as breaks from the outset.
    pub planned_breaks: Vec<NaiveDate>,
    /// Length of a session in minutes.
    pub session_minutes: i32,
    /// In person, video, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Fee per session in pounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_gbp: Option<Amount>,
    /// Notice asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation: Option<String>,
    /// Measures agreed, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Vec<String>>,
    /// May sessions be recorded for supervision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording_consent: Option<bool>,
    /// May the GP be written to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gp_contact_consent: Option<bool>,
    /// Every change of N, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendments: Option<Vec<Amendment>>,
}

crate::redacted!(Amendment, Contract);

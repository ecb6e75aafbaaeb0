//! What happened in a session: the note, from first words to signature.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::plan::Phase;
use crate::dates::Instant;
use crate::ids::{PersonId, SlotId};

/// This week's event, and what it did to mood.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MoodEvent {
    /// In a few words.
    pub event: String,
    /// −2 (much lower) to +2 (much higher).
    pub mood_effect: i32,
    /// Who was part of it.
    pub person_ids: Vec<PersonId>,
}

/// What was agreed to try or notice until next time.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BetweenTask {
    /// What.
    pub text: String,
    /// With whom.
    pub with_person_ids: Vec<PersonId>,
}

/// The note of a slot that was held.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Number against the contract; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<i32>,
    /// Rank of its slot; derived.
    pub slot_index: i32,
    /// Day of its slot.
    pub date: NaiveDate,
    /// Phase the course was in; never changes once signed.
    pub phase: Phase,
    /// Length held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i32>,
    /// N in force that day less the number; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions_left_after: Option<i32>,
    /// What the session was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The mood–event–person link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mood_event: Option<MoodEvent>,
    /// Ids of techniques used (`tech.…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub techniques: Option<Vec<String>>,
    /// What was agreed until next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between_task: Option<BetweenTask>,
    /// How the last one went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_task_outcome: Option<String>,
    /// Ids of tasks done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks_done: Option<Vec<String>>,
    /// Ids of each-session tasks left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_missed: Option<Vec<String>>,
    /// What was asked and said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_note: Option<String>,
    /// Worth keeping as said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_words: Option<String>,
    /// `client`, ids of people, or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendees: Option<Vec<String>>,
    /// When it was signed; absent = a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<Instant>,
    /// Who signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The number it bore when signed, where that is another one now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_when_signed: Option<i32>,
    /// Why the note was struck through; it stays readable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck_reason: Option<String>,
    /// The slot it belongs to. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotId>,
}

/// A later addition to a signed note.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    /// Local to the course.
    pub id: String,
    /// `session:N`, or `slot:K` for a struck note.
    pub target: String,
    /// When it was written.
    pub created_at: Instant,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What is added.
    pub text: String,
    /// The slot of the note it adds to. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotId>,
}

crate::redacted!(MoodEvent, BetweenTask, Session, Addendum);

//! What happened in a session: the note, from first words to signature.

mod addenda;
mod notes;
mod signing;
mod slot_references;
mod slots;

pub use addenda::AddendumDraft;
pub use notes::NoteDraft;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::dates::Instant;
use crate::ids::{PersonId, SlotId};
use crate::plan::Phase;

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

/// What became of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SlotStatus {
    /// Not yet recorded.
    Planned,
    /// Held.
    Attended,
    /// Held in part: late, or left early.
    AttendedPartial,
    /// Cancelled by the client in time.
    CancelledNotice,
    /// Cancelled by the client too late.
    CancelledLate,
    /// Did not attend, no message.
    Dna,
    /// Cancelled by the therapist.
    CancelledTherapist,
    /// Moved; the replacement is a slot of its own.
    Rescheduled,
    /// An agreed gap.
    Break,
    /// Entered in error.
    Void,
}

/// A place in the calendar.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Rank by date and time, from 1; derived.
    pub slot_index: i32,
    /// Day.
    pub date: NaiveDate,
    /// Local time, HH:MM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Length planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_minutes: Option<i32>,
    /// What became of it.
    pub status: SlotStatus,
    /// Number against the contract; absent where it takes none; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<i32>,
    /// Meetings held up to here; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attended_count: Option<i32>,
    /// Length held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_held: Option<i32>,
    /// Why missed, moved, voided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Someone joined the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conjoint: Option<bool>,
    /// `client`, ids of people, or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendees: Option<Vec<String>>,
    /// Day of the replacement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<NaiveDate>,
    /// What records of this slot point at. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<SlotId>,
    /// Answer given when the slot was recorded, where the rule asks or was another one then. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes_number: Option<bool>,
    /// What was corrected, oldest first. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Vec<Correction>>,
}

/// A status that was recorded and found wrong.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Day of the correction.
    pub on: NaiveDate,
    /// What stood there before.
    pub was: SlotStatus,
    /// Why it was corrected; always there once a later slot was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What is recorded of a slot.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SlotOutcome {
    /// The status.
    pub status: SlotStatus,
    /// Length held in minutes; absent for a whole session: as planned.
    pub minutes_held: Option<i32>,
    /// Why it was missed, in part, or entered in error.
    pub reason: Option<String>,
    /// Whether it takes a number, where the contract's rule is `decide`; ignored elsewhere.
    pub counts: Option<bool>,
    /// `client`, ids of people, or words.
    pub attendees: Option<Vec<String>>,
    /// Someone joined the client.
    pub conjoint: Option<bool>,
}

impl SlotOutcome {
    /// The bare status.
    #[must_use]
    pub const fn of(status: SlotStatus) -> Self {
        Self {
            status,
            minutes_held: None,
            reason: None,
            counts: None,
            attendees: None,
            conjoint: None,
        }
    }
}

crate::redacted!(
    MoodEvent,
    BetweenTask,
    Session,
    Addendum,
    Slot,
    Correction,
    SlotOutcome
);

impl Slot {
    /// Entered in error: what stands in it counts nowhere.
    #[must_use]
    pub const fn is_void(&self) -> bool {
        matches!(self.status, SlotStatus::Void)
    }

    /// A slot of which nothing is recorded.
    pub(crate) fn planned(id: SlotId, date: NaiveDate, time: Option<String>, minutes: i32) -> Self {
        Self {
            slot_index: 1,
            date,
            start_time: time,
            planned_minutes: Some(minutes),
            status: SlotStatus::Planned,
            session_number: None,
            attended_count: None,
            minutes_held: None,
            reason: None,
            conjoint: None,
            attendees: None,
            moved_to: None,
            id: Some(id),
            takes_number: None,
            corrections: None,
        }
    }
}

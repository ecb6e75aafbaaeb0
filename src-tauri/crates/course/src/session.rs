//! Slots and the notes of sessions.

mod addenda;
mod missed;
mod notes;
mod signing;
mod slot_references;
mod slots;

pub use addenda::AddendumDraft;
pub use missed::{MissedSlot, SameDayContact};
pub use notes::NoteDraft;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::dates::Instant;
use crate::ids::{PersonId, SlotId};
use crate::plan::Phase;

/// An event since the last session, and its effect on mood.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MoodEvent {
    /// The event in a few words.
    pub event: String,
    /// Effect on mood, from −2 (much lower) to +2 (much higher). Absent if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mood_effect: Option<i32>,
    /// Whether somebody said the effect 0. Absent in an earlier note, where 0 was also stored if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect_said: Option<bool>,
    /// The people who were part of it.
    pub person_ids: Vec<PersonId>,
}

/// A task that the client tries until the next session.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BetweenTask {
    /// The task.
    pub text: String,
    /// The people with whom the client tries it.
    pub with_person_ids: Vec<PersonId>,
}

/// The note of a slot.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Session number; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<i32>,
    /// Index of its slot; derived.
    pub slot_index: i32,
    /// Day of its slot.
    pub date: NaiveDate,
    /// Phase of the course then. It does not change once the note is signed.
    pub phase: Phase,
    /// Minutes that the session took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i32>,
    /// Sessions left after it: N in force that day minus the session number; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions_left_after: Option<i32>,
    /// Summary of the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The event since the last session, its effect on mood, and the people in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mood_event: Option<MoodEvent>,
    /// Ids of techniques used (`tech.…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub techniques: Option<Vec<String>>,
    /// The task until the next session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between_task: Option<BetweenTask>,
    /// The result of the last task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_task_outcome: Option<String>,
    /// Ids of tasks that were done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks_done: Option<Vec<String>>,
    /// Ids of tasks of every session that were done, as the note shows or as somebody said. Of a task that is neither
    /// here nor in `every_missed` nobody said anything. If this is absent, the tasks that `every_missed` leaves out
    /// were done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_done: Option<Vec<String>>,
    /// Ids of tasks of every session that were left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_missed: Option<Vec<String>>,
    /// The questions and answers about risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_note: Option<String>,
    /// Whether suicide and self-harm were asked about; absent where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_asked: Option<bool>,
    /// A quotation of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_words: Option<String>,
    /// The people who came: `client`, ids of people, or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendees: Option<Vec<String>>,
    /// When it was signed; absent in a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<Instant>,
    /// The therapist who signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The session number when it was signed, if the number is another one now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_when_signed: Option<i32>,
    /// Why the note was struck through. It stays readable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck_reason: Option<String>,
    /// Its slot. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotId>,
}

/// An addition to a signed note.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    /// Id within the course.
    pub id: String,
    /// The note: `session:N`, or `slot:K` for a struck note.
    pub target: String,
    /// When it was written.
    pub created_at: Instant,
    /// The therapist who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Why it was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The added text.
    pub text: String,
    /// The slot of the note. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotId>,
}

/// The status of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SlotStatus {
    /// The slot is not recorded yet.
    Planned,
    /// The session was held.
    Attended,
    /// The session was held in part: the client came late or left early.
    AttendedPartial,
    /// The client cancelled in time.
    CancelledNotice,
    /// The client cancelled too late.
    CancelledLate,
    /// The client did not attend and sent no message.
    Dna,
    /// The therapist cancelled.
    CancelledTherapist,
    /// The slot was moved; its replacement is another slot.
    Rescheduled,
    /// An agreed gap.
    Break,
    /// The slot was entered in error.
    Void,
}

/// A place in the calendar.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Rank in the series by date and time, from 1; derived.
    pub slot_index: i32,
    /// The day.
    pub date: NaiveDate,
    /// Local time, HH:MM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Planned length in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_minutes: Option<i32>,
    /// The status.
    pub status: SlotStatus,
    /// Session number; absent if the slot takes none; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<i32>,
    /// Sessions held up to and including this slot; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attended_count: Option<i32>,
    /// Minutes that the session took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_held: Option<i32>,
    /// Why it was missed, moved or entered in error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether someone joined the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conjoint: Option<bool>,
    /// The people who came: `client`, ids of people, or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendees: Option<Vec<String>>,
    /// The day of the replacement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<NaiveDate>,
    /// How the therapist learnt that it would not take place, and the attempts to reach the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<MissedSession>,
    /// The id by which records name the slot. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<SlotId>,
    /// Whether the slot takes a number, if this was decided when it was recorded. Stored if the rule asks the
    /// therapist or was another one then. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes_number: Option<bool>,
    /// Corrections of the status, oldest first. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Vec<Correction>>,
}

/// How the therapist learnt that the session would not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MissedNotice {
    /// Nobody sent a message.
    NoMessage,
    /// By telephone.
    Phone,
    /// By text message.
    Text,
    /// By email.
    Email,
    /// Through another person.
    Someone,
}

/// Why the session did not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MissedCause {
    /// The therapist asked and does not know.
    NotKnown,
    /// Illness.
    Illness,
    /// Work.
    Work,
    /// Family.
    Family,
    /// Travel.
    Travel,
    /// The client could not face the session.
    CouldNotFaceIt,
    /// Another reason.
    Other,
}

/// The result of an attempt to reach the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ContactResult {
    /// Nobody answered.
    NoAnswer,
    /// A message was sent or left.
    Sent,
    /// The client was reached.
    Reached,
    /// Another person was told.
    ToldSomeone,
}

/// An attempt to reach the client after a missed session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ContactAttempt {
    /// The day.
    pub date: NaiveDate,
    /// Local time, `HH:MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The attempt, in the therapist's words.
    pub text: String,
    /// Its result; absent if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<ContactResult>,
}

/// The page of a session that did not take place. The therapist's own reason for the status is [`Slot::reason`].
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MissedSession {
    /// How the therapist learnt of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<MissedNotice>,
    /// The local time by which the therapist knew, `HH:MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_time: Option<String>,
    /// The kind of reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<MissedCause>,
    /// The reason in the client's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The attempts to reach the client, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Vec<ContactAttempt>>,
    /// Other remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

/// The correction of a status that was recorded wrongly.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Day of the correction.
    pub on: NaiveDate,
    /// The status before.
    pub was: SlotStatus,
    /// Why it was corrected. Required once a later slot was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The values that are recorded for a slot.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SlotOutcome {
    /// The status.
    pub status: SlotStatus,
    /// Minutes that the session took; absent means as planned.
    pub minutes_held: Option<i32>,
    /// Why it was missed, held in part, or entered in error.
    pub reason: Option<String>,
    /// Whether it takes a number. Used only if the missed-session rule is `decide`.
    pub counts: Option<bool>,
    /// The people who came: `client`, ids of people, or words.
    pub attendees: Option<Vec<String>>,
    /// Whether someone joined the client.
    pub conjoint: Option<bool>,
}

impl SlotOutcome {
    /// An outcome with a status and nothing else.
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
    ContactAttempt,
    MissedSession,
    MoodEvent,
    BetweenTask,
    Session,
    Addendum,
    Slot,
    Correction,
    SlotOutcome
);

impl Slot {
    /// Whether it was entered in error: its records count nowhere.
    #[must_use]
    pub const fn is_void(&self) -> bool {
        matches!(self.status, SlotStatus::Void)
    }

    /// A planned slot.
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
            missed: None,
            id: Some(id),
            takes_number: None,
            corrections: None,
        }
    }
}

//! The calendar series: every place in it, held or not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SlotId;

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

crate::redacted!(Slot, Correction);

//! The timeline: life and relationship events before and during the course.

mod events;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::dates::Precision;
use crate::ids::{EventId, PersonId};

/// What kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A death or other loss.
    Loss,
    /// A dispute.
    Dispute,
    /// A change of role.
    Transition,
    /// Something gained.
    Gain,
    /// Health.
    Health,
    /// A move of home.
    Move,
    /// Work or study.
    Work,
    /// A birth.
    Birth,
    /// A day that recurs.
    Anniversary,
    /// Anything else.
    Other,
}

/// What the event did to mood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MoodEffect {
    /// Mood rose.
    Up,
    /// Mood fell.
    Down,
    /// No change.
    None,
    /// Not known.
    Unknown,
}

/// A life or relationship event.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Local to the course.
    pub id: EventId,
    /// In the form of `precision`.
    pub date: String,
    /// How exactly the date is known.
    pub precision: Precision,
    /// In a few words.
    pub title: String,
    /// What kind.
    pub kind: EventKind,
    /// −2 (bad) to +2 (good).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valence: Option<i32>,
    /// Who was part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<PersonId>>,
    /// What it did to mood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mood_effect: Option<MoodEffect>,
    /// Tied to the onset of symptoms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset_link: Option<bool>,
    /// For a span.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// Who helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported_by: Option<String>,
    /// In the client's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Day the client told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<NaiveDate>,
}

crate::redacted!(Event);

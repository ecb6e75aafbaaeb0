//! The timeline: life and relationship events before and during the course.

mod events;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::dates::Precision;
use crate::ids::{EventId, PersonId};

/// The kind of an event.
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
    /// A gain.
    Gain,
    /// An illness or another event of health.
    Health,
    /// A move of home.
    Move,
    /// An event of work or study.
    Work,
    /// A birth.
    Birth,
    /// A day that recurs each year.
    Anniversary,
    /// Any other event.
    Other,
}

/// The effect of an event on mood.
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
    /// Id within the course.
    pub id: EventId,
    /// The date, in the form of `precision`.
    pub date: String,
    /// How exactly the date is known.
    pub precision: Precision,
    /// A short title.
    pub title: String,
    /// The kind of event.
    pub kind: EventKind,
    /// −2 (bad) to +2 (good).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valence: Option<i32>,
    /// The people who were part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<PersonId>>,
    /// Its effect on mood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mood_effect: Option<MoodEffect>,
    /// Whether it is linked to the onset of symptoms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset_link: Option<bool>,
    /// The last day of an event that took longer than a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// The people who helped, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported_by: Option<String>,
    /// A quotation of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The day on which the client told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<NaiveDate>,
}

crate::redacted!(Event);

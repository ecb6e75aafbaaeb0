//! The shared explanation that links symptoms, onset and relationships.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::EventId;

/// A version that was replaced.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct EarlierFormulation {
    /// Its number.
    pub version: i32,
    /// Its words.
    pub text: String,
    /// Day it was shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_on: Option<NaiveDate>,
    /// Whether the client agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// What the client said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_reply: Option<String>,
}

/// The version in force.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Formulation {
    /// Grows with every version.
    pub version: i32,
    /// Day it was shared with the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_on: Option<NaiveDate>,
    /// Whether the client agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// Addressed to the client.
    pub text: String,
    /// What the client said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_reply: Option<String>,
    /// Events it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked_events: Option<Vec<EventId>>,
    /// Versions replaced, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Vec<EarlierFormulation>>,
}

crate::redacted!(EarlierFormulation, Formulation);

//! The communication analysis: one conversation, turn by turn.

use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, SessionRef};

/// One turn of a conversation.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// `client` or `other`.
    pub speaker: String,
    /// The words of this turn.
    pub words: String,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<String>,
    /// What was felt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<String>,
    /// What was meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

/// One conversation, taken apart to see where it failed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct CommunicationAnalysis {
    /// Session it was done in.
    pub session_number: SessionRef,
    /// Day of the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// With whom.
    pub person_id: PersonId,
    /// Where and when.
    pub situation: String,
    /// What the client wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_aim: Option<String>,
    /// Turn by turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns: Option<Vec<Turn>>,
    /// Where it went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub went_wrong: Option<Vec<String>>,
    /// Other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
    /// Was it rehearsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsed: Option<bool>,
    /// When to try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub try_by: Option<String>,
    /// How it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

crate::redacted!(Turn, CommunicationAnalysis);

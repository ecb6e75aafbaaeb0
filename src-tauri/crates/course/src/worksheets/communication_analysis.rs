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
    /// The tone of voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<String>,
    /// The feeling of the speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<String>,
    /// The meaning of the words for the speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

/// The analysis of one conversation, to see where it failed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct CommunicationAnalysis {
    /// The session of the analysis.
    pub session_number: SessionRef,
    /// The day of the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The person with whom the client talked.
    pub person_id: PersonId,
    /// The place and time of the conversation.
    pub situation: String,
    /// The aim of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_aim: Option<String>,
    /// The turns of the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns: Option<Vec<Turn>>,
    /// The points where it went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub went_wrong: Option<Vec<String>>,
    /// Other words that the client could try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
    /// Whether client and therapist rehearsed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsed: Option<bool>,
    /// When the client wants to try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub try_by: Option<String>,
    /// The result of the try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

crate::redacted!(Turn, CommunicationAnalysis);

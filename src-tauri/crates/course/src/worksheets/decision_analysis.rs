//! The decision analysis: options, what speaks for and against each, and the choice.

use serde::{Deserialize, Serialize};

use crate::ids::SessionRef;

/// One way to go.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct DecisionOption {
    /// What.
    pub text: String,
    /// What speaks for it.
    pub gains: Vec<String>,
    /// What speaks against it.
    pub costs: Vec<String>,
}

/// Options, consequences, choice.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct DecisionAnalysis {
    /// Session it was done in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// What is to be decided.
    pub question: String,
    /// The ways to go.
    pub options: Vec<DecisionOption>,
    /// Which, counting from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<i32>,
    /// How it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

crate::redacted!(DecisionOption, DecisionAnalysis);

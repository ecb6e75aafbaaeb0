//! The decision analysis: options, what speaks for and against each, and the choice.

use serde::{Deserialize, Serialize};

use crate::ids::SessionRef;

/// One option of a decision.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct DecisionOption {
    /// The option.
    pub text: String,
    /// Reasons for it.
    pub gains: Vec<String>,
    /// Reasons against it.
    pub costs: Vec<String>,
}

/// The analysis of a decision: options, reasons and choice.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct DecisionAnalysis {
    /// The session of the analysis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// The question to decide.
    pub question: String,
    /// The options.
    pub options: Vec<DecisionOption>,
    /// The index of the chosen option, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<i32>,
    /// The result of the choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

crate::redacted!(DecisionOption, DecisionAnalysis);

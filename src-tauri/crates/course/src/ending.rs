//! The end of a course: letters and follow-ups.

pub(crate) mod conclude;
mod follow_ups;
mod letters;
mod retention;
mod review;

pub use conclude::{Conclusion, RiskAtEnd};
pub use review::{EndingReview, MidReview, SignStage, Situation, WarningSign};

use serde::{Deserialize, Serialize};

/// The letter to the client.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SummaryLetter {
    /// The addressee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The date of the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Whether it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<bool>,
    /// The text.
    pub text: String,
}

/// The letter to the GP.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct GpLetter {
    /// The date of the letter.
    pub date: String,
    /// Whether the client agreed to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consented: Option<bool>,
    /// Number of sessions attended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attended: Option<i32>,
    /// Number of sessions in the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<i32>,
}

/// A follow-up: a contact after the end.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// The id: `fu.check-1`, …
    pub id: String,
    /// The date of the contact.
    pub date: String,
    /// The kind of contact: phone, video, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// A note of the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// PHQ-9 total that was asked by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phq9_total: Option<i32>,
}

crate::redacted!(SummaryLetter, GpLetter, FollowUp);

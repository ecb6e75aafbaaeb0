//! Letters at the end.

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
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Was it sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<bool>,
    /// Its words.
    pub text: String,
}

/// The letter to the GP.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct GpLetter {
    /// Day.
    pub date: String,
    /// Did the client agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consented: Option<bool>,
    /// Sessions attended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attended: Option<i32>,
    /// Sessions contracted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<i32>,
}

/// A contact after the end.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// `fu.check-1`, …
    pub id: String,
    /// Day.
    pub date: String,
    /// Phone, video, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// A note of the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// PHQ-9 total by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phq9_total: Option<i32>,
}

crate::redacted!(SummaryLetter, GpLetter, FollowUp);

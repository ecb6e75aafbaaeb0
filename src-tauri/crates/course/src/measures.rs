//! Symptom measures as answered; scoring is in [`crate::measures::instruments`].

mod amount;
mod check;
mod entry;
pub mod instruments;
mod outcomes;
pub mod scale;
pub mod score;

pub use amount::Amount;
pub(crate) use check::check;
pub use entry::MeasureEntry;
pub use outcomes::{
    Change, Item9Flag, JointChange, JointVerdict, MeasureVerdict, Outcomes, ProRated,
    ReliableChange, Verdicts,
};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SessionRef;

/// A measure filled in, or declined.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Local to the course.
    pub id: String,
    /// `PHQ-9`, `GAD-7`, … `MOOD-0-10`, or `own:` and a name defined in the course.
    pub instrument: String,
    /// Day it was filled in.
    pub date: NaiveDate,
    /// Session it belongs to; absent for a follow-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// `client` or `therapist`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_by: Option<String>,
    /// Answers in order; null = not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Option<Amount>>>,
    /// Answers missing; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_count: Option<i32>,
    /// Sum of the answers; derived where the items are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Amount>,
    /// Total estimated from the answered items; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prorated_total: Option<i32>,
    /// Severity band; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// How difficult it made life; not part of the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function_item: Option<i32>,
    /// PHQ-9 item 9; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item9: Option<i32>,
    /// The highest answer to PHQ-9 item 9 that was kept, where a lower one or none replaced it. Such an
    /// answer raised a flag, and changing it does not take the flag away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item9_before: Option<i32>,
    /// The value of a single-question scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Amount>,
    /// WSAS without the work question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_not_applicable: Option<bool>,
    /// Highest total possible as answered; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_total: Option<Amount>,
    /// Subscale scores by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscales: Option<BTreeMap<String, Amount>>,
    /// Why it was not filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined_reason: Option<String>,
}

/// A range of an own scale.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct OwnBand {
    /// Lowest value.
    pub from: Amount,
    /// Highest value.
    pub to: Amount,
    /// What it is called.
    pub name: String,
}

/// A scale the therapist brings along.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct OwnMeasure {
    /// `own:` and a name.
    pub code: String,
    /// What it is called on screen.
    pub name: String,
    /// Lowest value.
    pub min: Amount,
    /// Highest value.
    pub max: Amount,
    /// Direction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub higher_is_better: Option<bool>,
    /// Ranges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bands: Option<Vec<OwnBand>>,
    /// Change beyond measurement error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliable_change: Option<Amount>,
    /// Where these figures come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

crate::redacted!(Measure, OwnBand, OwnMeasure);

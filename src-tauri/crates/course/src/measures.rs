//! Measures of symptoms: the stored answers and results. [`crate::measures::instruments`] has the data of each
//! measure.

mod amount;
mod check;
mod entry;
pub mod instruments;
mod occasion;
mod outcomes;
pub mod scale;
pub mod score;
mod thresholds;
mod verdicts;

pub use amount::Amount;
pub(crate) use check::check;
pub use entry::MeasureEntry;
pub use occasion::Occasion;
pub use outcomes::{Change, Item9Flag, Outcomes, ProRated};
pub use score::Unlike;
pub use thresholds::{NotJudged, ReliableChange};
pub use verdicts::{
    JointCase, JointChange, MeasureCase, MeasureVerdict, Movement, NamedScore, Recovery, ScoreTime,
    Sides, Verdicts,
};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SessionRef;

/// A measure that was completed or declined.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Id within the course.
    pub id: String,
    /// The code: `PHQ-9`, `GAD-7`, … `MOOD-0-10`, or `own:` and a name that the course defines.
    pub instrument: String,
    /// The day it was completed.
    pub date: NaiveDate,
    /// Session it belongs to; absent outside sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// The person who completed it: `client` or `therapist`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_by: Option<String>,
    /// The answers in order; null if not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Option<Amount>>>,
    /// Number of missing answers; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_count: Option<i32>,
    /// The total; derived if the items are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Amount>,
    /// The total that is estimated if answers are missing; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prorated_total: Option<i32>,
    /// Severity band; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// How difficult the problems made life; not part of the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function_item: Option<i32>,
    /// The answer to the item on risk, such as item 9 of the PHQ-9 or item 10 of the EPDS; derived if the items are
    /// known. The key is named after the first measure that had such an item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item9: Option<i32>,
    /// The highest answer to the item on risk that was kept, where a lower one or none replaced it. Such an
    /// answer raised a flag, and changing it does not take the flag away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item9_before: Option<i32>,
    /// The value of a single-question scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Amount>,
    /// Whether the work question of the WSAS does not apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_not_applicable: Option<bool>,
    /// The highest total that this form can have; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_total: Option<Amount>,
    /// Subscale scores by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscales: Option<BTreeMap<String, Amount>>,
    /// Why it was declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined_reason: Option<String>,
    /// Why the sheet was struck out; it stays readable and counts nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck_reason: Option<String>,
}

/// A named range of an own scale.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct OwnBand {
    /// Lowest value.
    pub from: Amount,
    /// Highest value.
    pub to: Amount,
    /// The name.
    pub name: String,
}

/// An own scale: a scale that the therapist defines for the course.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct OwnMeasure {
    /// The code: `own:` and a name.
    pub code: String,
    /// The name on screen.
    pub name: String,
    /// Lowest value.
    pub min: Amount,
    /// Highest value.
    pub max: Amount,
    /// Whether a higher value is better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub higher_is_better: Option<bool>,
    /// Named ranges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bands: Option<Vec<OwnBand>>,
    /// The smallest change beyond measurement error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliable_change: Option<Amount>,
    /// The source of these numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

crate::redacted!(Measure, OwnBand, OwnMeasure);

//! The mid-course review and the ending review.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{GoalId, SessionRef};
use crate::measures::Amount;

/// Where things stand half way.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MidReview {
    /// Session it was held in.
    pub session_number: SessionRef,
    /// Day.
    pub date: NaiveDate,
    /// First and present score by measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<BTreeMap<String, [Option<Amount>; 2]>>,
    /// Is the focus still right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_still_right: Option<bool>,
    /// What works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<Vec<String>>,
    /// What remains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_do: Option<Vec<String>>,
    /// Sessions left then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions_left: Option<i32>,
}

/// How early a warning sign shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SignStage {
    /// First.
    Early,
    /// Then.
    Middle,
    /// Last.
    Late,
}

/// A personal sign of things going down.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct WarningSign {
    /// How early.
    pub stage: SignStage,
    /// What.
    pub sign: String,
}

/// A foreseeable difficult situation.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// When, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What.
    pub text: String,
    /// Ids of people, or words.
    pub who_helps: Vec<String>,
}

/// Looking back together, and staying well.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct EndingReview {
    /// Session it was held in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Day.
    pub date: NaiveDate,
    /// What brought the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_brought_you: Option<String>,
    /// What changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<String>>,
    /// What the client did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_did: Option<Vec<String>>,
    /// Final rating by goal, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals_final: Option<BTreeMap<GoalId, i32>>,
    /// What is unfinished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<String>,
    /// What moved on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_change: Option<String>,
    /// How finishing feels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feelings_about_ending: Option<String>,
    /// Personal signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_signs: Option<Vec<WarningSign>>,
    /// Situations ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situations: Option<Vec<Situation>>,
    /// What to keep doing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Vec<String>>,
    /// First step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_step_if_signs: Option<String>,
    /// Stop, booster, maintenance, referral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continuation: Option<String>,
    /// What was asked and said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_at_end: Option<String>,
}

crate::redacted!(MidReview, WarningSign, Situation, EndingReview);

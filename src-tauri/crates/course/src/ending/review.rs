//! The mid-course review and the ending review.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{GoalId, SessionRef};
use crate::measures::Amount;

/// The mid-course review.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MidReview {
    /// Its session.
    pub session_number: SessionRef,
    /// Its day.
    pub date: NaiveDate,
    /// First and present score of each measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<BTreeMap<String, [Option<Amount>; 2]>>,
    /// Whether the focus is still right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_still_right: Option<bool>,
    /// Things that work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<Vec<String>>,
    /// Things that remain to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_do: Option<Vec<String>>,
    /// Number of sessions left then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions_left: Option<i32>,
}

/// When a warning sign appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SignStage {
    /// It appears first.
    Early,
    /// It appears later.
    Middle,
    /// It appears last.
    Late,
}

/// A personal warning sign that the symptoms return.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct WarningSign {
    /// When it appears.
    pub stage: SignStage,
    /// The sign.
    pub sign: String,
}

/// A difficult situation that may come.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// Its date, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The situation.
    pub text: String,
    /// The people who help: ids of people, or words.
    pub who_helps: Vec<String>,
}

/// The ending review, and the plan to stay well.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct EndingReview {
    /// Its session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Its day.
    pub date: NaiveDate,
    /// The reason why the client came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_brought_you: Option<String>,
    /// Changes during the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<String>>,
    /// Things that the client did for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_did: Option<Vec<String>>,
    /// Final rating of each goal, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals_final: Option<BTreeMap<GoalId, i32>>,
    /// Things that are unfinished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<String>,
    /// Changes on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_change: Option<String>,
    /// The feelings of the client about the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feelings_about_ending: Option<String>,
    /// Warning signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_signs: Option<Vec<WarningSign>>,
    /// Difficult situations that may come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situations: Option<Vec<Situation>>,
    /// Things that the client will keep doing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Vec<String>>,
    /// The first step if warning signs appear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_step_if_signs: Option<String>,
    /// The continuation: stop, booster sessions, maintenance, referral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continuation: Option<String>,
    /// The questions and answers about risk at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_at_end: Option<String>,
}

crate::redacted!(MidReview, WarningSign, Situation, EndingReview);

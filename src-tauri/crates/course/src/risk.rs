//! Risk: what was asked, what was said, what was done, and the safety plan.

mod reviews;
mod thread;

pub use reviews::RiskFlag;
pub use thread::{RiskLine, RiskSource, RiskThread};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::dates::Instant;
use crate::ids::{PersonId, SessionRef};

/// A flag of PHQ-9 item 9 a review answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct CoveredFlag {
    /// Id of the measure that raised it.
    pub measure: String,
    /// The answer the review was given for; a higher one opens the flag again.
    pub item9: i32,
}

/// A risk conversation, written down.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct RiskReview {
    /// Local to the course.
    pub id: String,
    /// Session it was part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Day.
    pub date: NaiveDate,
    /// Local time, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The PHQ-9 answer that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item9: Option<i32>,
    /// The flags it answers, each for one answer. Absent in reviews of earlier versions: such a review
    /// answers the flags of its own session or day, up to its `item9`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Vec<CoveredFlag>>,
    /// Was it asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<bool>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thoughts: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// What protects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protective: Option<Vec<String>>,
    /// Never a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_in_words: Option<String>,
    /// What was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actions: Option<Vec<String>>,
    /// Who took note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Instant>,
}

/// A person or place that takes the mind off it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Distraction {
    /// Who, if on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// Who or where.
    pub text: String,
}

/// Someone to ask for help.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Helper {
    /// Who.
    pub person_id: PersonId,
    /// Where to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A professional or agency.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ProfessionalHelp {
    /// Who.
    pub name: String,
    /// Where to reach them.
    pub phone: String,
}

/// What to do in a crisis, in the client's words.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SafetyPlan {
    /// Grows with every version.
    pub version: i32,
    /// Day, ISO.
    pub created: String,
    /// Days it was looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Vec<String>>,
    /// How it announces itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_signs: Option<Vec<String>>,
    /// What helps alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_my_own: Option<Vec<String>>,
    /// Who and what distracts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distraction_people_places: Option<Vec<Distraction>>,
    /// Whom to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_for_help: Option<Vec<Helper>>,
    /// Professional help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub professionals: Option<Vec<ProfessionalHelp>>,
    /// Making surroundings safer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safer_surroundings: Option<Vec<String>>,
    /// Who has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<Vec<String>>,
    /// How likely the client is to use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood_to_use_0_10: Option<i32>,
}

crate::redacted!(
    CoveredFlag,
    RiskReview,
    Distraction,
    Helper,
    ProfessionalHelp,
    SafetyPlan
);

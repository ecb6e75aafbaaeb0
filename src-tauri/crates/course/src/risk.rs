//! Risk: risk reviews, the flags of items on risk such as item 9 of the PHQ-9, and the safety plan.

mod flags;
mod loss;
mod reviews;
mod safety_plan;
#[cfg(test)]
mod testing;
mod thread;

pub use flags::RiskFlag;
pub use loss::FlagLoss;
pub use safety_plan::SafetyPlanDraft;
pub use thread::{RiskLine, RiskSource, RiskThread};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::dates::Instant;
use crate::ids::{PersonId, SessionRef};

/// A flag of an item on risk that a review answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct CoveredFlag {
    /// Id of the measure that raised the flag.
    pub measure: String,
    /// The answer that was reviewed. A higher answer opens the flag again.
    pub item9: i32,
}

/// A risk review: the record of a conversation about risk.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct RiskReview {
    /// Id within the course.
    pub id: String,
    /// Its session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Its day.
    pub date: NaiveDate,
    /// Its local time, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The answer to the item on risk that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item9: Option<i32>,
    /// The flags that it answers. Absent in reviews of earlier versions of Kith; such a review answers the flags of
    /// its own session or day, up to its `item9`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Vec<CoveredFlag>>,
    /// Whether the therapist asked about risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<bool>,
    /// Thoughts of suicide or self-harm, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thoughts: Option<String>,
    /// Plans, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Intent, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// Protective factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protective: Option<Vec<String>>,
    /// The level of risk in words, never as a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_in_words: Option<String>,
    /// Actions that were taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actions: Option<Vec<String>>,
    /// The day on which to ask again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_on: Option<NaiveDate>,
    /// Whether nothing is to be asked again, for the reason in its text. It has no effect where a day to ask again is
    /// named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<bool>,
    /// The therapist who acknowledged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<String>,
    /// When it was acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Instant>,
}

/// A person or place that distracts the client.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Distraction {
    /// The person, if they are in the inventory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// The person or place in words.
    pub text: String,
}

/// Someone to ask for help.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Helper {
    /// The person.
    pub person_id: PersonId,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A professional or an agency that helps.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ProfessionalHelp {
    /// The name.
    pub name: String,
    /// The telephone number.
    pub phone: String,
}

/// The safety plan: steps in a crisis, in the client's words.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SafetyPlan {
    /// The number of the version.
    pub version: i32,
    /// The day it was written, as an ISO date.
    pub created: String,
    /// Days on which it was reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Vec<String>>,
    /// Warning signs of a crisis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_signs: Option<Vec<String>>,
    /// Things that the client can do alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_my_own: Option<Vec<String>>,
    /// People and places that distract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distraction_people_places: Option<Vec<Distraction>>,
    /// People to ask for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_for_help: Option<Vec<Helper>>,
    /// Professional help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub professionals: Option<Vec<ProfessionalHelp>>,
    /// Steps to make the surroundings safer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safer_surroundings: Option<Vec<String>>,
    /// People who have a copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<Vec<String>>,
    /// How likely the client is to use it, from 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood_to_use_0_10: Option<i32>,
    /// Its earlier versions, the oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Vec<EarlierSafetyPlan>>,
}

/// An earlier version of the safety plan. People stand in it by the names that they had then.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct EarlierSafetyPlan {
    /// The number of the version.
    pub version: i32,
    /// The day it was written, as an ISO date.
    pub created: String,
    /// Warning signs of a crisis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_signs: Option<Vec<String>>,
    /// Things that the client can do alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_my_own: Option<Vec<String>>,
    /// People and places that distract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distraction_people_places: Option<Vec<String>>,
    /// People to ask for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_for_help: Option<Vec<String>>,
    /// Professional help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub professionals: Option<Vec<String>>,
    /// Steps to make the surroundings safer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safer_surroundings: Option<Vec<String>>,
    /// The days on which therapist and client looked at it, as ISO dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Vec<String>>,
    /// People who have a copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<Vec<String>>,
    /// How likely the client was to use it, from 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood_to_use_0_10: Option<i32>,
}

crate::redacted!(
    CoveredFlag,
    RiskReview,
    Distraction,
    Helper,
    ProfessionalHelp,
    SafetyPlan,
    EarlierSafetyPlan
);

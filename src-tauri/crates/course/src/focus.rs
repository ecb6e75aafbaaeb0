//! The one focus of the course, and the goals that come from it.

mod agreement;
mod assessment;
mod formulation;
mod goals;

pub use assessment::{Assessment, SickRole};
pub use formulation::FormulationDraft;
pub use goals::MOST_GOALS;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{EventId, GoalId, PersonId, SessionRef};

/// One of the four areas of IPT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FocusArea {
    /// A death.
    Grief,
    /// Mismatched expectations with someone.
    Dispute,
    /// A change of role.
    Transition,
    /// Difficulty making or keeping ties.
    Sensitivities,
}

/// A change of focus, with its reason.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FocusChange {
    /// Day of the change.
    pub on: NaiveDate,
    /// The new area.
    pub area: FocusArea,
    /// The new situation.
    pub situation: String,
    /// Why.
    pub reason: String,
    /// The advice of the supervisor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision_noted: Option<String>,
    /// Ids of the people concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_ids: Option<Vec<PersonId>>,
}

/// The stage a dispute was found in.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct DisputeStage {
    /// `renegotiation`, `impasse` or `dissolution`.
    pub stage: String,
    /// Day, ISO.
    pub date: String,
    /// The evidence for it.
    pub evidence: String,
}

/// The focus agreed first, and every change since; the last change is in force.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Focus {
    /// The area agreed first.
    pub area: FocusArea,
    /// The person or situation concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// Ids of the people concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_ids: Option<Vec<PersonId>>,
    /// Day it was agreed.
    pub agreed_on: NaiveDate,
    /// A second area, noted and not worked on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary_noted: Option<String>,
    /// Changes, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<FocusChange>>,
    /// Stages found, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_stage_history: Option<Vec<DisputeStage>>,
    /// The focus changed and the goals were not looked at since. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals_due: Option<bool>,
}

/// How far a goal was reached at a session.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct GoalRating {
    /// Which session.
    pub session_number: SessionRef,
    /// 0 not at all to 10 fully.
    pub value: i32,
}

/// A specific interpersonal aim.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Local to the course.
    pub id: GoalId,
    /// In the client's words.
    pub text: String,
    /// How we will know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Ratings over time.
    pub ratings: Vec<GoalRating>,
}

/// A version that was replaced.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct EarlierFormulation {
    /// Its number.
    pub version: i32,
    /// Its words.
    pub text: String,
    /// Day it was shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_on: Option<NaiveDate>,
    /// Whether the client agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// What the client said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_reply: Option<String>,
}

/// The version in force.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Formulation {
    /// Grows with every version.
    pub version: i32,
    /// Day it was shared with the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_on: Option<NaiveDate>,
    /// Whether the client agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// Addressed to the client.
    pub text: String,
    /// What the client said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_reply: Option<String>,
    /// Events it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked_events: Option<Vec<EventId>>,
    /// Versions replaced, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Vec<EarlierFormulation>>,
}

/// The focus as it is agreed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FocusDraft {
    /// The area.
    pub area: FocusArea,
    /// The person or situation concerned.
    pub situation: Option<String>,
    /// Ids of the people concerned.
    pub person_ids: Vec<PersonId>,
    /// A second area, noted and not worked on.
    pub secondary_noted: Option<String>,
}

impl FocusDraft {
    /// The focus, agreed on a day.
    pub(crate) fn agreed(self, on: NaiveDate) -> Focus {
        Focus {
            area: self.area,
            situation: self.situation,
            person_ids: (!self.person_ids.is_empty()).then_some(self.person_ids),
            agreed_on: on,
            secondary_noted: self.secondary_noted,
            changes: None,
            dispute_stage_history: None,
            goals_due: None,
        }
    }
}

impl Focus {
    /// The area in force: of the last change, else as first agreed.
    #[must_use]
    pub fn area_now(&self) -> FocusArea {
        self.changes
            .iter()
            .flatten()
            .next_back()
            .map_or(self.area, |change| change.area)
    }

    /// The situation in force.
    #[must_use]
    pub fn situation_now(&self) -> Option<&str> {
        let changed = self
            .changes
            .iter()
            .flatten()
            .next_back()
            .map(|change| change.situation.as_str());
        changed.or(self.situation.as_deref())
    }
}

crate::redacted!(
    FocusChange,
    DisputeStage,
    Focus,
    GoalRating,
    Goal,
    EarlierFormulation,
    Formulation,
    FocusDraft
);

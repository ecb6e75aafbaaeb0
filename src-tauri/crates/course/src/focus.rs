//! The focus of the course, its goals, and the formulation.

mod agreement;
mod assessment;
mod formulation;
mod goals;

pub use assessment::{Assessment, SickRole};
pub use formulation::FormulationDraft;
pub use goals::{MOST_GOALS, Rated};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{EventId, GoalId, PersonId, SessionRef};

/// One of the four focus areas of IPT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FocusArea {
    /// Grief after a death.
    Grief,
    /// A dispute: different expectations of the client and another person.
    Dispute,
    /// A change of role.
    Transition,
    /// Interpersonal sensitivities: difficulty in making or keeping relationships.
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
    /// Why the focus changed.
    pub reason: String,
    /// The advice of the supervisor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision_noted: Option<String>,
    /// Ids of the people concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_ids: Option<Vec<PersonId>>,
}

/// The stage of a dispute on a day.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct DisputeStage {
    /// The stage: `renegotiation`, `impasse` or `dissolution`.
    pub stage: String,
    /// The day, as an ISO date.
    pub date: String,
    /// The evidence for it.
    pub evidence: String,
}

/// The first focus and all its changes. The last change is in force.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Focus {
    /// The first area.
    pub area: FocusArea,
    /// The person or situation concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// Ids of the people concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_ids: Option<Vec<PersonId>>,
    /// The day it was agreed.
    pub agreed_on: NaiveDate,
    /// A second area, which is noted but not worked on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary_noted: Option<String>,
    /// Changes, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<FocusChange>>,
    /// Stages of the dispute, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_stage_history: Option<Vec<DisputeStage>>,
    /// Whether the goals were not reviewed since the focus changed. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals_due: Option<bool>,
}

/// The rating of a goal in a session.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct GoalRating {
    /// The session.
    pub session_number: SessionRef,
    /// The rating, from 0 (not reached) to 10 (fully reached).
    pub value: i32,
}

/// A goal: a specific interpersonal aim.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Id within the course.
    pub id: GoalId,
    /// The goal in the client's words.
    pub text: String,
    /// The sign by which client and therapist will know that it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Its ratings.
    pub ratings: Vec<GoalRating>,
}

/// An earlier version of the formulation.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct EarlierFormulation {
    /// The number of the version.
    pub version: i32,
    /// The text.
    pub text: String,
    /// The day it was shared with the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_on: Option<NaiveDate>,
    /// Whether the client agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// The reply of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_reply: Option<String>,
}

/// The formulation: the present version and the earlier ones.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Formulation {
    /// The number of the version.
    pub version: i32,
    /// Day it was shared with the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_on: Option<NaiveDate>,
    /// Whether the client agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// The text, addressed to the client.
    pub text: String,
    /// The reply of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_reply: Option<String>,
    /// The events that it is based on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked_events: Option<Vec<EventId>>,
    /// Earlier versions, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Vec<EarlierFormulation>>,
}

/// A focus to agree.
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
    /// A second area, which is noted but not worked on.
    pub secondary_noted: Option<String>,
}

impl FocusDraft {
    /// Makes the focus that was agreed on a day.
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
    /// The area in force: that of the last change, otherwise the first one.
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

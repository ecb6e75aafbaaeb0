//! The assessment in the first sessions.

use serde::{Deserialize, Serialize};

/// The limited sick role: duties that are eased, duties that are kept, and people who help.
#[derive(Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SickRole {
    /// Duties that are eased for now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eased: Option<Vec<String>>,
    /// Duties that are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Vec<String>>,
    /// People who help: ids of people, or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helpers: Option<Vec<String>>,
}

/// Working diagnosis and background.
#[derive(Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The working diagnosis in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_diagnosis: Option<String>,
    /// Onset of the episode: an ISO date of any precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode_onset: Option<String>,
    /// Number of earlier episodes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_episodes: Option<i32>,
    /// Medication: name, dose, and since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medication: Option<String>,
    /// Physical health, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub physical_health: Option<String>,
    /// Use of alcohol, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alcohol: Option<String>,
    /// The sick role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sick_role: Option<SickRole>,
}

crate::redacted!(SickRole, Assessment);

//! What was found in the first sessions.

use serde::{Deserialize, Serialize};

/// The limited sick role: duties eased now, duties kept, who helps.
#[derive(Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SickRole {
    /// Duties set down for now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eased: Option<Vec<String>>,
    /// What is kept up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Vec<String>>,
    /// Ids of people, or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helpers: Option<Vec<String>>,
}

/// Working diagnosis and background.
#[derive(Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// In plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_diagnosis: Option<String>,
    /// ISO date of any precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode_onset: Option<String>,
    /// How many before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_episodes: Option<i32>,
    /// What, dose, since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medication: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub physical_health: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alcohol: Option<String>,
    /// What was eased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sick_role: Option<SickRole>,
}

crate::redacted!(SickRole, Assessment);

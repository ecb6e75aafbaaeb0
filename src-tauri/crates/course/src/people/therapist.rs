//! The therapist. Each course stores the therapist, because letters of the course name them.

use serde::{Deserialize, Serialize};

/// A supervisor or clinical executor.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    /// The name.
    pub display_name: String,
    /// The e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// The therapist who uses the program.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Therapist {
    /// The id in files.
    pub id: String,
    /// The name on letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The profession on letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profession: Option<String>,
    /// The name of the practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<String>,
    /// The e-mail address on letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number on letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The supervisor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervisor: Option<Colleague>,
    /// The person who closes the practice if the therapist cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinical_executor: Option<Colleague>,
}

crate::redacted!(Colleague, Therapist);

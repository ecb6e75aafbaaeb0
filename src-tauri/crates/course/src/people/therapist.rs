//! Who gives the therapy; kept per course, since it is printed on papers of that course.

use serde::{Deserialize, Serialize};

/// A supervisor or clinical executor.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    /// Their name.
    pub display_name: String,
    /// Where to write to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// The clinician using the program.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Therapist {
    /// The file's own id.
    pub id: String,
    /// Name on letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// As on letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profession: Option<String>,
    /// Name of the practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<String>,
    /// For letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// For letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Who supervises the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervisor: Option<Colleague>,
    /// Who closes the practice if the therapist cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinical_executor: Option<Colleague>,
}

crate::redacted!(Colleague, Therapist);

//! Who the client is: what the practice needs to know to keep in touch.

use serde::{Deserialize, Serialize};

/// Whom to call when something happens to the client.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct EmergencyContact {
    /// Their name as the client gave it.
    pub name: String,
    /// What they are to the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Where to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// How the client came to the practice.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// Self, GP, colleague, …
    pub source: String,
    /// When, as an ISO date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// A person in therapy.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// The file's own id; the program's id stands beside the record in the vault.
    pub id: String,
    /// The short name used where no name should stand ("C-001"); unique in a vault.
    pub code: String,
    /// Name as the client wants to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// As the client gave them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pronouns: Option<String>,
    /// ISO date; decides the default retention of someone under 18.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    /// Where to reach the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where to write to the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Town or district; a full address is not needed for therapy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_area: Option<String>,
    /// General practitioner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gp: Option<String>,
    /// Whom to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency_contact: Option<EmergencyContact>,
    /// Languages spoken, as ISO codes or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// How the client came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
}

impl Client {
    /// A client of whom no more is known than what to call them.
    #[must_use]
    pub fn new(id: String, code: String, display_name: Option<String>) -> Self {
        Self {
            id,
            code,
            display_name,
            pronouns: None,
            date_of_birth: None,
            phone: None,
            email: None,
            address_area: None,
            gp: None,
            emergency_contact: None,
            languages: None,
            referral: None,
        }
    }

    /// What to call them: their name, or the code where no name is kept.
    #[must_use]
    pub fn called(&self) -> &str {
        self.display_name.as_deref().unwrap_or(&self.code)
    }
}

crate::redacted!(EmergencyContact, Referral, Client);

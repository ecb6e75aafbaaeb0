//! The client: the data that the practice needs to keep in touch.

use serde::{Deserialize, Serialize};

/// The person to call in an emergency of the client.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct EmergencyContact {
    /// The name as the client gave it.
    pub name: String,
    /// The relation to the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// How the client came to the practice.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// The source: self, GP, colleague, …
    pub source: String,
    /// The date of the referral, as an ISO date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// A person in therapy.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// The id in files. The vault keeps another id beside the record.
    pub id: String,
    /// A short code ("C-001") for places without a name; unique in a vault.
    pub code: String,
    /// The name that the client wants to be called by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The pronouns as the client gave them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pronouns: Option<String>,
    /// The date of birth, as an ISO date. It decides how long the record of a client under 18 is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    /// The telephone number of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The e-mail address of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Town or district; a full address is not needed for therapy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_area: Option<String>,
    /// The general practitioner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gp: Option<String>,
    /// The person to call in an emergency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency_contact: Option<EmergencyContact>,
    /// Languages spoken, as ISO codes or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// The referral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
}

impl Client {
    /// A client with a code and a name and no other data.
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

    /// The name of the client, or the code if there is no name.
    #[must_use]
    pub fn called(&self) -> &str {
        self.display_name.as_deref().unwrap_or(&self.code)
    }
}

crate::redacted!(EmergencyContact, Referral, Client);

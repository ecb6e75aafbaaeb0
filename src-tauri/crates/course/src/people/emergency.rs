//! Sets the person to call in an emergency.

use crate::people::{Client, EmergencyContact};
use crate::rule_broken::{RuleBroken, require_text};

impl Client {
    /// The client with this emergency contact, or without any.
    ///
    /// # Errors
    /// The contact has no name.
    pub fn with_emergency_contact(
        self,
        contact: Option<EmergencyContact>,
    ) -> Result<Self, RuleBroken> {
        let given = |text: Option<String>| {
            let text = text.map(|text| text.trim().to_owned());
            text.filter(|text| !text.is_empty())
        };
        let checked = |contact: EmergencyContact| -> Result<EmergencyContact, RuleBroken> {
            require_text(&contact.name)?;
            Ok(EmergencyContact {
                name: contact.name.trim().to_owned(),
                relation: given(contact.relation),
                phone: given(contact.phone),
            })
        };
        Ok(Self {
            emergency_contact: contact.map(checked).transpose()?,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::client;

    fn contact(name: &str, phone: &str) -> Option<EmergencyContact> {
        Some(EmergencyContact {
            name: name.to_owned(),
            relation: Some(" ".to_owned()),
            phone: Some(phone.to_owned()),
        })
    }

    #[test]
    fn emergency_contact_has_a_name_and_no_empty_texts() {
        let with = client().with_emergency_contact(contact(" Mira ", "07700 900123"));
        let expected = EmergencyContact {
            name: "Mira".to_owned(),
            relation: None,
            phone: Some("07700 900123".to_owned()),
        };
        let with = with.unwrap();
        assert!(with.emergency_contact == Some(expected), "as it was said");
        let nameless = client().with_emergency_contact(contact(" ", "07700 900123"));
        assert_eq!(
            nameless.err(),
            Some(RuleBroken::TextNeeded),
            "whom to ask for is not said"
        );
        let without = with.with_emergency_contact(None).unwrap();
        assert!(without.emergency_contact.is_none(), "taken out again");
    }
}

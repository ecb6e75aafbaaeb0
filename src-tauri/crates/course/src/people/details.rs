//! The details of a client as the window and a file may give them: code, name and date of birth.

use unicode_normalization::UnicodeNormalization;

use crate::dates::rough::rough;
use crate::people::Client;
use crate::rule_broken::{LONGEST_TEXT, RuleBroken};

/// The code as it is stored: composed (NFC), without characters that nobody sees, and without space around it. So the
/// same code can be typed again on any keyboard.
#[must_use]
pub fn client_code(typed: &str) -> String {
    let seen = typed.nfc().filter(|c| !invisible(*c));
    seen.collect::<String>().trim().to_owned()
}

/// Whether two codes are the same but for upper and lower case.
#[must_use]
pub fn same_code(one: &str, other: &str) -> bool {
    client_code(one).to_lowercase() == client_code(other).to_lowercase()
}

/// Control characters, and characters that take no room: soft hyphen, joiners, marks of direction, byte order mark.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

impl Client {
    /// The client with the code as it is stored, and without details that are only white space.
    #[must_use]
    pub fn tidied(self) -> Self {
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Self {
            code: client_code(&self.code),
            display_name: said(self.display_name),
            date_of_birth: said(self.date_of_birth),
            ..self
        }
    }

    /// The client as it may be stored: tidied, with a code, and with a date of birth that is a date.
    ///
    /// # Errors
    /// [`RuleBroken::TextNeeded`] without a code, [`RuleBroken::NotADate`], [`RuleBroken::TextTooLong`].
    pub fn checked(self) -> Result<Self, RuleBroken> {
        let client = self.tidied();
        if client.code.is_empty() {
            return Err(RuleBroken::TextNeeded);
        }
        if !client.date_of_birth.as_deref().is_none_or(rough) {
            return Err(RuleBroken::NotADate);
        }
        let details = [
            Some(&client.code),
            client.display_name.as_ref(),
            client.pronouns.as_ref(),
            client.phone.as_ref(),
            client.email.as_ref(),
            client.address_area.as_ref(),
            client.gp.as_ref(),
        ];
        let most = usize::try_from(LONGEST_TEXT).unwrap_or(usize::MAX);
        let too_long = |text: &&String| text.chars().count() > most;
        if details.iter().flatten().any(too_long) {
            return Err(RuleBroken::TextTooLong { most: LONGEST_TEXT });
        }
        Ok(client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::client;

    #[test]
    fn code_can_be_typed_again_as_it_is_stored() {
        assert_eq!(
            client_code(" DSP-01\u{a0} "),
            "DSP-01",
            "no space around it"
        );
        assert_eq!(client_code("Zoe\u{308}"), "Zo\u{eb}", "composed");
        assert_eq!(
            client_code("\u{feff}DSP\u{200b}-\u{ad}01\u{202c}"),
            "DSP-01",
            "nothing that nobody sees"
        );
        assert!(
            same_code("DSP-01 ", "dsp-01"),
            "without upper and lower case"
        );
        assert!(!same_code("DSP-01", "DSP-1"), "another code");
    }

    #[test]
    fn client_has_a_code_and_a_date_of_birth_that_is_one() {
        let with = |code: &str, born: &str| {
            let client = Client {
                code: code.to_owned(),
                date_of_birth: Some(born.to_owned()),
                ..client()
            };
            client.checked().map(|client| client.date_of_birth)
        };
        assert_eq!(
            with("\u{200b} ", ""),
            Err(RuleBroken::TextNeeded),
            "no code"
        );
        for born in ["20265-01-01", "1899", "0000", "soon"] {
            assert_eq!(with("C-1", born), Err(RuleBroken::NotADate), "{born}");
        }
        assert_eq!(with("C-1", " "), Ok(None), "not said");
        assert_eq!(with("C-1", "1980"), Ok(Some("1980".to_owned())), "a year");
        let long = Client {
            gp: Some("x".repeat(100_001)),
            ..client()
        };
        assert_eq!(
            long.checked().err(),
            Some(RuleBroken::TextTooLong { most: 100_000 }),
            "forty pages"
        );
    }
}

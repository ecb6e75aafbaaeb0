//! Limits the length of texts, so that each course can be exported and read back.

use serde_json::Value;

use crate::Course;
use crate::rule_broken::{LONGEST_TEXT, RuleBroken};

impl Course {
    /// Refuses a change that makes a text longer than a course file may hold. A text that was that long before stays as
    /// it is.
    ///
    /// # Errors
    /// [`RuleBroken::TextTooLong`].
    pub fn within_text_limit(self, before: Option<&Self>) -> Result<Self, RuleBroken> {
        let longest = self.longest_text();
        let most = usize::try_from(LONGEST_TEXT).unwrap_or(usize::MAX);
        if longest > most && before.is_none_or(|before| longest > before.longest_text()) {
            return Err(RuleBroken::TextTooLong { most: LONGEST_TEXT });
        }
        Ok(self)
    }

    /// Number of characters of the longest text.
    fn longest_text(&self) -> usize {
        serde_json::to_value(self).map_or(0, |course| longest_in(&course))
    }
}

fn longest_in(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.chars().count(),
        Value::Array(elements) => elements.iter().map(longest_in).max().unwrap_or(0),
        Value::Object(entries) => entries.values().map(longest_in).max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, ids};
    use crate::session::NoteDraft;

    #[test]
    fn text_that_no_file_may_hold_is_refused() {
        let course = begun().held(1);
        let id = course.nth(1);
        let noted = |characters: usize| {
            let note = NoteDraft {
                summary: Some("é".repeat(characters)),
                ..NoteDraft::default()
            };
            course.clone().write_note(&id, note).unwrap()
        };
        let most = noted(100_000).within_text_limit(Some(&course)).unwrap();
        let text = crate::file::write(&most);
        assert!(
            crate::file::read(text.as_bytes(), &mut ids()).is_ok(),
            "the longest text can be read back"
        );
        let longer = noted(100_001);
        assert_eq!(
            longer.clone().within_text_limit(Some(&course)).err(),
            Some(RuleBroken::TextTooLong { most: 100_000 }),
            "one character more"
        );
        let fault = crate::file::read(crate::file::write(&longer).as_bytes(), &mut ids());
        assert_eq!(
            fault.map(drop).unwrap_err().problem.code(),
            "too_long",
            "nor is such a file read"
        );
        assert!(
            longer.clone().within_text_limit(Some(&longer)).is_ok(),
            "a text that was kept earlier refuses no other change"
        );
    }
}

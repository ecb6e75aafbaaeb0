//! Saves follow-ups.

use crate::Course;
use crate::ending::FollowUp;
use crate::rule_broken::{RuleBroken, require_text};

impl Course {
    /// Saves a contact after the end or outside a session, in any phase. It replaces the contact with the same id.
    ///
    /// # Errors
    /// [`RuleBroken::TextNeeded`] without an id.
    pub fn save_follow_up(mut self, contact: FollowUp) -> Result<Self, RuleBroken> {
        require_text(&contact.id)?;
        let contacts = self.followups.get_or_insert_default();
        match contacts.iter_mut().find(|other| other.id == contact.id) {
            Some(other) => *other = contact,
            None => contacts.push(contact),
        }
        Ok(self.recomputed())
    }
}

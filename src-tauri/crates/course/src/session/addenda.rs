//! Adds addenda to a signed note.

use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::Instant;
use crate::ids::SlotId;
use crate::rule_broken::{RuleBroken, require_text};
use crate::session::Addendum;

/// A new addendum.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct AddendumDraft {
    /// The therapist who writes it.
    pub author: Option<String>,
    /// Why it is added.
    pub reason: Option<String>,
    /// The added text.
    pub text: String,
}

crate::redacted!(AddendumDraft);

impl Course {
    /// Adds an addendum to a signed note, struck through or not, also after the course is concluded.
    ///
    /// # Errors
    /// The note is not signed, the text is missing, or the id is in use.
    pub fn add_addendum(
        mut self,
        id: String,
        target: &SlotId,
        at: Instant,
        draft: AddendumDraft,
    ) -> Result<Self, RuleBroken> {
        require_text(&draft.text)?;
        if self
            .session(target)
            .is_none_or(|session| session.locked_at.is_none())
        {
            return Err(RuleBroken::NoteNotSigned);
        }
        let addenda = self.addenda.get_or_insert_default();
        if addenda.iter().any(|other| other.id == id) {
            return Err(RuleBroken::IdInUse);
        }
        let AddendumDraft {
            author,
            reason,
            text,
        } = draft;
        let slot = Some(target.clone());
        addenda.push(Addendum {
            id,
            target: String::new(),
            created_at: at,
            author,
            reason,
            text,
            slot,
        });
        Ok(self.recomputed())
    }
}

//! Additions to a signed note.

use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::Instant;
use crate::ids::SlotId;
use crate::rule_broken::{RuleBroken, require_text};
use crate::session::Addendum;

/// An addition to a signed note, as entered.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct AddendumDraft {
    /// Who writes it.
    pub author: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What is added.
    pub text: String,
}

crate::redacted!(AddendumDraft);

impl Course {
    /// Adds to a signed note, struck or not; never refused because the course is concluded.
    ///
    /// # Errors
    /// Not signed, no text, or the id in use.
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

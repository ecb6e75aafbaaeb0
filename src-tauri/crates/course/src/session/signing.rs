//! Signs the note of a session.

use crate::Course;
use crate::dates::Instant;
use crate::ids::SlotId;
use crate::plan::numbering::met;
use crate::rule_broken::RuleBroken;

impl Course {
    /// Signs the note of a session that was held. From then on it takes only addenda.
    ///
    /// # Errors
    /// The session was not held, or the note is signed already.
    pub fn sign_note(
        self,
        id: &SlotId,
        at: Instant,
        author: Option<String>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        if !met(course.slot(id)?.status) {
            return Err(RuleBroken::NotHeld);
        }
        let session = course.session_mut(id).ok_or(RuleBroken::NotHeld)?;
        if session.locked_at.is_some() {
            return Err(RuleBroken::NoteSigned);
        }
        session.locked_at = Some(at);
        session.author = author;
        Ok(course.recomputed())
    }

    /// The slots that were held and whose note is not signed.
    #[must_use]
    pub fn unsigned(&self) -> Vec<SlotId> {
        let held = self
            .slots
            .iter()
            .filter(|slot| met(slot.status))
            .filter_map(|slot| slot.id.clone());
        held.filter(|id| {
            self.session(id)
                .is_none_or(|session| session.locked_at.is_none())
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, refusal};
    use crate::session::AddendumDraft;
    use crate::session::NoteDraft;

    fn at() -> Instant {
        Instant::try_from("2026-01-13T18:00:00Z".to_owned()).unwrap()
    }

    #[test]
    fn signed_note_takes_addenda_only() {
        let course = begun().held(1);
        let id = course.nth(1);
        let addendum = || AddendumDraft {
            author: None,
            reason: None,
            text: "later".to_owned(),
        };
        let refused = refusal(
            course
                .clone()
                .add_addendum("a1".to_owned(), &id, at(), addendum()),
        );
        assert_eq!(
            refused,
            RuleBroken::NoteNotSigned,
            "an unsigned note is changed instead"
        );
        let course = course.sign_note(&id, at(), Some("t-1".to_owned())).unwrap();
        assert_eq!(
            refusal(course.clone().write_note(&id, NoteDraft::default())),
            RuleBroken::NoteSigned,
            "a signed note is not rewritten"
        );
        assert_eq!(
            refusal(course.clone().sign_note(&id, at(), None)),
            RuleBroken::NoteSigned,
            "a signed note is not signed again"
        );
        let course = course
            .add_addendum("a1".to_owned(), &id, at(), addendum())
            .unwrap();
        assert_eq!(
            course.addenda.as_ref().unwrap()[0].target,
            "session:1",
            "the addendum names the session of its note"
        );
        assert_eq!(
            refusal(course.add_addendum("a1".to_owned(), &id, at(), addendum())),
            RuleBroken::IdInUse,
            "each addendum needs an id of its own"
        );
    }

    #[test]
    fn addendum_to_a_struck_note_names_its_slot() {
        let course = begun().held(1);
        let id = course.nth(1);
        let course = course.sign_note(&id, at(), None).unwrap();
        let course = course
            .strike_note(
                &id,
                "wrong client".to_owned(),
                day("2026-01-14"),
                &mut ids(),
            )
            .unwrap();
        let addendum = AddendumDraft {
            author: None,
            reason: None,
            text: "see the other".to_owned(),
        };
        let course = course
            .add_addendum("a1".to_owned(), &id, at(), addendum)
            .unwrap();
        assert_eq!(
            course.addenda.as_ref().unwrap()[0].target,
            "slot:1",
            "a struck note has no session number"
        );
    }

    #[test]
    fn note_drafted_before_its_session_is_signed_only_after_it() {
        let course = begun();
        let id = course.nth(1);
        let course = course
            .write_note(
                &id,
                NoteDraft {
                    summary: Some("plan".to_owned()),
                    ..NoteDraft::default()
                },
            )
            .unwrap();
        assert_eq!(
            refusal(course.clone().sign_note(&id, at(), None)),
            RuleBroken::NotHeld,
            "the session was not held yet"
        );
        let course = course.held(1).sign_note(&id, at(), None).unwrap();
        assert_eq!(
            course.session(&id).unwrap().summary.as_deref(),
            Some("plan"),
            "the note has the text of the draft"
        );
    }
}

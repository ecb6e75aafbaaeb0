//! Saves the letters at the end, also after the course is concluded.

use crate::Course;
use crate::ending::{GpLetter, SummaryLetter};
use crate::rule_broken::{RuleBroken, require_text};

impl Course {
    /// Saves the letter to the client.
    ///
    /// # Errors
    /// [`RuleBroken::TextNeeded`].
    pub fn save_summary_letter(mut self, letter: SummaryLetter) -> Result<Self, RuleBroken> {
        require_text(&letter.text)?;
        self.summary_letter = Some(letter);
        Ok(self.recomputed())
    }

    /// Saves the letter to the GP.
    #[must_use]
    pub fn save_gp_letter(mut self, letter: GpLetter) -> Self {
        self.gp_letter = Some(letter);
        self.recomputed()
    }
}

#[cfg(test)]
mod tests {
    use crate::course::testing::{day, ids, later, review};
    use crate::ending::FollowUp;
    use crate::ending::conclude::tests::{at, end, full};
    use crate::guidance::TaskState;
    use crate::plan::EndType;
    use crate::session::AddendumDraft;

    #[test]
    fn addendum_review_follow_up_and_tasks_are_saved_after_the_end() {
        let mut course = full();
        let id = course.nth(16);
        course = course.sign_note(&id, at(), None).unwrap();
        course = course
            .conclude(
                end(EndType::Planned, "2026-04-28", Some("ok")),
                day("2026-05-01"),
                &mut ids(),
            )
            .unwrap();
        let draft = AddendumDraft {
            author: None,
            reason: None,
            text: "she rang".to_owned(),
        };
        course = course
            .add_addendum("a1".to_owned(), &id, at(), draft)
            .unwrap();
        course = course
            .save_risk_review(review("2026-05-02"), later())
            .unwrap()
            .acknowledge_risk("r1", "t".to_owned(), at())
            .unwrap();
        let contact = FollowUp {
            id: "fu.check-1".to_owned(),
            date: "2026-06-01".to_owned(),
            mode: None,
            note: None,
            phq9_total: None,
        };
        course = course.save_follow_up(contact).unwrap();
        for id in ["fu.check-1", "end.close-record"] {
            course = course
                .mark_task(id, TaskState::Done, None, day("2026-06-01"), None)
                .unwrap();
        }
        course = course.set_retention(Some(day("2040-01-01"))).unwrap();
        assert_eq!(
            course.addenda.as_ref().unwrap()[0].target,
            "session:16",
            "the addendum names its session"
        );
    }
}

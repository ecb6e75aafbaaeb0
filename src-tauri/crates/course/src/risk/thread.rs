//! Everything written about risk in a course, as one thread: reviews, the risk lines of notes, and what the
//! ending review says.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::ids::SlotId;
use crate::risk::RiskReview;
use crate::session::{Session, Slot};

/// Where a line of the thread was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RiskSource {
    /// In the note of a session.
    Note,
    /// In the review at the end.
    EndingReview,
    /// In a risk review of its own.
    Review,
}

/// An entry about risk.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RiskLine {
    /// Where it was written.
    pub source: RiskSource,
    /// Day.
    pub date: NaiveDate,
    /// Local time, where it is known; of a note that of its session.
    pub time: Option<String>,
    /// Slot of its session.
    pub slot: Option<SlotId>,
    /// Number of its session, where that slot takes one.
    pub number: Option<i32>,
    /// Whether suicide and self-harm were asked about; none where nobody said.
    pub asked: Option<bool>,
    /// The question, the answer and the action, as the therapist wrote them.
    pub text: Option<String>,
    /// The therapist's own words for how serious it is.
    pub level_in_words: Option<String>,
}

/// Everything written about risk.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RiskThread {
    /// The last day risk was asked about.
    pub asked_on: Option<NaiveDate>,
    /// The newest first.
    pub lines: Vec<RiskLine>,
}

crate::redacted!(RiskLine, RiskThread);

impl Course {
    /// Everything written about risk, the newest first. What stands in a session entered in error, or in a
    /// struck note, is no part of it.
    #[must_use]
    pub fn risk_thread(&self) -> RiskThread {
        let notes = self.sessions.iter().flatten();
        let notes = notes.filter_map(|note| self.line_of_note(note));
        let reviews = self
            .counted_reviews()
            .map(|review| self.line_of_review(review));
        let mut lines: Vec<RiskLine> = notes.chain(self.line_of_ending()).chain(reviews).collect();
        // Of one moment the one written later comes last here, and so first in the thread.
        lines.sort_by(|a, b| moment(a).cmp(&moment(b)));
        lines.reverse();
        let asked = lines.iter().find(|line| line.asked == Some(true));
        RiskThread {
            asked_on: asked.map(|line| line.date),
            lines,
        }
    }

    fn line_of_note(&self, note: &Session) -> Option<RiskLine> {
        let text = note.risk_note.clone().filter(|text| has_text(text));
        if text.is_none() && note.risk_asked.is_none() {
            return None;
        }
        let slot = note.slot.as_ref().and_then(|id| self.slot(id).ok());
        let counts = note.struck_reason.is_none() && slot.is_none_or(|slot| !slot.is_void());
        counts.then(|| RiskLine {
            source: RiskSource::Note,
            date: note.date,
            time: slot.and_then(|slot| slot.start_time.clone()),
            slot: note.slot.clone(),
            number: note.session_number,
            // A text alone does not say it: "did not get to it" is a text too.
            asked: note.risk_asked,
            text,
            level_in_words: None,
        })
    }

    fn line_of_ending(&self) -> Option<RiskLine> {
        let review = self.ending_review.as_ref()?;
        let text = review.risk_at_end.clone().filter(|text| has_text(text))?;
        let session = review.session_number.as_ref();
        if !self.counts(session) {
            return None;
        }
        let slot = session.and_then(|session| self.slot_of(session));
        Some(RiskLine {
            source: RiskSource::EndingReview,
            date: review.date,
            time: None,
            slot: slot.and_then(|slot| slot.id.clone()),
            number: slot.and_then(|slot| slot.session_number),
            asked: None,
            text: Some(text),
            level_in_words: None,
        })
    }

    fn line_of_review(&self, review: &RiskReview) -> RiskLine {
        let session = review.session_number.as_ref();
        let slot: Option<&Slot> = session.and_then(|session| self.slot_of(session));
        RiskLine {
            source: RiskSource::Review,
            date: review.date,
            time: review.time.clone(),
            slot: slot.and_then(|slot| slot.id.clone()),
            number: slot.and_then(|slot| slot.session_number),
            asked: review.asked,
            text: review.thoughts.clone().filter(|text| has_text(text)),
            level_in_words: review.level_in_words.clone(),
        }
    }
}

const fn moment(line: &RiskLine) -> (NaiveDate, &Option<String>) {
    (line.date, &line.time)
}

fn has_text(text: &str) -> bool {
    !text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, later, review};
    use crate::dates::Instant;
    use crate::ending::EndingReview;
    use crate::session::NoteDraft;

    fn noted(course: Course, nth: usize, risk: &str) -> Course {
        said(course, nth, Some(risk), None)
    }

    fn said(course: Course, nth: usize, risk: Option<&str>, asked: Option<bool>) -> Course {
        let slot = course.nth(nth);
        let draft = NoteDraft {
            risk_note: risk.map(str::to_owned),
            risk_asked: asked,
            ..NoteDraft::default()
        };
        course.write_note(&slot, draft).unwrap()
    }

    fn at() -> Instant {
        Instant::try_from("2026-01-13T18:00:00Z".to_owned()).unwrap()
    }

    fn of_day(id: &str, date: &str, text: &str) -> RiskReview {
        RiskReview {
            id: id.to_owned(),
            thoughts: Some(text.to_owned()),
            ..review(date)
        }
    }

    fn texts(course: &Course) -> Vec<String> {
        let lines = course.risk_thread().lines.into_iter();
        lines.filter_map(|line| line.text).collect()
    }

    #[test]
    fn notes_and_reviews_are_one_thread_with_the_newest_first() {
        let course = said(begun().held(2), 2, Some("second"), Some(true));
        let course = noted(course, 1, "first")
            .save_risk_review(of_day("r2", "2026-01-21", "rang"), later())
            .unwrap()
            .save_risk_review(of_day("r1", "2026-01-14", "post"), later())
            .unwrap();
        assert_eq!(
            texts(&course),
            ["rang", "second", "post", "first"],
            "by date, whatever the order of writing"
        );
        assert_eq!(
            course.risk_thread().asked_on,
            Some(day("2026-01-21")),
            "the last day it was asked"
        );
    }

    fn risk_is_missing_for_the_first_gate(course: &Course) -> bool {
        let missing = course.missing(crate::plan::gate::Gate::G1, None, None);
        missing.contains(&"risk_asked".to_owned())
    }

    #[test]
    fn a_note_tells_of_the_question_only_where_it_says_so() {
        assert_eq!(begun().risk_thread().asked_on, None, "nobody asked yet");
        let texts = [None, Some("Did not get to it."), Some("None reported.")];
        for text in texts {
            for asked in [None, Some(false), Some(true)] {
                let course = said(begun().held(1), 1, text, asked);
                let thread = course.risk_thread();
                let on = (asked == Some(true)).then(|| day("2026-01-13"));
                assert_eq!(thread.asked_on, on, "{text:?}, asked: {asked:?}");
                assert_eq!(
                    risk_is_missing_for_the_first_gate(&course),
                    asked != Some(true),
                    "the gate follows: {text:?}, asked: {asked:?}"
                );
                let lines: Vec<_> = thread.lines.iter().map(|line| line.asked).collect();
                let written = text.is_some() || asked.is_some();
                assert_eq!(
                    lines,
                    if written { vec![asked] } else { Vec::new() },
                    "the thread has what was written: {text:?}, asked: {asked:?}"
                );
            }
        }
    }

    #[test]
    fn a_review_at_the_end_does_not_say_that_it_was_asked() {
        let mut course = begun().held(1);
        course.ending_review = Some(EndingReview {
            session_number: None,
            date: day("2026-01-20"),
            what_brought_you: None,
            changes: None,
            client_did: None,
            goals_final: None,
            unfinished: None,
            map_change: None,
            feelings_about_ending: None,
            warning_signs: None,
            situations: None,
            plan: None,
            first_step_if_signs: None,
            continuation: None,
            risk_at_end: Some("Not asked: she left in haste.".to_owned()),
        });
        assert_eq!(texts(&course), ["Not asked: she left in haste."]);
        assert_eq!(course.risk_thread().asked_on, None, "nobody said so");
    }

    #[test]
    fn an_entry_that_does_not_say_it_was_asked_is_no_asking() {
        let unsaid = RiskReview {
            asked: None,
            ..of_day("r1", "2026-01-14", "Her sister rang.")
        };
        let thread = begun()
            .save_risk_review(unsaid, later())
            .unwrap()
            .risk_thread();
        assert_eq!(
            (thread.asked_on, thread.lines.len()),
            (None, 1),
            "it is in the thread all the same"
        );
    }

    #[test]
    fn a_struck_note_is_no_part_of_the_thread() {
        let course = said(begun().held(1), 1, Some("of another client"), Some(true));
        let slot = course.nth(1);
        let entry = RiskReview {
            session_number: Some(crate::ids::SessionRef::Slot(slot.clone())),
            ..of_day("r1", "2026-01-13", "of another client too")
        };
        let course = course
            .save_risk_review(entry, later())
            .unwrap()
            .sign_note(&slot, at(), None)
            .unwrap();
        assert_eq!(texts(&course).len(), 2, "before it is struck");
        let why = "wrong client".to_owned();
        let course = course
            .strike_note(&slot, why, day("2026-01-14"), &mut ids())
            .unwrap();
        assert_eq!(texts(&course), Vec::<String>::new(), "it counts nowhere");
        assert!(
            risk_is_missing_for_the_first_gate(&course),
            "for the gate neither"
        );
    }
}

//! Everything written about risk in a course, as one thread: reviews, the risk lines of notes, and what the
//! ending review says.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::ids::SlotId;
use crate::plan::EndType;
use crate::risk::RiskReview;
use crate::session::{Session, Slot};

/// The place in which a line of the thread was written.
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
    /// The place in which it was written.
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
    /// The day on which to ask again, as this entry said.
    pub check_on: Option<NaiveDate>,
    /// Whether this entry said that nothing is to be asked again.
    pub closes: bool,
    /// The id of a review that would answer an open flag and is not acknowledged yet.
    pub to_acknowledge: Option<String>,
}

/// Everything written about risk.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RiskThread {
    /// The last day risk was asked about.
    pub asked_on: Option<NaiveDate>,
    /// The day on which to ask again, if the last entry that speaks of it names one.
    pub check_on: Option<NaiveDate>,
    /// The day on which the last entry that speaks of it said that nothing is to be asked again.
    pub closed_on: Option<NaiveDate>,
    /// The newest first.
    pub lines: Vec<RiskLine>,
}

crate::redacted!(RiskLine, RiskThread);

impl Course {
    /// Everything written about risk, the newest first. It holds nothing from a session entered in error, or
    /// from a struck note.
    #[must_use]
    pub fn risk_thread(&self) -> RiskThread {
        let notes = self.sessions.iter().flatten();
        let notes = notes.filter_map(|note| self.line_of_note(note));
        let awaiting = self.reviews_to_acknowledge();
        let reviews = self
            .counted_reviews()
            .map(|review| self.line_of_review(review, &awaiting));
        let mut lines: Vec<RiskLine> = notes.chain(self.line_of_ending()).chain(reviews).collect();
        // Of one moment the one written later comes last here, and so first in the thread.
        lines.sort_by(|a, b| moment(a).cmp(&moment(b)));
        lines.reverse();
        let asked = lines.iter().find(|line| line.asked == Some(true));
        RiskThread {
            asked_on: asked.map(|line| line.date),
            check_on: self.risk_check(),
            closed_on: self
                .last_follow_up()
                .filter(|review| review.check_on.is_none() && !self.raised_after(review.date))
                .map(|review| review.date),
            lines,
        }
    }

    /// The day on which to ask about risk again. An entry that names no day leaves an earlier one in force. Once the
    /// client died there is none.
    #[must_use]
    pub fn risk_check(&self) -> Option<NaiveDate> {
        let died = self.plan.end_type == Some(EndType::Died);
        self.last_follow_up()
            .filter(|_| !died)
            .and_then(|review| review.check_on)
    }

    /// Whether an answer raised a flag after this day: a thread that was closed until then is closed no longer.
    fn raised_after(&self, day: NaiveDate) -> bool {
        let mut raised = self.raised().into_iter();
        raised.any(|sheet| sheet.scored.date > day)
    }

    /// The last review that names a day to ask again, or closes the thread; of one day the one written later.
    fn last_follow_up(&self) -> Option<&RiskReview> {
        let speaks = |review: &&RiskReview| review.check_on.is_some() || closes(review);
        let reviews = self.counted_reviews().filter(speaks);
        reviews.max_by_key(|review| review.date)
    }

    fn line_of_note(&self, note: &Session) -> Option<RiskLine> {
        let text = note.risk_note.clone().filter(|text| has_text(text));
        if text.is_none() && note.risk_asked.is_none() {
            return None;
        }
        let slot = note.slot.as_ref().and_then(|id| self.slot(id).ok());
        let counts = note.struck_reason.is_none() && slot.is_none_or(|slot| !slot.is_void());
        let took_place = slot.is_none_or(|slot| !slot.status.did_not_take_place());
        counts.then(|| RiskLine {
            source: RiskSource::Note,
            date: note.date,
            time: slot.and_then(|slot| slot.start_time.clone()),
            slot: note.slot.clone(),
            number: note.session_number,
            // A text alone does not say it: "did not get to it" is a text too.
            asked: note.risk_asked.filter(|_| took_place),
            text,
            level_in_words: None,
            check_on: None,
            closes: false,
            to_acknowledge: None,
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
            check_on: None,
            closes: false,
            to_acknowledge: None,
        })
    }

    fn line_of_review(&self, review: &RiskReview, awaiting: &[String]) -> RiskLine {
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
            check_on: review.check_on,
            closes: closes(review),
            to_acknowledge: awaiting.contains(&review.id).then(|| review.id.clone()),
        }
    }
}

/// Whether a review closes the thread.
fn closes(review: &RiskReview) -> bool {
    review.closes == Some(true) && review.check_on.is_none()
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
    use crate::session::{NoteDraft, SlotStatus};

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
    fn a_closed_thread_is_closed_no_longer_once_an_answer_raises_a_flag() {
        let closing = then("r1", "2026-01-15", None, true);
        let course = begun().held(2).save_risk_review(closing, later()).unwrap();
        assert_eq!(course.risk_thread().closed_on, Some(day("2026-01-15")));
        let course = course.with_answer("m1", 2, "2026-01-20", Some(2));
        assert_eq!(
            course.risk_thread().closed_on,
            None,
            "it was raised after that day"
        );
    }

    #[test]
    fn nobody_was_asked_in_a_session_that_did_not_take_place() {
        let course = said(begun(), 1, None, Some(true));
        let missed = course.with(1, SlotStatus::Dna).unwrap();
        assert_eq!(missed.risk_thread().asked_on, None);
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

    fn then(id: &str, date: &str, check_on: Option<&str>, closes: bool) -> RiskReview {
        RiskReview {
            check_on: check_on.map(day),
            closes: closes.then_some(true),
            ..of_day(id, date, "Asked.")
        }
    }

    /// The day to ask again and the day of closing, after these entries.
    fn follow_up(entries: Vec<RiskReview>) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let course = entries.into_iter().fold(begun(), |course, entry| {
            course.save_risk_review(entry, later()).unwrap()
        });
        let thread = course.risk_thread();
        assert_eq!(course.glance().risk_check, thread.check_on, "for lists");
        (thread.check_on, thread.closed_on)
    }

    #[test]
    fn the_day_to_ask_again_holds_until_an_entry_names_another_or_closes_the_thread() {
        let check = then("r1", "2026-01-13", Some("2026-01-20"), false);
        let silent = then("r2", "2026-01-14", None, false);
        let other = then("r3", "2026-01-15", Some("2026-01-16"), false);
        let closing = then("r4", "2026-01-15", None, true);
        let again = then("r5", "2026-01-17", Some("2026-01-24"), false);
        assert_eq!(follow_up(vec![silent.clone()]), (None, None), "unsaid");
        let first = (Some(day("2026-01-20")), None);
        assert_eq!(follow_up(vec![check.clone()]), first, "as it says");
        assert_eq!(
            follow_up(vec![check.clone(), silent.clone()]),
            first,
            "an entry that says nothing of it changes nothing"
        );
        assert_eq!(
            follow_up(vec![other.clone(), check.clone()]),
            (Some(day("2026-01-16")), None),
            "the entry of the later day counts, whichever was written first"
        );
        let closed = (None, Some(day("2026-01-15")));
        assert_eq!(
            follow_up(vec![check.clone(), other.clone(), closing.clone()]),
            closed,
            "of one day the entry written later counts"
        );
        assert_eq!(
            follow_up(vec![check, closing, again]),
            (Some(day("2026-01-24")), None),
            "a closed thread opens again"
        );
    }

    #[test]
    fn nobody_is_asked_again_once_the_client_died() {
        let entry = then("r1", "2026-01-13", Some("2026-01-20"), false);
        let mut course = begun().save_risk_review(entry, later()).unwrap();
        assert_eq!(course.risk_check(), Some(day("2026-01-20")));
        course.plan.end_type = Some(EndType::Died);
        assert_eq!(course.risk_check(), None, "nobody is left to ask");
        assert_eq!(
            course.risk_thread().lines[0].check_on,
            Some(day("2026-01-20")),
            "the entry stays as it was written"
        );
    }

    #[test]
    fn a_review_that_would_answer_an_open_flag_waits_to_be_acknowledged() {
        use crate::risk::testing::{flagged, naming};
        let waiting = |course: &Course| -> Vec<_> {
            let lines = course.risk_thread().lines.into_iter();
            lines.filter_map(|line| line.to_acknowledge).collect()
        };
        let course = flagged(2)
            .save_risk_review(naming("other", "2026-01-13", &[]), later())
            .unwrap()
            .save_risk_review(naming("answer", "2026-01-13", &[("m1", 2)]), later())
            .unwrap();
        assert_eq!(waiting(&course), ["answer"], "the other answers no flag");
        let course = course
            .acknowledge_risk("answer", "t-1".to_owned(), at())
            .unwrap();
        assert_eq!(waiting(&course), Vec::<String>::new(), "none is left");
        assert!(course.open_flags().is_empty(), "the flag is answered");
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

//! Finds the flags of the items on risk, such as item 9 of the PHQ-9. A flag stays open until an acknowledged review answers it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::ids::SlotId;
use crate::measures::score::{FlagLevel, Scored};
use crate::plan::EndType;
use crate::risk::RiskReview;

/// The highest answer that a measure has to its item on risk: that of the CORE-10 (S19).
pub(super) const HIGHEST_ANSWER: i32 = 4;

/// A flag: an answer above 0 to the item on risk of a measure, and the review that answers it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RiskFlag {
    /// Id of the measure that raised it.
    pub measure: String,
    /// Code of its instrument.
    pub instrument: String,
    /// Number of the item on risk.
    pub item: u8,
    /// Day of the measure.
    pub date: NaiveDate,
    /// Slot of its session; none for a measure without a session.
    pub slot: Option<SlotId>,
    /// Number of its session, if that slot takes one.
    pub number: Option<i32>,
    /// Whether another sheet of its session has a flag too, open or answered.
    pub shares_session: bool,
    /// The highest answer that was kept on that sheet.
    pub item9: i32,
    /// Whether the sheet has a lower answer now, or none: the flag stays until somebody wrote why.
    pub changed: bool,
    /// The answer that the sheet has now.
    pub answer_now: Option<i32>,
    /// The level of urgency.
    pub level: FlagLevel,
    /// Whether that answer is higher than the last one before on the same measure.
    pub rise: bool,
    /// Whether it is still to be answered.
    pub open: bool,
    /// The acknowledged review that answers it.
    pub review: Option<String>,
    /// For an open flag: the lower answer that an acknowledged review has answered.
    pub reviewed_for: Option<i32>,
}

crate::redacted!(RiskFlag);

/// A sheet whose item on risk was answered above 0.
pub(super) struct Raised {
    pub scored: Scored,
    /// The highest answer kept on it.
    pub item9: i32,
    level: FlagLevel,
    /// Whether that answer is higher than the last one before.
    rise: bool,
}

impl Course {
    /// All flags of items on risk, by date, open or answered.
    #[must_use]
    pub fn risk_flags(&self) -> Vec<RiskFlag> {
        let raised = self.raised();
        let slots: Vec<Option<SlotId>> = raised
            .iter()
            .map(|sheet| sheet.scored.slot.clone())
            .collect();
        let shared = |slot: &Option<SlotId>| {
            let same = slots.iter().filter(|other| *other == slot);
            slot.is_some() && same.count() > 1
        };
        raised
            .into_iter()
            .map(|sheet| {
                let shares_session = shared(&sheet.scored.slot);
                self.risk_flag(sheet, shares_session)
            })
            .collect()
    }

    /// The flags that no acknowledged review answers. A review answers the flags that it names, each up to the named
    /// answer. A review of an earlier version of Kith names none and answers those of its own session or day. No flag
    /// is open once the client died.
    #[must_use]
    pub fn open_flags(&self) -> Vec<RiskFlag> {
        let mut flags = self.risk_flags();
        flags.retain(|flag| flag.open);
        flags
    }

    /// Sheets that were begun and have no answer to their item on risk. A sheet whose answer was taken out raises its
    /// flag instead.
    #[must_use]
    pub fn item9_left_out(&self) -> Vec<String> {
        let counted = self.standing_measures();
        let left_out =
            counted.filter(|sheet| sheet.leaves_out_risk_item() && sheet.item9_before.is_none());
        left_out.map(|sheet| sheet.id.clone()).collect()
    }

    /// Ids of the reviews that are not acknowledged yet and would answer an open flag.
    pub(super) fn reviews_to_acknowledge(&self) -> Vec<String> {
        let open = self.open_flags();
        let raised = self.raised();
        let sheets: Vec<&Raised> = raised
            .iter()
            .filter(|sheet| open.iter().any(|flag| flag.measure == sheet.scored.id))
            .collect();
        let answers = |review: &&RiskReview| sheets.iter().any(|sheet| self.answers(review, sheet));
        self.awaiting_reviews()
            .filter(answers)
            .map(|review| review.id.clone())
            .collect()
    }

    /// The reviews that are not acknowledged yet.
    fn awaiting_reviews(&self) -> impl Iterator<Item = &RiskReview> {
        self.counted_reviews()
            .filter(|review| review.acknowledged_at.is_none())
    }

    /// The open flags for which no review is written yet, acknowledged or not.
    pub(crate) fn unwritten_flags(&self) -> Vec<RiskFlag> {
        let awaiting: Vec<&RiskReview> = self.awaiting_reviews().collect();
        let written: Vec<String> = self
            .raised()
            .into_iter()
            .filter(|sheet| awaiting.iter().any(|review| self.answers(review, sheet)))
            .map(|sheet| sheet.scored.id)
            .collect();
        let mut flags = self.open_flags();
        flags.retain(|flag| !written.contains(&flag.measure));
        flags
    }

    /// The reviews, without those of a session that was entered in error.
    pub(crate) fn counted_reviews(&self) -> impl Iterator<Item = &RiskReview> {
        let reviews = self.risk_reviews.iter().flatten();
        reviews.filter(|review| self.counts(review.session_number.as_ref()))
    }

    pub(super) fn raised(&self) -> Vec<Raised> {
        let mut last_now = BTreeMap::new();
        let mut raised = Vec::new();
        for (scored, item9) in self.item9_answers() {
            let last = last_now.get(&scored.instrument);
            let rise = last.is_some_and(|last| item9 > *last);
            if let Some(now) = scored.item9 {
                last_now.insert(scored.instrument.clone(), now);
            }
            if let Some(level) = FlagLevel::of(item9) {
                raised.push(Raised {
                    scored,
                    item9,
                    level,
                    rise,
                });
            }
        }
        raised
    }

    /// The sheets on which item 9 is or was answered, by date, each with the highest answer that was kept on it.
    pub(crate) fn item9_answers(&self) -> Vec<(Scored, i32)> {
        let highest = |id: &str| {
            let mut sheets = self.standing_measures();
            sheets.find(|sheet| sheet.id == id)?.highest_risk_answer()
        };
        let answered = |scored: Scored| {
            let item9 = highest(&scored.id)?;
            Some((scored, item9))
        };
        self.scores().into_iter().filter_map(answered).collect()
    }

    fn risk_flag(&self, sheet: Raised, shares_session: bool) -> RiskFlag {
        let acknowledged = || {
            self.counted_reviews()
                .filter(|review| review.acknowledged_at.is_some())
        };
        let review = acknowledged().find(|review| self.answers(review, &sheet));
        let review = review.map(|review| review.id.clone());
        let reviewed_for = acknowledged().filter_map(|review| self.reviewed_answer(review, &sheet));
        let reviewed_for = reviewed_for.max().filter(|given| *given < sheet.item9);
        let Raised {
            scored,
            item9,
            level,
            rise,
        } = sheet;
        RiskFlag {
            open: review.is_none() && self.plan.end_type != Some(EndType::Died),
            review,
            reviewed_for,
            measure: scored.id,
            instrument: scored.instrument,
            item: scored.risk_item.unwrap_or_default(),
            date: scored.date,
            slot: scored.slot,
            number: scored.number,
            shares_session,
            item9,
            changed: scored.item9 != Some(item9),
            answer_now: scored.item9,
            level,
            rise,
        }
    }

    /// Whether a review answers the flag of this sheet.
    pub(super) fn answers(&self, review: &RiskReview, sheet: &Raised) -> bool {
        let reviewed = self.reviewed_answer(review, sheet);
        reviewed.is_some_and(|reviewed| sheet.item9 <= reviewed)
    }

    /// The highest answer of this sheet that a review covers; none if it covers other sheets only.
    fn reviewed_answer(&self, review: &RiskReview, Raised { scored, .. }: &Raised) -> Option<i32> {
        if let Some(flags) = &review.covers {
            let of_measure = flags.iter().filter(|flag| flag.measure == scored.id);
            return of_measure.map(|flag| flag.item9).max();
        }
        let session = review.session_number.as_ref();
        let slot = session
            .and_then(|session| self.slot_of(session))
            .and_then(|slot| slot.id.as_ref());
        let of_its_own = match (slot, &scored.slot) {
            (Some(slot), Some(other)) => slot == other,
            (None, _) | (_, None) => review.date == scored.date,
        };
        of_its_own.then(|| review.item9.unwrap_or(HIGHEST_ANSWER))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, later, review};
    use crate::guidance::OpenRisk;
    use crate::ids::SessionRef;
    use crate::plan::CourseStatus;
    use crate::risk::testing::{at, flagged, in_session, naming, sheet};

    #[test]
    fn flag_stays_open_until_its_review_is_acknowledged() {
        for (item9, risk) in [
            (0, OpenRisk::None),
            (1, OpenRisk::Amber),
            (2, OpenRisk::Red),
            (3, OpenRisk::Red),
        ] {
            assert_eq!(flagged(item9).glance().risk, risk, "item 9 = {item9}");
        }
        let course = flagged(2);
        let written = in_session(&course, 1);
        let course = course.save_risk_review(written, later()).unwrap();
        assert_eq!(
            course.glance().risk,
            OpenRisk::Red,
            "the saved review is not acknowledged"
        );
        let course = course
            .acknowledge_risk("r1", "t-1".to_owned(), at())
            .unwrap();
        assert_eq!(
            course.glance().risk,
            OpenRisk::None,
            "the review is acknowledged"
        );
    }

    #[test]
    fn review_of_an_earlier_day_answers_no_later_flag() {
        let course = flagged(2);
        let mut earlier = review("2026-01-12");
        earlier.acknowledged_at = Some(at());
        assert_eq!(
            course
                .save_risk_review(earlier, later())
                .unwrap()
                .glance()
                .risk,
            OpenRisk::Red,
            "the review is of the day before"
        );
    }

    #[test]
    fn review_of_a_lower_flag_leaves_an_earlier_higher_flag_open() {
        let course = begun()
            .held(2)
            .with_answer("grave", 3, "2026-01-13", Some(1))
            .with_answer("less", 1, "2026-01-20", Some(2))
            .reviewed(naming("r1", "2026-01-20", &[("less", 1)]));
        assert_eq!(
            course.open(),
            ["grave"],
            "the review names the lower flag only"
        );
        assert_eq!(
            course.glance().risk,
            OpenRisk::Red,
            "the higher flag sets the level"
        );
        let course = course.reviewed(naming("r2", "2026-01-21", &[("grave", 3)]));
        assert!(
            course.open().is_empty(),
            "a review of a later day names the higher flag"
        );
    }

    #[test]
    fn review_answers_each_flag_it_names() {
        let course = begun()
            .held(2)
            .with_answer("a", 3, "2026-01-13", Some(1))
            .with_answer("b", 1, "2026-01-20", Some(2))
            .with_answer("c", 2, "2026-01-22", None)
            .reviewed(naming("r1", "2026-01-23", &[("a", 3), ("c", 2)]));
        assert_eq!(course.open(), ["b"], "the review names two of three flags");
    }

    #[test]
    fn higher_answer_opens_a_reviewed_flag_again() {
        let course = flagged(1).reviewed(naming("r1", "2026-01-13", &[("m1", 1)]));
        assert!(course.open().is_empty(), "answer 1 is reviewed");
        let raised = course.with_answer("m1", 3, "2026-01-13", Some(1));
        assert_eq!(raised.open(), ["m1"], "answer 3 is not reviewed");
        assert_eq!(
            raised.glance().risk,
            OpenRisk::Red,
            "the level is red again"
        );
        assert_eq!(
            raised.open_flags()[0].reviewed_for,
            Some(1),
            "the flag names the reviewed answer"
        );
        let raised = raised.reviewed(naming("r2", "2026-01-13", &[("m1", 3)]));
        assert!(raised.open().is_empty(), "answer 3 is reviewed");
        let lower = raised.with_answer("m1", 2, "2026-01-13", Some(1));
        assert!(
            lower.open().is_empty(),
            "a lower answer is covered by the review"
        );
    }

    #[test]
    fn flag_is_answered_after_signing_and_after_the_end() {
        let course = flagged(3).with_answer("m2", 2, "2026-01-16", None);
        let slot = course.nth(1);
        let draft = crate::session::NoteDraft {
            summary: Some("First session.".to_owned()),
            ..crate::session::NoteDraft::default()
        };
        let mut course = course
            .write_note(&slot, draft)
            .unwrap()
            .sign_note(&slot, at(), None)
            .unwrap();
        let signed = course.sessions.clone();
        let at_night = RiskReview {
            time: Some("9:05".to_owned()),
            ..naming("r1", "2026-01-17", &[("m1", 3)])
        };
        course = course.reviewed(at_night);
        assert_eq!(
            course.open(),
            ["m2"],
            "the first flag is answered after its note was signed"
        );
        course.plan.status = CourseStatus::Closed;
        course = course.reviewed(naming("r2", "2027-02-01", &[("m2", 2)]));
        assert!(
            course.open().is_empty(),
            "the second flag is answered after the end"
        );
        assert!(course.sessions == signed, "the signed note is unchanged");
        let first = &course.risk_reviews.as_ref().unwrap()[0];
        assert_eq!(
            first.time.as_deref(),
            Some("09:05"),
            "the time is stored as HH:MM"
        );
    }

    #[test]
    fn next_steps_offer_a_flag_that_no_review_names() {
        let course = flagged(2)
            .save_risk_review(naming("r1", "2026-01-13", &[]), later())
            .unwrap();
        let steps = course.next_steps(day("2026-01-13"));
        let asked = steps.iter().any(
            |step| matches!(step, crate::guidance::NextStep::ReviewRisk { measure } if measure == "m1"),
        );
        assert!(asked, "the flag still needs a review");
    }

    #[test]
    fn a_flag_stays_when_its_answer_is_lowered_or_taken_out() {
        let course = flagged(2);
        let lowered = course
            .clone()
            .with_answer("m1", 0, "2026-01-13", Some(1))
            .with_answer("m1", 0, "2026-01-13", Some(1));
        let mut cleared = sheet(0, "2026-01-13", Some(course.nth(1)));
        cleared.items.as_mut().unwrap()[8] = None;
        let cleared = course
            .clone()
            .record_measure(cleared, "m1".to_owned())
            .unwrap();
        let slot = Some(course.nth(1));
        let why = "not hers".to_owned();
        let declined = course
            .decline_measure(
                "PHQ-9".to_owned(),
                slot,
                day("2026-01-13"),
                why,
                "m1".to_owned(),
            )
            .unwrap();
        for (course, now) in [(lowered, Some(0)), (cleared, None), (declined, None)] {
            let flags = course.open_flags();
            let flag = flags.first().expect("the flag is still there");
            assert_eq!(
                (flags.len(), flag.item9, flag.changed, flag.answer_now),
                (1, 2, true, now),
                "it says what was answered, and what stands there now"
            );
            assert_eq!(flag.level, FlagLevel::Red, "as urgent as it was");
            assert!(course.item9_left_out().is_empty(), "the flag asks already");
            let course = course.reviewed(naming("r1", "2026-01-13", &[("m1", 2)]));
            assert!(course.open().is_empty(), "until somebody wrote why");
        }
    }

    #[test]
    fn a_flag_that_was_answered_stays_answered_when_its_answer_is_lowered() {
        let course = flagged(2)
            .reviewed(naming("r1", "2026-01-13", &[("m1", 2)]))
            .with_answer("m1", 0, "2026-01-13", Some(1));
        assert!(course.open().is_empty(), "it was reviewed as 2");
        let higher = course.with_answer("m1", 3, "2026-01-13", Some(1));
        assert_eq!(higher.open(), ["m1"], "nobody was asked about a 3");
        assert!(!higher.open_flags()[0].changed, "the sheet says 3");
    }

    #[test]
    fn a_sheet_of_a_struck_session_raises_no_flag() {
        let course = flagged(3);
        let slot = course.nth(1);
        let course = course.with_answer("m2", 1, "2026-01-20", None);
        let course = course.sign_note(&slot, at(), None).unwrap();
        let why = "Belongs to another client.".to_owned();
        let course = course
            .strike_note(
                &slot,
                why,
                day("2026-01-14"),
                &mut crate::course::testing::ids(),
            )
            .unwrap();
        assert_eq!(course.open(), ["m2"], "only what is this client's");
        assert!(!course.open_flags()[0].rise, "and compared with nothing");
    }

    #[test]
    fn a_review_of_a_struck_session_answers_no_flag() {
        let course = begun().held(2).with_answer("m1", 2, "2026-01-13", Some(1));
        let slot = course.nth(2);
        let entry = RiskReview {
            session_number: Some(SessionRef::Slot(slot.clone())),
            ..naming("r1", "2026-01-20", &[("m1", 2)])
        };
        let course = course.reviewed(entry);
        assert!(course.open().is_empty(), "answered");
        let course = course.sign_note(&slot, at(), None).unwrap();
        let why = "Belongs to another client.".to_owned();
        let course = course
            .strike_note(
                &slot,
                why,
                day("2026-01-21"),
                &mut crate::course::testing::ids(),
            )
            .unwrap();
        assert_eq!(course.open(), ["m1"], "somebody else was asked");
        let file = crate::file::write(&course);
        let imported =
            crate::file::read(file.as_bytes(), &mut crate::course::testing::ids()).unwrap();
        assert_eq!(imported.open(), ["m1"], "nor does it in a file");
        assert_eq!(imported.risk_thread().asked_on, None, "or tell of it");
    }

    #[test]
    fn a_rise_is_counted_from_the_last_answered_item_9() {
        let unanswered = |course: Course, date: &str| {
            let mut entry = sheet(0, date, None);
            entry.items.as_mut().unwrap()[8] = None;
            course
                .record_measure(entry, format!("none {date}"))
                .unwrap()
        };
        let unscored = |course: Course, date: &str| {
            let mut entry = sheet(0, date, None);
            entry.items.as_mut().unwrap()[..6].fill(None);
            course
                .record_measure(entry, format!("zero {date}"))
                .unwrap()
        };
        let first = || begun().with_answer("a", 2, "2026-01-13", None);
        let rise = |course: Course| {
            let course = course.with_answer("b", 1, "2026-01-27", None);
            course.risk_flags().pop().unwrap().rise
        };
        assert!(!rise(first()), "2, 1");
        assert!(!rise(unanswered(first(), "2026-01-20")), "2, none, 1");
        assert!(
            rise(unscored(first(), "2026-01-20")),
            "2, 0 on a sheet without a score, 1"
        );
    }

    #[test]
    fn a_lowered_answer_keeps_its_rise() {
        let risen = begun().held(2).with_answer("a", 1, "2026-01-13", Some(1));
        let risen = risen.with_answer("b", 2, "2026-01-20", Some(2));
        let mut cleared = sheet(0, "2026-01-20", Some(risen.nth(2)));
        cleared.items.as_mut().unwrap()[8] = None;
        let cleared = risen.clone().record_measure(cleared, "b".to_owned());
        let lowered = risen.clone().with_answer("b", 0, "2026-01-20", Some(2));
        for course in [risen, lowered, cleared.unwrap()] {
            let flags = course.risk_flags();
            let told: Vec<_> = flags.iter().map(|flag| (flag.item9, flag.rise)).collect();
            assert_eq!(told, [(1, false), (2, true)], "2 was given after 1");
        }
    }

    #[test]
    fn a_sheet_that_was_begun_asks_for_item_9() {
        let left_out = |answers: usize| {
            let mut entry = sheet(0, "2026-01-13", None);
            entry.items.as_mut().unwrap()[answers..].fill(None);
            let course = begun().record_measure(entry, "m1".to_owned()).unwrap();
            course.item9_left_out()
        };
        for answers in 1..=8 {
            assert_eq!(left_out(answers), ["m1"], "{answers} answers");
        }
        assert!(left_out(9).is_empty(), "answered with 0");
        assert!(left_out(0).is_empty(), "not begun");
        let declined = begun().decline_measure(
            "PHQ-9".to_owned(),
            None,
            day("2026-01-13"),
            "too tired".to_owned(),
            "m1".to_owned(),
        );
        assert!(declined.unwrap().item9_left_out().is_empty(), "declined");
    }

    #[test]
    fn once_the_client_died_no_flag_is_to_be_answered() {
        let conclusion = crate::ending::Conclusion {
            end_type: EndType::Died,
            on: day("2026-02-03"),
            actual_end: day("2026-02-01"),
            retention_until: None,
            reason: Some("told by her sister".to_owned()),
            risk: None,
            death: None,
        };
        let course = flagged(3)
            .conclude(
                conclusion,
                day("2026-02-03"),
                &mut crate::course::testing::ids(),
            )
            .unwrap();
        assert!(course.open().is_empty(), "there is nobody to ask");
        assert_eq!(course.risk_flags().len(), 1, "the answer stays on record");
    }

    #[test]
    fn of_two_sheets_in_one_session_each_raises_its_flag_and_the_last_is_corrected() {
        let course = begun().held(1);
        let slot = Some(course.nth(1));
        let course = course.with_answer("first", 2, "2026-01-13", None);
        let course = course.with_answer("second", 1, "2026-01-13", None);
        let mut course = course;
        for measure in course.measures.iter_mut().flatten() {
            measure.session_number = slot.clone().map(SessionRef::Slot);
        }
        assert_eq!(course.open(), ["first", "second"], "as a file may have it");
        let flags = course.open_flags();
        assert!(
            flags.iter().all(|flag| flag.shares_session),
            "what is written about one is not taken for the other"
        );
        let course = course.with_answer("new", 3, "2026-01-13", Some(1));
        let answers: Vec<_> = course
            .measures
            .iter()
            .flatten()
            .map(|one| one.item9)
            .collect();
        assert_eq!(answers, [Some(2), Some(3)], "the sheet that is shown");
    }
}

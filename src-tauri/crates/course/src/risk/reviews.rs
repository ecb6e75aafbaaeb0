//! Saves and acknowledges risk reviews, in any phase and after the course is concluded. A flag of PHQ-9 item 9 stays
//! open until an acknowledged review answers it. Each flag needs its own answer.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::dates::Instant;
use crate::dates::calendar::in_range;
use crate::ids::SlotId;
use crate::measures::score::{FlagLevel, Scored};
use crate::risk::{CoveredFlag, RiskReview};
use crate::rule_broken::{RuleBroken, parse_time_of_day, require_text, within};

/// The highest answer to PHQ-9 item 9 (S19).
const HIGHEST_ANSWER: i32 = 3;

/// A flag: an answer above 0 to PHQ-9 item 9, and the review that answers it.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RiskFlag {
    /// Id of the measure that raised it.
    pub measure: String,
    /// Day of the measure.
    pub date: NaiveDate,
    /// Slot of its session; none for a measure without a session.
    pub slot: Option<SlotId>,
    /// Number of its session, if that slot takes one.
    pub number: Option<i32>,
    /// The answer.
    pub item9: i32,
    /// The level of urgency.
    pub level: FlagLevel,
    /// Whether the answer is higher than the last one before.
    pub rise: bool,
    /// The acknowledged review that answers it; none while it is open.
    pub review: Option<String>,
    /// For an open flag: the lower answer that an acknowledged review has answered.
    pub reviewed_for: Option<i32>,
}

crate::redacted!(RiskFlag);

impl Course {
    /// Saves a risk review. It replaces the review with the same id unless that one is acknowledged. It may have any
    /// day, may have no session, and may be saved after the course is concluded.
    ///
    /// # Errors
    /// The id is missing, an answer is outside 0 to 3, the slot is unknown, the review is acknowledged already, or the
    /// time is no time of day. A review that names flags has no text, or names an answer higher than that of the
    /// measure.
    pub fn save_risk_review(mut self, mut review: RiskReview) -> Result<Self, RuleBroken> {
        require_text(&review.id)?;
        within(review.item9.unwrap_or(0), 0, HIGHEST_ANSWER)?;
        in_range(review.date)?;
        review.time = review.time.map(parse_time_of_day).transpose()?;
        if let Some(flags) = review.covers.as_ref().filter(|flags| !flags.is_empty()) {
            require_text(review.thoughts.as_deref().unwrap_or_default())?;
            let scores = self.scores();
            for flag in flags {
                let measure = scores.iter().find(|scored| scored.id == flag.measure);
                let answer = measure.and_then(|scored| scored.item9).unwrap_or(0);
                within(flag.item9, 1, answer)?;
            }
        }
        if let Some(slot) = review
            .session_number
            .as_ref()
            .and_then(|session| session.slot())
        {
            self.slot(slot)?;
        }
        let reviews = self.risk_reviews.get_or_insert_default();
        match reviews.iter_mut().find(|other| other.id == review.id) {
            Some(other) if other.acknowledged_at.is_some() => {
                return Err(RuleBroken::RiskAcknowledged);
            }
            Some(other) => *other = review,
            None => reviews.push(review),
        }
        Ok(self.recomputed())
    }

    /// Acknowledges a risk review. This is a step of its own after saving it. A review without a list of flags gets
    /// the flags that it answers now, so that it does not answer a later, higher answer.
    ///
    /// # Errors
    /// The review is unknown, or acknowledged already.
    pub fn acknowledge_risk(
        mut self,
        id: &str,
        by: String,
        at: Instant,
    ) -> Result<Self, RuleBroken> {
        let scores = self.scores();
        let mut reviews = self.risk_reviews.iter().flatten();
        let review = reviews
            .find(|review| review.id == id)
            .ok_or(RuleBroken::UnknownRiskReview)?;
        if review.acknowledged_at.is_some() {
            return Err(RuleBroken::RiskAcknowledged);
        }
        let named = |scored: &Scored| {
            let flag = CoveredFlag {
                measure: scored.id.clone(),
                item9: scored.item9?,
            };
            (scored.level.is_some() && self.answers(review, scored)).then_some(flag)
        };
        let flags: Vec<CoveredFlag> = scores.iter().filter_map(named).collect();
        let mut reviews = self.risk_reviews.iter_mut().flatten();
        if let Some(review) = reviews.find(|review| review.id == id) {
            review.covers.get_or_insert(flags);
            review.acknowledged_by = Some(by);
            review.acknowledged_at = Some(at);
        }
        Ok(self.recomputed())
    }

    /// All flags of PHQ-9 item 9, by date, open or answered.
    #[must_use]
    pub fn risk_flags(&self) -> Vec<RiskFlag> {
        self.scores()
            .into_iter()
            .filter_map(|scored| self.risk_flag(scored))
            .collect()
    }

    /// The flags that no acknowledged review answers. A review answers the flags that it names, each up to the named
    /// answer. A review of an earlier version of Kith names none and answers those of its own session or day.
    #[must_use]
    pub fn open_flags(&self) -> Vec<RiskFlag> {
        let mut flags = self.risk_flags();
        flags.retain(|flag| flag.review.is_none());
        flags
    }

    /// The open flags for which no review is written yet, acknowledged or not.
    pub(crate) fn unwritten_flags(&self) -> Vec<RiskFlag> {
        let awaiting: Vec<&RiskReview> = self
            .risk_reviews
            .iter()
            .flatten()
            .filter(|review| review.acknowledged_at.is_none())
            .collect();
        let written: Vec<String> = self
            .scores()
            .into_iter()
            .filter(|scored| awaiting.iter().any(|review| self.answers(review, scored)))
            .map(|scored| scored.id)
            .collect();
        let mut flags = self.open_flags();
        flags.retain(|flag| !written.contains(&flag.measure));
        flags
    }

    /// The level of the most urgent open flag.
    pub(crate) fn open_risk(&self) -> Option<FlagLevel> {
        self.open_flags().into_iter().map(|flag| flag.level).max()
    }

    fn risk_flag(&self, scored: Scored) -> Option<RiskFlag> {
        let (item9, level) = (scored.item9?, scored.level?);
        let acknowledged = || {
            let reviews = self.risk_reviews.iter().flatten();
            reviews.filter(|review| review.acknowledged_at.is_some())
        };
        let review = acknowledged().find(|review| self.answers(review, &scored));
        let reviewed_for =
            acknowledged().filter_map(|review| self.reviewed_answer(review, &scored));
        Some(RiskFlag {
            review: review.map(|review| review.id.clone()),
            reviewed_for: reviewed_for.max().filter(|highest| *highest < item9),
            measure: scored.id,
            date: scored.date,
            slot: scored.slot,
            number: scored.number,
            item9,
            level,
            rise: scored.rise,
        })
    }

    /// Whether a review answers the flag of this measure.
    fn answers(&self, review: &RiskReview, scored: &Scored) -> bool {
        let reviewed = self.reviewed_answer(review, scored);
        reviewed.is_some_and(|reviewed| scored.item9.is_some_and(|item9| item9 <= reviewed))
    }

    /// The highest answer of this measure that a review covers; none if it covers other measures only.
    fn reviewed_answer(&self, review: &RiskReview, scored: &Scored) -> Option<i32> {
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
    use crate::course::testing::{begun, day, refusal, review};
    use crate::guidance::OpenRisk;
    use crate::ids::SessionRef;
    use crate::measures::Amount;
    use crate::measures::MeasureEntry;
    use crate::plan::CourseStatus;

    fn at() -> Instant {
        Instant::try_from("2026-01-13T18:00:00Z".to_owned()).unwrap()
    }

    fn sheet(item9: i32, date: &str, slot: Option<SlotId>) -> MeasureEntry {
        let mut items = vec![Some(Amount::from(0)); 9];
        items[8] = Some(item9.into());
        MeasureEntry {
            instrument: "PHQ-9".to_owned(),
            date: day(date),
            slot,
            completed_by: None,
            items: Some(items),
            function_item: None,
            total: None,
            item9: None,
            value: None,
            work_not_applicable: None,
            subscales: None,
        }
    }

    impl Course {
        fn with_answer(self, id: &str, item9: i32, date: &str, nth: Option<usize>) -> Self {
            let slot = nth.map(|nth| self.nth(nth));
            let entry = sheet(item9, date, slot);
            self.record_measure(entry, id.to_owned()).unwrap()
        }

        fn reviewed(self, review: RiskReview) -> Self {
            let id = review.id.clone();
            self.save_risk_review(review)
                .unwrap()
                .acknowledge_risk(&id, "t-1".to_owned(), at())
                .unwrap()
        }

        fn open(&self) -> Vec<String> {
            let flags = self.open_flags();
            flags.into_iter().map(|flag| flag.measure).collect()
        }
    }

    fn flagged(item9: i32) -> Course {
        begun()
            .held(1)
            .with_answer("m1", item9, "2026-01-13", Some(1))
    }

    /// A review with a text that names these flags.
    fn naming(id: &str, date: &str, flags: &[(&str, i32)]) -> RiskReview {
        let covers = flags.iter().map(|(measure, item9)| CoveredFlag {
            measure: (*measure).to_owned(),
            item9: *item9,
        });
        RiskReview {
            id: id.to_owned(),
            thoughts: Some("Asked. Passing thoughts, no plan.".to_owned()),
            covers: Some(covers.collect()),
            ..review(date)
        }
    }

    /// A review as earlier versions of Kith wrote it, without a list of flags.
    fn unnamed(id: &str, date: &str, item9: Option<i32>, slot: Option<SlotId>) -> RiskReview {
        RiskReview {
            id: id.to_owned(),
            session_number: slot.map(SessionRef::Slot),
            item9,
            acknowledged_by: Some("t-1".to_owned()),
            acknowledged_at: Some(at()),
            ..review(date)
        }
    }

    fn in_session(course: &Course, nth: usize) -> RiskReview {
        let session_number = Some(SessionRef::Slot(course.nth(nth)));
        RiskReview {
            session_number,
            ..review("2026-01-13")
        }
    }

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
        let course = course.save_risk_review(written).unwrap();
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
            course.save_risk_review(earlier).unwrap().glance().risk,
            OpenRisk::Red,
            "the review is of the day before"
        );
    }

    #[test]
    fn acknowledged_review_is_not_replaced() {
        let course = begun();
        let written = review("2026-01-13");
        let course = course.save_risk_review(written.clone()).unwrap();
        let course = course
            .save_risk_review(written.clone())
            .unwrap()
            .acknowledge_risk("r1", "t".to_owned(), at());
        let course = course.unwrap();
        assert_eq!(
            course.risk_reviews.as_ref().unwrap().len(),
            1,
            "before, a review with the same id is replaced"
        );
        assert_eq!(
            refusal(course.clone().save_risk_review(written)),
            RuleBroken::RiskAcknowledged,
            "an acknowledged review is not replaced"
        );
        let again = course.acknowledge_risk("r1", "t".to_owned(), at());
        assert_eq!(
            refusal(again),
            RuleBroken::RiskAcknowledged,
            "a review is not acknowledged twice"
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
    fn review_of_an_earlier_version_answers_flags_of_its_session_or_day_up_to_its_answer() {
        let course = begun()
            .held(2)
            .with_answer("before", 3, "2026-01-13", Some(1))
            .with_answer("own", 1, "2026-01-20", Some(2))
            .with_answer("same day", 1, "2026-01-20", None)
            .with_answer("same day, higher", 2, "2026-01-20", None);
        let slot = Some(course.nth(2));
        let course = course
            .save_risk_review(unnamed("r1", "2026-01-20", Some(1), slot))
            .unwrap();
        assert_eq!(
            course.open(),
            ["before", "same day, higher"],
            "an earlier flag and a higher flag stay open"
        );
    }

    #[test]
    fn review_of_an_earlier_version_answers_no_flag_of_another_session() {
        let course = flagged(1).with_answer("m2", 1, "2026-01-20", Some(2));
        let slot = Some(course.nth(1));
        let other = course
            .clone()
            .save_risk_review(unnamed("r1", "2026-01-20", Some(1), slot))
            .unwrap();
        assert_eq!(other.open(), ["m2"], "the review belongs to session 1");
        let by_day = course
            .save_risk_review(unnamed("r1", "2026-01-20", None, None))
            .unwrap();
        assert_eq!(
            by_day.open(),
            ["m1"],
            "a review without a session answers the flags of its day"
        );
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
    fn review_without_flags_covers_the_answers_at_its_acknowledgement() {
        let course = flagged(1);
        let written = in_session(&course, 1);
        let course = course.reviewed(written);
        assert!(
            course.open().is_empty(),
            "the review answers the flag of its session"
        );
        let raised = course.with_answer("m1", 2, "2026-01-13", Some(1));
        assert_eq!(raised.open(), ["m1"], "the review covered answer 1");
    }

    #[test]
    fn review_with_an_empty_list_answers_no_flag() {
        let course = flagged(1).reviewed(naming("r1", "2026-01-13", &[]));
        assert_eq!(course.open(), ["m1"], "the review names no flag");
    }

    #[test]
    fn review_of_flags_needs_a_text_and_answers_of_their_measures() {
        let wordless = RiskReview {
            thoughts: Some("  ".to_owned()),
            ..naming("r1", "2026-01-13", &[("m1", 1)])
        };
        assert_eq!(
            refusal(flagged(1).save_risk_review(wordless)),
            RuleBroken::TextNeeded,
            "the text is blank"
        );
        for (measure, item9) in [("m1", 2), ("another", 1)] {
            let foreign = naming("r1", "2026-01-13", &[(measure, item9)]);
            let refused = refusal(flagged(1).save_risk_review(foreign));
            assert!(
                matches!(refused, RuleBroken::OutOfRange { .. }),
                "{measure} does not have the answer {item9}"
            );
        }
        let zero = naming("r1", "2026-01-13", &[("m1", 0)]);
        assert_eq!(
            refusal(flagged(1).save_risk_review(zero)),
            RuleBroken::OutOfRange { least: 1, most: 1 },
            "answer 0 raises no flag"
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
            .save_risk_review(naming("r1", "2026-01-13", &[]))
            .unwrap();
        let steps = course.next_steps(day("2026-01-13"));
        let asked = steps.iter().any(
            |step| matches!(step, crate::guidance::NextStep::ReviewRisk { measure } if measure == "m1"),
        );
        assert!(asked, "the flag still needs a review");
    }
}

//! Saves and acknowledges risk reviews, in any phase and after the course is concluded. Each flag needs its own answer.

use chrono::NaiveDate;

use super::flags::HIGHEST_ANSWER;
use crate::Course;
use crate::dates::Instant;
use crate::dates::calendar::in_range;
use crate::risk::{CoveredFlag, RiskReview};
use crate::rule_broken::{RuleBroken, parse_time_of_day, require_text, within};

impl Course {
    /// Saves a risk review. It replaces the review with the same id unless that one is acknowledged. It may have any
    /// day, may have no session, and may be saved after the course is concluded. It answers a flag on the day of the
    /// sheet or later; a sheet for a session to come can be answered today.
    ///
    /// # Errors
    /// The id is missing, an answer is outside 0 to 4, the slot is unknown, the review is acknowledged already, or the
    /// time is no time of day. The day to ask again is before the review, or a review that closes the thread gives no
    /// reason. A review that names flags has no text, names an answer higher than that of the
    /// measure, or is dated before the measure.
    pub fn save_risk_review(
        mut self,
        mut review: RiskReview,
        today: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        require_text(&review.id)?;
        within(review.item9.unwrap_or(0), 0, HIGHEST_ANSWER)?;
        in_range(review.date)?;
        if let Some(check_on) = review.check_on
            && in_range(check_on)? < review.date
        {
            let earliest = review.date;
            return Err(RuleBroken::TooEarly { earliest });
        }
        if review.closes == Some(true) {
            require_text(review.thoughts.as_deref().unwrap_or_default())?;
        }
        review.time = review.time.map(parse_time_of_day).transpose()?;
        if let Some(flags) = review.covers.as_ref().filter(|flags| !flags.is_empty()) {
            require_text(review.thoughts.as_deref().unwrap_or_default())?;
            let raised = self.raised();
            for flag in flags {
                let sheet = raised.iter().find(|sheet| sheet.scored.id == flag.measure);
                within(flag.item9, 1, sheet.map_or(0, |sheet| sheet.item9))?;
                let earliest = sheet.map_or(review.date, |sheet| sheet.scored.date.min(today));
                if review.date < earliest {
                    return Err(RuleBroken::TooEarly { earliest });
                }
            }
        }
        if let Some(slot) = review
            .session_number
            .as_ref()
            .and_then(|session| session.slot())
        {
            // An entry in a session entered in error counts nowhere. This review was written: it counts for its day.
            if self.slot(slot)?.is_void() {
                review.session_number = None;
            }
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
        let raised = self.raised();
        let mut reviews = self.risk_reviews.iter().flatten();
        let review = reviews
            .find(|review| review.id == id)
            .ok_or(RuleBroken::UnknownRiskReview)?;
        if review.acknowledged_at.is_some() {
            return Err(RuleBroken::RiskAcknowledged);
        }
        let answered = raised.iter().filter(|sheet| self.answers(review, sheet));
        let flags: Vec<CoveredFlag> = answered
            .map(|sheet| CoveredFlag {
                measure: sheet.scored.id.clone(),
                item9: sheet.item9,
            })
            .collect();
        let mut reviews = self.risk_reviews.iter_mut().flatten();
        if let Some(review) = reviews.find(|review| review.id == id) {
            review.covers.get_or_insert(flags);
            review.acknowledged_by = Some(by);
            review.acknowledged_at = Some(at);
        }
        Ok(self.recomputed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, later, refusal, review};
    use crate::ids::SessionRef;
    use crate::risk::testing::{at, flagged, in_session, naming, unnamed};

    #[test]
    fn acknowledged_review_is_not_replaced() {
        let course = begun();
        let written = review("2026-01-13");
        let course = course.save_risk_review(written.clone(), later()).unwrap();
        let course = course
            .save_risk_review(written.clone(), later())
            .unwrap()
            .acknowledge_risk("r1", "t".to_owned(), at());
        let course = course.unwrap();
        assert_eq!(
            course.risk_reviews.as_ref().unwrap().len(),
            1,
            "before, a review with the same id is replaced"
        );
        assert_eq!(
            refusal(course.clone().save_risk_review(written, later())),
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
    fn review_of_an_earlier_version_answers_flags_of_its_session_or_day_up_to_its_answer() {
        let course = begun()
            .held(2)
            .with_answer("before", 3, "2026-01-13", Some(1))
            .with_answer("own", 1, "2026-01-20", Some(2))
            .with_answer("same day", 1, "2026-01-20", None)
            .with_answer("same day, higher", 2, "2026-01-20", None);
        let slot = Some(course.nth(2));
        let course = course
            .save_risk_review(unnamed("r1", "2026-01-20", Some(1), slot), later())
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
            .save_risk_review(unnamed("r1", "2026-01-20", Some(1), slot), later())
            .unwrap();
        assert_eq!(other.open(), ["m2"], "the review belongs to session 1");
        let by_day = course
            .save_risk_review(unnamed("r1", "2026-01-20", None, None), later())
            .unwrap();
        assert_eq!(
            by_day.open(),
            ["m1"],
            "a review without a session answers the flags of its day"
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
            refusal(flagged(1).save_risk_review(wordless, later())),
            RuleBroken::TextNeeded,
            "the text is blank"
        );
        for (measure, item9) in [("m1", 2), ("another", 1)] {
            let foreign = naming("r1", "2026-01-13", &[(measure, item9)]);
            let refused = refusal(flagged(1).save_risk_review(foreign, later()));
            assert!(
                matches!(refused, RuleBroken::OutOfRange { .. }),
                "{measure} does not have the answer {item9}"
            );
        }
        let zero = naming("r1", "2026-01-13", &[("m1", 0)]);
        assert_eq!(
            refusal(flagged(1).save_risk_review(zero, later())),
            RuleBroken::OutOfRange { least: 1, most: 1 },
            "answer 0 raises no flag"
        );
    }

    #[test]
    fn review_dated_before_a_sheet_does_not_answer_it() {
        let course = begun()
            .held(2)
            .with_answer("m1", 1, "2026-01-13", Some(1))
            .with_answer("m2", 2, "2026-01-20", Some(2));
        let both = [("m1", 1), ("m2", 2)];
        for (date, earliest) in [("2026-01-12", "2026-01-13"), ("2026-01-19", "2026-01-20")] {
            let early = naming("r1", date, &both);
            assert_eq!(
                refusal(course.clone().save_risk_review(early, later())),
                RuleBroken::TooEarly {
                    earliest: day(earliest)
                },
                "nobody was asked about an answer that was not given yet"
            );
        }
        let kept = course
            .clone()
            .save_risk_review(naming("r1", "2026-01-12", &[]), later());
        assert!(kept.is_ok(), "an entry that answers no flag has any day");
        let course = course.reviewed(naming("r1", "2026-01-20", &both));
        assert!(course.open().is_empty(), "the day of the sheet is enough");
    }

    #[test]
    fn the_day_to_ask_again_is_not_before_the_review_and_closing_needs_a_reason() {
        let entry = |check_on: Option<&str>, closes, thoughts: &str| RiskReview {
            check_on: check_on.map(day),
            closes,
            thoughts: Some(thoughts.to_owned()),
            ..review("2026-01-13")
        };
        let save = |entry| begun().save_risk_review(entry, later());
        assert_eq!(
            refusal(save(entry(Some("2026-01-12"), None, "Asked."))),
            RuleBroken::TooEarly {
                earliest: day("2026-01-13")
            },
            "the day before"
        );
        assert!(
            save(entry(Some("2026-01-13"), None, "Asked.")).is_ok(),
            "later that day"
        );
        assert_eq!(
            refusal(save(entry(None, Some(true), " "))),
            RuleBroken::TextNeeded,
            "nobody said why"
        );
        assert!(
            save(entry(None, Some(true), "Moved in with her sister.")).is_ok(),
            "closed with a reason"
        );
    }

    #[test]
    fn sheet_for_a_session_to_come_is_answered_today() {
        let course = begun().with_answer("m1", 3, "2026-01-13", Some(1));
        let today = day("2026-01-11");
        let early = naming("r1", "2026-01-10", &[("m1", 3)]);
        assert_eq!(
            refusal(course.clone().save_risk_review(early, today)),
            RuleBroken::TooEarly { earliest: today },
            "not before today"
        );
        let review = naming("r1", "2026-01-11", &[("m1", 3)]);
        assert!(
            course.save_risk_review(review, today).is_ok(),
            "nobody has to wait for the day of the session"
        );
    }

    #[test]
    fn a_review_written_in_a_session_entered_in_error_counts_for_its_day() {
        let course = begun().held(2).with_answer("m1", 2, "2026-01-13", Some(1));
        let slot = course.nth(2);
        let why = Some("Another client.".to_owned());
        let void = crate::session::SlotOutcome::of(crate::session::SlotStatus::Void);
        let course = course
            .correct_slot(
                &slot,
                void,
                why,
                day("2026-01-21"),
                &mut crate::course::testing::ids(),
            )
            .unwrap();
        let entry = RiskReview {
            session_number: Some(SessionRef::Slot(slot)),
            ..naming("r1", "2026-01-20", &[("m1", 2)])
        };
        let course = course.reviewed(entry);
        assert!(course.open().is_empty(), "it answers the flag");
    }
}

//! Risk: written down and acknowledged at any time, concluded or not; never refused for the phase.

use crate::Course;
use crate::dates::Instant;
use crate::dates::calendar::in_range;
use crate::measures::score::{FlagLevel, Scored};
use crate::risk::RiskReview;
use crate::rule_broken::{RuleBroken, within, worded};

impl Course {
    /// Writes down a risk conversation; one of the same id is replaced until it is acknowledged.
    ///
    /// # Errors
    /// No id, an answer outside 0 to 3, acknowledged already.
    pub fn save_risk_review(mut self, review: RiskReview) -> Result<Self, RuleBroken> {
        worded(&review.id)?;
        within(review.item9.unwrap_or(0), 0, 3)?;
        in_range(review.date)?;
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

    /// Acknowledges a risk review: the therapist's own step, apart from writing it down.
    ///
    /// # Errors
    /// Unknown, or acknowledged already.
    pub fn acknowledge_risk(
        mut self,
        id: &str,
        by: String,
        at: Instant,
    ) -> Result<Self, RuleBroken> {
        let mut reviews = self.risk_reviews.iter_mut().flatten();
        let review = reviews
            .find(|review| review.id == id)
            .ok_or(RuleBroken::UnknownRiskReview)?;
        if review.acknowledged_at.is_some() {
            return Err(RuleBroken::RiskAcknowledged);
        }
        review.acknowledged_by = Some(by);
        review.acknowledged_at = Some(at);
        Ok(self.recomputed())
    }

    /// Flags of PHQ-9 item 9 no acknowledged review answers yet: one of the same session, or of that day
    /// or later (`reference` 8.1).
    #[must_use]
    pub fn open_flags(&self) -> Vec<Scored> {
        let answered = |scored: &Scored| {
            self.risk_reviews
                .iter()
                .flatten()
                .filter(|review| review.acknowledged_at.is_some())
                .any(|review| {
                    let slot = review
                        .session_number
                        .as_ref()
                        .and_then(|session| self.slot_of(session));
                    let same = slot.is_some_and(|slot| slot.id.is_some() && slot.id == scored.slot);
                    same || review.date >= scored.date
                })
        };
        self.scores()
            .into_iter()
            .filter(|scored| scored.level.is_some() && !answered(scored))
            .collect()
    }

    /// The highest open flag.
    pub(crate) fn open_risk(&self) -> Option<FlagLevel> {
        self.open_flags()
            .into_iter()
            .filter_map(|scored| scored.level)
            .max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guidance::OpenRisk;
    use crate::ids::SessionRef;
    use crate::measures::Amount;
    use crate::measures::MeasureEntry;
    use crate::testing::{begun, day, refusal, review};

    fn at() -> Instant {
        Instant::try_from("2026-01-13T18:00:00Z".to_owned()).unwrap()
    }

    fn flagged(item9: i32) -> Course {
        let course = begun().held(1);
        let mut items = vec![Some(Amount::from(0)); 9];
        items[8] = Some(item9.into());
        let entry = MeasureEntry {
            instrument: "PHQ-9".to_owned(),
            date: day("2026-01-13"),
            slot: Some(course.nth(1)),
            completed_by: None,
            items: Some(items),
            function_item: None,
            total: None,
            item9: None,
            value: None,
            work_not_applicable: None,
            subscales: None,
        };
        course.record_measure(entry, "m1".to_owned()).unwrap()
    }

    fn in_session(course: &Course, nth: usize) -> RiskReview {
        let session_number = Some(SessionRef::Slot(course.nth(nth)));
        RiskReview {
            session_number,
            ..review("2026-01-13")
        }
    }

    #[test]
    fn a_flag_stays_open_until_a_review_is_acknowledged() {
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
            "writing is not acknowledging"
        );
        let course = course
            .acknowledge_risk("r1", "t-1".to_owned(), at())
            .unwrap();
        assert_eq!(
            course.glance().risk,
            OpenRisk::None,
            "read by the therapist"
        );
    }

    #[test]
    fn a_review_from_before_answers_no_later_flag() {
        let course = flagged(2);
        let mut earlier = review("2026-01-12");
        earlier.acknowledged_at = Some(at());
        assert_eq!(
            course.save_risk_review(earlier).unwrap().glance().risk,
            OpenRisk::Red,
            "the day before"
        );
    }

    #[test]
    fn an_acknowledged_review_is_not_rewritten() {
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
            "until then it is one draft"
        );
        assert_eq!(
            refusal(course.clone().save_risk_review(written)),
            RuleBroken::RiskAcknowledged,
            "then it stands"
        );
        let again = course.acknowledge_risk("r1", "t".to_owned(), at());
        assert_eq!(
            refusal(again),
            RuleBroken::RiskAcknowledged,
            "acknowledged once"
        );
    }
}

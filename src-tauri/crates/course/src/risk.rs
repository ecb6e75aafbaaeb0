//! Risk: written down and acknowledged at any time, concluded or not; never refused for the phase.

use crate::Course;
use crate::instant::Instant;
use crate::record::risk::RiskReview;
use crate::rule_broken::{RuleBroken, within, worded};
use crate::score::{FlagLevel, Scored};

impl Course {
    /// Writes down a risk conversation; one of the same id is replaced until it is acknowledged.
    ///
    /// # Errors
    /// No id, an answer outside 0 to 3, acknowledged already.
    pub fn save_risk_review(mut self, review: RiskReview) -> Result<Self, RuleBroken> {
        worded(&review.id)?;
        within(review.item9.unwrap_or(0), 0, 3)?;
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
        Ok(self.settled())
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
        Ok(self.settled())
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

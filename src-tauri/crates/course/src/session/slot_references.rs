//! Counts the records that name a slot.

use crate::Course;
use crate::ids::{SessionRef, SlotId};

impl Course {
    /// Counts the records that name a slot.
    pub(crate) fn references_to(&self, id: &SlotId) -> usize {
        let here = |session: &SessionRef| session.slot() == Some(id);
        let maybe = |session: &Option<SessionRef>| session.as_ref().is_some_and(here);
        let sheets = self.worksheets.iter();
        let analyses = sheets
            .clone()
            .flat_map(|sheets| sheets.comm_analysis.iter().flatten());
        let decisions = sheets.flat_map(|sheets| sheets.decision_analysis.iter().flatten());
        let ratings = self.goals.iter().flatten().flat_map(|goal| &goal.ratings);
        self.sessions
            .iter()
            .flatten()
            .filter(|note| note.slot.as_ref() == Some(id))
            .count()
            + self
                .addenda
                .iter()
                .flatten()
                .filter(|addendum| addendum.slot.as_ref() == Some(id))
                .count()
            + self
                .measures
                .iter()
                .flatten()
                .filter(|measure| maybe(&measure.session_number))
                .count()
            + self
                .risk_reviews
                .iter()
                .flatten()
                .filter(|review| maybe(&review.session_number))
                .count()
            + self
                .tasks
                .iter()
                .flatten()
                .filter(|task| maybe(&task.session_number))
                .count()
            + self
                .gates
                .iter()
                .flatten()
                .filter(|passage| maybe(&passage.session_number))
                .count()
            + self
                .map_snapshots
                .iter()
                .flatten()
                .filter(|map| maybe(&map.session_number))
                .count()
            + ratings
                .filter(|rating| here(&rating.session_number))
                .count()
            + self
                .mid_review
                .iter()
                .filter(|review| here(&review.session_number))
                .count()
            + self
                .ending_review
                .iter()
                .filter(|review| maybe(&review.session_number))
                .count()
            + analyses
                .filter(|analysis| here(&analysis.session_number))
                .count()
            + decisions
                .filter(|decision| maybe(&decision.session_number))
                .count()
    }
}

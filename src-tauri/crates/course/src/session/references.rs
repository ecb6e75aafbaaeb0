//! Who points at whom: what must not lose its person, and which slots are spoken of.

use crate::Course;
use crate::ids::{PersonId, SessionRef, SlotId};

impl Course {
    /// How many records point at a slot.
    pub(crate) fn mentions(&self, id: &SlotId) -> usize {
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

    /// In how many places a person is mentioned, the working map apart.
    pub(crate) fn places_of(&self, person: &PersonId) -> usize {
        let versions = self.map_snapshots.iter().flatten();
        let ties = versions.clone().flat_map(|map| map.ties.iter().flatten());
        let positions = versions.flat_map(|map| &map.positions);
        positions
            .filter(|position| position.person_id == *person)
            .count()
            + ties.filter(|tie| tie.is_of(person)).count()
            + self.mentions_of(person).len()
    }
}

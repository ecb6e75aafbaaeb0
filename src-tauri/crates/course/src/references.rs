//! Who points at whom: what must not lose its person, and which slots are spoken of.

use crate::Course;
use crate::ids::{PersonId, SessionRef, SlotId};
use crate::record::event::Event;

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
        let among = |people: &[PersonId]| people.contains(person);
        let named = |words: &[String]| words.iter().any(|word| word == person.as_str());
        let versions = self.map_snapshots.iter().flatten();
        let ties = versions.clone().flat_map(|map| map.ties.iter().flatten());
        let positions = versions.flat_map(|map| &map.positions);
        let notes = self.sessions.iter().flatten();
        let focus = self.focus.iter();
        let plans = self.safety_plan.iter();
        let helpers = self
            .assessment
            .iter()
            .filter_map(|found| found.sick_role.as_ref()?.helpers.as_deref());
        let situations = self
            .ending_review
            .iter()
            .flat_map(|review| review.situations.iter().flatten());
        let analyses = self
            .worksheets
            .iter()
            .flat_map(|sheets| sheets.comm_analysis.iter().flatten());
        positions
            .filter(|position| position.person_id == *person)
            .count()
            + ties.filter(|tie| tie.is_of(person)).count()
            + self.events_of(person).count()
            + notes
                .clone()
                .filter(|note| note.mood_event.iter().any(|event| among(&event.person_ids)))
                .count()
            + notes
                .clone()
                .filter(|note| {
                    note.between_task
                        .iter()
                        .any(|task| among(&task.with_person_ids))
                })
                .count()
            + notes
                .filter(|note| note.attendees.as_deref().is_some_and(named))
                .count()
            + self
                .slots
                .iter()
                .filter(|slot| slot.attendees.as_deref().is_some_and(named))
                .count()
            + focus
                .clone()
                .filter(|focus| focus.person_ids.as_deref().is_some_and(among))
                .count()
            + focus
                .flat_map(|focus| focus.changes.iter().flatten())
                .filter(|change| change.person_ids.as_deref().is_some_and(among))
                .count()
            + plans
                .clone()
                .flat_map(|plan| plan.distraction_people_places.iter().flatten())
                .filter(|place| place.person_id.as_ref() == Some(person))
                .count()
            + plans
                .flat_map(|plan| plan.ask_for_help.iter().flatten())
                .filter(|helper| helper.person_id == *person)
                .count()
            + helpers.filter(|helpers| named(helpers)).count()
            + situations
                .filter(|situation| named(&situation.who_helps))
                .count()
            + analyses
                .filter(|analysis| analysis.person_id == *person)
                .count()
    }

    pub(crate) fn events_of<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a Event> {
        self.timeline
            .iter()
            .flatten()
            .filter(move |event| event.people.iter().flatten().any(|other| other == person))
    }
}

//! Adds, corrects and removes events of the timeline.

use crate::Course;
use crate::dates::rough::{fits, rough};
use crate::ids::EventId;
use crate::rule_broken::{RuleBroken, require_text, within};
use crate::timeline::Event;

impl Course {
    /// Adds an event, or replaces the event with the same id.
    ///
    /// # Errors
    /// No title, a date without the form of its precision, a valence out of range, an unknown person.
    pub fn save_event(self, event: Event) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&event.title)?;
        require_text(event.id.as_str())?;
        within(event.valence.unwrap_or(0), -2, 2)?;
        let ends = event.end_date.as_deref();
        if !fits(&event.date, event.precision) || !ends.is_none_or(rough) {
            return Err(RuleBroken::NotADate);
        }
        course.check_people_known(event.people.iter().flatten())?;
        let events = course.timeline.get_or_insert_default();
        match events.iter_mut().find(|other| other.id == event.id) {
            Some(other) => *other = event,
            None => events.push(event),
        }
        Ok(course.recomputed())
    }

    /// Removes an event.
    ///
    /// # Errors
    /// The event is unknown, or part of the formulation.
    pub fn remove_event(self, id: &EventId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let linked = course
            .formulation
            .iter()
            .flat_map(|formulation| formulation.linked_events.iter().flatten());
        if linked.into_iter().any(|linked| linked == id) {
            return Err(RuleBroken::EventInUse);
        }
        let events = course.timeline.get_or_insert_default();
        let before = events.len();
        events.retain(|event| event.id != *id);
        if events.len() == before {
            return Err(RuleBroken::UnknownEvent);
        }
        Ok(course.recomputed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, event, refusal};
    use crate::dates::Precision;
    use crate::timeline::EventKind;

    fn dated(date: &str, precision: Precision) -> Event {
        event(date, precision, EventKind::Move)
    }

    #[test]
    fn date_of_an_event_has_the_form_of_its_precision() {
        assert!(
            begun()
                .save_event(dated("2025-autumn", Precision::Season))
                .is_ok(),
            "a season"
        );
        let refused = refusal(begun().save_event(dated("2025-09", Precision::Season)));
        assert_eq!(refused, RuleBroken::NotADate, "a month is no season");
        let ending = Event {
            end_date: Some("by Easter".to_owned()),
            ..dated("2025", Precision::Year)
        };
        assert_eq!(
            refusal(begun().save_event(ending)),
            RuleBroken::NotADate,
            "the end needs a date, too"
        );
    }

    #[test]
    fn event_with_a_known_id_is_replaced_and_one_of_the_formulation_is_not_removed() {
        let course = begun().save_event(dated("2025", Precision::Year)).unwrap();
        let course = course.save_event(dated("2024", Precision::Year)).unwrap();
        assert_eq!(
            course.timeline.as_ref().unwrap().len(),
            1,
            "the event was corrected"
        );
        let id = EventId::new("e1");
        let draft = crate::focus::FormulationDraft {
            text: "since the move".to_owned(),
            shared_on: None,
            accepted: None,
            client_reply: None,
            linked_events: Some(vec![id.clone()]),
        };
        let today = crate::course::testing::day("2026-02-03");
        let linked = course.clone().save_formulation(draft, today).unwrap();
        assert_eq!(
            refusal(linked.remove_event(&id)),
            RuleBroken::EventInUse,
            "the event is part of the formulation"
        );
        let course = course.remove_event(&id).unwrap();
        assert_eq!(
            refusal(course.remove_event(&id)),
            RuleBroken::UnknownEvent,
            "the event was removed already"
        );
    }
}

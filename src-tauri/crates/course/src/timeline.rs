//! The timeline: events entered, corrected, removed.

use crate::Course;
use crate::file::stamps::fits;
use crate::ids::EventId;
use crate::record::event::Event;
use crate::rule_broken::{RuleBroken, within, worded};

impl Course {
    /// Enters an event, or replaces the one of its id.
    ///
    /// # Errors
    /// No title, a date not of its precision, a valence out of range, an unknown person.
    pub fn save_event(self, event: Event) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        worded(&event.title)?;
        worded(event.id.as_str())?;
        within(event.valence.unwrap_or(0), -2, 2)?;
        if !fits(&event.date, event.precision) {
            return Err(RuleBroken::NotADate);
        }
        course.know_all(event.people.iter().flatten())?;
        let events = course.timeline.get_or_insert_default();
        match events.iter_mut().find(|other| other.id == event.id) {
            Some(other) => *other = event,
            None => events.push(event),
        }
        Ok(course.settled())
    }

    /// Removes an event.
    ///
    /// # Errors
    /// Unknown, or part of the formulation.
    pub fn remove_event(self, id: &EventId) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
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
        Ok(course.settled())
    }
}

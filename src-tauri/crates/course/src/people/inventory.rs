//! The interpersonal inventory: adding people by typing, and keeping their entries.

use super::relation::Guess;
use crate::Course;
use crate::dates::rough::rough;
use crate::ids::PersonId;
use crate::people::{Alive, Person};
use crate::rule_broken::{RuleBroken, require_text, within};

/// The highest ring a file can have; the last one is outside.
pub(crate) const MOST_RINGS: i32 = 6;

impl Course {
    /// Adds a person from what was typed: the name up to the first comma, then what they are to the client
    /// ("Leila, daughter"). Category and part of life are guessed from that word and can be changed. The
    /// person is not on the map until placed.
    ///
    /// # Errors
    /// No name, or the id in use.
    pub fn add_person(self, text: &str, id: PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let (label, relation) = text
            .split_once(',')
            .map_or((text, ""), |(label, relation)| (label, relation));
        require_text(label)?;
        let relation = Some(relation.trim()).filter(|relation| !relation.is_empty());
        let Guess {
            category,
            context,
            alive,
        } = Guess::of(relation.unwrap_or_default());
        let people = course.people.get_or_insert_default();
        if people.iter().any(|person| person.id == id) {
            return Err(RuleBroken::IdInUse);
        }
        people.push(Person {
            id,
            label: label.trim().to_owned(),
            relation: relation.map(str::to_owned),
            category,
            context,
            alive: if alive { Alive::Alive } else { Alive::Deceased },
            death_date: None,
            closeness_felt: None,
            closeness_wanted: None,
            quality: None,
            contact_frequency: None,
            contact_mode: None,
            support_received: None,
            support_given: None,
            reciprocity: None,
            confides: None,
            knows_about_illness: None,
            expectations_of_them: None,
            their_expectations: None,
            satisfying: None,
            unsatisfying: None,
            wanted_change: None,
            change_around_onset: None,
            possible_ally: None,
            focus_person: None,
            sensitive: None,
            reported_by: Some("client".to_owned()),
            met_on: None,
            history: None,
            communication: None,
            removed: None,
        });
        Ok(course.recomputed())
    }

    /// Replaces a person's entry.
    ///
    /// # Errors
    /// Unknown, no name, a ring or reciprocity out of range, a new date that is none.
    pub fn edit_person(self, entry: Person) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&entry.label)?;
        within(entry.closeness_felt.unwrap_or(1), 1, MOST_RINGS)?;
        within(entry.closeness_wanted.unwrap_or(1), 1, MOST_RINGS)?;
        within(entry.reciprocity.unwrap_or(0), -2, 2)?;
        let person = course.entry_mut(&entry.id)?;
        dated(person.death_date.as_deref(), entry.death_date.as_deref())?;
        dated(person.met_on.as_deref(), entry.met_on.as_deref())?;
        let removed = person.removed;
        *person = Person { removed, ..entry };
        Ok(course.recomputed())
    }

    /// Removes a person entered by mistake, from the drawing too.
    ///
    /// # Errors
    /// [`RuleBroken::PersonInUse`] where records mention them: people who leave a life stay in its record.
    pub fn remove_person(self, id: &PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.check_people_known(std::iter::once(id))?;
        let places = course.places_of(id);
        if places > 0 {
            return Err(RuleBroken::PersonInUse {
                places: u32::try_from(places).unwrap_or(u32::MAX),
            });
        }
        if let Some(people) = &mut course.people {
            people.retain(|person| person.id != *id);
        }
        if let Some(map) = &mut course.working_map {
            map.forget(id);
        }
        Ok(course.recomputed())
    }

    /// Takes a person out of the inventory and off the drawing, and keeps the entry as removed: events,
    /// notes and versions of the map still say who it was.
    ///
    /// # Errors
    /// Unknown.
    pub fn set_person_aside(self, id: &PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.entry_mut(id)?.removed = Some(true);
        let mut map = course.working_map();
        let waits = map.clone().into_ties().find(|tie| tie.person_id == *id);
        map.forget(id);
        map.wait_with(waits);
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Brings a removed person back, into the tray.
    ///
    /// # Errors
    /// Unknown.
    pub fn bring_person_back(self, id: &PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.entry_mut(id)?.removed = None;
        Ok(course.recomputed())
    }

    pub(crate) fn entry_mut(&mut self, id: &PersonId) -> Result<&mut Person, RuleBroken> {
        let mut people = self.people.iter_mut().flatten();
        people
            .find(|person| person.id == *id)
            .ok_or(RuleBroken::UnknownPerson)
    }
}

/// A date as a file has it. One that was there before the rule stays until it is corrected, so that the rest of
/// the entry can be written.
fn dated(before: Option<&str>, now: Option<&str>) -> Result<(), RuleBroken> {
    let is_date = now == before || now.is_none_or(rough);
    is_date.then_some(()).ok_or(RuleBroken::NotADate)
}

#[cfg(test)]
mod tests {
    use crate::course::testing::{begun, refusal};
    use crate::people::{LifeContext, PersonCategory};

    use super::*;

    #[test]
    fn a_person_is_added_by_typing_a_name_and_what_they_are() {
        let course = begun()
            .add_person("Leila, daughter, 27", PersonId::new("p1"))
            .unwrap();
        let person = &course.people.as_ref().unwrap()[0];
        assert_eq!(person.label, "Leila", "the name ends at the first comma");
        assert_eq!(
            person.relation.as_deref(),
            Some("daughter, 27"),
            "in the client's words"
        );
        assert_eq!(
            person.category,
            PersonCategory::Child,
            "a daughter is a child"
        );
        assert_eq!(person.context, Some(LifeContext::Family), "and family");
        assert!(person.alive == Alive::Alive, "nothing says otherwise");
    }

    #[test]
    fn a_name_alone_is_enough_and_no_name_is_refused() {
        let course = begun().add_person("Padma", PersonId::new("p1")).unwrap();
        assert_eq!(
            course.people.as_ref().unwrap()[0].category,
            PersonCategory::Other,
            "nothing to guess from"
        );
        let refused = refusal(begun().add_person(" , daughter", PersonId::new("p1")));
        assert_eq!(
            refused,
            RuleBroken::TextNeeded,
            "a person without a name cannot be drawn"
        );
    }

    #[test]
    fn a_date_is_written_as_exactly_as_it_is_known_or_not_at_all() {
        let id = PersonId::new("p1");
        let mut course = begun().add_person("Leila, daughter", id.clone()).unwrap();
        let entry = course.people.as_ref().unwrap()[0].clone();
        let died = |on: &str| Person {
            death_date: Some(on.to_owned()),
            ..entry.clone()
        };
        let met = |on: &str| Person {
            met_on: Some(on.to_owned()),
            ..entry.clone()
        };
        for good in ["2026", "2026-05", "2026-05-03", "2026-Q2", "2026-spring"] {
            assert!(
                course.clone().edit_person(died(good)).is_ok(),
                "{good} is known"
            );
        }
        for bad in ["last spring", "3 May 2026", "2026-02-30", ""] {
            for entry in [died(bad), met(bad)] {
                assert_eq!(
                    refusal(course.clone().edit_person(entry)),
                    RuleBroken::NotADate,
                    "no file could be read back with {bad:?}"
                );
            }
        }

        *course.entry_mut(&id).unwrap() = died("last spring");
        let with_history = Person {
            history: Some("close".to_owned()),
            ..died("last spring")
        };
        assert!(
            course.edit_person(with_history).is_ok(),
            "one written before the rule does not hold up the rest"
        );
    }

    #[test]
    fn a_person_mentioned_in_the_record_is_not_removed() {
        let id = PersonId::new("p1");
        let course = begun().add_person("Leila, daughter", id.clone()).unwrap();
        let placed = course.clone().place_person(&id, 2, 30.0).unwrap();
        let removed = placed.clone().remove_person(&id).unwrap();
        assert!(
            removed.working_map().positions.is_empty(),
            "the drawing alone does not hold anybody back"
        );
        let kept = placed
            .take_snapshot(crate::map::SnapshotDraft::test("map-1"))
            .unwrap();
        let refused = refusal(kept.remove_person(&id));
        assert_eq!(
            refused,
            RuleBroken::PersonInUse { places: 1 },
            "a version of the map shows them"
        );
    }

    #[test]
    fn a_person_the_record_speaks_of_is_kept_as_removed_and_can_come_back() {
        let id = PersonId::new("p1");
        let course = begun().add_person("Leila, daughter", id.clone()).unwrap();
        let course = course.place_person(&id, 2, 30.0).unwrap();
        let mut event = crate::course::testing::event(
            "2025",
            crate::dates::Precision::Year,
            crate::timeline::EventKind::Move,
        );
        event.people = Some(vec![id.clone()]);
        let course = course.save_event(event).unwrap();
        let refused = refusal(course.clone().remove_person(&id));
        assert_eq!(
            refused,
            RuleBroken::PersonInUse { places: 1 },
            "the event would lose her"
        );

        let aside = course.set_person_aside(&id).unwrap();
        assert!(
            aside.working_map().positions.is_empty() && aside.tray().is_empty(),
            "neither on the drawing nor waiting for a place"
        );
        let people = aside.people.as_ref().unwrap();
        assert_eq!(people[0].label, "Leila", "the event still says who it was");
        let entry = Person {
            removed: None,
            ..people[0].clone()
        };
        let edited = aside.clone().edit_person(entry).unwrap();
        assert_eq!(
            edited.people.unwrap()[0].removed,
            Some(true),
            "correcting the entry does not bring her back"
        );

        let back = aside.clone().bring_person_back(&id).unwrap();
        assert_eq!(back.tray(), std::slice::from_ref(&id), "she waits again");
        let placed = aside.place_person(&id, 1, 0.0).unwrap();
        assert_eq!(
            placed.people.unwrap()[0].removed,
            None,
            "whoever is placed is there"
        );
    }
}

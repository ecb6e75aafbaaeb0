//! Adds, edits, removes and brings back people of the interpersonal inventory.

use super::relation::Guess;
use crate::Course;
use crate::dates::rough::rough;
use crate::ids::PersonId;
use crate::people::{Alive, Person};
use crate::rule_broken::{RuleBroken, require_text, within};

/// The highest number of a ring in a file; the last ring is the outside.
pub(crate) const MOST_RINGS: i32 = 6;

impl Course {
    /// Adds a person from a typed text: the name up to the first comma, then the relation ("Leila, daughter").
    /// Category and part of life are guessed from the relation and can be changed. The person is not on the map yet.
    ///
    /// # Errors
    /// The name is missing, or the id is in use.
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

    /// Replaces the entry of a person.
    ///
    /// # Errors
    /// The person is unknown, the name is missing, a ring or the reciprocity is out of range, or a new date is no
    /// date.
    pub fn edit_person(self, entry: Person) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&entry.label)?;
        within(entry.closeness_felt.unwrap_or(1), 1, MOST_RINGS)?;
        within(entry.closeness_wanted.unwrap_or(1), 1, MOST_RINGS)?;
        within(entry.reciprocity.unwrap_or(0), -2, 2)?;
        let person = course.entry_mut(&entry.id)?;
        require_date(person.death_date.as_deref(), entry.death_date.as_deref())?;
        require_date(person.met_on.as_deref(), entry.met_on.as_deref())?;
        let removed = person.removed;
        *person = Person { removed, ..entry };
        Ok(course.recomputed())
    }

    /// Removes a person who was entered by mistake, also from the drawing.
    ///
    /// # Errors
    /// [`RuleBroken::PersonInUse`] if a record mentions the person.
    pub fn remove_person(self, id: &PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.check_people_known(std::iter::once(id))?;
        let places = course.count_mentions_of(id);
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

    /// Takes a person out of the inventory and off the drawing, and keeps the entry as removed, so that events, notes
    /// and versions of the map still have the name.
    ///
    /// # Errors
    /// The person is unknown.
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

    /// Brings a removed person back into the tray.
    ///
    /// # Errors
    /// The person is unknown.
    pub fn bring_person_back(self, id: &PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.entry_mut(id)?.removed = None;
        Ok(course.recomputed())
    }

    /// Finds the entry of a person, to change it.
    pub(crate) fn entry_mut(&mut self, id: &PersonId) -> Result<&mut Person, RuleBroken> {
        let mut people = self.people.iter_mut().flatten();
        people
            .find(|person| person.id == *id)
            .ok_or(RuleBroken::UnknownPerson)
    }
}

/// Refuses a new date that is no rough date. An unchanged date is accepted: it may be older than this rule, and the
/// rest of the entry has to stay editable.
fn require_date(before: Option<&str>, after: Option<&str>) -> Result<(), RuleBroken> {
    let is_date = after == before || after.is_none_or(rough);
    is_date.then_some(()).ok_or(RuleBroken::NotADate)
}

#[cfg(test)]
mod tests {
    use crate::course::testing::{begun, refusal};
    use crate::people::{LifeContext, PersonCategory};

    use super::*;

    #[test]
    fn typed_text_adds_a_person_with_name_and_relation() {
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
            "a daughter is in the category child"
        );
        assert_eq!(
            person.context,
            Some(LifeContext::Family),
            "a daughter is family"
        );
        assert!(
            person.alive == Alive::Alive,
            "the relation does not say that she died"
        );
    }

    #[test]
    fn person_needs_a_name_and_no_relation() {
        let course = begun().add_person("Padma", PersonId::new("p1")).unwrap();
        assert_eq!(
            course.people.as_ref().unwrap()[0].category,
            PersonCategory::Other,
            "without a relation the category is other"
        );
        let refused = refusal(begun().add_person(" , daughter", PersonId::new("p1")));
        assert_eq!(
            refused,
            RuleBroken::TextNeeded,
            "a person without a name cannot be drawn"
        );
    }

    #[test]
    fn dates_of_a_person_are_rough_dates() {
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
                "{good} is a rough date"
            );
        }
        for bad in ["last spring", "3 May 2026", "2026-02-30", ""] {
            for entry in [died(bad), met(bad)] {
                assert_eq!(
                    refusal(course.clone().edit_person(entry)),
                    RuleBroken::NotADate,
                    "a file with {bad:?} could not be read back"
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
            "an unchanged date from before the rule is accepted"
        );
    }

    #[test]
    fn person_on_a_version_of_the_map_is_not_removed() {
        let id = PersonId::new("p1");
        let course = begun().add_person("Leila, daughter", id.clone()).unwrap();
        let placed = course.clone().place_person(&id, 2, 30.0).unwrap();
        let removed = placed.clone().remove_person(&id).unwrap();
        assert!(
            removed.working_map().positions.is_empty(),
            "a person on the drawing only can be removed"
        );
        let kept = placed
            .take_snapshot(crate::map::SnapshotDraft::test("map-1"))
            .unwrap();
        let refused = refusal(kept.remove_person(&id));
        assert_eq!(
            refused,
            RuleBroken::PersonInUse { places: 1 },
            "a version of the map shows her"
        );
    }

    #[test]
    fn person_of_an_event_can_be_set_aside_and_brought_back() {
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
            "the event names her"
        );

        let aside = course.set_person_aside(&id).unwrap();
        assert!(
            aside.working_map().positions.is_empty() && aside.tray().is_empty(),
            "she is neither on the drawing nor in the tray"
        );
        let people = aside.people.as_ref().unwrap();
        assert_eq!(people[0].label, "Leila", "the entry keeps her name");
        let entry = Person {
            removed: None,
            ..people[0].clone()
        };
        let edited = aside.clone().edit_person(entry).unwrap();
        assert_eq!(
            edited.people.unwrap()[0].removed,
            Some(true),
            "editing the entry does not bring her back"
        );

        let back = aside.clone().bring_person_back(&id).unwrap();
        assert_eq!(
            back.tray(),
            std::slice::from_ref(&id),
            "she is in the tray again"
        );
        let placed = aside.place_person(&id, 1, 0.0).unwrap();
        assert_eq!(
            placed.people.unwrap()[0].removed,
            None,
            "placing her on the map brings her back"
        );
    }
}

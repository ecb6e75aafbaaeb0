//! Checks that each person whom a record names is in the inventory, and that each position on a map is on one of its
//! rings.

use std::collections::BTreeSet;

use crate::Course;
use crate::file::fault::{FileFault, FileProblem, Referred, ensure, no};
use crate::ids::PersonId;
use crate::map::MapSnapshot;
use crate::people::MOST_RINGS;

struct Inventory<'a> {
    ids: BTreeSet<&'a str>,
    /// The letters before the digits of the ids, such as `p`.
    prefixes: BTreeSet<&'a str>,
}

pub(super) fn check(course: &Course) -> Result<(), FileFault> {
    let people: BTreeSet<&str> = course
        .people
        .iter()
        .flatten()
        .map(|person| person.id.as_str())
        .collect();
    let prefixes = people.iter().filter_map(|id| prefix(id)).collect();
    let inventory = Inventory {
        ids: people,
        prefixes,
    };
    inventory.check_map(course)?;
    inventory.check_references(course)?;
    inventory.check_words(course)
}

/// The letters of an id that consists of letters and then digits.
fn prefix(id: &str) -> Option<&str> {
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = !letters.is_empty()
        && letters
            .chars()
            .all(|c| c.is_ascii_alphabetic() || c == '-' || c == '_');
    (plain && letters.len() < id.len()).then_some(letters)
}

impl Inventory<'_> {
    fn has(&self, id: &PersonId, path: impl FnOnce() -> String) -> Result<(), FileFault> {
        ensure(self.ids.contains(id.as_str()), path, no(Referred::Person))
    }

    fn have(&self, ids: Option<&Vec<PersonId>>, path: &str) -> Result<(), FileFault> {
        let ids = ids.into_iter().flatten().enumerate();
        ids.into_iter()
            .try_for_each(|(index, id)| self.has(id, || format!("{path}[{index}]")))
    }

    /// Checks a list of ids or words. A word with the form of the ids of this file must be one of them.
    fn words(&self, words: Option<&Vec<String>>, path: &str) -> Result<(), FileFault> {
        for (index, word) in words.into_iter().flatten().enumerate() {
            let like_an_id = prefix(word).is_some_and(|prefix| self.prefixes.contains(prefix));
            let known = !like_an_id || self.ids.contains(word.as_str());
            ensure(known, || format!("{path}[{index}]"), no(Referred::Person))?;
        }
        Ok(())
    }

    fn check_map(&self, course: &Course) -> Result<(), FileFault> {
        for (number, snapshot) in course.map_snapshots.iter().flatten().enumerate() {
            let outermost = rings(snapshot);
            let mut placed = BTreeSet::new();
            for (index, position) in snapshot.positions.iter().enumerate() {
                let path = |field| format!("map_snapshots[{number}].positions[{index}].{field}");
                self.has(&position.person_id, || path("person_id"))?;
                ensure(
                    placed.insert(&position.person_id),
                    || path("person_id"),
                    FileProblem::Duplicate,
                )?;
                ensure(
                    position.ring <= outermost,
                    || path("ring"),
                    FileProblem::outside(1, outermost),
                )?;
            }
            self.check_drawn(number, snapshot)?;
        }
        Ok(())
    }

    /// Checks that each tie joins two people and is there once, and that each note has an id of its own.
    fn check_drawn(&self, number: usize, snapshot: &MapSnapshot) -> Result<(), FileFault> {
        let mut drawn = BTreeSet::new();
        for (index, tie) in snapshot.ties.iter().flatten().enumerate() {
            let path = |field| format!("map_snapshots[{number}].ties[{index}].{field}");
            self.has(&tie.one, || path("one"))?;
            self.has(&tie.other, || path("other"))?;
            let pair = ((&tie.one).min(&tie.other), (&tie.one).max(&tie.other));
            ensure(
                tie.one != tie.other && drawn.insert(pair),
                || path("other"),
                FileProblem::Duplicate,
            )?;
        }
        let mut ids = BTreeSet::new();
        for (index, note) in snapshot.placed_notes.iter().flatten().enumerate() {
            let path = || format!("map_snapshots[{number}].placed_notes[{index}].id");
            ensure(ids.insert(&note.id), path, FileProblem::Duplicate)?;
        }
        Ok(())
    }

    fn check_references(&self, course: &Course) -> Result<(), FileFault> {
        for (index, event) in course.timeline.iter().flatten().enumerate() {
            self.have(event.people.as_ref(), &format!("timeline[{index}].people"))?;
        }
        if let Some(focus) = &course.focus {
            self.have(focus.person_ids.as_ref(), "focus.person_ids")?;
            for (index, change) in focus.changes.iter().flatten().enumerate() {
                self.have(
                    change.person_ids.as_ref(),
                    &format!("focus.changes[{index}].person_ids"),
                )?;
            }
        }
        for (index, session) in course.sessions.iter().flatten().enumerate() {
            let mood = session.mood_event.as_ref().map(|event| &event.person_ids);
            self.have(mood, &format!("sessions[{index}].mood_event.person_ids"))?;
            let task = session
                .between_task
                .as_ref()
                .map(|task| &task.with_person_ids);
            self.have(
                task,
                &format!("sessions[{index}].between_task.with_person_ids"),
            )?;
        }
        let analyses = course
            .worksheets
            .iter()
            .flat_map(|sheets| sheets.comm_analysis.iter().flatten());
        for (index, analysis) in analyses.enumerate() {
            self.has(&analysis.person_id, || {
                format!("worksheets.comm_analysis[{index}].person_id")
            })?;
        }
        self.check_safety_plan(course)
    }

    fn check_safety_plan(&self, course: &Course) -> Result<(), FileFault> {
        let Some(plan) = &course.safety_plan else {
            return Ok(());
        };
        for (index, place) in plan.distraction_people_places.iter().flatten().enumerate() {
            if let Some(person) = &place.person_id {
                self.has(person, || {
                    format!("safety_plan.distraction_people_places[{index}].person_id")
                })?;
            }
        }
        for (index, helper) in plan.ask_for_help.iter().flatten().enumerate() {
            self.has(&helper.person_id, || {
                format!("safety_plan.ask_for_help[{index}].person_id")
            })?;
        }
        Ok(())
    }

    fn check_words(&self, course: &Course) -> Result<(), FileFault> {
        let helpers = course
            .assessment
            .as_ref()
            .and_then(|found| found.sick_role.as_ref()?.helpers.as_ref());
        self.words(helpers, "assessment.sick_role.helpers")?;
        for (index, slot) in course.slots.iter().enumerate() {
            self.words(
                slot.attendees.as_ref(),
                &format!("slots[{index}].attendees"),
            )?;
        }
        for (index, session) in course.sessions.iter().flatten().enumerate() {
            self.words(
                session.attendees.as_ref(),
                &format!("sessions[{index}].attendees"),
            )?;
        }
        let situations = course
            .ending_review
            .iter()
            .flat_map(|review| review.situations.iter().flatten());
        for (index, situation) in situations.enumerate() {
            self.words(
                Some(&situation.who_helps),
                &format!("ending_review.situations[{index}].who_helps"),
            )?;
        }
        Ok(())
    }
}

/// The last number of the ring scheme, which is the outside. The highest of the schema if the scheme has no numbers.
fn rings(snapshot: &MapSnapshot) -> i32 {
    let number = |ring: &str| {
        ring.split('=')
            .next()
            .and_then(|number| number.trim().parse().ok())
    };
    snapshot
        .ring_scheme
        .rsplit(',')
        .find_map(number)
        .unwrap_or(MOST_RINGS)
}

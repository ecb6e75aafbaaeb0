//! The rings of a map: three to five around the client, and the outside, each with a name.

use std::collections::BTreeSet;

use crate::Course;
use crate::ids::PersonId;
use crate::map::Position;
use crate::people::MOST_RINGS;
use crate::rule_broken::{RuleBroken, require_text};

/// Rings around the client, the outside apart.
const FEWEST: usize = 3;
const MOST: usize = 5;

/// A ring of a scheme: its number, and its name.
type Ring<'a> = (i32, &'a str);

/// The rings a scheme names, from the centre outwards; the last is outside.
fn named(scheme: &str) -> Vec<Ring<'_>> {
    let mut rings: Vec<Ring<'_>> = scheme
        .split(',')
        .filter_map(|ring| ring.split_once('='))
        .filter_map(|(number, name)| Some((number.trim().parse().ok()?, name.trim())))
        .filter(|(number, _)| (1..=MOST_RINGS).contains(number))
        .collect();
    rings.sort_by_key(|(number, _)| *number);
    rings
}

/// The number of the ring outside.
pub(super) fn outside(scheme: &str) -> i32 {
    named(scheme).last().map_or(5, |(number, _)| *number)
}

/// The name of a ring, as the scheme has it.
pub(super) fn name_of(scheme: &str, ring: i32) -> String {
    let rings = named(scheme);
    let found = rings.iter().find(|(number, _)| *number == ring);
    found.map_or_else(String::new, |(_, name)| (*name).to_owned())
}

/// How far out a ring is among the rings of two schemes: outside is `beyond` all of both.
pub(super) fn rank(ring: i32, scheme: &str, beyond: i32) -> i32 {
    if ring >= outside(scheme) {
        beyond
    } else {
        ring
    }
}

/// A ring of one scheme in another: who is outside stays outside, every other ring keeps its number.
fn translated(ring: i32, from: &str, to: &str) -> i32 {
    rank(ring, from, outside(to))
}

/// A name no scheme would take for two: the separators of a scheme become spaces.
fn plain(name: &str) -> String {
    name.replace([',', '='], " ").trim().to_owned()
}

impl Course {
    /// Names the rings from the centre outwards, the last being the outside; more or fewer names make more
    /// or fewer rings, at the outer edge. Versions already kept stay as they are.
    ///
    /// # Errors
    /// Not three to five rings and the outside, a ring without a name, people in a ring that is to go.
    pub fn name_rings(self, names: &[String]) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let inner = names.len().saturating_sub(1);
        if !(FEWEST..=MOST).contains(&inner) {
            let rings = u32::try_from(inner).unwrap_or(u32::MAX);
            return Err(RuleBroken::RingCount { rings });
        }
        for name in names {
            require_text(&plain(name))?;
        }
        let mut map = course.working_map();
        let numbered = (1..).zip(names);
        let scheme: Vec<String> = numbered
            .map(|(number, name): (i32, _)| format!("{number}={}", plain(name)))
            .collect();
        let scheme = scheme.join(",");
        course.closeness_follows(&map.positions, &map.ring_scheme, &scheme)?;
        for position in &mut map.positions {
            position.ring = translated(position.ring, &map.ring_scheme, &scheme);
        }
        map.ring_scheme = scheme;
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Puts what was told of closeness into the rings of another scheme, where it and who is `drawn` fit into
    /// that. Of whoever was removed, what does not fit is no longer said.
    ///
    /// # Errors
    /// [`RuleBroken::RingInUse`]: nobody is put in a ring that was not chosen.
    pub(super) fn closeness_follows(
        &mut self,
        drawn: &[Position],
        from: &str,
        to: &str,
    ) -> Result<(), RuleBroken> {
        let to_go = outside(to)..outside(from);
        let stuck = |told: Option<i32>| told.is_some_and(|ring| to_go.contains(&ring));
        let standing = drawn.iter().filter(|position| stuck(Some(position.ring)));
        let mut people: BTreeSet<&PersonId> =
            standing.map(|position| &position.person_id).collect();
        people.extend(
            self.people
                .iter()
                .flatten()
                .filter(|person| person.removed != Some(true))
                .filter(|person| stuck(person.closeness_felt) || stuck(person.closeness_wanted))
                .map(|person| &person.id),
        );
        if !people.is_empty() {
            let people = u32::try_from(people.len()).unwrap_or(u32::MAX);
            return Err(RuleBroken::RingInUse { people });
        }
        for person in self.people.iter_mut().flatten() {
            for told in [&mut person.closeness_felt, &mut person.closeness_wanted] {
                let fits = told.filter(|_| !stuck(*told));
                *told = fits.map(|ring| translated(ring, from, to));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, refusal};

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn with(ring: i32) -> Course {
        let id = PersonId::new("p1");
        begun()
            .add_person("Leila", id.clone())
            .unwrap()
            .place_person(&id, ring, 30.0)
            .unwrap()
    }

    fn ring_of(course: &Course) -> i32 {
        course.working_map().positions[0].ring
    }

    #[test]
    fn rings_are_renamed_and_nobody_moves() {
        let course = with(2);
        let renamed = course
            .name_rings(&names(&["heart", "near", "matters", "far", "outside"]))
            .unwrap();
        let map = renamed.working_map();
        assert_eq!(
            map.ring_scheme, "1=heart,2=near,3=matters,4=far,5=outside",
            "in the form of a file"
        );
        assert_eq!(ring_of(&renamed), 2, "a name moves nobody");
        assert_eq!(name_of(&map.ring_scheme, 2), "near", "read back");
    }

    #[test]
    fn with_more_rings_or_fewer_whoever_is_outside_stays_outside() {
        let course = with(5);
        let five = course
            .clone()
            .name_rings(&names(&["a", "b", "c", "d", "e", "outside"]))
            .unwrap();
        assert_eq!(ring_of(&five), 6, "outside of five rings");
        let three = course
            .name_rings(&names(&["a", "b", "c", "outside"]))
            .unwrap();
        assert_eq!(ring_of(&three), 4, "outside of three rings");
    }

    #[test]
    fn a_ring_with_people_in_it_does_not_go() {
        let three = names(&["a", "b", "c", "outside"]);
        assert_eq!(
            refusal(with(4).name_rings(&three)),
            RuleBroken::RingInUse { people: 1 },
            "nobody is put in a ring that was not chosen"
        );
        let mut wished = with(1);
        wished.people.as_mut().unwrap()[0].closeness_wanted = Some(4);
        assert_eq!(
            refusal(wished.name_rings(&three)),
            RuleBroken::RingInUse { people: 1 },
            "nor wished there"
        );
        let mut both = with(4);
        both.people.as_mut().unwrap()[0].closeness_felt = Some(4);
        assert_eq!(
            refusal(both.name_rings(&three)),
            RuleBroken::RingInUse { people: 1 },
            "one person, however often"
        );
    }

    #[test]
    fn whoever_was_removed_holds_no_ring() {
        let mut course = with(1);
        let person = &mut course.people.as_mut().unwrap()[0];
        (person.closeness_felt, person.closeness_wanted) = (Some(4), Some(2));
        let course = course.set_person_aside(&PersonId::new("p1")).unwrap();
        let three = course
            .name_rings(&names(&["a", "b", "c", "outside"]))
            .unwrap();
        let person = &three.people.as_ref().unwrap()[0];
        assert_eq!(
            (person.closeness_felt, person.closeness_wanted),
            (None, Some(2)),
            "nobody could have moved them"
        );
    }

    #[test]
    fn a_scheme_has_three_to_five_rings_and_no_name_breaks_it() {
        assert_eq!(
            refusal(begun().name_rings(&names(&["a", "b", "outside"]))),
            RuleBroken::RingCount { rings: 2 },
            "two are too few"
        );
        assert_eq!(
            refusal(begun().name_rings(&[])),
            RuleBroken::RingCount { rings: 0 },
            "none at all"
        );
        let refused = begun().name_rings(&names(&["a", " , ", "c", "outside"]));
        assert_eq!(
            refusal(refused),
            RuleBroken::TextNeeded,
            "separators alone are no name"
        );
        let scheme = begun()
            .name_rings(&names(&["friends, old=dear", "b", "c", "outside"]))
            .unwrap()
            .working_map()
            .ring_scheme;
        assert_eq!(
            named(&scheme).len(),
            4,
            "a comma in a name makes no ring of its own"
        );
    }
}

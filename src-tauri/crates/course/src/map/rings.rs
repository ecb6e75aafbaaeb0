//! The rings of a map: three to five rings around the client and the outside, each with a name.

use std::collections::BTreeSet;

use crate::Course;
use crate::ids::PersonId;
use crate::map::Position;
use crate::people::MOST_RINGS;
use crate::rule_broken::{RuleBroken, require_text};

/// The fewest rings of a map, without the outside.
const FEWEST: usize = 3;
/// The most rings of a map, without the outside.
const MOST: usize = 5;

/// The usual rings: four rings and the outside (after S16; the names are ours).
pub(super) const RINGS: &str = "1=core,2=close,3=matters,4=distant,5=outside";

/// A ring of a scheme: its number, and its name.
type Ring<'a> = (i32, &'a str);

/// The rings of a scheme from the centre outwards. The last one is the outside.
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

/// The number of the outside.
pub(super) fn outside(scheme: &str) -> i32 {
    named(scheme).last().map_or(5, |(number, _)| *number)
}

/// The name of a ring in a scheme.
pub(super) fn name_of(scheme: &str, ring: i32) -> String {
    let rings = named(scheme);
    let found = rings.iter().find(|(number, _)| *number == ring);
    found.map_or_else(String::new, |(_, name)| (*name).to_owned())
}

/// The scheme, or the usual one in place of one that cannot be read.
fn readable(scheme: &str) -> &str {
    if named(scheme).len() > 1 {
        scheme
    } else {
        RINGS
    }
}

/// The name of a ring as it is shown: of the scheme, or of the usual one in place of one that cannot be read.
pub(crate) fn shown_name(scheme: &str, ring: i32) -> String {
    name_of(readable(scheme), ring)
}

/// The rank of a ring, to compare rings of two schemes: the outside has the rank `beyond`, every other ring its
/// number.
pub(super) fn rank(ring: i32, scheme: &str, beyond: i32) -> i32 {
    if ring >= outside(scheme) {
        beyond
    } else {
        ring
    }
}

/// Converts a ring of one scheme into another: the outside stays the outside, every other ring keeps its number.
fn translated(ring: i32, from: &str, to: &str) -> i32 {
    rank(ring, from, outside(to))
}

/// Replaces the separators of a scheme in a name by spaces.
fn plain(name: &str) -> String {
    name.replace([',', '='], " ").trim().to_owned()
}

impl Course {
    /// Names the rings from the centre outwards; the last name is for the outside. More or fewer names add or remove
    /// outer rings. Versions stay unchanged.
    ///
    /// # Errors
    /// The rings without the outside are not three to five, a name is missing, or people are in a ring that is
    /// removed.
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
        if scheme == map.ring_scheme {
            return Ok(course);
        }
        course.convert_closeness(&map.positions, &map.ring_scheme, &scheme)?;
        for position in &mut map.positions {
            position.ring = translated(position.ring, &map.ring_scheme, &scheme);
        }
        map.ring_scheme = scheme;
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Converts felt and wanted closeness to the rings of another scheme. For people who were removed from the
    /// inventory, closeness in a removed ring is deleted.
    ///
    /// # Errors
    /// [`RuleBroken::RingInUse`] if the position, felt or wanted closeness of a person is in a ring that is removed.
    pub(super) fn convert_closeness(
        &mut self,
        drawn: &[Position],
        from: &str,
        to: &str,
    ) -> Result<(), RuleBroken> {
        let removed = outside(to)..outside(from);
        let is_removed = |ring: Option<i32>| ring.is_some_and(|ring| removed.contains(&ring));
        let placed = drawn
            .iter()
            .filter(|position| is_removed(Some(position.ring)));
        let mut people: BTreeSet<&PersonId> = placed.map(|position| &position.person_id).collect();
        people.extend(
            self.people
                .iter()
                .flatten()
                .filter(|person| person.removed != Some(true))
                .filter(|person| {
                    is_removed(person.closeness_felt) || is_removed(person.closeness_wanted)
                })
                .map(|person| &person.id),
        );
        if !people.is_empty() {
            let people = u32::try_from(people.len()).unwrap_or(u32::MAX);
            return Err(RuleBroken::RingInUse { people });
        }
        for person in self.people.iter_mut().flatten() {
            for closeness in [&mut person.closeness_felt, &mut person.closeness_wanted] {
                let kept = closeness.filter(|_| !is_removed(*closeness));
                *closeness = kept.map(|ring| translated(ring, from, to));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, refusal};

    /// The schemes that the tests of the window read too.
    const VECTORS: &str = include_str!("../../../../../tests/golden/ring-schemes.json");

    #[test]
    fn the_window_reads_the_same_rings() {
        let vectors: Vec<serde_json::Value> = serde_json::from_str(VECTORS).unwrap();
        assert!(
            vectors.len() > 10,
            "schemes of files, and what is no scheme"
        );
        for vector in vectors {
            let scheme = vector["scheme"].as_str().unwrap();
            let rings = serde_json::to_value(named(readable(scheme))).unwrap();
            assert_eq!(rings, vector["rings"], "{scheme:?}");
        }
    }

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
    fn same_names_of_rings_change_nothing() {
        let course = begun();
        let scheme = course.working_map().ring_scheme;
        let now: Vec<String> = (1..=course.working_map().outside())
            .map(|ring| name_of(&scheme, ring).to_owned())
            .collect();
        let same = course.clone().name_rings(&now).unwrap();
        assert!(same == course, "no working map is stored");
    }

    #[test]
    fn renaming_rings_moves_nobody() {
        let course = with(2);
        let renamed = course
            .name_rings(&names(&["heart", "near", "matters", "far", "outside"]))
            .unwrap();
        let map = renamed.working_map();
        assert_eq!(
            map.ring_scheme, "1=heart,2=near,3=matters,4=far,5=outside",
            "the scheme has the new names"
        );
        assert_eq!(ring_of(&renamed), 2, "the person stays in ring 2");
        assert_eq!(
            name_of(&map.ring_scheme, 2),
            "near",
            "ring 2 has the new name"
        );
    }

    #[test]
    fn person_outside_stays_outside_with_more_or_fewer_rings() {
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
    fn ring_with_people_is_not_removed() {
        let three = names(&["a", "b", "c", "outside"]);
        assert_eq!(
            refusal(with(4).name_rings(&three)),
            RuleBroken::RingInUse { people: 1 },
            "a person is in ring 4"
        );
        let mut wanted = with(1);
        wanted.people.as_mut().unwrap()[0].closeness_wanted = Some(4);
        assert_eq!(
            refusal(wanted.name_rings(&three)),
            RuleBroken::RingInUse { people: 1 },
            "the client wants a person in ring 4"
        );
        let mut both = with(4);
        both.people.as_mut().unwrap()[0].closeness_felt = Some(4);
        assert_eq!(
            refusal(both.name_rings(&three)),
            RuleBroken::RingInUse { people: 1 },
            "a person counts once"
        );
    }

    #[test]
    fn removed_person_does_not_keep_a_ring() {
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
            "closeness in the removed ring is deleted"
        );
    }

    #[test]
    fn scheme_has_three_to_five_rings_with_names() {
        assert_eq!(
            refusal(begun().name_rings(&names(&["a", "b", "outside"]))),
            RuleBroken::RingCount { rings: 2 },
            "two rings are too few"
        );
        assert_eq!(
            refusal(begun().name_rings(&[])),
            RuleBroken::RingCount { rings: 0 },
            "no names"
        );
        let refused = begun().name_rings(&names(&["a", " , ", "c", "outside"]));
        assert_eq!(
            refusal(refused),
            RuleBroken::TextNeeded,
            "a name needs more than separators"
        );
        let scheme = begun()
            .name_rings(&names(&["friends, old=dear", "b", "c", "outside"]))
            .unwrap()
            .working_map()
            .ring_scheme;
        assert_eq!(named(&scheme).len(), 4, "a comma in a name adds no ring");
    }
}

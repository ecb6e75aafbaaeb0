//! The rings of a map: three to five around the client, and the outside, each with a name.

use crate::Course;
use crate::people::MOST_RINGS;
use crate::rule_broken::{RuleBroken, worded};

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

/// A ring of one scheme in another: who is outside stays outside, every other ring keeps its number.
pub(super) fn translated(ring: i32, from: &str, to: &str) -> i32 {
    if ring >= outside(from) {
        outside(to)
    } else {
        ring
    }
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
        let mut course = self.changing()?;
        let inner = names.len().saturating_sub(1);
        if !(FEWEST..=MOST).contains(&inner) {
            let rings = u32::try_from(inner).unwrap_or(u32::MAX);
            return Err(RuleBroken::RingCount { rings });
        }
        for name in names {
            worded(&plain(name))?;
        }
        let mut map = course.working_map();
        let numbered = (1..).zip(names);
        let scheme: Vec<String> = numbered
            .map(|(number, name): (i32, _)| format!("{number}={}", plain(name)))
            .collect();
        let scheme = scheme.join(",");
        let on_drawing = map.positions.iter().map(|position| position.ring);
        course.closeness_follows(on_drawing, &map.ring_scheme, &scheme)?;
        for position in &mut map.positions {
            position.ring = translated(position.ring, &map.ring_scheme, &scheme);
        }
        map.ring_scheme = scheme;
        course.working_map = Some(map);
        Ok(course.settled())
    }

    /// Puts what was told of closeness into the rings of another scheme, where it and `more` rings that are
    /// taken fit into that.
    ///
    /// # Errors
    /// [`RuleBroken::RingInUse`]: nobody is put in a ring that was not chosen.
    pub(super) fn closeness_follows(
        &mut self,
        more: impl Iterator<Item = i32>,
        from: &str,
        to: &str,
    ) -> Result<(), RuleBroken> {
        let told = self.people.iter_mut().flatten();
        let mut told: Vec<&mut i32> = told
            .flat_map(|person| [&mut person.closeness_felt, &mut person.closeness_wanted])
            .flatten()
            .collect();
        let to_go = outside(to)..outside(from);
        let people = more.chain(told.iter().map(|ring| **ring));
        let people = people.filter(|ring| to_go.contains(ring)).count();
        if people > 0 {
            let people = u32::try_from(people).unwrap_or(u32::MAX);
            return Err(RuleBroken::RingInUse { people });
        }
        for ring in &mut told {
            **ring = translated(**ring, from, to);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PersonId;
    use crate::testing::{begun, refusal};

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

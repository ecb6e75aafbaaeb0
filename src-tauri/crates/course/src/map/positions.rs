//! The working map: places, turns and removes people.
//!
//! A move changes the drawing, never the inventory. The working map begins as the newest version.

use serde::{Deserialize, Serialize};

use crate::Course;
use crate::ids::PersonId;
use crate::map::rings::RINGS;
use crate::map::{MapSnapshot, Position, WorkingMap};
use crate::measures::Amount;
use crate::rule_broken::{RuleBroken, within};

/// A person and a new angle in the same ring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Turning {
    /// The person.
    pub person: PersonId,
    /// The angle in degrees from the top, clockwise.
    pub angle: Amount,
}

/// Converts any number of degrees to an angle from 0 to below 360.
pub(super) fn direction(angle: f64) -> Result<Amount, RuleBroken> {
    let none = RuleBroken::OutOfRange {
        least: 0,
        most: 359,
    };
    if !angle.is_finite() {
        return Err(none);
    }
    let turned = angle.rem_euclid(360.0);
    let turned = if turned < 360.0 { turned } else { 0.0 };
    Amount::from_f64(turned).ok_or(none)
}

impl WorkingMap {
    /// The number of the ring outside.
    #[must_use]
    pub fn outside(&self) -> i32 {
        super::rings::outside(&self.ring_scheme)
    }

    /// Whether the map is empty and has the usual rings.
    pub(crate) fn is_bare(&self) -> bool {
        *self == Self::bare()
    }

    /// An empty map with the usual rings.
    fn bare() -> Self {
        Self {
            ring_scheme: RINGS.to_owned(),
            positions: Vec::new(),
            ties: None,
            placed_notes: None,
            waiting: None,
        }
    }
}

impl Course {
    /// The working map: the stored one, otherwise the newest version, otherwise an empty map.
    #[must_use]
    pub fn working_map(&self) -> WorkingMap {
        if let Some(map) = &self.working_map {
            return map.clone();
        }
        let mut versions = self.versions().rev();
        let Some(newest) = versions.next() else {
            return WorkingMap::bare();
        };
        let mut map = self.drawing_of(newest);
        for earlier in versions {
            map.wait_with(self.drawing_of(earlier).into_ties());
        }
        map
    }

    /// All versions, the newest last.
    pub(super) fn versions(&self) -> impl DoubleEndedIterator<Item = &MapSnapshot> {
        let mut versions: Vec<&MapSnapshot> = self.map_snapshots.iter().flatten().collect();
        versions.sort_by_key(|map| map.date);
        versions.into_iter()
    }

    /// The tray: people of the inventory who are not on the drawing.
    #[must_use]
    pub fn tray(&self) -> Vec<PersonId> {
        let map = self.working_map();
        self.people
            .iter()
            .flatten()
            .filter(|person| person.removed != Some(true) && !map.has(&person.id))
            .map(|person| person.id.clone())
            .collect()
    }

    /// Puts a person on the drawing, or moves them. The angle is in degrees from the top, clockwise.
    ///
    /// # Errors
    /// The person is unknown, or the ring does not exist.
    pub fn place_person(self, id: &PersonId, ring: i32, angle: f64) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.check_people_known(std::iter::once(id))?;
        let mut map = course.working_map();
        within(ring, 1, map.outside())?;
        let angle_deg = direction(angle)?;
        course.entry_mut(id)?.removed = None;
        match map
            .positions
            .iter_mut()
            .find(|position| position.person_id == *id)
        {
            Some(position) => (position.ring, position.angle_deg) = (ring, angle_deg),
            None => {
                let from_inventory = || course.inventory_quality(id);
                let waiting = map.take_waiting(id);
                let quality = waiting.map_or_else(from_inventory, |tie| tie.quality);
                map.positions.push(Position {
                    person_id: id.clone(),
                    ring,
                    angle_deg,
                    quality,
                });
            }
        }
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Moves a person from the drawing back to the tray. The ties of the person are kept.
    ///
    /// # Errors
    /// [`RuleBroken::NotOnMap`].
    pub fn unplace_person(self, id: &PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let mut map = course.working_map();
        if !map.put_back(id) {
            return Err(RuleBroken::NotOnMap);
        }
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Turns several people to other angles, to tidy the drawing. All stay in their rings.
    ///
    /// # Errors
    /// [`RuleBroken::NotOnMap`], or an angle is no number.
    pub fn turn_people(self, turns: &[Turning]) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let mut map = course.working_map();
        for Turning { person, angle } in turns {
            let angle_deg = direction(angle.as_f64())?;
            let mut positions = map.positions.iter_mut();
            let position = positions.find(|position| position.person_id == *person);
            position.ok_or(RuleBroken::NotOnMap)?.angle_deg = angle_deg;
        }
        course.working_map = Some(map);
        Ok(course.recomputed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{refusal, with_leila};
    use crate::guidance::TaskState;
    use crate::map::SnapshotDraft;
    use crate::map::SnapshotKind;
    use crate::people::Quality;

    #[test]
    fn person_is_placed_from_the_tray_and_taken_back() {
        let (course, id) = with_leila();
        assert_eq!(
            course.tray(),
            std::slice::from_ref(&id),
            "a new person is in the tray"
        );
        let course = course.place_person(&id, 2, -90.0).unwrap();
        let map = course.working_map();
        assert_eq!(
            (map.positions[0].ring, map.positions[0].angle_deg.as_f64()),
            (2, 270.0),
            "-90 degrees is 270"
        );
        assert!(course.tray().is_empty(), "the tray is empty");
        let course = course.unplace_person(&id).unwrap();
        assert_eq!(
            course.tray(),
            std::slice::from_ref(&id),
            "the person is in the tray again"
        );
        assert_eq!(
            refusal(course.unplace_person(&id)),
            RuleBroken::NotOnMap,
            "the person is not on the map"
        );
    }

    #[test]
    fn ring_outside_the_scheme_and_invalid_angle_are_refused() {
        let (course, id) = with_leila();
        let range = RuleBroken::OutOfRange { least: 1, most: 5 };
        assert_eq!(
            refusal(course.clone().place_person(&id, 6, 0.0)),
            range,
            "5 is the last ring"
        );
        assert_eq!(
            refusal(course.clone().place_person(&id, 0, 0.0)),
            range,
            "1 is the first ring"
        );
        assert!(
            course.clone().place_person(&id, 1, f64::NAN).is_err(),
            "the angle is no number"
        );
        let tiny = course.place_person(&id, 1, -1e-20).unwrap().working_map();
        assert!(
            tiny.positions[0].angle_deg.as_f64() < 360.0,
            "an angle is below 360"
        );
    }

    #[test]
    fn move_and_quality_change_the_drawing_but_not_the_inventory() {
        let (course, id) = with_leila();
        let before = course.people.clone();
        let course = course.place_person(&id, 3, 10.0).unwrap();
        let course = course.set_map_quality(&id, Some(Quality::Lost)).unwrap();
        assert!(course.people == before, "the inventory is unchanged");
        assert_eq!(
            course.working_map().positions[0].ring,
            3,
            "the quality does not change the ring"
        );
    }

    #[test]
    fn working_map_begins_as_the_newest_version() {
        let (course, id) = with_leila();
        let course = course.place_person(&id, 2, 30.0).unwrap();
        let course = course.take_snapshot(SnapshotDraft::test("map-1")).unwrap();
        let mut later = course.place_person(&id, 1, 30.0).unwrap();
        assert_eq!(
            later.map_snapshots.as_ref().unwrap()[0].positions[0].ring,
            2,
            "a version does not change"
        );
        later.working_map = None;
        assert_eq!(
            later.working_map().positions[0].ring,
            2,
            "without changes the working map is the newest version"
        );
        let refused = refusal(later.take_snapshot(SnapshotDraft::test("map-1")));
        assert_eq!(
            refused,
            RuleBroken::IdInUse,
            "each version needs an id of its own"
        );
    }

    #[test]
    fn baseline_version_does_its_task() {
        let (course, _) = with_leila();
        let draft = SnapshotDraft {
            kind: SnapshotKind::Baseline,
            ..SnapshotDraft::test("map-1")
        };
        let course = course.take_snapshot(draft).unwrap();
        let task = course
            .task_states()
            .into_iter()
            .find(|task| task.id == "init.map")
            .unwrap();
        assert_eq!(
            task.state,
            TaskState::Done,
            "the task of drawing the map is done"
        );
    }
}

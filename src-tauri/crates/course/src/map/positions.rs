//! The relationship map: the drawing as it stands, and its versions.
//!
//! Moving someone changes the drawing, never the inventory. The drawing begins as the newest version.

use serde::{Deserialize, Serialize};

use crate::Course;
use crate::ids::PersonId;
use crate::map::{MapSnapshot, Position, WorkingMap};
use crate::measures::Amount;
use crate::rule_broken::{RuleBroken, within};

/// Four rings and the outside (after S16; the names are ours).
const RINGS: &str = "1=core,2=close,3=matters,4=distant,5=outside";

/// Somebody turned to another angle in the same ring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Turning {
    /// Who.
    pub person: PersonId,
    /// Degrees from the top, clockwise.
    pub angle: Amount,
}

/// Any number of degrees as a direction of the drawing.
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

    /// Whether nothing is on it, and its rings are the usual ones.
    pub(crate) fn is_bare(&self) -> bool {
        *self == Self::bare()
    }

    /// Where every map begins.
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
    /// The drawing as it stands: as it was last changed, else the newest version, else empty.
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

    /// Every version, the newest last.
    pub(super) fn versions(&self) -> impl DoubleEndedIterator<Item = &MapSnapshot> {
        let mut versions: Vec<&MapSnapshot> = self.map_snapshots.iter().flatten().collect();
        versions.sort_by_key(|map| map.date);
        versions.into_iter()
    }

    /// Who is not on the drawing.
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

    /// Puts a person on the drawing, or moves them: a ring, and an angle in degrees from the top, clockwise.
    ///
    /// # Errors
    /// Unknown person, no such ring.
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
                let told = || course.inventory_quality(id);
                let quality = map.take_waiting(id).map_or_else(told, |tie| tie.quality);
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

    /// Takes a person off the drawing, back into the tray. Their ties wait with them.
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

    /// Turns people to other angles, all at once: a drawing made tidy. Nobody leaves their ring.
    ///
    /// # Errors
    /// [`RuleBroken::NotOnMap`], no angle.
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
    fn a_person_begins_in_the_tray_and_is_placed_by_ring_and_angle() {
        let (course, id) = with_leila();
        assert_eq!(course.tray(), std::slice::from_ref(&id), "not yet placed");
        let course = course.place_person(&id, 2, -90.0).unwrap();
        let map = course.working_map();
        assert_eq!(
            (map.positions[0].ring, map.positions[0].angle_deg.as_f64()),
            (2, 270.0),
            "a quarter to the left"
        );
        assert!(course.tray().is_empty(), "placed");
        let course = course.unplace_person(&id).unwrap();
        assert_eq!(course.tray(), std::slice::from_ref(&id), "and back");
        assert_eq!(
            refusal(course.unplace_person(&id)),
            RuleBroken::NotOnMap,
            "nobody to take off"
        );
    }

    #[test]
    fn a_ring_is_one_of_the_scheme() {
        let (course, id) = with_leila();
        let range = RuleBroken::OutOfRange { least: 1, most: 5 };
        assert_eq!(
            refusal(course.clone().place_person(&id, 6, 0.0)),
            range,
            "five is outside already"
        );
        assert_eq!(
            refusal(course.clone().place_person(&id, 0, 0.0)),
            range,
            "the client is in the centre"
        );
        assert!(
            course.clone().place_person(&id, 1, f64::NAN).is_err(),
            "no angle"
        );
        let tiny = course.place_person(&id, 1, -1e-20).unwrap().working_map();
        assert!(
            tiny.positions[0].angle_deg.as_f64() < 360.0,
            "an angle is below a full turn"
        );
    }

    #[test]
    fn moving_changes_the_drawing_and_never_the_inventory() {
        let (course, id) = with_leila();
        let before = course.people.clone();
        let course = course.place_person(&id, 3, 10.0).unwrap();
        let course = course.set_map_quality(&id, Some(Quality::Lost)).unwrap();
        assert!(course.people == before, "people are kept as taken");
        assert_eq!(
            course.working_map().positions[0].ring,
            3,
            "quality never sets the ring"
        );
    }

    #[test]
    fn the_drawing_begins_as_the_newest_version() {
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
            "untouched, the drawing is the newest version"
        );
        let refused = refusal(later.take_snapshot(SnapshotDraft::test("map-1")));
        assert_eq!(refused, RuleBroken::IdInUse, "each version its own id");
    }

    #[test]
    fn the_baseline_does_its_task() {
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
        assert_eq!(task.state, TaskState::Done, "the map is drawn");
    }
}

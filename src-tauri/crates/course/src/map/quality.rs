//! The quality of ties to the client: on the drawing, on a version, in the tray.

use crate::Course;
use crate::ids::PersonId;
use crate::map::{MapSnapshot, Position, WorkingMap};
use crate::people::Quality;
use crate::rule_broken::RuleBroken;

impl Course {
    /// The drawing of a version. If a version has no quality for any tie, as a file of another program may be, the
    /// qualities come from the inventory.
    pub(crate) fn drawing_of(&self, version: &MapSnapshot) -> WorkingMap {
        let mut map = version.drawing();
        let without_quality = |position: &Position| position.quality.is_none();
        if map.positions.iter().all(without_quality) {
            for position in &mut map.positions {
                position.quality = self.inventory_quality(&position.person_id);
            }
        }
        map
    }

    /// The quality of a tie in the inventory.
    pub(super) fn inventory_quality(&self, id: &PersonId) -> Option<Quality> {
        let mut people = self.people.iter().flatten();
        people.find(|person| person.id == *id)?.quality
    }

    /// Sets the present quality of a tie, on the drawing or in the tray. The inventory and the ring of the person stay
    /// unchanged.
    ///
    /// # Errors
    /// [`RuleBroken::NotOnMap`] if the person was never on the drawing.
    pub fn set_map_quality(
        self,
        id: &PersonId,
        quality: Option<Quality>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let mut map = course.working_map();
        let drawn = map.positions.iter_mut();
        let drawn = drawn.map(|position| (&position.person_id, &mut position.quality));
        let waiting = map.waiting.iter_mut().flatten();
        let waiting = waiting.map(|tie| (&tie.person_id, &mut tie.quality));
        let mut ties = drawn.chain(waiting);
        let (_, tie) = ties
            .find(|(person, _)| *person == id)
            .ok_or(RuleBroken::NotOnMap)?;
        *tie = quality;
        course.working_map = Some(map);
        Ok(course.recomputed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, refusal, with_leila};
    use crate::map::SnapshotDraft;

    fn quality_of(map: &WorkingMap, id: &PersonId) -> Option<Quality> {
        let mut positions = map.positions.iter();
        positions.find(|it| it.person_id == *id).unwrap().quality
    }

    /// A course as another program may write it: Leila and Tom on a version without qualities, Ben in the tray.
    fn without_qualities() -> (Course, [PersonId; 3]) {
        let ids = ["p1", "p2", "p3"].map(PersonId::new);
        let mut course = begun();
        for (id, name) in ids.iter().zip(["Leila", "Tom", "Ben"]) {
            course = course.add_person(name, id.clone()).unwrap();
        }
        for id in &ids[..2] {
            course = course.place_person(id, 2, 30.0).unwrap();
        }
        let mut course = course.take_snapshot(SnapshotDraft::test("map-1")).unwrap();
        course.working_map = None;
        for person in course.people.iter_mut().flatten() {
            person.quality = Some(Quality::Supportive);
        }
        (course, ids)
    }

    #[test]
    fn version_without_qualities_takes_them_from_the_inventory() {
        let (course, [leila, tom, ben]) = without_qualities();
        let changed = course
            .clone()
            .set_map_quality(&tom, Some(Quality::Mixed))
            .unwrap()
            .working_map();
        assert_eq!(
            (quality_of(&changed, &leila), quality_of(&changed, &tom)),
            (Some(Quality::Supportive), Some(Quality::Mixed)),
            "setting one quality keeps the others"
        );
        let placed = course.place_person(&ben, 1, 0.0).unwrap();
        for id in [&leila, &tom, &ben] {
            let quality = quality_of(&placed.working_map(), id);
            assert_eq!(
                quality,
                Some(Quality::Supportive),
                "placing a person keeps the qualities"
            );
        }
        let today = crate::course::testing::day("2026-03-01");
        let changes = placed.map_changes(Some("map-1"), None, today).unwrap();
        assert_eq!(changes.len(), 1, "only Ben is new");
        let history = placed.person_history(&leila).unwrap();
        assert_eq!(
            history.moments[0].quality,
            Some(Quality::Supportive),
            "the history has the quality of the inventory"
        );
    }

    #[test]
    fn only_quality_of_a_map_can_be_removed() {
        let (mut course, id) = with_leila();
        course.entry_mut(&id).unwrap().quality = Some(Quality::Supportive);
        let course = course.place_person(&id, 2, 30.0).unwrap();
        let course = course.set_map_quality(&id, None).unwrap();
        assert_eq!(
            quality_of(&course.working_map(), &id),
            None,
            "the tie has no quality"
        );
    }

    #[test]
    fn tie_keeps_its_quality_in_the_tray_and_can_be_changed_there() {
        let (mut course, id) = with_leila();
        course.entry_mut(&id).unwrap().quality = Some(Quality::Supportive);
        assert_eq!(
            refusal(course.clone().set_map_quality(&id, Some(Quality::Lost))),
            RuleBroken::NotOnMap,
            "a person who was never drawn has no tie on the map"
        );
        let placed_again = |course: Course| {
            let course = course.place_person(&id, 1, 0.0).unwrap();
            assert!(course.working_map().waiting.is_none(), "no tie is waiting");
            quality_of(&course.working_map(), &id)
        };
        assert_eq!(
            placed_again(course.clone()),
            Some(Quality::Supportive),
            "the first quality comes from the inventory"
        );
        let course = course.place_person(&id, 2, 30.0).unwrap();
        let course = course
            .set_map_quality(&id, Some(Quality::Strained))
            .unwrap();
        let course = course.unplace_person(&id).unwrap();
        assert_eq!(
            placed_again(course.clone()),
            Some(Quality::Strained),
            "the tie kept its quality"
        );
        let changed = course
            .clone()
            .set_map_quality(&id, Some(Quality::Distant))
            .unwrap();
        assert_eq!(
            placed_again(changed),
            Some(Quality::Distant),
            "the quality was changed in the tray"
        );
        let aside = course.set_person_aside(&id).unwrap();
        let back = aside.bring_person_back(&id).unwrap();
        assert_eq!(
            placed_again(back.clone()),
            Some(Quality::Strained),
            "a removed person keeps it, too"
        );
        let gone = back.remove_person(&id).unwrap();
        assert!(
            gone.working_map().waiting.is_none(),
            "the tie is gone with the person"
        );
    }

    #[test]
    fn person_of_an_earlier_version_keeps_the_quality_of_that_version() {
        let (course, id) = with_leila();
        let course = course.place_person(&id, 2, 30.0).unwrap();
        let course = course
            .set_map_quality(&id, Some(Quality::Strained))
            .unwrap();
        let course = course.take_snapshot(SnapshotDraft::test("map-1")).unwrap();
        let course = course.unplace_person(&id).unwrap();
        let later = SnapshotDraft {
            on: crate::course::testing::day("2026-02-10"),
            ..SnapshotDraft::test("map-2")
        };
        let mut course = course.take_snapshot(later).unwrap();
        let without = course.clone().take_up_snapshot("map-2").unwrap();
        course.working_map = None;
        for course in [course, without] {
            let course = course.place_person(&id, 2, 30.0).unwrap();
            let quality = quality_of(&course.working_map(), &id);
            assert_eq!(
                quality,
                Some(Quality::Strained),
                "the newest version with her"
            );
        }
    }
}

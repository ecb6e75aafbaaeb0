//! What ties to the client are like: on the drawing, on a version, in the tray.

use crate::Course;
use crate::ids::PersonId;
use crate::map::{MapSnapshot, Position, WorkingMap};
use crate::people::Quality;
use crate::rule_broken::RuleBroken;

impl Course {
    /// What a version draws. One that is silent about all ties, as those of other programs may be, leaves them
    /// to the inventory.
    pub(crate) fn drawing_of(&self, version: &MapSnapshot) -> WorkingMap {
        let mut map = version.drawing();
        let silent = |position: &Position| position.quality.is_none();
        if map.positions.iter().all(silent) {
            for position in &mut map.positions {
                position.quality = self.inventory_quality(&position.person_id);
            }
        }
        map
    }

    /// What a tie was like when the inventory was taken.
    pub(super) fn inventory_quality(&self, id: &PersonId) -> Option<Quality> {
        let mut people = self.people.iter().flatten();
        people.find(|person| person.id == *id)?.quality
    }

    /// Sets what a tie is like now, on the drawing or while it waits in the tray; the inventory keeps what it
    /// was when taken, and the person keeps their ring.
    ///
    /// # Errors
    /// [`RuleBroken::NotOnMap`]: never drawn.
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

    /// As another program leaves it: Leila and Tom on a version that says nothing of ties, Ben in the tray.
    fn silent() -> (Course, [PersonId; 3]) {
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
    fn a_version_that_is_silent_about_ties_leaves_them_to_the_inventory() {
        let (course, [leila, tom, ben]) = silent();
        let told = course
            .clone()
            .set_map_quality(&tom, Some(Quality::Mixed))
            .unwrap()
            .working_map();
        assert_eq!(
            (quality_of(&told, &leila), quality_of(&told, &tom)),
            (Some(Quality::Supportive), Some(Quality::Mixed)),
            "the first tie that is told takes none from the others"
        );
        let placed = course.place_person(&ben, 1, 0.0).unwrap();
        for id in [&leila, &tom, &ben] {
            let quality = quality_of(&placed.working_map(), id);
            assert_eq!(quality, Some(Quality::Supportive), "nor does who is placed");
        }
        let today = crate::course::testing::day("2026-03-01");
        let said = placed.map_changes(Some("map-1"), None, today).unwrap();
        assert_eq!(said.len(), 1, "Ben is new, and no tie is another");
        let history = placed.person_history(&leila).unwrap();
        assert_eq!(
            history.moments[0].quality,
            Some(Quality::Supportive),
            "as it is shown"
        );
    }

    #[test]
    fn a_tie_can_be_unsaid_though_no_other_is_said() {
        let (mut course, id) = with_leila();
        course.entry_mut(&id).unwrap().quality = Some(Quality::Supportive);
        let course = course.place_person(&id, 2, 30.0).unwrap();
        let course = course.set_map_quality(&id, None).unwrap();
        assert_eq!(quality_of(&course.working_map(), &id), None, "unsaid");
    }

    #[test]
    fn a_tie_waits_in_the_tray_and_can_be_said_otherwise_there() {
        let (mut course, id) = with_leila();
        course.entry_mut(&id).unwrap().quality = Some(Quality::Supportive);
        assert_eq!(
            refusal(course.clone().set_map_quality(&id, Some(Quality::Lost))),
            RuleBroken::NotOnMap,
            "before somebody is drawn the inventory says it"
        );
        let again = |course: Course| {
            let course = course.place_person(&id, 1, 0.0).unwrap();
            assert!(course.working_map().waiting.is_none(), "nobody waits");
            quality_of(&course.working_map(), &id)
        };
        assert_eq!(
            again(course.clone()),
            Some(Quality::Supportive),
            "drawn for the first time: as the inventory has it"
        );
        let course = course.place_person(&id, 2, 30.0).unwrap();
        let course = course
            .set_map_quality(&id, Some(Quality::Strained))
            .unwrap();
        let course = course.unplace_person(&id).unwrap();
        assert_eq!(again(course.clone()), Some(Quality::Strained), "as it was");
        let told = course
            .clone()
            .set_map_quality(&id, Some(Quality::Distant))
            .unwrap();
        assert_eq!(again(told), Some(Quality::Distant), "told in the tray");
        let aside = course.set_person_aside(&id).unwrap();
        let back = aside.bring_person_back(&id).unwrap();
        assert_eq!(again(back.clone()), Some(Quality::Strained), "and back");
        let gone = back.remove_person(&id).unwrap();
        assert!(gone.working_map().waiting.is_none(), "nothing is left");
    }

    #[test]
    fn whoever_is_on_an_earlier_version_only_has_the_tie_they_were_last_drawn_with() {
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
            assert_eq!(quality, Some(Quality::Strained), "the newest that has her");
        }
    }
}

//! Draws and removes ties between two people who are not the client.

use crate::Course;
use crate::ids::PersonId;
use crate::map::MapTie;
use crate::rule_broken::RuleBroken;

impl Course {
    /// Draws a tie between two people, or changes their tie.
    ///
    /// # Errors
    /// A person is unknown, or both are the same person.
    pub fn draw_tie(self, tie: MapTie) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.check_people_known([&tie.one, &tie.other].into_iter())?;
        if tie.one == tie.other {
            return Err(RuleBroken::TieToSelf);
        }
        let words = tie.words.map(|words| words.trim().to_owned());
        let tie = MapTie {
            words: words.filter(|words| !words.is_empty()),
            ..tie
        };
        let mut map = course.working_map();
        let ties = map.ties.get_or_insert_default();
        match ties
            .iter_mut()
            .find(|drawn| drawn.is_between(&tie.one, &tie.other))
        {
            Some(drawn) => (drawn.quality, drawn.words) = (tie.quality, tie.words),
            None => ties.push(tie),
        }
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Removes the tie between two people.
    ///
    /// # Errors
    /// [`RuleBroken::UnknownTie`].
    pub fn drop_tie(self, one: &PersonId, other: &PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let mut map = course.working_map();
        let mut drawn = map.ties.iter().flatten();
        if !drawn.any(|tie| tie.is_between(one, other)) {
            return Err(RuleBroken::UnknownTie);
        }
        map.keep_ties(|tie| !tie.is_between(one, other));
        course.working_map = Some(map);
        Ok(course.recomputed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, refusal};
    use crate::map::SnapshotDraft;
    use crate::people::Quality;

    fn id(number: u32) -> PersonId {
        PersonId::new(format!("p{number}"))
    }

    fn three() -> Course {
        (1..=3).fold(begun(), |course, number| {
            let course = course.add_person("Leila", id(number)).unwrap();
            course.place_person(&id(number), 2, 30.0).unwrap()
        })
    }

    fn tie(one: u32, other: u32, quality: Option<Quality>) -> MapTie {
        MapTie {
            one: id(one),
            other: id(other),
            quality,
            words: Some(" sisters ".to_owned()),
        }
    }

    #[test]
    fn two_people_have_one_tie_in_any_order() {
        let course = three().draw_tie(tie(1, 2, None)).unwrap();
        let course = course.draw_tie(tie(2, 1, Some(Quality::Strained))).unwrap();
        let ties = course.working_map().ties.unwrap();
        assert_eq!(ties.len(), 1, "the tie was changed");
        assert_eq!(
            ties[0].quality,
            Some(Quality::Strained),
            "the last quality counts"
        );
        assert_eq!(
            ties[0].words.as_deref(),
            Some("sisters"),
            "the words are trimmed"
        );
        let gone = course.clone().drop_tie(&id(2), &id(1)).unwrap();
        assert_eq!(gone.working_map().ties, None, "the map has no ties");
        assert_eq!(
            refusal(gone.drop_tie(&id(1), &id(2))),
            RuleBroken::UnknownTie,
            "a removed tie is not removed again"
        );
        assert_eq!(
            refusal(course.clone().draw_tie(tie(1, 1, None))),
            RuleBroken::TieToSelf,
            "a tie needs two different people"
        );
        assert_eq!(
            refusal(course.draw_tie(tie(1, 9, None))),
            RuleBroken::UnknownPerson,
            "both people are in the inventory"
        );
    }

    #[test]
    fn removed_person_loses_their_ties_but_not_those_of_a_version() {
        let course = three().draw_tie(tie(1, 2, None)).unwrap();
        let course = course.draw_tie(tie(2, 3, None)).unwrap();
        let course = course.take_snapshot(SnapshotDraft::test("map-1")).unwrap();
        let tray = course.clone().unplace_person(&id(1)).unwrap();
        assert_eq!(
            tray.working_map().ties.unwrap().len(),
            2,
            "a person in the tray keeps the tie"
        );
        let aside = course.set_person_aside(&id(1)).unwrap();
        assert_eq!(
            aside.working_map().ties.unwrap().len(),
            1,
            "a removed person loses the tie"
        );
        let versions = aside.map_snapshots.as_ref().unwrap();
        assert_eq!(
            versions[0].ties.as_ref().unwrap().len(),
            2,
            "a version does not change"
        );
        let again = aside.take_up_snapshot("map-1").unwrap();
        assert_eq!(
            again.working_map().ties.unwrap().len(),
            1,
            "the removed person does not come back"
        );
    }

    #[test]
    fn person_with_a_tie_on_a_version_is_not_removed() {
        let course = three().draw_tie(tie(1, 2, None)).unwrap();
        let course = course.unplace_person(&id(1)).unwrap();
        let course = course.take_snapshot(SnapshotDraft::test("map-1")).unwrap();
        assert_eq!(
            refusal(course.remove_person(&id(1))),
            RuleBroken::PersonInUse { places: 1 },
            "the tie names the person"
        );
    }
}

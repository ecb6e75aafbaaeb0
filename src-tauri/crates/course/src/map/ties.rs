//! Ties among others, drawn by hand: what is between two people of the client's life.

use crate::Course;
use crate::ids::PersonId;
use crate::map::MapTie;
use crate::rule_broken::RuleBroken;

impl Course {
    /// Draws a tie between two people, or the one that is there otherwise.
    ///
    /// # Errors
    /// Unknown person, one person twice.
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

    /// Takes the tie between two people off the drawing.
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
    fn between_two_people_there_is_one_tie_whoever_is_named_first() {
        let course = three().draw_tie(tie(1, 2, None)).unwrap();
        let course = course.draw_tie(tie(2, 1, Some(Quality::Strained))).unwrap();
        let ties = course.working_map().ties.unwrap();
        assert_eq!(ties.len(), 1, "drawn otherwise, not twice");
        assert_eq!(ties[0].quality, Some(Quality::Strained), "as said last");
        assert_eq!(ties[0].words.as_deref(), Some("sisters"), "without blanks");
        let gone = course.clone().drop_tie(&id(2), &id(1)).unwrap();
        assert_eq!(gone.working_map().ties, None, "nothing is left to say");
        assert_eq!(
            refusal(gone.drop_tie(&id(1), &id(2))),
            RuleBroken::UnknownTie,
            "and nothing to take off"
        );
        assert_eq!(
            refusal(course.clone().draw_tie(tie(1, 1, None))),
            RuleBroken::TieToSelf,
            "a tie has two ends"
        );
        assert_eq!(
            refusal(course.draw_tie(tie(1, 9, None))),
            RuleBroken::UnknownPerson,
            "and somebody at each"
        );
    }

    #[test]
    fn a_version_keeps_its_ties_and_whoever_is_removed_takes_theirs_along() {
        let course = three().draw_tie(tie(1, 2, None)).unwrap();
        let course = course.draw_tie(tie(2, 3, None)).unwrap();
        let course = course.take_snapshot(SnapshotDraft::test("map-1")).unwrap();
        let tray = course.clone().unplace_person(&id(1)).unwrap();
        assert_eq!(tray.working_map().ties.unwrap().len(), 2, "it waits");
        let aside = course.set_person_aside(&id(1)).unwrap();
        assert_eq!(aside.working_map().ties.unwrap().len(), 1, "gone with her");
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
            "nobody comes back by the way of a tie"
        );
    }

    #[test]
    fn a_person_tied_in_a_version_is_not_removed_even_where_they_have_no_place() {
        let course = three().draw_tie(tie(1, 2, None)).unwrap();
        let course = course.unplace_person(&id(1)).unwrap();
        let course = course.take_snapshot(SnapshotDraft::test("map-1")).unwrap();
        assert_eq!(
            refusal(course.remove_person(&id(1))),
            RuleBroken::PersonInUse { places: 1 },
            "the tie would lose its end"
        );
    }
}

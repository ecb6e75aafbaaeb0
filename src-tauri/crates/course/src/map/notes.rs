//! Adds, edits, moves and removes notes on the drawing.

use super::positions::direction;
use crate::Course;
use crate::map::MapNote;
use crate::measures::Amount;
use crate::rule_broken::{RuleBroken, require_text};

/// The largest distance of a note from the centre, in radii of the last ring. No page reaches farther.
pub const FARTHEST: i32 = 4;

/// Checks the place of a note: an angle and a distance.
fn place(angle: f64, distance: f64) -> Result<(Amount, Amount), RuleBroken> {
    let none = RuleBroken::OutOfRange {
        least: 0,
        most: FARTHEST,
    };
    if !(0.0..=f64::from(FARTHEST)).contains(&distance) {
        return Err(none);
    }
    Ok((direction(angle)?, Amount::from_f64(distance).ok_or(none)?))
}

impl Course {
    /// Adds a note to the drawing. The angle is in degrees from the top, clockwise, the distance in radii of the last
    /// ring.
    ///
    /// # Errors
    /// The text is missing, the id is in use, or the place is out of range.
    pub fn add_map_note(
        self,
        id: String,
        text: &str,
        angle: f64,
        distance: f64,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&id)?;
        require_text(text)?;
        let (angle_deg, distance) = place(angle, distance)?;
        let mut map = course.working_map();
        let notes = map.placed_notes.get_or_insert_default();
        if notes.iter().any(|note| note.id == id) {
            return Err(RuleBroken::IdInUse);
        }
        notes.push(MapNote {
            id,
            text: text.trim().to_owned(),
            angle_deg,
            distance,
        });
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Replaces the text of a note.
    ///
    /// # Errors
    /// [`RuleBroken::UnknownMapNote`], or the text is missing.
    pub fn rewrite_map_note(self, id: &str, text: &str) -> Result<Self, RuleBroken> {
        require_text(text)?;
        self.with_note(id, |note| text.trim().clone_into(&mut note.text))
    }

    /// Moves a note.
    ///
    /// # Errors
    /// [`RuleBroken::UnknownMapNote`], or the place is out of range.
    pub fn move_map_note(self, id: &str, angle: f64, distance: f64) -> Result<Self, RuleBroken> {
        let to = place(angle, distance)?;
        self.with_note(id, |note| (note.angle_deg, note.distance) = to)
    }

    fn with_note(self, id: &str, change: impl FnOnce(&mut MapNote)) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let mut map = course.working_map();
        let mut notes = map.placed_notes.iter_mut().flatten();
        let note = notes.find(|note| note.id == id);
        let note = note.ok_or(RuleBroken::UnknownMapNote)?;
        let before = note.clone();
        change(note);
        if *note == before {
            return Ok(course);
        }
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Removes a note from the drawing.
    ///
    /// # Errors
    /// [`RuleBroken::UnknownMapNote`].
    pub fn drop_map_note(self, id: &str) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let mut map = course.working_map();
        let notes = map.placed_notes.get_or_insert_default();
        let before = notes.len();
        notes.retain(|note| note.id != id);
        if notes.len() == before {
            return Err(RuleBroken::UnknownMapNote);
        }
        map.placed_notes.take_if(|notes| notes.is_empty());
        course.working_map = Some(map);
        Ok(course.recomputed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, refusal};
    use crate::map::SnapshotDraft;

    fn notes(course: &Course) -> Vec<MapNote> {
        course.working_map().placed_notes.unwrap_or_default()
    }

    fn written() -> Course {
        begun()
            .add_map_note("n1".to_owned(), " Then ", -90.0, 1.2)
            .unwrap()
    }

    #[test]
    fn same_text_of_a_note_stores_no_map() {
        let mut course = written()
            .take_snapshot(SnapshotDraft::test("map-1"))
            .unwrap();
        course.working_map = None;
        let same = course.clone().rewrite_map_note("n1", "Then").unwrap();
        assert!(same == course, "the map still follows the newest version");
    }

    #[test]
    fn note_is_added_edited_moved_and_removed() {
        let course = written();
        assert_eq!(
            (
                notes(&course)[0].text.as_str(),
                notes(&course)[0].angle_deg.as_f64()
            ),
            ("Then", 270.0),
            "the text is trimmed, and -90 degrees is 270"
        );
        let again = course.clone().add_map_note("n1".to_owned(), "b", 0.0, 1.0);
        assert_eq!(
            refusal(again),
            RuleBroken::IdInUse,
            "each note needs an id of its own"
        );
        let course = course.rewrite_map_note("n1", "Before").unwrap();
        let course = course.move_map_note("n1", 10.0, 0.5).unwrap();
        let now = notes(&course);
        assert_eq!(now.len(), 1, "there is one note");
        assert_eq!(
            (
                now[0].text.as_str(),
                now[0].angle_deg.as_f64(),
                now[0].distance.as_f64()
            ),
            ("Before", 10.0, 0.5),
            "it has the last text and place"
        );
        let off = course.drop_map_note("n1").unwrap();
        assert_eq!(
            off.working_map().placed_notes,
            None,
            "the drawing has no notes"
        );
        assert_eq!(
            refusal(off.clone().drop_map_note("n1")),
            RuleBroken::UnknownMapNote,
            "a removed note is not removed again"
        );
        assert_eq!(
            refusal(off.move_map_note("n1", 0.0, 0.0)),
            RuleBroken::UnknownMapNote,
            "a removed note is not moved"
        );
    }

    #[test]
    fn note_without_text_or_place_is_refused() {
        assert_eq!(
            refusal(written().rewrite_map_note("n1", "  ")),
            RuleBroken::TextNeeded,
            "the text is blank"
        );
        let range = RuleBroken::OutOfRange { least: 0, most: 4 };
        for distance in [-0.1, 4.1, 1e308, f64::NAN] {
            assert_eq!(
                refusal(written().move_map_note("n1", 0.0, distance)),
                range,
                "distance {distance} is out of range"
            );
        }
        let nowhere = begun().add_map_note("n1".to_owned(), "a", f64::NAN, 1.0);
        assert!(nowhere.is_err(), "the angle is no number");
    }

    #[test]
    fn version_keeps_its_notes() {
        let course = written();
        let course = course.take_snapshot(SnapshotDraft::test("map-1")).unwrap();
        let course = course.rewrite_map_note("n1", "Now").unwrap();
        let version = course.snapshot("map-1").unwrap();
        assert_eq!(
            version.placed_notes.as_ref().unwrap()[0].text,
            "Then",
            "the version has the old text"
        );
        let course = course.take_up_snapshot("map-1").unwrap();
        assert_eq!(
            notes(&course)[0].text,
            "Then",
            "the working map has the text of the version"
        );
    }
}

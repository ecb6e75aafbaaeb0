//! Takes and corrects versions of the map, and continues from an earlier version.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::{PersonId, SessionRef, SlotId};
use crate::map::{MapSnapshot, SnapshotKind, WorkingMap};
use crate::plan::gate::Gate;
use crate::rule_broken::{RuleBroken, require_text};

/// A version to save.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SnapshotDraft {
    /// Its id.
    pub id: String,
    /// The occasion.
    pub kind: SnapshotKind,
    /// The slot of its session.
    pub slot: Option<SlotId>,
    /// Its day. The day of the session replaces it, if there is one.
    pub on: NaiveDate,
    /// A text about it.
    pub notes: Option<String>,
}

crate::redacted!(SnapshotDraft);

#[cfg(test)]
impl SnapshotDraft {
    /// A version without a session.
    pub(crate) fn test(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind: SnapshotKind::Other,
            slot: None,
            on: crate::course::testing::day("2026-01-27"),
            notes: None,
        }
    }
}

impl Course {
    /// Saves the working map as a version. A baseline does the task `init.map`.
    ///
    /// # Errors
    /// The id is in use, the slot is unknown, or the date is out of range.
    pub fn take_snapshot(self, draft: SnapshotDraft) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&draft.id)?;
        let date = in_range(course.day_of(draft.slot.as_ref(), draft.on)?)?;
        let WorkingMap {
            ring_scheme,
            positions,
            ties,
            placed_notes,
            waiting: _,
        } = course.working_map();
        let versions = course.map_snapshots.get_or_insert_default();
        if versions.iter().any(|map| map.id == draft.id) {
            return Err(RuleBroken::IdInUse);
        }
        let session_number = draft.slot.map(SessionRef::Slot);
        let SnapshotDraft {
            id, kind, notes, ..
        } = draft;
        versions.push(MapSnapshot {
            id,
            kind,
            session_number: session_number.clone(),
            date,
            ring_scheme,
            positions,
            ties,
            placed_notes,
            notes,
        });
        versions.sort_by_key(|map| map.date);
        course.complete_map_task(kind, date, session_number);
        Ok(course.recomputed())
    }

    /// Corrects occasion, session, day and text of a version. If `redrawn` is true, its drawing becomes the working
    /// map. If the note of its session is signed, the version stays unchanged and the corrected one is saved with the
    /// id of the draft. A correction that corrects nothing changes nothing.
    ///
    /// # Errors
    /// The version or slot is unknown, the id is in use, or the date is out of range.
    pub fn revise_snapshot(
        self,
        id: &str,
        draft: SnapshotDraft,
        redrawn: bool,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&draft.id)?;
        let date = in_range(course.day_of(draft.slot.as_ref(), draft.on)?)?;
        let working = course.working_map();
        let earlier = course.snapshot(id)?;
        let slot = course.slot_of_version(earlier);
        let stays = slot.is_some_and(|slot| course.is_signed(slot));
        let WorkingMap {
            ring_scheme,
            positions,
            ties,
            placed_notes,
            waiting: _,
        } = if redrawn {
            working.clone()
        } else {
            earlier.drawing()
        };
        let session = draft.slot.map(SessionRef::Slot);
        let mut corrected = MapSnapshot {
            id: id.to_owned(),
            kind: draft.kind,
            session_number: session.clone(),
            date,
            ring_scheme,
            positions,
            ties,
            placed_notes,
            notes: draft.notes,
        };
        if corrected == *earlier {
            return Ok(course);
        }
        if stays {
            corrected.id = draft.id;
        }
        let versions = course.map_snapshots.get_or_insert_default();
        if stays && versions.iter().any(|map| map.id == corrected.id) {
            return Err(RuleBroken::IdInUse);
        }
        // The corrected version keeps its place among the versions of its day, so that it is not newer than before.
        let mut ids = versions.iter().map(|map| map.id.as_str());
        let at = ids.position(|it| it == id).unwrap_or_default();
        if !stays {
            versions.remove(at);
        }
        versions.insert(at + usize::from(stays), corrected);
        versions.sort_by_key(|map| map.date);
        if course.working_map() != working {
            // A working map that is not stored follows the newest version. The correction must not change it.
            course.working_map = Some(working);
        }
        course.complete_map_task(draft.kind, date, session);
        Ok(course.recomputed())
    }

    /// Does the task `init.map` for a baseline, in its session.
    fn complete_map_task(
        &mut self,
        kind: SnapshotKind,
        on: NaiveDate,
        session: Option<SessionRef>,
    ) {
        if kind != SnapshotKind::Baseline || !self.has_gate(Gate::G1) {
            return;
        }
        match session {
            Some(session) => self.do_task_in("init.map", on, Some(session)),
            None => self.do_task("init.map", on),
        }
    }

    /// Continues from an earlier version: its drawing becomes the working map, without people who were removed from
    /// the inventory since. Ties of people who are not on it are kept for the tray. Felt and wanted closeness are
    /// converted to its rings. The version stays unchanged.
    ///
    /// # Errors
    /// The version is unknown, or the closeness of a person is in a ring that it does not have.
    pub fn take_up_snapshot(self, id: &str) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let mut map = course.drawing_of(course.snapshot(id)?);
        let working = course.working_map();
        let there = |id: &PersonId| {
            let mut people = course.people.iter().flatten();
            people.any(|person| person.id == *id && person.removed != Some(true))
        };
        map.positions.retain(|position| there(&position.person_id));
        map.keep_ties(|tie| there(&tie.one) && there(&tie.other));
        let from = working.ring_scheme.clone();
        map.wait_with(working.into_ties());
        course.convert_closeness(&[], &from, &map.ring_scheme)?;
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// Finds a version of the map.
    ///
    /// # Errors
    /// [`RuleBroken::UnknownVersion`].
    pub fn snapshot(&self, id: &str) -> Result<&MapSnapshot, RuleBroken> {
        let mut versions = self.map_snapshots.iter().flatten();
        versions
            .find(|map| map.id == id)
            .ok_or(RuleBroken::UnknownVersion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, refusal};
    use crate::dates::Instant;
    use crate::guidance::TaskState;
    use crate::ids::SlotId;
    use crate::map::SnapshotKind;
    use crate::session::SlotOutcome;
    use crate::session::SlotStatus;

    /// A course with a version of the first session, with one person in ring 2. The working map has the person in ring
    /// 1.
    fn drawn() -> (Course, SlotId) {
        let person = PersonId::new("p1");
        let course = begun();
        let slot = course.slots[0].id.clone().unwrap();
        let held = SlotOutcome::of(SlotStatus::Attended);
        let course = course
            .record_slot(&slot, held, day("2026-01-13"), &mut ids())
            .unwrap();
        let course = course.add_person("Leila", person.clone()).unwrap();
        let course = course.place_person(&person, 2, 30.0).unwrap();
        let course = course.take_snapshot(pinned("map-1", &slot)).unwrap();
        let course = course.place_person(&person, 1, 30.0).unwrap();
        (course, slot)
    }

    fn pinned(id: &str, slot: &SlotId) -> SnapshotDraft {
        SnapshotDraft {
            slot: Some(slot.clone()),
            notes: Some("Nearer than she thought.".to_owned()),
            ..SnapshotDraft::test(id)
        }
    }

    fn signed(course: Course, slot: &SlotId) -> Course {
        let note = crate::session::NoteDraft {
            summary: Some("Drew the map.".to_owned()),
            risk_note: Some("Asked.".to_owned()),
            ..crate::session::NoteDraft::default()
        };
        let at = Instant::try_from("2026-01-13T18:00:00Z".to_owned()).unwrap();
        let course = course.write_note(slot, note).unwrap();
        course.sign_note(slot, at, None).unwrap()
    }

    #[test]
    fn version_of_an_unsigned_session_is_corrected_in_place() {
        let (course, slot) = drawn();
        let draft = SnapshotDraft {
            kind: SnapshotKind::Mid,
            ..pinned("map-2", &slot)
        };
        let reworded = course
            .clone()
            .revise_snapshot("map-1", draft.clone(), false)
            .unwrap();
        assert_eq!(
            reworded.snapshot("map-1").unwrap().positions[0].ring,
            2,
            "the drawing stays"
        );
        let course = course.revise_snapshot("map-1", draft, true).unwrap();
        let versions = course.map_snapshots.unwrap();
        assert_eq!(versions.len(), 1, "there is one version");
        assert_eq!(
            (versions[0].id.as_str(), versions[0].kind),
            ("map-1", SnapshotKind::Mid),
            "the occasion is corrected"
        );
        assert_eq!(
            versions[0].positions[0].ring, 1,
            "the drawing is the working map"
        );
    }

    #[test]
    fn correction_that_corrects_nothing_makes_no_version() {
        let (course, slot) = drawn();
        for course in [course.clone(), signed(course, &slot)] {
            let same = course
                .clone()
                .revise_snapshot("map-1", pinned("map-2", &slot), false)
                .unwrap();
            assert!(same == course, "also for a signed session");
        }
    }

    #[test]
    fn version_of_a_signed_session_stays_and_its_correction_is_a_new_one() {
        let (course, slot) = drawn();
        let course = signed(course, &slot);
        let before = course.snapshot("map-1").unwrap().clone();
        let course = course
            .revise_snapshot("map-1", pinned("map-2", &slot), true)
            .unwrap();
        assert!(
            *course.snapshot("map-1").unwrap() == before,
            "the version of the signed session is unchanged"
        );
        assert_eq!(
            course.snapshot("map-2").unwrap().positions[0].ring,
            1,
            "the correction is another version"
        );
        let again = course.revise_snapshot("map-1", pinned("map-2", &slot), true);
        assert_eq!(
            refusal(again),
            RuleBroken::IdInUse,
            "the correction is not overwritten"
        );
    }

    #[test]
    fn corrected_version_is_not_newer_than_before() {
        let (course, slot) = drawn();
        let mut course = course.take_snapshot(pinned("map-2", &slot)).unwrap();
        course.working_map = None;
        let now = |course: &Course| course.working_map().positions[0].ring;
        assert_eq!(now(&course), 1, "the working map is the second version");
        let draft = |id| SnapshotDraft {
            notes: Some("Said otherwise.".to_owned()),
            ..pinned(id, &slot)
        };
        let reworded = course
            .clone()
            .revise_snapshot("map-1", draft("map-1"), false);
        let reworded = reworded.unwrap();
        let ids = |course: &Course| -> Vec<String> {
            let versions = course.map_snapshots.iter().flatten();
            versions.map(|map| map.id.clone()).collect()
        };
        assert_eq!(
            ids(&reworded),
            ["map-1", "map-2"],
            "the order of the versions stays"
        );
        assert_eq!(now(&reworded), 1, "the working map stays");
        let signed = signed(course, &slot);
        let beside = signed.revise_snapshot("map-1", draft("map-3"), false);
        let beside = beside.unwrap();
        assert_eq!(
            ids(&beside),
            ["map-1", "map-3", "map-2"],
            "the correction follows its version"
        );
        let earlier = SnapshotDraft {
            slot: None,
            on: day("2026-01-10"),
            ..draft("map-2")
        };
        let mut moved = reworded;
        moved.working_map = None;
        let moved = moved.revise_snapshot("map-2", earlier, false).unwrap();
        assert_eq!(
            ids(&moved),
            ["map-2", "map-1"],
            "versions are ordered by day"
        );
        assert_eq!(
            now(&moved),
            1,
            "the working map stays after a change of day"
        );
    }

    #[test]
    fn taken_or_corrected_baseline_does_its_task_in_its_session() {
        let (course, _) = drawn();
        let planned = course.slots[1].id.clone().unwrap();
        let task = |course: &Course| {
            let mut tasks = course.task_states().into_iter();
            let task = tasks.find(|task| task.id == "init.map").unwrap();
            (task.state, task.slot)
        };
        assert_eq!(
            task(&course).0,
            TaskState::NotStarted,
            "the first version is no baseline"
        );
        let baseline = |id| SnapshotDraft {
            kind: SnapshotKind::Baseline,
            ..pinned(id, &planned)
        };
        let done = (TaskState::Done, Some(planned.clone()));
        let taken = course.clone().take_snapshot(baseline("map-2")).unwrap();
        assert_eq!(task(&taken), done, "a new baseline does the task");
        let called = course.revise_snapshot("map-1", baseline("map-1"), false);
        assert_eq!(
            task(&called.unwrap()),
            done,
            "a version that becomes the baseline does the task"
        );
    }

    #[test]
    fn working_map_continues_from_a_version_without_removed_people() {
        let (course, _) = drawn();
        let gone = PersonId::new("p1");
        let then = course.clone().take_up_snapshot("map-1").unwrap();
        assert_eq!(
            then.working_map().positions[0].ring,
            2,
            "the ring of the version"
        );
        let course = course.set_person_aside(&gone).unwrap();
        let course = course.take_up_snapshot("map-1").unwrap();
        assert!(
            course.working_map().positions.is_empty(),
            "the removed person does not come back"
        );
        assert_eq!(
            course.snapshot("map-1").unwrap().positions.len(),
            1,
            "the version still has the person"
        );
        assert_eq!(
            refusal(course.take_up_snapshot("map-9")),
            RuleBroken::UnknownVersion,
            "the version is unknown"
        );
    }

    #[test]
    fn closeness_is_converted_to_the_rings_of_an_earlier_version() {
        let (mut course, _) = drawn();
        let person = &mut course.people.as_mut().unwrap()[0];
        (person.closeness_felt, person.closeness_wanted) = (Some(5), Some(2));
        let names = ["a", "b", "c", "d", "e", "outside"].map(str::to_owned);
        let closeness = |course: &Course| {
            let person = &course.people.as_ref().unwrap()[0];
            (person.closeness_felt, person.closeness_wanted)
        };
        let mut course = course.name_rings(&names).unwrap();
        assert_eq!(
            closeness(&course),
            (Some(6), Some(2)),
            "outside of five rings"
        );
        let four = course.clone().take_up_snapshot("map-1").unwrap();
        assert_eq!(
            closeness(&four),
            (Some(5), Some(2)),
            "outside of four rings"
        );
        course.people.as_mut().unwrap()[0].closeness_wanted = Some(5);
        assert_eq!(
            refusal(course.take_up_snapshot("map-1")),
            RuleBroken::RingInUse { people: 1 },
            "the wanted ring does not exist in the version"
        );
    }
}

//! Versions of the map: taken, corrected while their session is open, kept once it is signed, and gone on from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::{PersonId, SessionRef, SlotId};
use crate::map::{MapSnapshot, SnapshotKind, WorkingMap};
use crate::plan::gate::Gate;
use crate::rule_broken::{RuleBroken, require_text};

/// A version to be kept.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SnapshotDraft {
    /// Its id.
    pub id: String,
    /// What it is taken for.
    pub kind: SnapshotKind,
    /// Session it is pinned to.
    pub slot: Option<SlotId>,
    /// Day it is taken; that of the session, if pinned to one.
    pub on: NaiveDate,
    /// What was said about it.
    pub notes: Option<String>,
}

crate::redacted!(SnapshotDraft);

#[cfg(test)]
impl SnapshotDraft {
    /// A version of some day.
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
    /// Keeps the drawing as a version. The baseline does the task `init.map`.
    ///
    /// # Errors
    /// The id in use, no such slot, a date that is none.
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

    /// Corrects what a version was taken for, its session, its day and the words about it. `redrawn`, it
    /// becomes the drawing as it stands. A version whose session is signed stays as it is, and the
    /// corrected one is kept beside it under the id of the draft.
    ///
    /// # Errors
    /// No such version or slot, the id in use, a date that is none.
    pub fn revise_snapshot(
        self,
        id: &str,
        draft: SnapshotDraft,
        redrawn: bool,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&draft.id)?;
        let date = in_range(course.day_of(draft.slot.as_ref(), draft.on)?)?;
        let standing = course.working_map();
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
            standing.clone()
        } else {
            earlier.drawing()
        };
        let session = draft.slot.map(SessionRef::Slot);
        let corrected = MapSnapshot {
            id: if stays { draft.id } else { id.to_owned() },
            kind: draft.kind,
            session_number: session.clone(),
            date,
            ring_scheme,
            positions,
            ties,
            placed_notes,
            notes: draft.notes,
        };
        let versions = course.map_snapshots.get_or_insert_default();
        if stays && versions.iter().any(|map| map.id == corrected.id) {
            return Err(RuleBroken::IdInUse);
        }
        // In its place among those of its day: one that has new words is no newer than it was.
        let mut ids = versions.iter().map(|map| map.id.as_str());
        let at = ids.position(|it| it == id).unwrap_or_default();
        if !stays {
            versions.remove(at);
        }
        versions.insert(at + usize::from(stays), corrected);
        versions.sort_by_key(|map| map.date);
        if course.working_map() != standing {
            // Nobody has moved anybody: the drawing that follows its newest version stays what it was.
            course.working_map = Some(standing);
        }
        course.complete_map_task(draft.kind, date, session);
        Ok(course.recomputed())
    }

    /// The baseline does the task `init.map`, in the session it is pinned to.
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

    /// Goes on from an earlier version: the drawing becomes what it was then, but for whoever was taken out
    /// of the inventory since; ties of whoever was not on it wait, and what was told of closeness follows into
    /// the rings of then. The version itself stays as it is.
    ///
    /// # Errors
    /// No such version, somebody felt or wished in a ring it does not have.
    pub fn take_up_snapshot(self, id: &str) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let mut map = course.drawing_of(course.snapshot(id)?);
        let standing = course.working_map();
        let there = |id: &PersonId| {
            let mut people = course.people.iter().flatten();
            people.any(|person| person.id == *id && person.removed != Some(true))
        };
        map.positions.retain(|position| there(&position.person_id));
        map.keep_ties(|tie| there(&tie.one) && there(&tie.other));
        let from = standing.ring_scheme.clone();
        map.wait_with(standing.into_ties());
        course.closeness_follows(&[], &from, &map.ring_scheme)?;
        course.working_map = Some(map);
        Ok(course.recomputed())
    }

    /// A version of the map.
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

    /// One person in ring 2, drawn in the first session; the drawing has gone on since.
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
    fn while_its_session_is_open_a_version_is_corrected_in_place() {
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
            "other words draw nothing anew"
        );
        let course = course.revise_snapshot("map-1", draft, true).unwrap();
        let versions = course.map_snapshots.unwrap();
        assert_eq!(versions.len(), 1, "the same version");
        assert_eq!(
            (versions[0].id.as_str(), versions[0].kind),
            ("map-1", SnapshotKind::Mid),
            "said otherwise"
        );
        assert_eq!(versions[0].positions[0].ring, 1, "and drawn anew");
    }

    #[test]
    fn once_its_session_is_signed_a_version_stays_and_a_new_one_is_made() {
        let (course, slot) = drawn();
        let course = signed(course, &slot);
        let before = course.snapshot("map-1").unwrap().clone();
        let course = course
            .revise_snapshot("map-1", pinned("map-2", &slot), true)
            .unwrap();
        assert!(
            *course.snapshot("map-1").unwrap() == before,
            "what was signed does not change"
        );
        assert_eq!(
            course.snapshot("map-2").unwrap().positions[0].ring,
            1,
            "the correction stands beside it"
        );
        let again = course.revise_snapshot("map-1", pinned("map-2", &slot), true);
        assert_eq!(
            refusal(again),
            RuleBroken::IdInUse,
            "and is not written over either"
        );
    }

    #[test]
    fn a_version_that_is_worded_otherwise_is_no_newer_than_it_was() {
        let (course, slot) = drawn();
        let mut course = course.take_snapshot(pinned("map-2", &slot)).unwrap();
        course.working_map = None;
        let now = |course: &Course| course.working_map().positions[0].ring;
        assert_eq!(now(&course), 1, "as the second of that session has it");
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
        assert_eq!(ids(&reworded), ["map-1", "map-2"], "in its place");
        assert_eq!(now(&reworded), 1, "and the drawing is what it was");
        let signed = signed(course, &slot);
        let beside = signed.revise_snapshot("map-1", draft("map-3"), false);
        let beside = beside.unwrap();
        assert_eq!(ids(&beside), ["map-1", "map-3", "map-2"], "beside its own");
        let earlier = SnapshotDraft {
            slot: None,
            on: day("2026-01-10"),
            ..draft("map-2")
        };
        let mut moved = reworded;
        moved.working_map = None;
        let moved = moved.revise_snapshot("map-2", earlier, false).unwrap();
        assert_eq!(ids(&moved), ["map-2", "map-1"], "of another day");
        assert_eq!(now(&moved), 1, "the drawing is not its version");
    }

    #[test]
    fn a_baseline_does_its_task_in_its_session_whenever_it_is_called_one() {
        let (course, _) = drawn();
        let planned = course.slots[1].id.clone().unwrap();
        let task = |course: &Course| {
            let mut tasks = course.task_states().into_iter();
            let task = tasks.find(|task| task.id == "init.map").unwrap();
            (task.state, task.slot)
        };
        assert_eq!(task(&course).0, TaskState::NotStarted, "not drawn as one");
        let baseline = |id| SnapshotDraft {
            kind: SnapshotKind::Baseline,
            ..pinned(id, &planned)
        };
        let done = (TaskState::Done, Some(planned.clone()));
        let taken = course.clone().take_snapshot(baseline("map-2")).unwrap();
        assert_eq!(
            task(&taken),
            done,
            "kept during the hour, before it is recorded"
        );
        let called = course.revise_snapshot("map-1", baseline("map-1"), false);
        assert_eq!(task(&called.unwrap()), done, "corrected to be the baseline");
    }

    #[test]
    fn the_drawing_goes_on_from_an_earlier_version_without_whoever_was_removed() {
        let (course, _) = drawn();
        let gone = PersonId::new("p1");
        let then = course.clone().take_up_snapshot("map-1").unwrap();
        assert_eq!(then.working_map().positions[0].ring, 2, "as it was");
        let course = course.set_person_aside(&gone).unwrap();
        let course = course.take_up_snapshot("map-1").unwrap();
        assert!(
            course.working_map().positions.is_empty(),
            "who was removed does not come back by the way"
        );
        assert_eq!(
            course.snapshot("map-1").unwrap().positions.len(),
            1,
            "but is still on the version"
        );
        assert_eq!(
            refusal(course.take_up_snapshot("map-9")),
            RuleBroken::UnknownVersion,
            "there is none"
        );
    }

    #[test]
    fn what_was_told_of_closeness_follows_into_the_rings_of_an_earlier_version() {
        let (mut course, _) = drawn();
        let person = &mut course.people.as_mut().unwrap()[0];
        (person.closeness_felt, person.closeness_wanted) = (Some(5), Some(2));
        let names = ["a", "b", "c", "d", "e", "outside"].map(str::to_owned);
        let told = |course: &Course| {
            let person = &course.people.as_ref().unwrap()[0];
            (person.closeness_felt, person.closeness_wanted)
        };
        let mut course = course.name_rings(&names).unwrap();
        assert_eq!(told(&course), (Some(6), Some(2)), "outside of five rings");
        let four = course.clone().take_up_snapshot("map-1").unwrap();
        assert_eq!(told(&four), (Some(5), Some(2)), "and of four again");
        course.people.as_mut().unwrap()[0].closeness_wanted = Some(5);
        assert_eq!(
            refusal(course.take_up_snapshot("map-1")),
            RuleBroken::RingInUse { people: 1 },
            "there was no such ring to be wished in"
        );
    }
}

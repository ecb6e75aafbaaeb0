//! The sessions versions of the map belong to.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::ids::SlotId;
use crate::map::MapSnapshot;
use crate::plan::numbering::met;
use crate::session::SlotStatus;

/// A session a version of the map can be pinned to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MapSession {
    /// Its slot.
    pub slot: SlotId,
    /// Its number, or the one it will take if it is held.
    pub number: Option<i32>,
    /// Its day.
    pub date: NaiveDate,
    /// Its note is signed, so its versions stay as they are.
    pub signed: bool,
    /// What is kept now belongs to it: today's session, recorded or not, else the last one held.
    pub usual: bool,
}

impl Course {
    /// The sessions a version can be pinned to: those held, today's, and any a version is pinned to already.
    #[must_use]
    pub fn map_sessions(&self, today: NaiveDate) -> Vec<MapSession> {
        let versions = self.map_snapshots.iter().flatten();
        let pinned: Vec<&SlotId> = versions
            .filter_map(|map| self.slot_of_version(map))
            .collect();
        let mut sessions = Vec::new();
        let mut usual = None;
        for (slot, if_held) in self.slots.iter().zip(self.places_if_held()) {
            let Some(id) = &slot.id else { continue };
            let planned = slot.status == SlotStatus::Planned;
            let open = met(slot.status) || (planned && slot.date == today);
            if open {
                usual = Some(sessions.len());
            }
            if open || pinned.contains(&id) {
                sessions.push(MapSession {
                    slot: id.clone(),
                    number: slot.session_number.or(if_held.number.filter(|_| planned)),
                    date: slot.date,
                    signed: self.is_signed(id),
                    usual: false,
                });
            }
        }
        if let Some(session) = usual.and_then(|usual| sessions.get_mut(usual)) {
            session.usual = true;
        }
        sessions
    }

    /// The slot of the session a version is pinned to.
    pub(super) fn slot_of_version(&self, map: &MapSnapshot) -> Option<&SlotId> {
        let session = map.session_number.as_ref()?;
        self.slot_of(session)?.id.as_ref()
    }

    /// Whether the note of a session is signed.
    pub(super) fn is_signed(&self, slot: &SlotId) -> bool {
        let note = self.session(slot);
        note.is_some_and(|note| note.locked_at.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day};
    use crate::map::SnapshotDraft;

    fn usual(course: &Course, today: &str) -> Option<(Option<i32>, NaiveDate)> {
        let sessions = course.map_sessions(day(today));
        let mut usual = sessions.iter().filter(|session| session.usual);
        let found = usual.next().map(|session| (session.number, session.date));
        assert!(usual.next().is_none(), "one at most");
        found
    }

    #[test]
    fn what_is_kept_during_the_hour_belongs_to_it_before_it_is_recorded() {
        let course = begun().held(7);
        let eighth = day("2026-03-03");
        assert_eq!(
            usual(&course, "2026-03-03"),
            Some((Some(8), eighth)),
            "today's, which is still planned"
        );
        assert_eq!(
            usual(&course, "2026-03-05"),
            Some((Some(7), day("2026-02-24"))),
            "two days later nobody knows yet whether it was held"
        );
        assert_eq!(
            usual(&course.with(8, SlotStatus::Attended).unwrap(), "2026-03-05"),
            Some((Some(8), eighth)),
            "it was"
        );
        assert_eq!(usual(&begun(), "2026-01-01"), None, "nothing was held");
    }

    #[test]
    fn a_session_a_version_is_pinned_to_can_be_told_whatever_became_of_it() {
        let course = begun().held(7);
        let draft = SnapshotDraft {
            slot: Some(course.nth(8)),
            ..SnapshotDraft::test("map-1")
        };
        let course = course.take_snapshot(draft).unwrap();
        let kept = &course.map_snapshots.as_ref().unwrap()[0];
        assert_eq!(kept.date, day("2026-03-03"), "the day of its session");
        let course = course.with(8, SlotStatus::CancelledTherapist).unwrap();
        let sessions = course.map_sessions(day("2026-03-05"));
        let last = sessions.last().unwrap();
        assert_eq!(
            (last.slot.clone(), last.number, last.usual),
            (course.nth(8), None, false),
            "it took no number, and nothing more is kept for it"
        );
    }
}

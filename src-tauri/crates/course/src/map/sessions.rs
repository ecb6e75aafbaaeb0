//! The sessions to which versions of the map can belong.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::ids::SlotId;
use crate::map::MapSnapshot;
use crate::plan::numbering::met;
use crate::session::SlotStatus;

/// A session to which a version of the map can belong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MapSession {
    /// Its slot.
    pub slot: SlotId,
    /// Its session number, or the number that it will take if it is held.
    pub number: Option<i32>,
    /// Its day.
    pub date: NaiveDate,
    /// Whether its note is signed, so that its versions cannot change.
    pub signed: bool,
    /// Whether a new version belongs to it by default: the session of today, recorded or not, otherwise the last one
    /// held.
    pub usual: bool,
}

impl Course {
    /// The sessions to which a version can belong: sessions held, the session of today, and sessions that have a
    /// version.
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

    /// The slot of the session of a version.
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
        assert!(usual.next().is_none(), "at most one session is the default");
        found
    }

    #[test]
    fn new_version_belongs_to_the_session_of_today_or_the_last_one_held() {
        let course = begun().held(7);
        let eighth = day("2026-03-03");
        assert_eq!(
            usual(&course, "2026-03-03"),
            Some((Some(8), eighth)),
            "the session of today is still planned"
        );
        assert_eq!(
            usual(&course, "2026-03-05"),
            Some((Some(7), day("2026-02-24"))),
            "the eighth session is not recorded"
        );
        assert_eq!(
            usual(&course.with(8, SlotStatus::Attended).unwrap(), "2026-03-05"),
            Some((Some(8), eighth)),
            "the eighth session was held"
        );
        assert_eq!(usual(&begun(), "2026-01-01"), None, "no session was held");
    }

    #[test]
    fn cancelled_session_with_a_version_is_still_listed() {
        let course = begun().held(7);
        let draft = SnapshotDraft {
            slot: Some(course.nth(8)),
            ..SnapshotDraft::test("map-1")
        };
        let course = course.take_snapshot(draft).unwrap();
        let kept = &course.map_snapshots.as_ref().unwrap()[0];
        assert_eq!(
            kept.date,
            day("2026-03-03"),
            "the version has the day of its session"
        );
        let course = course.with(8, SlotStatus::CancelledTherapist).unwrap();
        let sessions = course.map_sessions(day("2026-03-05"));
        let last = sessions.last().unwrap();
        assert_eq!(
            (last.slot.clone(), last.number, last.usual),
            (course.nth(8), None, false),
            "it has no number and is not the default"
        );
    }
}

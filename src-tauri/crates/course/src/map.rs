//! The relationship map: the drawing as it stands, and its versions.
//!
//! Moving someone changes the drawing, never the inventory. The drawing begins as the newest version.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::amount::Amount;
use crate::calendar::in_range;
use crate::ids::{PersonId, SessionRef, SlotId};
use crate::people::MOST_RINGS;
use crate::record::map::{MapSnapshot, Position, SnapshotKind, WorkingMap};
use crate::record::person::Quality;
use crate::record::task::Gate;
use crate::rule_broken::{RuleBroken, within, worded};

/// Four rings and the outside (`reference` 3.3, ours).
const RINGS: &str = "1=core,2=close,3=matters,4=distant,5=outside";

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

impl WorkingMap {
    /// The number of the ring outside.
    #[must_use]
    pub fn outside(&self) -> i32 {
        let last = self
            .ring_scheme
            .rsplit(',')
            .next()
            .and_then(|ring| ring.split_once('='));
        let number = last.and_then(|(number, _)| number.trim().parse().ok());
        number
            .filter(|number| (1..=MOST_RINGS).contains(number))
            .unwrap_or(5)
    }
}

impl Course {
    /// The drawing as it stands: as it was last changed, else the newest version, else empty.
    #[must_use]
    pub fn working_map(&self) -> WorkingMap {
        let newest = || {
            self.map_snapshots
                .iter()
                .flatten()
                .max_by_key(|map| map.date)
        };
        self.working_map.clone().unwrap_or_else(|| {
            newest().map_or_else(
                || WorkingMap {
                    ring_scheme: RINGS.to_owned(),
                    positions: Vec::new(),
                },
                |map| WorkingMap {
                    ring_scheme: map.ring_scheme.clone(),
                    positions: map.positions.clone(),
                },
            )
        })
    }

    /// Who is not on the drawing.
    #[must_use]
    pub fn tray(&self) -> Vec<PersonId> {
        let map = self.working_map();
        let placed = |id: &PersonId| {
            map.positions
                .iter()
                .any(|position| position.person_id == *id)
        };
        self.people
            .iter()
            .flatten()
            .map(|person| person.id.clone())
            .filter(|id| !placed(id))
            .collect()
    }

    /// Puts a person on the drawing, or moves them: a ring, and an angle in degrees from the top, clockwise.
    ///
    /// # Errors
    /// Unknown person, no such ring.
    pub fn place_person(self, id: &PersonId, ring: i32, angle: f64) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        course.know_all(std::iter::once(id))?;
        let mut map = course.working_map();
        within(ring, 1, map.outside())?;
        let turned = angle.rem_euclid(360.0);
        let turned = if turned < 360.0 { turned } else { 0.0 };
        let angle_deg = Amount::from_f64(turned).ok_or(RuleBroken::OutOfRange {
            least: 0,
            most: 359,
        })?;
        match map
            .positions
            .iter_mut()
            .find(|position| position.person_id == *id)
        {
            Some(position) => (position.ring, position.angle_deg) = (ring, angle_deg),
            None => {
                let quality = course
                    .people
                    .iter()
                    .flatten()
                    .find(|person| person.id == *id)
                    .and_then(|person| person.quality);
                map.positions.push(Position {
                    person_id: id.clone(),
                    ring,
                    angle_deg,
                    quality,
                });
            }
        }
        course.working_map = Some(map);
        Ok(course.settled())
    }

    /// Takes a person off the drawing, back into the tray.
    ///
    /// # Errors
    /// [`RuleBroken::NotOnMap`].
    pub fn unplace_person(self, id: &PersonId) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        let mut map = course.working_map();
        let before = map.positions.len();
        map.positions.retain(|position| position.person_id != *id);
        if map.positions.len() == before {
            return Err(RuleBroken::NotOnMap);
        }
        course.working_map = Some(map);
        Ok(course.settled())
    }

    /// Sets what a tie is like now, on the drawing; the inventory keeps what it was when taken, and the
    /// person keeps their ring.
    ///
    /// # Errors
    /// [`RuleBroken::NotOnMap`].
    pub fn set_map_quality(
        self,
        id: &PersonId,
        quality: Option<Quality>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        let mut map = course.working_map();
        let position = map
            .positions
            .iter_mut()
            .find(|position| position.person_id == *id);
        position.ok_or(RuleBroken::NotOnMap)?.quality = quality;
        course.working_map = Some(map);
        Ok(course.settled())
    }

    /// Keeps the drawing as a version. The baseline does the task `init.map`.
    ///
    /// # Errors
    /// The id in use, no such slot, a date that is none.
    pub fn take_snapshot(self, draft: SnapshotDraft) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        worded(&draft.id)?;
        let date = in_range(course.day_of(draft.slot.as_ref(), draft.on)?)?;
        let WorkingMap {
            ring_scheme,
            positions,
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
            session_number,
            date,
            ring_scheme,
            positions,
            notes,
        });
        versions.sort_by_key(|map| map.date);
        if kind == SnapshotKind::Baseline && course.has_gate(Gate::G1) {
            course.do_task("init.map", date);
        }
        Ok(course.settled())
    }
}

#[cfg(test)]
impl SnapshotDraft {
    /// A version of some day.
    pub(crate) fn test(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind: SnapshotKind::Other,
            slot: None,
            on: crate::testing::day("2026-01-27"),
            notes: None,
        }
    }
}

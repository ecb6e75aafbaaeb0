//! The relationship map: where people stand around the client, version by version.

pub mod changes;
mod deaths;
pub mod history;
pub mod notes;
mod positions;
mod quality;
pub mod rings;
pub mod sessions;
mod ties;
mod versions;

pub use positions::Turning;
pub use versions::SnapshotDraft;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, SessionRef};
use crate::measures::Amount;
use crate::people::Quality;

/// What a version of the map was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SnapshotKind {
    /// The first drawing.
    Baseline,
    /// At the mid-course review.
    Mid,
    /// At the ending review.
    Ending,
    /// Any other time.
    Other,
}

/// Where a person stands.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Who.
    pub person_id: PersonId,
    /// 1 core, 2 close, 3 matter, 4 distant, then outside.
    pub ring: i32,
    /// Degrees from the top, clockwise, 0 ≤ angle < 360.
    pub angle_deg: Amount,
    /// What the tie was like then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
}

/// A tie between two people who are not the client, as drawn by hand.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MapTie {
    /// One of them.
    pub one: PersonId,
    /// The other; which of the two comes first says nothing.
    pub other: PersonId,
    /// What it is like between them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// In a word or two: "sisters", "do not speak".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A note on the drawing, at a place of its own.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MapNote {
    /// Local to the drawing.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Degrees from the top, clockwise, 0 ≤ angle < 360.
    pub angle_deg: Amount,
    /// How far from the centre; 1 is the border between the last ring and the outside.
    pub distance: Amount,
}

/// A version of the map, pinned to a session or a day.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MapSnapshot {
    /// Local to the course.
    pub id: String,
    /// What it was taken for.
    pub kind: SnapshotKind,
    /// Session it is pinned to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Day it was taken.
    pub date: NaiveDate,
    /// Names of the rings: `1=core,2=close,3=matters,4=distant,5=outside`; the last is outside.
    pub ring_scheme: String,
    /// Everybody placed.
    pub positions: Vec<Position>,
    /// Ties among others, drawn by hand; since version 2 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Vec<MapTie>>,
    /// Notes on the drawing; since version 2 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_notes: Option<Vec<MapNote>>,
    /// What was said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// What the tie to somebody in the tray was like when they were last drawn.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct WaitingTie {
    /// Who.
    pub person_id: PersonId,
    /// What it was like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
}

/// The drawing as it stands now; begins as the newest snapshot.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct WorkingMap {
    /// As in a snapshot.
    pub ring_scheme: String,
    /// Everybody placed; whoever is missing is in the tray.
    pub positions: Vec<Position>,
    /// Ties among others, drawn by hand; since version 2 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Vec<MapTie>>,
    /// Notes on the drawing; since version 2 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_notes: Option<Vec<MapNote>>,
    /// Ties of whoever was drawn before and is in the tray now. No version holds them, so no course file does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Vec<WaitingTie>>,
}

crate::redacted!(
    Position,
    MapTie,
    MapNote,
    MapSnapshot,
    WaitingTie,
    WorkingMap
);

impl MapTie {
    /// Whether it is the tie between these two.
    #[must_use]
    pub fn is_between(&self, one: &PersonId, other: &PersonId) -> bool {
        (&self.one, &self.other) == (one, other) || (&self.one, &self.other) == (other, one)
    }

    /// Whether this person is one of the two.
    #[must_use]
    pub fn is_of(&self, person: &PersonId) -> bool {
        self.one == *person || self.other == *person
    }
}

impl MapSnapshot {
    /// The drawing it keeps.
    #[must_use]
    pub fn drawing(&self) -> WorkingMap {
        WorkingMap {
            ring_scheme: self.ring_scheme.clone(),
            positions: self.positions.clone(),
            ties: self.ties.clone(),
            placed_notes: self.placed_notes.clone(),
            waiting: None,
        }
    }
}

impl WorkingMap {
    /// Takes somebody off, and what ties them to the client and to others.
    pub(crate) fn forget(&mut self, person: &PersonId) {
        self.positions
            .retain(|position| position.person_id != *person);
        self.keep_ties(|tie| !tie.is_of(person));
        self.take_waiting(person);
    }

    /// Whether somebody is drawn.
    pub(crate) fn has(&self, person: &PersonId) -> bool {
        let mut positions = self.positions.iter();
        positions.any(|position| position.person_id == *person)
    }

    /// Takes somebody off; what ties them waits.
    pub(crate) fn put_back(&mut self, person: &PersonId) -> bool {
        let mut positions = self.positions.iter();
        let Some(at) = positions.position(|position| position.person_id == *person) else {
            return false;
        };
        let Position {
            person_id, quality, ..
        } = self.positions.remove(at);
        self.wait_with([WaitingTie { person_id, quality }]);
        true
    }

    /// Lets ties wait for whoever is neither drawn nor waiting yet.
    pub(crate) fn wait_with(&mut self, ties: impl IntoIterator<Item = WaitingTie>) {
        for tie in ties {
            let mut waiting = self.waiting.iter().flatten();
            let known = waiting.any(|it| it.person_id == tie.person_id);
            if !known && !self.has(&tie.person_id) {
                self.waiting.get_or_insert_default().push(tie);
            }
        }
    }

    /// The tie that waited for somebody, who is drawn now.
    pub(crate) fn take_waiting(&mut self, person: &PersonId) -> Option<WaitingTie> {
        let waiting = self.waiting.as_mut()?;
        let at = waiting.iter().position(|tie| tie.person_id == *person)?;
        let tie = waiting.remove(at);
        self.waiting.take_if(|waiting| waiting.is_empty());
        Some(tie)
    }

    /// All ties to the client, of the drawing and of the tray.
    pub(crate) fn into_ties(self) -> impl Iterator<Item = WaitingTie> {
        let drawn = self.positions.into_iter().map(|position| WaitingTie {
            person_id: position.person_id,
            quality: position.quality,
        });
        drawn.chain(self.waiting.into_iter().flatten())
    }

    /// Drops the ties that do not pass; a drawing without any says nothing of ties.
    pub(crate) fn keep_ties(&mut self, pass: impl Fn(&MapTie) -> bool) {
        if let Some(ties) = &mut self.ties {
            ties.retain(pass);
        }
        self.ties.take_if(|ties| ties.is_empty());
    }
}

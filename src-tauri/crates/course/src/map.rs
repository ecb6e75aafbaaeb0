//! The relationship map: the positions of people around the client, in versions and in the working map.

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

/// The occasion for a version of the map.
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

/// The position of a person on the map.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The person.
    pub person_id: PersonId,
    /// The ring: 1 core, 2 close, 3 matters, 4 distant; the last ring is outside.
    pub ring: i32,
    /// Degrees from the top, clockwise, 0 ≤ angle < 360.
    pub angle_deg: Amount,
    /// The quality of the tie to the client then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
}

/// A tie between two people who are not the client.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MapTie {
    /// One of the two people.
    pub one: PersonId,
    /// The other person. The order of the two means nothing.
    pub other: PersonId,
    /// The quality of the tie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// A word or two about it: "sisters", "do not speak".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A note on the drawing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MapNote {
    /// Id within the drawing.
    pub id: String,
    /// The text.
    pub text: String,
    /// Degrees from the top, clockwise, 0 ≤ angle < 360.
    pub angle_deg: Amount,
    /// Distance from the centre; 1 is the border between the last ring and the outside.
    pub distance: Amount,
}

/// A version of the map, of a session or a day.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MapSnapshot {
    /// Id within the course.
    pub id: String,
    /// The occasion.
    pub kind: SnapshotKind,
    /// Its session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Its day.
    pub date: NaiveDate,
    /// Names of the rings: `1=core,2=close,3=matters,4=distant,5=outside`. The last ring is the outside.
    pub ring_scheme: String,
    /// The positions of all people on it.
    pub positions: Vec<Position>,
    /// Ties between two people who are not the client; since version 2 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Vec<MapTie>>,
    /// Notes on the drawing; since version 2 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_notes: Option<Vec<MapNote>>,
    /// A text about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// The tie to a person in the tray, as it was when the person was last on the drawing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct WaitingTie {
    /// The person.
    pub person_id: PersonId,
    /// The quality of the tie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
}

/// The working map: the present drawing. It begins as the newest version.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct WorkingMap {
    /// Names of the rings, as in a version.
    pub ring_scheme: String,
    /// The positions of all people on it. The others are in the tray.
    pub positions: Vec<Position>,
    /// Ties between two people who are not the client; since version 2 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Vec<MapTie>>,
    /// Notes on the drawing; since version 2 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_notes: Option<Vec<MapNote>>,
    /// Ties of people who were on the drawing and are in the tray now. No version and no course file has them.
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
    /// Whether this is the tie between these two people.
    #[must_use]
    pub fn is_between(&self, one: &PersonId, other: &PersonId) -> bool {
        (&self.one, &self.other) == (one, other) || (&self.one, &self.other) == (other, one)
    }

    /// Whether this person is one of the two people.
    #[must_use]
    pub fn is_of(&self, person: &PersonId) -> bool {
        self.one == *person || self.other == *person
    }
}

impl MapSnapshot {
    /// The drawing of this version.
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
    /// Removes a person and all their ties.
    pub(crate) fn forget(&mut self, person: &PersonId) {
        self.positions
            .retain(|position| position.person_id != *person);
        self.keep_ties(|tie| !tie.is_of(person));
        self.take_waiting(person);
    }

    /// Whether a person is on the drawing.
    pub(crate) fn has(&self, person: &PersonId) -> bool {
        let mut positions = self.positions.iter();
        positions.any(|position| position.person_id == *person)
    }

    /// Moves a person from the drawing to the tray, with the tie to the client.
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

    /// Adds ties of people who are neither on the drawing nor among the waiting ties.
    pub(crate) fn wait_with(&mut self, ties: impl IntoIterator<Item = WaitingTie>) {
        for tie in ties {
            let mut waiting = self.waiting.iter().flatten();
            let known = waiting.any(|it| it.person_id == tie.person_id);
            if !known && !self.has(&tie.person_id) {
                self.waiting.get_or_insert_default().push(tie);
            }
        }
    }

    /// Takes the waiting tie of a person.
    pub(crate) fn take_waiting(&mut self, person: &PersonId) -> Option<WaitingTie> {
        let waiting = self.waiting.as_mut()?;
        let at = waiting.iter().position(|tie| tie.person_id == *person)?;
        let tie = waiting.remove(at);
        self.waiting.take_if(|waiting| waiting.is_empty());
        Some(tie)
    }

    /// All ties to the client: of people on the drawing and in the tray.
    pub(crate) fn into_ties(self) -> impl Iterator<Item = WaitingTie> {
        let drawn = self.positions.into_iter().map(|position| WaitingTie {
            person_id: position.person_id,
            quality: position.quality,
        });
        drawn.chain(self.waiting.into_iter().flatten())
    }

    /// Removes ties that do not pass. A drawing without ties has no list of ties.
    pub(crate) fn keep_ties(&mut self, pass: impl Fn(&MapTie) -> bool) {
        if let Some(ties) = &mut self.ties {
            ties.retain(pass);
        }
        self.ties.take_if(|ties| ties.is_empty());
    }
}

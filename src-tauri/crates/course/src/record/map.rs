//! The relationship map: where people stand around the client, version by version.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::person::Quality;
use crate::amount::Amount;
use crate::ids::{PersonId, SessionRef};

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
    /// What was said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
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
}

crate::redacted!(Position, MapSnapshot, WorkingMap);

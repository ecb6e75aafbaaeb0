//! The history of the map: the drawing at each session, the changes between two versions, and the history of one
//! person.

use chrono::NaiveDate;
use serde::Serialize;

use super::changes::{Drawing, MapChange, changes};
use super::rings::name_of;
use crate::Course;
use crate::ids::{PersonId, SlotId};
use crate::map::{MapSnapshot, SnapshotKind, WorkingMap};
use crate::people::Mention;
use crate::people::Quality;
use crate::plan::numbering::met;
use crate::rule_broken::RuleBroken;

/// The map at one moment of the course.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MapMoment {
    /// The version in force; none for the working map.
    pub version: Option<String>,
    /// The slot of the session, if it was one.
    pub slot: Option<SlotId>,
    /// The number of the session, if it took one.
    pub number: Option<i32>,
    /// The day; none for now.
    pub date: Option<NaiveDate>,
    /// The changes since the moment before.
    pub changes: Vec<MapChange>,
}

/// The position of a person in a version of the map.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PersonMoment {
    /// The version; none for the working map.
    pub version: Option<String>,
    /// The occasion of the version.
    pub kind: Option<SnapshotKind>,
    /// The number of its session.
    pub number: Option<i32>,
    /// The day; none for now.
    pub date: Option<NaiveDate>,
    /// The name of the ring; none if the person was not on the map.
    pub ring: Option<String>,
    /// The quality of the tie.
    pub quality: Option<Quality>,
}

/// The history of one person in the course.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PersonHistory {
    /// One for each version, then one for now.
    pub moments: Vec<PersonMoment>,
    /// Places of the record that mention the person.
    pub mentions: Vec<Mention>,
}

crate::redacted!(PersonMoment, PersonHistory);

impl MapMoment {
    /// A moment without a session and without changes.
    fn of(version: Option<&MapSnapshot>, date: Option<NaiveDate>) -> Self {
        Self {
            version: version.map(|map| map.id.clone()),
            slot: None,
            number: None,
            date,
            changes: Vec::new(),
        }
    }
}

impl Course {
    /// Lists the changes between two versions of the map. None means the working map `today`.
    ///
    /// # Errors
    /// A version is unknown.
    pub fn map_changes(
        &self,
        then: Option<&str>,
        now: Option<&str>,
        today: NaiveDate,
    ) -> Result<Vec<MapChange>, RuleBroken> {
        let working = self.working_map();
        let drawing = |id: Option<&str>| match id {
            None => Ok((working.clone(), today)),
            Some(id) => self
                .snapshot(id)
                .map(|map| (self.drawing_of(map), map.date)),
        };
        let ((then, from), (now, to)) = (drawing(then)?, drawing(now)?);
        let (then, now) = (Drawing::from(&then), Drawing::from(&now));
        let mut found = changes(then, now);
        found.extend(self.deaths_between(now, (from, to), today));
        Ok(found)
    }

    /// The map at each session held since the first version, then at later versions, then now, which is `today`. A
    /// death is listed at the first moment after its last possible day.
    #[must_use]
    pub fn map_replay(&self, today: NaiveDate) -> Vec<MapMoment> {
        let held = self.slots.iter().filter(|slot| met(slot.status));
        let mut shown: Vec<(Option<&MapSnapshot>, MapMoment)> = Vec::new();
        let mut next = self.versions().peekable();
        let mut newest = None;
        for slot in held {
            while let Some(map) = next.next_if(|map| map.date <= slot.date) {
                newest = Some(map);
            }
            let Some(map) = newest else { continue };
            let moment = MapMoment {
                slot: slot.id.clone(),
                number: slot.session_number,
                ..MapMoment::of(Some(map), Some(slot.date))
            };
            shown.push((Some(map), moment));
        }
        shown.extend(next.map(|map| (Some(map), MapMoment::of(Some(map), Some(map.date)))));
        shown.push((None, MapMoment::of(None, None)));
        let drawn: Vec<(WorkingMap, MapMoment)> = shown
            .into_iter()
            .map(|(map, moment)| {
                let now = || self.working_map();
                (map.map_or_else(now, |map| self.drawing_of(map)), moment)
            })
            .collect();
        let mut before: Option<(Drawing<'_>, NaiveDate)> = None;
        let mut moments = Vec::new();
        for (map, moment) in &drawn {
            let now = Drawing::from(map);
            let to = moment.date.unwrap_or(today);
            let changes = before.map_or_else(Vec::new, |(then, from)| {
                let deaths = self.deaths_known_by(now, (from, to), today);
                changes(then, now).into_iter().chain(deaths).collect()
            });
            moments.push(MapMoment {
                changes,
                ..moment.clone()
            });
            before = Some((now, to));
        }
        moments
    }

    /// The history of one person: the position in each version, and the places of the record that mention the person.
    ///
    /// # Errors
    /// The person is unknown.
    pub fn person_history(&self, id: &PersonId) -> Result<PersonHistory, RuleBroken> {
        self.check_people_known(std::iter::once(id))?;
        let at = |drawing: Drawing<'_>| {
            let mut positions = drawing.positions.iter();
            let position = positions.find(|position| position.person_id == *id);
            (
                position.map(|position| name_of(drawing.ring_scheme, position.ring)),
                position.and_then(|position| position.quality),
            )
        };
        let mut moments: Vec<PersonMoment> = self
            .map_snapshots
            .iter()
            .flatten()
            .map(|map| {
                let (ring, quality) = at(Drawing::from(&self.drawing_of(map)));
                let session = map.session_number.as_ref();
                PersonMoment {
                    version: Some(map.id.clone()),
                    kind: Some(map.kind),
                    number: session.and_then(|session| self.slot_of(session)?.session_number),
                    date: Some(map.date),
                    ring,
                    quality,
                }
            })
            .collect();
        moments.sort_by_key(|moment| moment.date);
        let (ring, quality) = at(Drawing::from(&self.working_map()));
        moments.push(PersonMoment {
            version: None,
            kind: None,
            number: None,
            date: None,
            ring,
            quality,
        });
        Ok(PersonHistory {
            moments,
            mentions: self.mentions_of(id),
        })
    }
}

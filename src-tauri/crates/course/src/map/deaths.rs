//! Deaths between two drawings. People who died stay on the drawing, so a death is listed as a change of its own.

use chrono::NaiveDate;

use super::changes::{Drawing, MapChange};
use crate::Course;
use crate::dates::rough::span;
use crate::ids::PersonId;
use crate::people::{Alive, Person};

/// The death of a person, with the days that its rough date can mean.
struct Death<'a> {
    person: &'a PersonId,
    on: &'a str,
    /// The first possible day.
    earliest: NaiveDate,
    /// The last possible day.
    latest: NaiveDate,
}

impl<'a> Death<'a> {
    fn of(person: &'a Person, today: NaiveDate) -> Option<Self> {
        let on = person.death_date.as_deref()?;
        let (earliest, latest) = span(on)?;
        let happened = person.alive == Alive::Deceased && earliest <= today;
        happened.then_some(Self {
            person: &person.id,
            on,
            earliest,
            latest: latest.min(today),
        })
    }

    fn change(&self, from: NaiveDate, to: NaiveDate) -> MapChange {
        MapChange::Died {
            person: self.person.clone(),
            on: self.on.to_owned(),
            perhaps: self.earliest <= from || to < self.latest,
        }
    }
}

impl Course {
    /// Deaths of people on this drawing that were or may have been after one day and until another.
    pub(super) fn deaths_between(
        &self,
        drawing: Drawing<'_>,
        (from, to): (NaiveDate, NaiveDate),
        today: NaiveDate,
    ) -> Vec<MapChange> {
        self.deaths(drawing, today)
            .filter(|death| from < to && death.earliest <= to && from < death.latest)
            .map(|death| death.change(from, to))
            .collect()
    }

    /// Deaths of people on this drawing whose last possible day is after one day and until another. Over a series of
    /// days, each death is listed once.
    pub(super) fn deaths_known_by(
        &self,
        drawing: Drawing<'_>,
        (from, to): (NaiveDate, NaiveDate),
        today: NaiveDate,
    ) -> Vec<MapChange> {
        self.deaths(drawing, today)
            .filter(|death| from < death.latest && death.latest <= to)
            .map(|death| death.change(from, to))
            .collect()
    }

    fn deaths<'a>(
        &'a self,
        drawing: Drawing<'a>,
        today: NaiveDate,
    ) -> impl Iterator<Item = Death<'a>> {
        let on_it = move |id: &PersonId| {
            let mut positions = drawing.positions.iter();
            positions.any(|position| position.person_id == *id)
        };
        let people = self.people.iter().flatten();
        people
            .filter(move |person| on_it(&person.id))
            .filter_map(move |person| Death::of(person, today))
    }
}

//! Finds in the record what may speak for an area of focus. Therapist and client choose the area.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::Course;
use crate::dates::rough::span;
use crate::focus::FocusArea;
use crate::guidance::TaskState;
use crate::ids::PersonId;
use crate::map::WorkingMap;
use crate::map::rings::shown_name;
use crate::people::{Alive, Partly, Person, Quality};
use crate::timeline::{Event, EventKind};

/// So many people or fewer count as few (ours).
const FEW: usize = 4;
/// So many months before the onset still count as near it (ours).
const NEAR_MONTHS: i32 = 12;
/// The task of taking the inventory.
const INVENTORY: &str = "init.inventory";

/// The areas in the order in which they are shown.
const AREAS: [FocusArea; 4] = [
    FocusArea::Grief,
    FocusArea::Dispute,
    FocusArea::Transition,
    FocusArea::Sensitivities,
];

/// The evidence for one area.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct AreaEvidence {
    /// The area.
    pub area: FocusArea,
    /// The findings; those connected with the onset stand first.
    pub found: Vec<Evidence>,
}

/// An event, a person or a number that may speak for an area.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Evidence {
    /// Of the event or the person; `few` for a small number of people.
    pub id: String,
    /// The person whom it is about.
    pub person: Option<PersonConcerned>,
    /// The fact that speaks for the area.
    pub facts: Vec<Fact>,
    /// The client's words about it.
    pub told: Vec<Told>,
    /// Connected with the onset of symptoms: the strongest evidence for an area.
    pub onset: bool,
}

/// A person whom a piece of evidence is about.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PersonConcerned {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub label: String,
    /// Relation to the client, in words.
    pub relation: Option<String>,
}

/// A fact that may speak for an area.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// An event of the timeline.
    Event {
        /// Its year, or its date as it was written.
        year: String,
        /// Its title.
        title: String,
    },
    /// The quality of the tie, as it is now.
    Tie {
        /// It.
        quality: Quality,
    },
    /// The person died.
    Died {
        /// A rough date, if it is known.
        on: Option<String>,
    },
    /// The client does not confide in the person.
    NotConfided,
    /// The client wants the person closer than they are.
    WantedCloser {
        /// Name of the ring in which the person is.
        felt: String,
        /// Name of the ring in which the client wants them.
        wanted: String,
    },
    /// Few living people are in the inventory.
    FewPeople {
        /// So many.
        people: i32,
    },
}

/// The client's words about a person.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Told {
    /// The client's expectations of the person.
    Expects {
        /// In words.
        text: String,
    },
    /// The person's expectations of the client.
    Expected {
        /// In words.
        text: String,
    },
    /// The change around the onset.
    AroundOnset {
        /// In words.
        text: String,
    },
}

crate::redacted!(AreaEvidence, Evidence, PersonConcerned, Fact, Told);

/// A person as they are now: tie and closeness from the map, or from the inventory if they are not on the map.
struct Known<'a> {
    person: &'a Person,
    quality: Option<Quality>,
    felt: Option<i32>,
}

/// A text without the space around it; none if nothing is left.
fn told(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

impl Known<'_> {
    /// The client expects something of the person and does not get it.
    fn is_unmet(&self) -> bool {
        let person = self.person;
        let wanting = told(person.unsatisfying.as_ref()).or(told(person.wanted_change.as_ref()));
        let content = matches!(self.quality, Some(Quality::Supportive | Quality::Lost));
        told(person.expectations_of_them.as_ref()).is_some() && wanting.is_some() && !content
    }

    /// The evidence that a person gives for an area; none if there is none.
    fn facts(&self, area: FocusArea, scheme: &str) -> Option<Vec<Fact>> {
        let tie = || self.quality.map(|quality| Fact::Tie { quality });
        if self.person.alive == Alive::Deceased {
            let on = told(self.person.death_date.as_ref()).map(str::to_owned);
            return (area == FocusArea::Grief).then(|| vec![Fact::Died { on }]);
        }
        let tense = matches!(
            self.quality,
            Some(Quality::Conflict | Quality::Strained | Quality::CutOff)
        );
        let changed = told(self.person.change_around_onset.as_ref()).is_some();
        let lost = self.quality == Some(Quality::Lost);
        match area {
            // Grief is about a death. The loss of a living person belongs to a transition.
            FocusArea::Grief => None,
            FocusArea::Dispute => (tense || self.is_unmet()).then(|| tie().into_iter().collect()),
            FocusArea::Transition => (lost || changed).then(|| tie().into_iter().collect()),
            FocusArea::Sensitivities => {
                let distant = tie().filter(|_| self.quality == Some(Quality::Distant));
                let confides = self.person.confides == Some(Partly::No)
                    && self.quality != Some(Quality::Supportive);
                let facts: Vec<Fact> = distant
                    .into_iter()
                    .chain(confides.then_some(Fact::NotConfided))
                    .chain(self.wanted_closer(scheme))
                    .collect();
                (!facts.is_empty()).then_some(facts)
            }
        }
    }

    fn wanted_closer(&self, scheme: &str) -> Option<Fact> {
        let (felt, wanted) = (self.felt?, self.person.closeness_wanted?);
        (felt > wanted).then(|| Fact::WantedCloser {
            felt: shown_name(scheme, felt),
            wanted: shown_name(scheme, wanted),
        })
    }

    fn evidence(&self, area: FocusArea, scheme: &str, onset: Option<&str>) -> Option<Evidence> {
        let facts = self.facts(area, scheme)?;
        let person = self.person;
        let expects = told(person.expectations_of_them.as_ref()).map(str::to_owned);
        let expected = told(person.their_expectations.as_ref()).map(str::to_owned);
        let changed = told(person.change_around_onset.as_ref()).map(str::to_owned);
        let onset_told = changed.is_some();
        let died = person.alive == Alive::Deceased && near(person.death_date.as_deref(), onset);
        Some(Evidence {
            id: person.id.as_str().to_owned(),
            person: Some(PersonConcerned {
                id: person.id.clone(),
                label: person.label.clone(),
                relation: person.relation.clone(),
            }),
            facts,
            told: expects
                .map(|text| Told::Expects { text })
                .into_iter()
                .chain(expected.map(|text| Told::Expected { text }))
                .filter(|_| area == FocusArea::Dispute)
                .chain(changed.map(|text| Told::AroundOnset { text }))
                .collect(),
            onset: onset_told || died,
        })
    }
}

/// Whether an event may lie in the year before the onset or in the onset itself, where both dates may be inexact.
fn near(date: Option<&str>, onset: Option<&str>) -> bool {
    let months = |text: Option<&str>| {
        let month = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        let (first, last) = span(text?)?;
        Some((month(first), month(last)))
    };
    match (months(date), months(onset)) {
        (Some((first, last)), Some((began, ended))) => {
            last >= began - NEAR_MONTHS && first <= ended
        }
        (None, _) | (_, None) => false,
    }
}

/// Whether the kind of an event speaks for an area. A loss speaks for grief whenever it was; other events have to be
/// linked to the onset.
fn speaks(event: &Event, area: FocusArea) -> bool {
    let linked = event.onset_link == Some(true);
    match area {
        FocusArea::Grief => event.kind == EventKind::Loss,
        FocusArea::Dispute => linked && event.kind == EventKind::Dispute,
        FocusArea::Transition => {
            let role = matches!(
                event.kind,
                EventKind::Transition
                    | EventKind::Work
                    | EventKind::Move
                    | EventKind::Birth
                    | EventKind::Health
            );
            linked && role
        }
        FocusArea::Sensitivities => false,
    }
}

impl Course {
    /// The evidence in the record for each area. Nothing speaks for sensitivities before the inventory was taken:
    /// until then few people only mean that few were asked about.
    #[must_use]
    pub fn focus_evidence(&self) -> Vec<AreaEvidence> {
        let map = self.working_map();
        let people: Vec<Known<'_>> = self
            .people
            .iter()
            .flatten()
            .filter(|person| person.removed != Some(true))
            .map(|person| known(person, &map))
            .collect();
        let inventoried = self.tasks.iter().flatten().any(|task| {
            task.id == INVENTORY && matches!(task.state, TaskState::Done | TaskState::Revisited)
        });
        let area = |area| {
            let told = area != FocusArea::Sensitivities || inventoried;
            let found = if told {
                self.evidence_for(area, &people, &map.ring_scheme)
            } else {
                Vec::new()
            };
            AreaEvidence { area, found }
        };
        AREAS.map(area).into()
    }

    fn evidence_for(&self, area: FocusArea, people: &[Known<'_>], scheme: &str) -> Vec<Evidence> {
        let assessment = self.assessment.as_ref();
        let onset = assessment.and_then(|assessment| assessment.episode_onset.as_deref());
        let events = self.timeline.iter().flatten();
        let events = events.filter(|event| speaks(event, area)).map(|event| {
            let year = span(&event.date).and_then(|_| event.date.split('-').next());
            Evidence {
                id: event.id.as_str().to_owned(),
                person: None,
                facts: vec![Fact::Event {
                    year: year.unwrap_or(&event.date).to_owned(),
                    title: event.title.clone(),
                }],
                told: Vec::new(),
                onset: event.onset_link == Some(true),
            }
        });
        let of_people = people
            .iter()
            .filter_map(|known| known.evidence(area, scheme, onset));
        let few = few_people(people).filter(|_| area == FocusArea::Sensitivities);
        let mut found: Vec<Evidence> = events.chain(of_people).chain(few).collect();
        found.sort_by_key(|evidence| !evidence.onset);
        found
    }
}

fn known<'a>(person: &'a Person, map: &WorkingMap) -> Known<'a> {
    let drawn = map
        .positions
        .iter()
        .find(|position| position.person_id == person.id);
    let mut waiting = map.waiting.iter().flatten();
    let waiting = waiting.find(|tie| tie.person_id == person.id);
    let tie = match drawn {
        Some(position) => position.quality,
        None => waiting.and_then(|tie| tie.quality),
    };
    Known {
        person,
        quality: tie.or(person.quality),
        felt: drawn
            .map(|position| position.ring)
            .or(person.closeness_felt),
    }
}

fn few_people(people: &[Known<'_>]) -> Option<Evidence> {
    let living = people
        .iter()
        .filter(|known| known.person.alive != Alive::Deceased)
        .count();
    (1..=FEW).contains(&living).then(|| Evidence {
        id: "few".to_owned(),
        person: None,
        facts: vec![Fact::FewPeople {
            people: i32::try_from(living).unwrap_or(i32::MAX),
        }],
        told: Vec::new(),
        onset: false,
    })
}

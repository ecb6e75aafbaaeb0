//! Finds the places of the record that mention a person.

use serde::Serialize;

use crate::Course;
use crate::ids::{PersonId, SlotId};
use crate::session::Session;

/// The kind of place that mentions a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// An event of the timeline.
    Event,
    /// The focus, as agreed or as changed, concerns them.
    Focus,
    /// They came to a session.
    Attended,
    /// The event in a note, with its effect on mood, involves them.
    Happened,
    /// The client tries a task with them.
    Task,
    /// A communication analysis is about a conversation with them.
    Conversation,
    /// They help while the client is ill.
    Helper,
    /// The safety plan names them as a distraction.
    Distraction,
    /// The safety plan names them as someone to ask for help.
    AskedForHelp,
    /// The ending review names them as help in a difficult situation.
    Situation,
}

/// One place of the record that mentions a person.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Mention {
    /// The kind of place.
    pub kind: MentionKind,
    /// The slot of its session.
    pub slot: Option<SlotId>,
    /// The number of that session.
    pub number: Option<i32>,
    /// Its date: an ISO date of any precision.
    pub date: Option<String>,
    /// A short text of the place.
    pub text: Option<String>,
    /// The effect on mood, −2 to +2. Absent if nobody said.
    pub mood_effect: Option<i32>,
}

crate::redacted!(Mention);

impl MentionKind {
    fn mention(self, date: Option<String>, text: Option<String>) -> Mention {
        Mention {
            kind: self,
            slot: None,
            number: None,
            date,
            text,
            mood_effect: None,
        }
    }

    fn in_session(self, note: &Session, text: Option<String>) -> Mention {
        Mention {
            slot: note.slot.clone(),
            number: note.session_number,
            ..self.mention(Some(note.date.to_string()), text)
        }
    }
}

impl Course {
    /// Every place of the record, except the map, that mentions a person.
    pub(crate) fn mentions_of(&self, person: &PersonId) -> Vec<Mention> {
        let mut all = Vec::new();
        for event in self.timeline.iter().flatten() {
            if among(event.people.as_ref(), person) {
                let (date, text) = (event.date.clone(), event.title.clone());
                all.push(MentionKind::Event.mention(Some(date), Some(text)));
            }
        }
        self.mentions_in_focus(person, &mut all);
        self.mentions_in_sessions(person, &mut all);
        self.mentions_in_help(person, &mut all);
        all
    }

    /// The number of places that mention a person, without the working map.
    pub(crate) fn count_mentions_of(&self, person: &PersonId) -> usize {
        let versions = self.map_snapshots.iter().flatten();
        let ties = versions.clone().flat_map(|map| map.ties.iter().flatten());
        let positions = versions.flat_map(|map| &map.positions);
        positions
            .filter(|position| position.person_id == *person)
            .count()
            + ties.filter(|tie| tie.is_of(person)).count()
            + self.mentions_of(person).len()
    }

    fn mentions_in_focus(&self, person: &PersonId, all: &mut Vec<Mention>) {
        if let Some(focus) = &self.focus {
            if among(focus.person_ids.as_ref(), person) {
                let date = Some(focus.agreed_on.to_string());
                all.push(MentionKind::Focus.mention(date, focus.situation.clone()));
            }
            for change in focus.changes.iter().flatten() {
                if among(change.person_ids.as_ref(), person) {
                    let (date, text) = (change.on.to_string(), change.situation.clone());
                    all.push(MentionKind::Focus.mention(Some(date), Some(text)));
                }
            }
        }
    }

    fn mentions_in_sessions(&self, person: &PersonId, all: &mut Vec<Mention>) {
        let notes = || self.sessions.iter().flatten();
        for slot in &self.slots {
            if named(slot.attendees.as_ref(), person) {
                all.push(Mention {
                    slot: slot.id.clone(),
                    number: slot.session_number,
                    ..MentionKind::Attended.mention(Some(slot.date.to_string()), None)
                });
            }
        }
        for note in notes() {
            let mut slots = self.slots.iter();
            let told =
                slots.any(|slot| slot.id == note.slot && named(slot.attendees.as_ref(), person));
            if !told && named(note.attendees.as_ref(), person) {
                all.push(MentionKind::Attended.in_session(note, None));
            }
            let happened = note.mood_event.as_ref();
            if let Some(event) = happened.filter(|event| event.person_ids.contains(person)) {
                let text = Some(event.event.clone());
                all.push(Mention {
                    mood_effect: event.mood_effect,
                    ..MentionKind::Happened.in_session(note, text)
                });
            }
            let task = note.between_task.as_ref();
            if let Some(task) = task.filter(|task| task.with_person_ids.contains(person)) {
                all.push(MentionKind::Task.in_session(note, Some(task.text.clone())));
            }
        }
        let sheets = self.worksheets.iter();
        for analysis in sheets.flat_map(|sheets| sheets.comm_analysis.iter().flatten()) {
            if analysis.person_id == *person {
                let slot = self.slot_of(&analysis.session_number);
                let text = Some(analysis.situation.clone());
                all.push(Mention {
                    slot: slot.and_then(|slot| slot.id.clone()),
                    number: slot.and_then(|slot| slot.session_number),
                    ..MentionKind::Conversation.mention(analysis.date.clone(), text)
                });
            }
        }
    }

    fn mentions_in_help(&self, person: &PersonId, all: &mut Vec<Mention>) {
        let found = self.assessment.as_ref();
        let ill = found.and_then(|found| found.sick_role.as_ref());
        if ill.is_some_and(|ill| named(ill.helpers.as_ref(), person)) {
            all.push(MentionKind::Helper.mention(None, None));
        }
        if let Some(plan) = &self.safety_plan {
            let date = || Some(plan.created.clone());
            for place in plan.distraction_people_places.iter().flatten() {
                if place.person_id.as_ref() == Some(person) {
                    all.push(MentionKind::Distraction.mention(date(), Some(place.text.clone())));
                }
            }
            for helper in plan.ask_for_help.iter().flatten() {
                if helper.person_id == *person {
                    all.push(MentionKind::AskedForHelp.mention(date(), None));
                }
            }
        }
        let review = self.ending_review.iter();
        for situation in review.flat_map(|review| review.situations.iter().flatten()) {
            if named(Some(&situation.who_helps), person) {
                let (date, text) = (situation.date.clone(), situation.text.clone());
                all.push(MentionKind::Situation.mention(date, Some(text)));
            }
        }
    }
}

fn among(people: Option<&Vec<PersonId>>, person: &PersonId) -> bool {
    people.is_some_and(|people| people.contains(person))
}

/// Whether a list of ids and words has the id of a person.
fn named(words: Option<&Vec<String>>, person: &PersonId) -> bool {
    words.is_some_and(|words| words.iter().any(|word| word == person.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, refusal};
    use crate::focus::{Focus, FocusArea, FocusChange};
    use crate::risk::{Distraction, Helper, SafetyPlan};
    use crate::rule_broken::RuleBroken;

    #[test]
    fn person_of_the_focus_and_the_safety_plan_is_mentioned_and_not_removed() {
        let id = PersonId::new("p1");
        let mut course = begun().add_person("Leila, daughter", id.clone()).unwrap();
        course.focus = Some(Focus {
            area: FocusArea::Dispute,
            situation: Some("who drives whom".to_owned()),
            person_ids: Some(vec![id.clone()]),
            agreed_on: day("2026-02-03"),
            secondary_noted: None,
            changes: Some(vec![FocusChange {
                on: day("2026-03-03"),
                area: FocusArea::Transition,
                situation: "leaving school".to_owned(),
                reason: "it is settled".to_owned(),
                supervision_noted: None,
                person_ids: Some(vec![id.clone()]),
            }]),
            dispute_stage_history: None,
            goals_due: None,
        });
        course.safety_plan = Some(SafetyPlan {
            version: 1,
            created: "2026-02-10".to_owned(),
            reviewed: None,
            warning_signs: None,
            on_my_own: None,
            distraction_people_places: Some(vec![Distraction {
                person_id: Some(id.clone()),
                text: "a walk".to_owned(),
            }]),
            ask_for_help: Some(vec![Helper {
                person_id: id.clone(),
                phone: None,
            }]),
            professionals: None,
            safer_surroundings: None,
            copies: None,
            likelihood_to_use_0_10: None,
            earlier: None,
        });
        let mentions: Vec<_> = course
            .mentions_of(&id)
            .into_iter()
            .map(|mention| (mention.kind, mention.date, mention.text))
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            mentions,
            [
                (
                    MentionKind::Focus,
                    some("2026-02-03"),
                    some("who drives whom")
                ),
                (
                    MentionKind::Focus,
                    some("2026-03-03"),
                    some("leaving school")
                ),
                (MentionKind::Distraction, some("2026-02-10"), some("a walk")),
                (MentionKind::AskedForHelp, some("2026-02-10"), None),
            ],
            "each place is mentioned with its date and text"
        );
        assert_eq!(
            refusal(course.remove_person(&id)),
            RuleBroken::PersonInUse { places: 4 },
            "each mention counts as a place"
        );
    }
}

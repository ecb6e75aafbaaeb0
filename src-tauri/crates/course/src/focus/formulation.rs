//! The shared explanation and its versions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::calendar::in_range;
use crate::focus::{EarlierFormulation, Formulation};
use crate::ids::EventId;
use crate::plan::gate::Gate;
use crate::rule_broken::{RuleBroken, require_text};

/// The explanation as written now.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FormulationDraft {
    /// Addressed to the client.
    pub text: String,
    /// Day it was shared with the client.
    pub shared_on: Option<NaiveDate>,
    /// Whether the client agreed.
    pub accepted: Option<bool>,
    /// What the client said.
    pub client_reply: Option<String>,
    /// Events it rests on.
    pub linked_events: Option<Vec<EventId>>,
}

crate::redacted!(FormulationDraft);

impl Course {
    /// Writes the formulation. Other words for one already shared make a new version, and the old is kept.
    /// Shared and replied to, it does the task `init.formulation`.
    ///
    /// # Errors
    /// No text, an unknown event, a date that is none.
    pub fn save_formulation(self, draft: FormulationDraft) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&draft.text)?;
        draft.shared_on.map(in_range).transpose()?;
        let known = |id: &EventId| {
            course
                .timeline
                .iter()
                .flatten()
                .any(|event| event.id == *id)
        };
        if !draft.linked_events.iter().flatten().all(known) {
            return Err(RuleBroken::UnknownEvent);
        }
        let FormulationDraft {
            text,
            shared_on,
            accepted,
            client_reply,
            linked_events,
        } = draft;
        let (version, earlier) = match course.formulation.take() {
            None => (1, None),
            Some(old) if old.text == text || old.shared_on.is_none() => (old.version, old.earlier),
            Some(old) => {
                let version = old.version + 1;
                let mut earlier = old.earlier.unwrap_or_default();
                earlier.push(EarlierFormulation {
                    version: old.version,
                    text: old.text,
                    shared_on: old.shared_on,
                    accepted: old.accepted,
                    client_reply: old.client_reply,
                });
                (version, Some(earlier))
            }
        };
        let replied = client_reply
            .as_deref()
            .is_some_and(|reply| require_text(reply).is_ok());
        course.formulation = Some(Formulation {
            version,
            shared_on,
            accepted,
            text,
            client_reply,
            linked_events,
            earlier,
        });
        if let Some(shared) = shared_on.filter(|_| replied && course.has_gate(Gate::G1)) {
            course.do_task("init.formulation", shared);
        }
        Ok(course.recomputed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, refusal};
    use crate::guidance::TaskState;

    fn draft(text: &str, shared: bool) -> FormulationDraft {
        FormulationDraft {
            text: text.to_owned(),
            shared_on: shared.then(|| day("2026-02-03")),
            accepted: shared.then_some(true),
            client_reply: shared.then(|| "yes".to_owned()),
            linked_events: None,
        }
    }

    #[test]
    fn other_words_for_a_shared_formulation_make_a_new_version() {
        let course = begun()
            .save_formulation(draft("a", false))
            .unwrap()
            .save_formulation(draft("b", true))
            .unwrap();
        let first = course.formulation.clone().unwrap();
        assert!(
            first.version == 1 && first.earlier.is_none(),
            "a draft is simply rewritten"
        );
        let course = course.save_formulation(draft("c", true)).unwrap();
        let second = course.formulation.unwrap();
        let earlier = second.earlier.unwrap();
        assert_eq!(
            (second.version, earlier.len(), earlier[0].version),
            (2, 1, 1),
            "the shared one is kept"
        );
        assert_eq!(earlier[0].text, "b", "word for word");
    }

    #[test]
    fn shared_and_replied_to_it_does_its_task() {
        let state = |course: Course| {
            course
                .task_states()
                .into_iter()
                .find(|task| task.id == "init.formulation")
                .unwrap()
                .state
        };
        let shared = FormulationDraft {
            client_reply: None,
            ..draft("a", true)
        };
        assert_eq!(
            state(begun().save_formulation(shared).unwrap()),
            TaskState::NotStarted,
            "no reply yet"
        );
        assert_eq!(
            state(begun().save_formulation(draft("a", true)).unwrap()),
            TaskState::Done,
            "replied to"
        );
    }

    #[test]
    fn a_formulation_rests_on_known_events() {
        let linked_events = Some(vec![EventId::new("e9")]);
        let refused = refusal(begun().save_formulation(FormulationDraft {
            linked_events,
            ..draft("a", false)
        }));
        assert_eq!(refused, RuleBroken::UnknownEvent, "no such event");
    }
}

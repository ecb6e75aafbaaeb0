//! Saves the formulation and its versions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::focus::{EarlierFormulation, Formulation};
use crate::ids::EventId;
use crate::plan::gate::Gate;
use crate::rule_broken::{RuleBroken, require_text};

/// A formulation to save.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FormulationDraft {
    /// The text, addressed to the client.
    pub text: String,
    /// Day it was shared with the client.
    pub shared_on: Option<NaiveDate>,
    /// Whether the client agreed.
    pub accepted: Option<bool>,
    /// The reply of the client.
    pub client_reply: Option<String>,
    /// The events that it is based on.
    pub linked_events: Option<Vec<EventId>>,
}

crate::redacted!(FormulationDraft);

impl Course {
    /// Saves the formulation. Another text for a shared formulation makes a new version, and the old one is kept. A
    /// formulation that is shared and has a reply does the task `init.formulation`. The same formulation changes nothing.
    ///
    /// # Errors
    /// The text is missing, an event is unknown, or the day is ahead or before the course.
    pub fn save_formulation(
        self,
        draft: FormulationDraft,
        today: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&draft.text)?;
        // A day that is recorded already stays, also one from before the course.
        let recorded = course.formulation.as_ref().and_then(|old| old.shared_on);
        if let Some(on) = draft.shared_on
            && draft.shared_on != recorded
        {
            course.agreed_day(on, today)?;
        }
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
        let before = course.formulation.clone();
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
        if course.formulation == before {
            return Ok(course);
        }
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

    const TODAY: &str = "2026-02-10";

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
    fn new_text_for_a_shared_formulation_makes_a_new_version() {
        let course = begun()
            .save_formulation(draft("a", false), day(TODAY))
            .unwrap()
            .save_formulation(draft("b", true), day(TODAY))
            .unwrap();
        let first = course.formulation.clone().unwrap();
        assert!(
            first.version == 1 && first.earlier.is_none(),
            "a draft is replaced"
        );
        let course = course
            .save_formulation(draft("c", true), day(TODAY))
            .unwrap();
        let second = course.formulation.unwrap();
        let earlier = second.earlier.unwrap();
        assert_eq!(
            (second.version, earlier.len(), earlier[0].version),
            (2, 1, 1),
            "the shared version is kept"
        );
        assert_eq!(earlier[0].text, "b", "the earlier text is unchanged");
    }

    #[test]
    fn shared_formulation_with_a_reply_does_its_task() {
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
            state(begun().save_formulation(shared, day(TODAY)).unwrap()),
            TaskState::NotStarted,
            "a reply is missing"
        );
        assert_eq!(
            state(
                begun()
                    .save_formulation(draft("a", true), day(TODAY))
                    .unwrap()
            ),
            TaskState::Done,
            "it has a reply"
        );
    }

    #[test]
    fn same_formulation_changes_nothing() {
        let course = begun()
            .save_formulation(draft("a", true), day(TODAY))
            .unwrap();
        let course = course
            .mark_task(
                "init.formulation",
                TaskState::InProgress,
                None,
                day("2026-02-03"),
                None,
            )
            .unwrap();
        let same = course
            .clone()
            .save_formulation(draft("a", true), day(TODAY))
            .unwrap();
        assert!(same == course, "it does no task a second time");
    }

    #[test]
    fn text_is_changed_though_it_was_shared_before_the_course() {
        let mut course = begun()
            .save_formulation(draft("a", true), day(TODAY))
            .unwrap();
        let before = day("2024-05-01");
        course.formulation.as_mut().unwrap().shared_on = Some(before);
        let other = FormulationDraft {
            shared_on: Some(before),
            ..draft("b", true)
        };
        let course = course.save_formulation(other, day(TODAY)).unwrap();
        assert_eq!(course.formulation.unwrap().text, "b");
    }

    #[test]
    fn formulation_is_not_shared_on_a_day_ahead() {
        let tomorrow = day("2026-02-11");
        let ahead = FormulationDraft {
            shared_on: Some(tomorrow),
            ..draft("a", true)
        };
        assert_eq!(
            refusal(begun().save_formulation(ahead, day(TODAY))),
            RuleBroken::DayAhead { date: tomorrow },
            "it is shared once it was said"
        );
    }

    #[test]
    fn formulation_with_an_unknown_event_is_refused() {
        let linked_events = Some(vec![EventId::new("e9")]);
        let unknown = FormulationDraft {
            linked_events,
            ..draft("a", false)
        };
        let refused = refusal(begun().save_formulation(unknown, day(TODAY)));
        assert_eq!(
            refused,
            RuleBroken::UnknownEvent,
            "the event is not on the timeline"
        );
    }
}

//! The shared explanation and its versions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::calendar::in_range;
use crate::ids::EventId;
use crate::record::formulation::{EarlierFormulation, Formulation};
use crate::record::task::Gate;
use crate::rule_broken::{RuleBroken, worded};

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
        let mut course = self.changing()?;
        worded(&draft.text)?;
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
            .is_some_and(|reply| worded(reply).is_ok());
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
        Ok(course.settled())
    }
}

//! Writes the note of a session.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::ids::{PersonId, SessionRef, SlotId};
use crate::plan::Phase;
use crate::plan::format::{TECHNIQUES, TaskGroup, task};
use crate::plan::numbering::met;
use crate::rule_broken::{RuleBroken, within};
use crate::session::{BetweenTask, MoodEvent, Session};
use crate::session::{Slot, SlotStatus};

/// The texts of a note. Each field replaces the one in the note.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct NoteDraft {
    /// Summary of the session.
    pub summary: Option<String>,
    /// The event since the last session, its effect on mood, and the people in it.
    pub mood_event: Option<MoodEvent>,
    /// Ids of techniques used (`tech.…`).
    pub techniques: Option<Vec<String>>,
    /// The task until the next session.
    pub between_task: Option<BetweenTask>,
    /// The result of the last task.
    pub previous_task_outcome: Option<String>,
    /// Ids of tasks that were done. Those of a phase or focus become done with the note.
    pub tasks_done: Option<Vec<String>>,
    /// Ids of tasks of every session that were done, as the note shows or as somebody said.
    pub every_done: Option<Vec<String>>,
    /// Ids of tasks of every session that were left out.
    pub every_missed: Option<Vec<String>>,
    /// The questions and answers about risk.
    pub risk_note: Option<String>,
    /// Whether suicide and self-harm were asked about; none where nobody said.
    pub risk_asked: Option<bool>,
    /// A quotation of the client.
    pub client_words: Option<String>,
    /// The people who came: `client`, ids of people, or words.
    pub attendees: Option<Vec<String>>,
}

crate::redacted!(NoteDraft);

impl Session {
    /// A note of a slot without any text.
    pub(crate) fn blank(id: SlotId, slot: &Slot, phase: Phase) -> Self {
        Self {
            session_number: slot.session_number,
            slot_index: slot.slot_index,
            date: slot.date,
            phase,
            minutes: None,
            sessions_left_after: None,
            summary: None,
            mood_event: None,
            techniques: None,
            between_task: None,
            previous_task_outcome: None,
            tasks_done: None,
            every_done: None,
            every_missed: None,
            risk_note: None,
            risk_asked: None,
            client_words: None,
            attendees: None,
            locked_at: None,
            author: None,
            number_when_signed: None,
            struck_reason: None,
            slot: Some(id),
        }
    }

    /// Whether nobody has written into the note yet.
    pub(crate) fn is_blank(&self) -> bool {
        // Every field is named, so that a new one does not compile until it is decided here.
        let Self {
            summary,
            mood_event,
            techniques,
            between_task,
            previous_task_outcome,
            tasks_done,
            every_done,
            every_missed,
            risk_note,
            risk_asked,
            client_words,
            locked_at,
            // These come from the slot or from the contract; nobody writes them into a note.
            session_number: _,
            slot_index: _,
            date: _,
            phase: _,
            minutes: _,
            sessions_left_after: _,
            attendees: _,
            author: _,
            number_when_signed: _,
            struck_reason: _,
            slot: _,
        } = self;
        locked_at.is_none()
            && summary.is_none()
            && mood_event.is_none()
            && techniques.is_none()
            && between_task.is_none()
            && previous_task_outcome.is_none()
            && tasks_done.as_ref().is_none_or(Vec::is_empty)
            && every_done.as_ref().is_none_or(Vec::is_empty)
            && every_missed.is_none()
            && risk_note.is_none()
            && risk_asked.is_none()
            && client_words.is_none()
    }

    /// Replaces the texts of the note by those of a draft.
    fn replace_texts(&mut self, draft: NoteDraft, slot: &Slot) {
        // Every field of both is named, so that a new one does not compile until it is copied here.
        let NoteDraft {
            summary,
            mood_event,
            techniques,
            between_task,
            previous_task_outcome,
            tasks_done,
            every_done,
            every_missed,
            risk_note,
            risk_asked,
            client_words,
            attendees,
        } = draft;
        *self = Self {
            summary,
            mood_event,
            techniques,
            between_task,
            previous_task_outcome,
            tasks_done,
            every_done,
            every_missed,
            risk_note,
            risk_asked,
            client_words,
            attendees: attendees.or_else(|| slot.attendees.clone()),
            session_number: self.session_number,
            slot_index: self.slot_index,
            date: self.date,
            phase: self.phase,
            minutes: self.minutes,
            sessions_left_after: self.sessions_left_after,
            locked_at: self.locked_at.take(),
            author: self.author.take(),
            number_when_signed: self.number_when_signed,
            struck_reason: self.struck_reason.take(),
            slot: self.slot.take(),
        };
    }

    /// Whether the note is signed and not struck through.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.locked_at.is_some() && self.struck_reason.is_none()
    }
}

impl Course {
    /// Writes the note of a session that was held or is planned. Tasks that the note names become done in that
    /// session. Tasks that were done in it and are no longer named become not started.
    ///
    /// # Errors
    /// The note is signed; the slot was missed, moved or entered in error; a task, technique or person is unknown.
    pub fn write_note(self, id: &SlotId, draft: NoteDraft) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let slot = course.slot(id)?.clone();
        if course
            .session(id)
            .is_some_and(|session| session.locked_at.is_some())
        {
            return Err(RuleBroken::NoteSigned);
        }
        if !met(slot.status) && slot.status != SlotStatus::Planned {
            return Err(RuleBroken::NotHeld);
        }
        course.check_note(&draft)?;
        let earlier = course
            .session(id)
            .and_then(|session| session.tasks_done.clone())
            .unwrap_or_default();
        let named = draft.tasks_done.clone().unwrap_or_default();
        if course.session(id).is_none() {
            let phase = course.phase_between(&slot, course.phase());
            course
                .sessions
                .get_or_insert_default()
                .push(Session::blank(id.clone(), &slot, phase));
        }
        if let Some(session) = course.session_mut(id) {
            session.replace_texts(draft, &slot);
        }
        let of_phase = |id: &&String| task(id).is_some_and(|task| task.group != TaskGroup::Every);
        for task in named.iter().filter(of_phase) {
            course.do_task_in(task, slot.date, Some(SessionRef::Slot(id.clone())));
        }
        for task in earlier.iter().filter(|task| !named.contains(task)) {
            course.undo_task_of(task, id);
        }
        Ok(course.recomputed())
    }

    fn check_note(&self, draft: &NoteDraft) -> Result<(), RuleBroken> {
        let tasks = draft
            .tasks_done
            .iter()
            .flatten()
            .chain(draft.every_done.iter().flatten())
            .chain(draft.every_missed.iter().flatten());
        if tasks.into_iter().any(|id| task(id).is_none()) {
            return Err(RuleBroken::UnknownTask);
        }
        if draft
            .techniques
            .iter()
            .flatten()
            .any(|id| !TECHNIQUES.contains(&id.as_str()))
        {
            return Err(RuleBroken::UnknownTechnique);
        }
        if let Some(effect) = draft
            .mood_event
            .as_ref()
            .and_then(|event| event.mood_effect)
        {
            within(effect, -2, 2)?;
        }
        let in_event = draft.mood_event.iter().flat_map(|event| &event.person_ids);
        self.check_people_known(
            in_event.chain(
                draft
                    .between_task
                    .iter()
                    .flat_map(|task| &task.with_person_ids),
            ),
        )
    }

    /// Refuses people who are not in the inventory.
    pub(crate) fn check_people_known<'a>(
        &self,
        people: impl Iterator<Item = &'a PersonId>,
    ) -> Result<(), RuleBroken> {
        let known = |id: &PersonId| self.people.iter().flatten().any(|person| person.id == *id);
        let mut people = people;
        if people.all(known) {
            Ok(())
        } else {
            Err(RuleBroken::UnknownPerson)
        }
    }

    /// The day of a slot, or the other day if there is no slot.
    pub(crate) fn day_of(
        &self,
        slot: Option<&SlotId>,
        otherwise: NaiveDate,
    ) -> Result<NaiveDate, RuleBroken> {
        slot.map_or(Ok(otherwise), |id| self.slot(id).map(|slot| slot.date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, refusal};
    use crate::guidance::TaskState;
    use crate::session::SlotOutcome;

    fn naming(tasks: &[&str]) -> NoteDraft {
        NoteDraft {
            tasks_done: Some(tasks.iter().map(|&task| task.to_owned()).collect()),
            ..NoteDraft::default()
        }
    }

    fn state(course: &Course, id: &str) -> (TaskState, Option<i32>) {
        let task = course
            .task_states()
            .into_iter()
            .find(|task| task.id == id)
            .unwrap();
        (task.state, task.number)
    }

    #[test]
    fn note_of_a_missed_session_is_refused() {
        let course = begun().with(1, SlotStatus::Dna).unwrap();
        let id = course.nth(1);
        assert_eq!(
            refusal(course.write_note(&id, NoteDraft::default())),
            RuleBroken::NotHeld,
            "the session was not held"
        );
    }

    #[test]
    fn tasks_named_in_a_note_are_done_in_that_session() {
        let course = begun().held(2);
        let (first, second) = (course.nth(1), course.nth(2));
        let course = course
            .write_note(&first, naming(&["init.risk", "every.open"]))
            .unwrap();
        assert_eq!(
            state(&course, "init.risk"),
            (TaskState::Done, Some(1)),
            "in session 1"
        );
        let course = course.write_note(&second, naming(&["init.risk"])).unwrap();
        assert_eq!(
            state(&course, "init.risk"),
            (TaskState::Done, Some(1)),
            "the task keeps the first session"
        );
        let course = course.write_note(&first, naming(&[])).unwrap();
        assert_eq!(
            state(&course, "init.risk").0,
            TaskState::NotStarted,
            "the note of its session no longer names it"
        );
    }

    #[test]
    fn note_with_unknown_task_technique_or_person_is_refused() {
        let course = begun().held(1);
        let id = course.nth(1);
        let write = |draft| refusal(course.clone().write_note(&id, draft));
        assert_eq!(
            write(naming(&["init.unheard-of"])),
            RuleBroken::UnknownTask,
            "unknown task"
        );
        let techniques = Some(vec!["tech.magic".to_owned()]);
        assert_eq!(
            write(NoteDraft {
                techniques,
                ..NoteDraft::default()
            }),
            RuleBroken::UnknownTechnique,
            "unknown technique"
        );
        let event = |mood_effect, person_ids| MoodEvent {
            event: "row".to_owned(),
            mood_effect: Some(mood_effect),
            effect_said: None,
            person_ids,
        };
        let mood_event = Some(event(-2, vec![PersonId::new("nobody")]));
        assert_eq!(
            write(NoteDraft {
                mood_event,
                ..NoteDraft::default()
            }),
            RuleBroken::UnknownPerson,
            "unknown person"
        );
        let mood_event = Some(event(-3, Vec::new()));
        let range = RuleBroken::OutOfRange { least: -2, most: 2 };
        assert_eq!(
            write(NoteDraft {
                mood_event,
                ..NoteDraft::default()
            }),
            range,
            "effect on mood out of range"
        );
    }

    #[test]
    fn event_has_no_effect_on_mood_until_somebody_says_one() {
        let course = begun().held(1);
        let id = course.nth(1);
        let course = course
            .add_person("Leila, daughter", PersonId::new("p1"))
            .unwrap();
        let told = |mood_effect| {
            let event = MoodEvent {
                event: String::new(),
                mood_effect,
                effect_said: None,
                person_ids: vec![PersonId::new("p1")],
            };
            let draft = NoteDraft {
                mood_event: Some(event),
                ..NoteDraft::default()
            };
            let course = course.clone().write_note(&id, draft).unwrap();
            let mentions = course.mentions_of(&PersonId::new("p1"));
            mentions.first().unwrap().mood_effect
        };
        assert_eq!(told(None), None, "only the person was chosen");
        assert_eq!(told(Some(0)), Some(0), "no change was said");
    }

    #[test]
    fn missed_session_drops_a_blank_draft_and_keeps_a_written_one() {
        let missed = |draft| {
            let course = begun();
            let id = course.nth(1);
            let course = course.write_note(&id, draft).unwrap();
            let outcome = SlotOutcome::of(SlotStatus::Dna);
            let course = course
                .record_slot(&id, outcome, day("2026-01-13"), &mut ids())
                .unwrap();
            course.session(&id).is_some()
        };
        assert!(!missed(NoteDraft::default()), "a blank draft is dropped");
        assert!(!missed(naming(&[])), "a draft that names no task is blank");
        assert!(
            missed(NoteDraft {
                summary: Some("plan".to_owned()),
                ..NoteDraft::default()
            }),
            "a written draft is kept"
        );
    }
}

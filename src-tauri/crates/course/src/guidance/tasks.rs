//! The checklist: marking tasks, and how they stand.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::guidance::{Task, TaskState};
use crate::ids::{SessionRef, SlotId};
use crate::plan::format::{TASKS, TaskGroup, task};
use crate::plan::numbering::met;
use crate::plan::{CourseStatus, EndType};
use crate::rule_broken::{RuleBroken, reasoned};

/// Done after the end as well: closing the record.
const CLOSE_RECORD: &str = "end.close-record";

/// A task as screens show it.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct TaskView {
    /// Stable id.
    pub id: String,
    /// What it belongs to.
    pub group: TaskGroup,
    /// Whether a gate asks for it.
    pub required: bool,
    /// First and last session in which it is expected.
    pub expected: Option<[i32; 2]>,
    /// How far; of an each-session task always not started, since notes keep what was left out.
    pub state: TaskState,
    /// First session in which it was done.
    pub slot: Option<SlotId>,
    /// Its number.
    pub number: Option<i32>,
    /// Why it is not applicable.
    pub reason: Option<String>,
}

crate::redacted!(TaskView);

impl Course {
    /// Marks a task of a phase, of a focus or after the end. Done for the first time, it keeps the session
    /// and day; taken up again, it keeps the first.
    ///
    /// # Errors
    /// Unknown or of every session; not applicable without a reason; concluded, but for follow-up tasks
    /// and closing the record.
    pub fn mark_task(
        mut self,
        id: &str,
        state: TaskState,
        slot: Option<&SlotId>,
        on: NaiveDate,
        reason: Option<String>,
    ) -> Result<Self, RuleBroken> {
        let kind = task(id)
            .filter(|kind| kind.group != TaskGroup::Every)
            .ok_or(RuleBroken::UnknownTask)?;
        let afterwards = kind.group == TaskGroup::After || id == CLOSE_RECORD;
        if self.plan.status == CourseStatus::Closed && !afterwards {
            return Err(RuleBroken::Concluded);
        }
        let day = self.day_of(slot, on)?;
        let session = slot.cloned().map(SessionRef::Slot);
        let reason = match state {
            TaskState::NotApplicable => Some(reasoned(reason.as_deref())?),
            TaskState::NotStarted
            | TaskState::InProgress
            | TaskState::Done
            | TaskState::Revisited => None,
        };
        match state {
            TaskState::Done | TaskState::Revisited => self.do_task_in(id, day, session),
            TaskState::NotStarted | TaskState::InProgress | TaskState::NotApplicable => {
                let task = self.task_entry(id);
                (task.session_number, task.date) = (None, None);
            }
        }
        let task = self.task_entry(id);
        task.state = state;
        task.reason = reason;
        Ok(self.recomputed())
    }

    /// How every task stands: those of the phases the course has, of every session, of the focus in force
    /// and any earlier one worked on, and after the end, unless the client died.
    #[must_use]
    pub fn task_states(&self) -> Vec<TaskView> {
        TASKS
            .iter()
            .filter(|kind| self.has_tasks(kind.group))
            .map(|kind| {
                let task = self.tasks.iter().flatten().find(|task| task.id == kind.id);
                let slot = task
                    .and_then(|task| task.session_number.as_ref())
                    .and_then(|session| self.slot_of(session));
                TaskView {
                    id: kind.id.to_owned(),
                    group: kind.group,
                    required: kind.required,
                    expected: kind.sessions(&self.plan),
                    state: task.map_or(TaskState::NotStarted, |task| task.state),
                    slot: slot.and_then(|slot| slot.id.clone()),
                    number: slot.and_then(|slot| slot.session_number),
                    reason: task.and_then(|task| task.reason.clone()),
                }
            })
            .collect()
    }

    fn has_tasks(&self, group: TaskGroup) -> bool {
        let bounds = &self.plan.phase_bounds;
        match group {
            TaskGroup::Initial => bounds.initial.is_some(),
            TaskGroup::Middle => bounds.middle.is_some(),
            TaskGroup::Every | TaskGroup::Ending => true,
            TaskGroup::After => self.plan.end_type != Some(EndType::Died),
            TaskGroup::Grief
            | TaskGroup::Dispute
            | TaskGroup::Transition
            | TaskGroup::Sensitivities => {
                let changes = self
                    .focus
                    .iter()
                    .flat_map(|focus| focus.changes.iter().flatten());
                let areas = self
                    .focus
                    .iter()
                    .map(|focus| focus.area)
                    .chain(changes.map(|change| change.area));
                areas.map(TaskGroup::of_area).any(|area| area == group)
            }
        }
    }

    /// Does a task as part of something else: agreeing the focus does `init.focus`. One already done, or
    /// said not to apply, stays as it is. It belongs to the session held that day, if there was one.
    pub(crate) fn do_task(&mut self, id: &str, on: NaiveDate) {
        let held = self
            .slots
            .iter()
            .find(|slot| slot.date == on && met(slot.status));
        let session = held.and_then(|slot| slot.id.clone()).map(SessionRef::Slot);
        self.do_task_in(id, on, session);
    }

    /// As [`Course::do_task`], in a session.
    pub(crate) fn do_task_in(&mut self, id: &str, on: NaiveDate, session: Option<SessionRef>) {
        let task = self.task_entry(id);
        match task.state {
            TaskState::NotStarted | TaskState::InProgress | TaskState::NotApplicable => {
                task.state = TaskState::Done;
                task.date = Some(on.to_string());
                task.session_number = session;
                task.reason = None;
            }
            TaskState::Done | TaskState::Revisited => {}
        }
    }

    /// Undoes a task that was done in this session and nowhere else.
    pub(crate) fn undo_task_of(&mut self, id: &str, slot: &SlotId) {
        let done_here = |task: &&mut Task| {
            task.state == TaskState::Done
                && task.session_number.as_ref().and_then(SessionRef::slot) == Some(slot)
        };
        if let Some(task) = self
            .tasks
            .iter_mut()
            .flatten()
            .filter(|task| task.id == id)
            .find(done_here)
        {
            task.state = TaskState::NotStarted;
            (task.session_number, task.date) = (None, None);
        }
    }

    fn task_entry(&mut self, id: &str) -> &mut Task {
        let tasks = self.tasks.get_or_insert_default();
        let position = tasks
            .iter()
            .position(|task| task.id == id)
            .unwrap_or_else(|| {
                let state = TaskState::NotStarted;
                tasks.push(Task {
                    id: id.to_owned(),
                    state,
                    session_number: None,
                    date: None,
                    reason: None,
                });
                tasks.len() - 1
            });
        #[expect(
            clippy::indexing_slicing,
            reason = "the position was found or made just before"
        )]
        &mut tasks[position]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::focus::FocusArea;
    use crate::focus::FocusDraft;
    use crate::plan::BeginPlan;
    use crate::plan::FormatId;
    use crate::testing::{begun, begun_with, day, plan, refusal};

    fn mark(course: Course, id: &str, state: TaskState) -> Result<Course, RuleBroken> {
        course.mark_task(id, state, None, day("2026-02-03"), None)
    }

    fn expected(course: &Course, id: &str) -> Option<[i32; 2]> {
        course
            .task_states()
            .into_iter()
            .find(|task| task.id == id)
            .unwrap()
            .expected
    }

    #[test]
    fn not_applicable_needs_a_reason() {
        let refused = refusal(mark(begun(), "mid.conjoint", TaskState::NotApplicable));
        assert_eq!(refused, RuleBroken::ReasonNeeded, "why it does not apply");
    }

    #[test]
    fn tasks_are_those_of_the_reference() {
        assert_eq!(
            refusal(mark(begun(), "init.magic", TaskState::Done)),
            RuleBroken::UnknownTask,
            "unheard of"
        );
        let refused = refusal(mark(begun(), "every.open", TaskState::Done));
        assert_eq!(
            refused,
            RuleBroken::UnknownTask,
            "a task of every session is kept in each note"
        );
    }

    #[test]
    fn a_task_keeps_the_first_session_it_was_done_in() {
        let course = begun().held(2);
        let (first, second) = (course.nth(1), course.nth(2));
        let done = |course: Course, slot, state| {
            course
                .mark_task("init.risk", state, Some(slot), day("2026-01-20"), None)
                .unwrap()
        };
        let course = done(
            done(course, &first, TaskState::Done),
            &second,
            TaskState::Revisited,
        );
        let task = &course.tasks.as_ref().unwrap()[0];
        assert_eq!(
            (task.state, task.date.as_deref()),
            (TaskState::Revisited, Some("2026-01-13")),
            "the first day"
        );
        let course = done(course, &first, TaskState::NotStarted);
        let task = &course.tasks.as_ref().unwrap()[0];
        assert!(
            task.date.is_none() && task.session_number.is_none(),
            "undone, it has none"
        );
    }

    #[test]
    fn tasks_are_expected_as_the_reference_says_for_sixteen_sessions() {
        let course = begun();
        let rows = [
            ("init.consent", [1, 1]),
            ("init.diagnosis", [1, 2]),
            ("init.inventory", [2, 3]),
            ("init.formulation", [3, 4]),
            ("init.focus", [4, 4]),
            ("init.contract", [1, 4]),
            ("mid.strategy", [5, 12]),
            ("mid.review-setup", [7, 7]),
            ("mid.review", [8, 8]),
            ("mid.goal-check", [6, 10]),
            ("mid.foreshadow", [11, 12]),
            ("end.announce", [13, 13]),
            ("end.feelings", [13, 15]),
            ("end.progress", [14, 14]),
            ("end.signs", [15, 15]),
            ("end.plan", [15, 16]),
            ("end.goodbye", [16, 16]),
        ];
        for (id, sessions) in rows {
            assert_eq!(expected(&course, id), Some(sessions), "{id}");
        }
    }

    #[test]
    fn in_a_short_course_tasks_stay_inside_their_phase() {
        let course = begun_with(plan(FormatId::IptB8));
        assert_eq!(
            expected(&course, "init.inventory"),
            Some([2, 2]),
            "an initial phase of two"
        );
        assert_eq!(
            expected(&course, "end.progress"),
            Some([8, 8]),
            "an ending of one"
        );
        assert_eq!(
            expected(&course, "mid.review"),
            Some([4, 4]),
            "the review of eight"
        );
    }

    #[test]
    fn only_the_steps_of_the_focus_are_shown() {
        let shown =
            |course: &Course, group| course.task_states().iter().any(|task| task.group == group);
        assert!(!shown(&begun(), TaskGroup::Grief), "no focus, no steps");
        let focus = FocusDraft {
            area: FocusArea::Grief,
            situation: None,
            person_ids: Vec::new(),
            secondary_noted: None,
        };
        let course = begun().agree_focus(focus, day("2026-02-03")).unwrap();
        assert!(
            shown(&course, TaskGroup::Grief) && !shown(&course, TaskGroup::Dispute),
            "those of the area"
        );
        let two = begun_with(BeginPlan {
            planned_sessions: Some(2),
            ..plan(FormatId::Custom)
        });
        assert!(
            !shown(&two, TaskGroup::Middle),
            "a course without a middle has none of its tasks"
        );
    }
}

//! The checklist: marks tasks, and lists them with their state.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::guidance::{Task, TaskState};
use crate::ids::{SessionRef, SlotId};
use crate::plan::format::{TASKS, TaskGroup, task};
use crate::plan::numbering::met;
use crate::plan::{CourseStatus, EndType};
use crate::rule_broken::{RuleBroken, require_reason};

/// The task of closing the record, which can be done after the end.
const CLOSE_RECORD: &str = "end.close-record";

/// A task of the checklist with its state.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct TaskView {
    /// The id, which never changes.
    pub id: String,
    /// Its group.
    pub group: TaskGroup,
    /// Whether a gate requires it.
    pub required: bool,
    /// The first and last session in which it is expected.
    pub expected: Option<[i32; 2]>,
    /// Its state. A task of every session is always not started, since notes hold what was left out.
    pub state: TaskState,
    /// Slot of the first session in which it was done.
    pub slot: Option<SlotId>,
    /// Number of that session.
    pub number: Option<i32>,
    /// Why it is not applicable.
    pub reason: Option<String>,
}

crate::redacted!(TaskView);

impl Course {
    /// Marks a task of a phase, of a focus or after the end. A task keeps the session and day in which it was first
    /// done.
    ///
    /// # Errors
    /// The task is unknown or one of every session; not applicable has no reason; the course is concluded and the task
    /// is neither a follow-up nor closing the record.
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
            TaskState::NotApplicable => Some(require_reason(reason.as_deref())?),
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

    /// All tasks of this course with their state: those of its phases, of every session, of its present and earlier
    /// focus, and those after the end, unless the client died.
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

    /// Does a task as part of another verb: agreeing the focus does `init.focus`. A task that is done already stays
    /// unchanged. The task belongs to the session that was held on this day, if there was one.
    pub(crate) fn do_task(&mut self, id: &str, on: NaiveDate) {
        let held = self
            .slots
            .iter()
            .find(|slot| slot.date == on && met(slot.status));
        let session = held.and_then(|slot| slot.id.clone()).map(SessionRef::Slot);
        self.do_task_in(id, on, session);
    }

    /// Does a task like [`Course::do_task`], in a given session.
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

    /// Makes a task not started if it was done in this session.
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
    use crate::course::testing::{begun, begun_with, day, plan, refusal};
    use crate::focus::FocusArea;
    use crate::focus::FocusDraft;
    use crate::plan::BeginPlan;
    use crate::plan::FormatId;

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
    fn task_is_not_applicable_only_with_a_reason() {
        let refused = refusal(mark(begun(), "mid.conjoint", TaskState::NotApplicable));
        assert_eq!(refused, RuleBroken::ReasonNeeded, "the reason is missing");
    }

    #[test]
    fn unknown_tasks_and_tasks_of_every_session_are_not_marked() {
        assert_eq!(
            refusal(mark(begun(), "init.magic", TaskState::Done)),
            RuleBroken::UnknownTask,
            "the checklist has no such task"
        );
        let refused = refusal(mark(begun(), "every.open", TaskState::Done));
        assert_eq!(
            refused,
            RuleBroken::UnknownTask,
            "notes hold the tasks of every session"
        );
    }

    #[test]
    fn task_keeps_the_day_it_was_first_done() {
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
            "the task keeps the first day"
        );
        let course = done(course, &first, TaskState::NotStarted);
        let task = &course.tasks.as_ref().unwrap()[0];
        assert!(
            task.date.is_none() && task.session_number.is_none(),
            "a task that is not started has neither day nor session"
        );
    }

    #[test]
    fn expected_sessions_of_tasks_in_a_course_of_sixteen() {
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
    fn expected_sessions_stay_inside_their_phase_in_a_short_course() {
        let course = begun_with(plan(FormatId::IptB8));
        assert_eq!(
            expected(&course, "init.inventory"),
            Some([2, 2]),
            "the initial phase has two sessions"
        );
        assert_eq!(
            expected(&course, "end.progress"),
            Some([8, 8]),
            "the ending has one session"
        );
        assert_eq!(
            expected(&course, "mid.review"),
            Some([4, 4]),
            "the review of eight sessions is in session 4"
        );
    }

    #[test]
    fn only_tasks_of_the_focus_and_of_existing_phases_are_listed() {
        let shown =
            |course: &Course, group| course.task_states().iter().any(|task| task.group == group);
        assert!(
            !shown(&begun(), TaskGroup::Grief),
            "without a focus there are no tasks of a focus"
        );
        let focus = FocusDraft {
            area: FocusArea::Grief,
            situation: None,
            person_ids: Vec::new(),
            secondary_noted: None,
        };
        let course = begun()
            .agree_focus(focus, day("2026-02-03"), day("2026-02-03"))
            .unwrap();
        assert!(
            shown(&course, TaskGroup::Grief) && !shown(&course, TaskGroup::Dispute),
            "the focus is grief"
        );
        let two = begun_with(BeginPlan {
            planned_sessions: Some(2),
            ..plan(FormatId::Custom)
        });
        assert!(
            !shown(&two, TaskGroup::Middle),
            "a course without a middle phase has no tasks of it"
        );
    }
}

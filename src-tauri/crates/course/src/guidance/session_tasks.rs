//! The tasks of each session: those that are due, and the steps of the focus.

use serde::Serialize;

use crate::Course;
use crate::focus::Focus;
use crate::guidance::{Pip, TaskState, TaskView};
use crate::ids::SlotId;
use crate::plan::Phase;
use crate::plan::format::TaskGroup;

/// The tasks of one session, by id.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SessionTasks {
    /// The slot.
    pub slot: SlotId,
    /// The group of its phase.
    pub group: TaskGroup,
    /// Tasks of this group that are expected by now and not finished, are begun, or were done in this session.
    pub due: Vec<String>,
    /// The other tasks of this group: done before, set aside, or expected later.
    pub rest: Vec<String>,
    /// The group of the focus, once it is worked on.
    pub focus: Option<TaskGroup>,
    /// Its steps.
    pub steps: Vec<String>,
}

crate::redacted!(SessionTasks);

const fn group_of(phase: Phase) -> TaskGroup {
    match phase {
        Phase::Initial => TaskGroup::Initial,
        Phase::Middle => TaskGroup::Middle,
        Phase::Ending => TaskGroup::Ending,
        Phase::Concluded => TaskGroup::After,
    }
}

/// Whether a task is due in the session of this number. An unfinished task is due until it is finished. In a session
/// without a number every task that is expected somewhere is.
fn is_due(task: &TaskView, number: Option<i32>) -> bool {
    let done_here = number.is_some() && task.number == number;
    let expected = task
        .expected
        .is_some_and(|[first, _]| number.is_none_or(|number| first <= number));
    let unfinished = match task.state {
        TaskState::NotStarted => expected,
        TaskState::InProgress => true,
        TaskState::Done | TaskState::Revisited | TaskState::NotApplicable => false,
    };
    done_here || unfinished
}

impl Course {
    /// The tasks of each session, in the order of the slots.
    #[must_use]
    pub fn session_tasks(&self) -> Vec<SessionTasks> {
        let tasks = self.task_states();
        let pips = self.glance().pips;
        pips.iter().map(|pip| self.tasks_of(pip, &tasks)).collect()
    }

    fn tasks_of(&self, pip: &Pip, tasks: &[TaskView]) -> SessionTasks {
        // A note keeps the phase in which it was written.
        let phase = self
            .session(&pip.slot)
            .map_or(pip.phase, |session| session.phase);
        let group = group_of(phase);
        let number = pip.number.or(pip.would_be);
        let ids = |wanted: &dyn Fn(&TaskView) -> bool| -> Vec<String> {
            let wanted = tasks.iter().filter(|task| wanted(task));
            wanted.map(|task| task.id.clone()).collect()
        };
        let focus = self.focus.as_ref().filter(|_| phase != Phase::Initial);
        let focus = focus.map(Focus::area_now).map(TaskGroup::of_area);
        SessionTasks {
            slot: pip.slot.clone(),
            group,
            due: ids(&|task| task.group == group && is_due(task, number)),
            rest: ids(&|task| task.group == group && !is_due(task, number)),
            focus,
            steps: ids(&|task| Some(task.group) == focus),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day};
    use crate::focus::{FocusArea, FocusDraft};
    use crate::session::SlotStatus;

    /// The tasks of the session in the `nth` slot, from 1.
    fn of(course: &Course, nth: usize) -> SessionTasks {
        course.session_tasks().remove(nth - 1)
    }

    fn mark(course: Course, id: &str, state: TaskState, nth: usize) -> Course {
        let slot = course.nth(nth);
        let reason = (state == TaskState::NotApplicable).then(|| "not needed".to_owned());
        course
            .mark_task(id, state, Some(&slot), day("2026-01-13"), reason)
            .unwrap()
    }

    fn is_due_in(course: &Course, id: &str, nth: usize) -> bool {
        let tasks = of(course, nth);
        let [due, rest] = [&tasks.due, &tasks.rest].map(|ids| ids.iter().any(|one| one == id));
        assert!(due != rest, "{id} is due or among the others");
        due
    }

    #[test]
    fn unfinished_tasks_are_due_from_their_first_session_on() {
        let course = begun().held(4);
        for (nth, due) in [(1, false), (2, true), (3, true), (4, true)] {
            assert_eq!(is_due_in(&course, "init.inventory", nth), due, "{nth}");
        }
    }

    #[test]
    fn task_done_in_a_session_stays_on_its_page_only() {
        let course = mark(begun().held(4), "init.inventory", TaskState::Done, 3);
        for (nth, due) in [(2, false), (3, true), (4, false)] {
            assert_eq!(is_due_in(&course, "init.inventory", nth), due, "{nth}");
        }
    }

    #[test]
    fn task_that_was_begun_is_due_whenever_it_was_expected() {
        let course = mark(begun().held(4), "init.focus", TaskState::InProgress, 1);
        assert!(is_due_in(&course, "init.focus", 1), "expected in session 4");
        let set_aside = mark(course, "init.focus", TaskState::NotApplicable, 1);
        assert!(!is_due_in(&set_aside, "init.focus", 4), "it is not needed");
    }

    #[test]
    fn session_that_takes_no_number_shows_every_expected_task() {
        let course = begun().with(1, SlotStatus::CancelledTherapist).unwrap();
        assert!(is_due_in(&course, "init.focus", 1), "no number, no limit");
    }

    #[test]
    fn steps_of_the_focus_are_shown_from_the_middle_phase_on() {
        let focus = FocusDraft {
            area: FocusArea::Grief,
            situation: None,
            person_ids: Vec::new(),
            secondary_noted: None,
        };
        let course = begun()
            .held(4)
            .agree_focus(focus, day("2026-02-03"), day("2026-02-03"));
        let course = course.unwrap();
        let before = of(&course, 4);
        assert_eq!(
            (before.group, before.focus, before.steps.len()),
            (TaskGroup::Initial, None, 0),
            "it is not worked on yet"
        );
        let after = of(&course, 6);
        assert_eq!(
            (after.group, after.focus),
            (TaskGroup::Middle, Some(TaskGroup::Grief))
        );
        let steps = course.task_states();
        let steps = steps.iter().filter(|task| task.group == TaskGroup::Grief);
        assert_eq!(after.steps.len(), steps.count(), "each step of it");
    }
}

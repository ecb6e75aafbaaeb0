//! The tasks of each phase, of every session and of each focus area.
//!
//! The ids are ours and never change. The tasks follow the manuals (M) and the phases of S1, S2, S3 and S40.

use serde::Serialize;

use crate::focus::FocusArea;
use crate::plan::{PhaseBounds, Plan};

/// The group of a task: a phase, every session, a focus area, or after the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TaskGroup {
    /// The initial phase.
    Initial,
    /// Every session held.
    Every,
    /// The middle phase.
    Middle,
    /// The ending phase.
    Ending,
    /// After the end.
    After,
    /// Steps of a focus on grief.
    Grief,
    /// Steps of a focus on a dispute.
    Dispute,
    /// Steps of a focus on a role transition.
    Transition,
    /// Steps of a focus on interpersonal sensitivities.
    Sensitivities,
}

impl TaskGroup {
    /// The group of a focus area.
    #[must_use]
    pub const fn of_area(area: FocusArea) -> Self {
        match area {
            FocusArea::Grief => Self::Grief,
            FocusArea::Dispute => Self::Dispute,
            FocusArea::Transition => Self::Transition,
            FocusArea::Sensitivities => Self::Sensitivities,
        }
    }
}

/// The sessions in which a task is expected, for any number of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Counted from the first session of its phase, which is 1.
    FromStart(i32, i32),
    /// Counted back from the last session of its phase, which is 0.
    FromEnd(i32, i32),
    /// Counted from the mid-course review, which is 0.
    AroundReview(i32, i32),
    /// Any session of its phase.
    Throughout,
    /// No session in particular.
    Any,
}

/// One task of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskKind {
    /// The id, which never changes.
    pub id: &'static str,
    /// The group.
    pub group: TaskGroup,
    /// Whether a gate requires it.
    pub required: bool,
    /// The sessions in which it is expected.
    pub expected: Expected,
}

impl TaskKind {
    /// First and last session in which this course expects the task, limited to its phase.
    #[must_use]
    pub fn sessions(&self, plan: &Plan) -> Option<[i32; 2]> {
        let [first, last] = span(self.group, &plan.phase_bounds)?;
        let [from, to] = match self.expected {
            Expected::FromStart(from, to) => [first + from - 1, first + to - 1],
            Expected::FromEnd(from, to) => [last - from, last - to],
            Expected::AroundReview(from, to) => {
                [plan.mid_review_at? + from, plan.mid_review_at? + to]
            }
            Expected::Throughout => [first, last],
            Expected::Any => return None,
        };
        Some([from.clamp(first, last), to.clamp(first, last)])
    }
}

/// First and last session of the phase of a group.
fn span(group: TaskGroup, bounds: &PhaseBounds) -> Option<[i32; 2]> {
    match group {
        TaskGroup::Initial => bounds.initial,
        TaskGroup::Middle
        | TaskGroup::Grief
        | TaskGroup::Dispute
        | TaskGroup::Transition
        | TaskGroup::Sensitivities => bounds.middle,
        TaskGroup::Ending => bounds.ending,
        TaskGroup::Every | TaskGroup::After => None,
    }
}

/// Finds the task with this id.
#[must_use]
pub fn task(id: &str) -> Option<&'static TaskKind> {
    TASKS.iter().find(|task| task.id == id)
}

const fn required(group: TaskGroup, id: &'static str, expected: Expected) -> TaskKind {
    TaskKind {
        id,
        group,
        required: true,
        expected,
    }
}

const fn optional(group: TaskGroup, id: &'static str, expected: Expected) -> TaskKind {
    TaskKind {
        id,
        group,
        required: false,
        expected,
    }
}

const fn every(id: &'static str) -> TaskKind {
    optional(TaskGroup::Every, id, Expected::Any)
}

const fn step(group: TaskGroup, id: &'static str) -> TaskKind {
    optional(group, id, Expected::Throughout)
}

use Expected::{Any, AroundReview, FromEnd, FromStart, Throughout};
use TaskGroup::{After, Dispute, Ending, Grief, Initial, Middle, Sensitivities, Transition};

/// Every task, group by group, in the order in which they usually come.
pub const TASKS: &[TaskKind] = &[
    required(Initial, "init.consent", FromStart(1, 1)),
    required(Initial, "init.symptoms", FromStart(1, 1)),
    required(Initial, "init.diagnosis", FromStart(1, 2)),
    required(Initial, "init.baseline", FromStart(1, 1)),
    required(Initial, "init.risk", FromStart(1, 1)),
    optional(Initial, "init.medical", FromStart(1, 1)),
    required(Initial, "init.psychoed", FromStart(1, 1)),
    required(Initial, "init.sick-role", FromStart(1, 2)),
    required(Initial, "init.rationale", FromStart(1, 1)),
    required(Initial, "init.timeline", FromStart(1, 3)),
    required(Initial, "init.inventory", FromStart(2, 3)),
    required(Initial, "init.map", FromStart(2, 3)),
    optional(Initial, "init.history", FromStart(1, 3)),
    optional(Initial, "init.communication-style", FromStart(2, 3)),
    required(Initial, "init.mood-link", FromStart(2, 4)),
    optional(Initial, "init.support", FromStart(2, 3)),
    required(Initial, "init.formulation", FromEnd(1, 0)),
    required(Initial, "init.focus", FromEnd(0, 0)),
    required(Initial, "init.goals", FromEnd(0, 0)),
    required(Initial, "init.contract", Throughout),
    optional(Initial, "init.tasks-next", Throughout),
    every("every.measures"),
    every("every.risk"),
    every("every.open"),
    every("every.mood-event"),
    every("every.focus"),
    every("every.affect"),
    every("every.technique"),
    every("every.network"),
    every("every.experiment"),
    every("every.time"),
    every("every.summary"),
    optional(Middle, "mid.strategy", Throughout),
    optional(Middle, "mid.review-setup", AroundReview(-1, -1)),
    required(Middle, "mid.review", AroundReview(0, 0)),
    optional(Middle, "mid.map-update", AroundReview(0, 0)),
    optional(Middle, "mid.goal-check", AroundReview(-2, 2)),
    optional(Middle, "mid.conjoint", Any),
    optional(Middle, "mid.nonresponse", AroundReview(0, 0)),
    required(Middle, "mid.foreshadow", FromEnd(1, 0)),
    optional(Middle, "mid.focus-change", Any),
    optional(Ending, "end.announce", FromStart(1, 1)),
    optional(Ending, "end.feelings", FromStart(1, 3)),
    required(Ending, "end.progress", FromStart(2, 2)),
    optional(Ending, "end.client-credit", FromStart(2, 3)),
    optional(Ending, "end.goals", FromStart(2, 3)),
    optional(Ending, "end.map", FromStart(2, 3)),
    optional(Ending, "end.focus-review", FromStart(2, 3)),
    optional(Ending, "end.formulation-review", FromStart(2, 3)),
    required(Ending, "end.signs", FromEnd(1, 1)),
    optional(Ending, "end.situations", FromEnd(1, 1)),
    required(Ending, "end.plan", FromEnd(1, 0)),
    optional(Ending, "end.further-help", FromEnd(1, 0)),
    optional(Ending, "end.nonresponse", FromStart(2, 2)),
    optional(Ending, "end.maintenance", FromEnd(1, 1)),
    required(Ending, "end.final-measures", FromEnd(0, 0)),
    optional(Ending, "end.letter", FromEnd(0, 0)),
    required(Ending, "end.goodbye", FromEnd(0, 0)),
    optional(Ending, "end.close-record", Any),
    optional(After, "fu.check-1", Any),
    optional(After, "fu.check-3", Any),
    optional(After, "fu.check-6", Any),
    step(Grief, "grief.link-symptoms"),
    step(Grief, "grief.story"),
    step(Grief, "grief.relationship"),
    step(Grief, "grief.feelings"),
    step(Grief, "grief.rituals"),
    step(Grief, "grief.support-then"),
    step(Grief, "grief.present"),
    step(Grief, "grief.new-ties"),
    step(Grief, "grief.ongoing-bond"),
    step(Dispute, "dispute.identify"),
    step(Dispute, "dispute.stage"),
    step(Dispute, "dispute.expectations"),
    step(Dispute, "dispute.pattern"),
    step(Dispute, "dispute.assets"),
    step(Dispute, "dispute.communication"),
    step(Dispute, "dispute.options"),
    step(Dispute, "dispute.plan"),
    step(Dispute, "dispute.try"),
    step(Dispute, "dispute.review-stage"),
    step(Transition, "transition.link-symptoms"),
    step(Transition, "transition.old-good"),
    step(Transition, "transition.old-bad"),
    step(Transition, "transition.loss-feelings"),
    step(Transition, "transition.change"),
    step(Transition, "transition.new-good"),
    step(Transition, "transition.new-bad"),
    step(Transition, "transition.skills"),
    step(Transition, "transition.support"),
    step(Transition, "transition.opportunity"),
    step(Transition, "transition.new-identity"),
    step(Sensitivities, "sens.link-symptoms"),
    step(Sensitivities, "sens.past"),
    step(Sensitivities, "sens.pattern"),
    step(Sensitivities, "sens.current"),
    step(Sensitivities, "sens.here"),
    step(Sensitivities, "sens.skill"),
    step(Sensitivities, "sens.contact"),
    step(Sensitivities, "sens.widen"),
    step(Sensitivities, "sens.gains"),
];

//! The acts of the random histories. An act may make sense or not.

use chrono::NaiveDate;
use course::focus::FocusArea;
use course::guidance::TaskState;
use course::plan::EndType;
use course::plan::contract::MissedSessionRule;
use course::plan::gate::Gate;
use course::session::SlotStatus;

/// One act: a verb with its arguments.
#[derive(Debug, Clone)]
pub enum Act {
    Record {
        nth: usize,
        status: SlotStatus,
        counts: Option<bool>,
        today: NaiveDate,
    },
    Correct {
        nth: usize,
        status: SlotStatus,
        counts: Option<bool>,
        reason: bool,
        today: NaiveDate,
    },
    Strike {
        nth: usize,
        today: NaiveDate,
    },
    Move {
        nth: usize,
        to: NaiveDate,
        hour: u32,
    },
    Add {
        on: NaiveDate,
        hour: u32,
    },
    Write {
        nth: usize,
    },
    Sign {
        nth: usize,
    },
    Append {
        nth: usize,
    },
    Amend {
        planned: i32,
        on: NaiveDate,
    },
    Rule {
        rule: MissedSessionRule,
        on: NaiveDate,
    },
    Terms {
        on: NaiveDate,
    },
    Finalise {
        on: NaiveDate,
    },
    Pass {
        gate: Gate,
        reason: bool,
        on: NaiveDate,
    },
    MoveOn {
        on: NaiveDate,
    },
    Conclude {
        end_type: EndType,
        reason: bool,
        on: NaiveDate,
    },
    UndoConclusion,
    Agree {
        area: FocusArea,
        on: NaiveDate,
    },
    Change {
        area: FocusArea,
        on: NaiveDate,
    },
    Goal {
        on: NaiveDate,
    },
    Rate {
        nth: usize,
        value: i32,
    },
    Task {
        nth: usize,
        state: TaskState,
        slot: usize,
    },
    Measure {
        nth: usize,
        answer: i32,
        missing: usize,
    },
    Decline {
        nth: usize,
    },
    RemoveSheet {
        nth: usize,
        reason: bool,
    },
    Review {
        nth: usize,
        slot: usize,
    },
    Person,
    Edit {
        nth: usize,
        death_date: Option<String>,
        met_on: Option<String>,
        ring: i32,
    },
    Place {
        nth: usize,
        ring: i32,
        angle: f64,
    },
    Remove {
        nth: usize,
    },
    Tie {
        nth: usize,
        with: usize,
    },
    Jot {
        nth: usize,
        distance: i32,
    },
}

impl Act {
    /// The day of the act.
    pub fn today(&self) -> NaiveDate {
        match self {
            Self::Record { today, .. }
            | Self::Correct { today, .. }
            | Self::Strike { today, .. } => *today,
            Self::Move { to: on, .. }
            | Self::Add { on, .. }
            | Self::Amend { on, .. }
            | Self::Rule { on, .. }
            | Self::Terms { on }
            | Self::Finalise { on }
            | Self::Pass { on, .. }
            | Self::MoveOn { on }
            | Self::Conclude { on, .. }
            | Self::Agree { on, .. }
            | Self::Change { on, .. }
            | Self::Goal { on } => *on,
            Self::Write { .. }
            | Self::Sign { .. }
            | Self::Append { .. }
            | Self::UndoConclusion
            | Self::Rate { .. }
            | Self::Task { .. }
            | Self::Measure { .. }
            | Self::Decline { .. }
            | Self::RemoveSheet { .. }
            | Self::Review { .. }
            | Self::Person
            | Self::Edit { .. }
            | Self::Place { .. }
            | Self::Remove { .. }
            | Self::Tie { .. }
            | Self::Jot { .. } => NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day"),
        }
    }
}

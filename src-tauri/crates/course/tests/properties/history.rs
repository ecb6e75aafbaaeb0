//! Random histories: how a course is begun, and what is done to it, sensible or not.

use chrono::{Days, NaiveDate};
use course::begin::BeginPlan;
use course::contract::ContractEdit;
use course::ending::Conclusion;
use course::focus::FocusDraft;
use course::gate::GatePass;
use course::ids::{GoalId, PersonId, SlotId};
use course::instant::Instant;
use course::measures::MeasureEntry;
use course::notes::{AddendumDraft, NoteDraft};
use course::record::client::Client;
use course::record::contract::{Amendment, MissedSessionRule};
use course::record::focus::{FocusArea, FocusChange};
use course::record::plan::{Cadence, EndType, FormatId};
use course::record::slot::SlotStatus;
use course::record::task::{Gate, TaskState};
use course::slots::SlotOutcome;
use course::{Course, RuleBroken};
use proptest::prelude::*;

use crate::steps;

/// Stands for everything a client may say.
pub const SECRET: &str = "s3cret";

pub const STATUSES: [SlotStatus; 10] = [
    SlotStatus::Planned,
    SlotStatus::Attended,
    SlotStatus::AttendedPartial,
    SlotStatus::CancelledNotice,
    SlotStatus::CancelledLate,
    SlotStatus::Dna,
    SlotStatus::CancelledTherapist,
    SlotStatus::Rescheduled,
    SlotStatus::Break,
    SlotStatus::Void,
];

pub const RULES: [MissedSessionRule; 4] = [
    MissedSessionRule::Counts,
    MissedSessionRule::Moves,
    MissedSessionRule::Mixed,
    MissedSessionRule::Decide,
];

const FORMATS: [FormatId; 6] = [
    FormatId::Ipt16,
    FormatId::IptB8,
    FormatId::Ipc6,
    FormatId::IptM,
    FormatId::Ipsrt20,
    FormatId::Custom,
];

/// New ids, never twice in one history.
#[derive(Default)]
pub struct Ids(u32);

impl Ids {
    pub fn make(&mut self) -> String {
        self.0 += 1;
        format!("id-{}", self.0)
    }
}

/// One thing done.
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
    Person,
    Place {
        nth: usize,
        ring: i32,
        angle: f64,
    },
    Remove {
        nth: usize,
    },
}

/// How a course was begun, and what was done since.
#[derive(Debug, Clone)]
pub struct History {
    format: FormatId,
    planned: i32,
    rule: MissedSessionRule,
    cadence: Cadence,
    start: NaiveDate,
    breaks: Vec<i64>,
    pub acts: Vec<Act>,
}

impl History {
    pub fn begin(&self, ids: &mut Ids) -> Course {
        let plan = |breaks: Vec<NaiveDate>, planned_sessions| BeginPlan {
            template: self.format,
            planned_sessions,
            cadence: Some(self.cadence),
            start_date: self.start,
            start_time: Some("10:00".to_owned()),
            session_minutes: None,
            missed_session_rule: Some(self.rule),
            planned_breaks: breaks,
            place: None,
            fee_gbp: None,
            cancellation: None,
            measures: None,
            recording_consent: None,
            gp_contact_consent: None,
            therapist: None,
            previous_course_id: None,
            carried_focus: None,
        };
        let weeks = |week: &i64| {
            self.start
                .checked_add_days(Days::new(7 * week.unsigned_abs()))
        };
        let breaks = self.breaks.iter().filter_map(weeks).collect();
        let usual = if self.format == FormatId::Custom {
            Some(self.planned)
        } else {
            None
        };
        let tries = [
            plan(breaks, Some(self.planned)),
            plan(Vec::new(), Some(self.planned)),
            plan(Vec::new(), usual),
        ];
        let begun = tries
            .into_iter()
            .find_map(|plan| Course::begin(client(), plan, &mut || ids.make()).ok());
        begun.expect("a format can be begun with its usual number")
    }
}

fn client() -> Client {
    Client {
        id: "c-1".to_owned(),
        code: "C-001".to_owned(),
        display_name: Some(SECRET.to_owned()),
        pronouns: None,
        date_of_birth: Some("1990-02-28".to_owned()),
        phone: None,
        email: None,
        address_area: None,
        gp: None,
        emergency_contact: None,
        languages: None,
        referral: None,
    }
}

/// Some slot of the series.
pub fn nth(course: &Course, nth: usize) -> Option<SlotId> {
    let slot = course.slots.get(nth.checked_rem(course.slots.len())?)?;
    slot.id.clone()
}

fn at() -> Instant {
    Instant::try_from("2026-02-01T18:00:00Z".to_owned()).expect("an instant in UTC")
}

fn secret(given: bool) -> Option<String> {
    given.then(|| SECRET.to_owned())
}

impl Act {
    /// The day it is done on.
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
            | Self::Person
            | Self::Place { .. }
            | Self::Remove { .. } => NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day"),
        }
    }

    pub fn done_to(&self, course: Course, ids: &mut Ids) -> Result<Course, RuleBroken> {
        let mut new = || ids.make();
        let slot = |which: &usize| nth(&course, *which).unwrap_or_else(|| SlotId::new("none"));
        let person = |which: &usize| {
            let people = course.people.as_deref().unwrap_or_default();
            let some = which
                .checked_rem(people.len())
                .and_then(|which| people.get(which));
            some.map_or_else(|| PersonId::new("nobody"), |person| person.id.clone())
        };
        match self {
            Self::Record {
                nth,
                status,
                counts,
                today,
            } => {
                let outcome = SlotOutcome {
                    counts: *counts,
                    reason: secret(true),
                    ..SlotOutcome::of(*status)
                };
                let id = slot(nth);
                course.record_slot(&id, outcome, *today, &mut new)
            }
            Self::Correct {
                nth,
                status,
                counts,
                reason,
                today,
            } => {
                let outcome = SlotOutcome {
                    counts: *counts,
                    ..SlotOutcome::of(*status)
                };
                let id = slot(nth);
                course.correct_slot(&id, outcome, secret(*reason), *today, &mut new)
            }
            Self::Strike { nth, today } => {
                let id = slot(nth);
                course.strike_note(&id, SECRET.to_owned(), *today, &mut new)
            }
            Self::Move { nth, to, hour } => {
                let id = slot(nth);
                course.reschedule(&id, *to, Some(format!("{hour}:00")), secret(true), &mut new)
            }
            Self::Add { on, hour } => course.add_slot(*on, Some(format!("{hour}:00")), &mut new),
            Self::Write { nth } => {
                let tasks_done = Some(vec!["init.risk".to_owned(), "every.open".to_owned()]);
                let id = slot(nth);
                let text = secret(true);
                course.write_note(
                    &id,
                    NoteDraft {
                        summary: text.clone(),
                        risk_note: text,
                        tasks_done,
                        ..NoteDraft::default()
                    },
                )
            }
            Self::Sign { nth } => {
                let id = slot(nth);
                course.sign_note(&id, at(), None)
            }
            Self::Append { nth } => {
                let draft = AddendumDraft {
                    author: None,
                    reason: None,
                    text: SECRET.to_owned(),
                };
                let id = slot(nth);
                course.add_addendum(new(), &id, at(), draft)
            }
            Self::Amend { planned, on } => {
                let amendment = Amendment {
                    on: *on,
                    planned_sessions: *planned,
                    reason: SECRET.to_owned(),
                    new_end_date: NaiveDate::from_ymd_opt(2031, 1, 1).expect("a day"),
                    supervision_noted: None,
                };
                course.amend_contract(amendment, &mut new)
            }
            Self::Rule { rule, on } => course.change_missed_rule(*rule, *on, &mut new),
            Self::Terms { on } => {
                let edit = ContractEdit {
                    session_minutes: 45,
                    place: secret(true),
                    fee_gbp: None,
                    cancellation: None,
                    measures: None,
                    recording_consent: None,
                    gp_contact_consent: None,
                };
                course.edit_contract(edit, *on)
            }
            Self::Finalise { on } => course.finalise_contract(*on),
            Self::Pass { gate, reason, on } => course.pass_gate(
                *gate,
                GatePass {
                    reason: secret(*reason),
                    end_type: None,
                },
                *on,
            ),
            Self::MoveOn { on } => course.move_on(*on),
            Self::Conclude {
                end_type,
                reason,
                on,
            } => {
                let last = course
                    .slots
                    .iter()
                    .filter(|slot| slot.minutes_held.is_some())
                    .map(|slot| slot.date)
                    .max();
                let actual_end = last.unwrap_or(course.plan.start_date);
                let conclusion = Conclusion {
                    end_type: *end_type,
                    actual_end,
                    retention_until: None,
                    reason: secret(*reason),
                };
                course.conclude(conclusion, *on)
            }
            Self::UndoConclusion => course.undo_conclusion(),
            Self::Agree { area, on } => course.agree_focus(focus(*area), *on),
            Self::Change { area, on } => course.change_focus(FocusChange {
                on: *on,
                area: *area,
                situation: SECRET.to_owned(),
                reason: SECRET.to_owned(),
                supervision_noted: None,
                person_ids: None,
            }),
            Self::Goal { on } => course.add_goal(GoalId::new(new()), SECRET.to_owned(), None, *on),
            Self::Rate { nth, value } => {
                let goal = course
                    .goals
                    .iter()
                    .flatten()
                    .next()
                    .map(|goal| goal.id.clone());
                let id = slot(nth);
                course.rate_goal(&goal.unwrap_or_else(|| GoalId::new("none")), &id, *value)
            }
            Self::Task {
                nth,
                state,
                slot: at,
            } => {
                let tasks = course::format::TASKS;
                let task = tasks.get(nth % tasks.len()).expect("there are tasks");
                let id = slot(at);
                course.mark_task(task.id, *state, Some(&id), steps::far(), secret(true))
            }
            Self::Measure {
                nth,
                answer,
                missing,
            } => {
                let id = slot(nth);
                let items = (0..9)
                    .map(|item| (item >= *missing).then(|| (*answer).into()))
                    .collect();
                course.record_measure(sheet("PHQ-9", Some(id), items), new())
            }
            Self::Person => course.add_person("Leila, daughter", PersonId::new(new())),
            Self::Place { nth, ring, angle } => {
                let id = person(nth);
                course.place_person(&id, *ring, *angle)
            }
            Self::Remove { nth } => {
                let id = person(nth);
                course.remove_person(&id)
            }
        }
    }
}

pub fn focus(area: FocusArea) -> FocusDraft {
    FocusDraft {
        area,
        situation: secret(true),
        person_ids: Vec::new(),
        secondary_noted: None,
    }
}

pub fn sheet(
    instrument: &str,
    slot: Option<SlotId>,
    items: Vec<Option<course::amount::Amount>>,
) -> MeasureEntry {
    MeasureEntry {
        instrument: instrument.to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 1, 13).expect("a day"),
        slot,
        completed_by: None,
        items: Some(items),
        function_item: None,
        total: None,
        item9: None,
        value: None,
        work_not_applicable: None,
        subscales: None,
    }
}

fn days() -> impl Strategy<Value = NaiveDate> {
    let start = NaiveDate::from_ymd_opt(2026, 1, 13).expect("a day");
    prop_oneof![
        3 => (0_u64..60).prop_map(move |weeks| start.checked_add_days(Days::new(weeks * 7)).expect("in range")),
        1 => (0_u64..500).prop_map(move |days| start.checked_add_days(Days::new(days)).expect("in range")),
        3 => Just(steps::far()),
    ]
}

fn statuses() -> impl Strategy<Value = SlotStatus> {
    prop_oneof![5 => Just(SlotStatus::Attended), 5 => prop::sample::select(&STATUSES[..])]
}

fn counts() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![Just(None), Just(Some(true)), Just(Some(false))]
}

fn act() -> impl Strategy<Value = Act> {
    let areas = || {
        prop::sample::select(vec![
            FocusArea::Grief,
            FocusArea::Dispute,
            FocusArea::Transition,
            FocusArea::Sensitivities,
        ])
    };
    let gates = prop::sample::select(vec![Gate::G1, Gate::G2, Gate::G3, Gate::G4]);
    let ends = vec![
        EndType::Planned,
        EndType::Early,
        EndType::DroppedOut,
        EndType::Died,
    ];
    let states = vec![
        TaskState::NotStarted,
        TaskState::Done,
        TaskState::Revisited,
        TaskState::NotApplicable,
    ];
    prop_oneof![
        30 => (0_usize..24, statuses(), counts(), days())
            .prop_map(|(nth, status, counts, today)| Act::Record { nth, status, counts, today }),
        6 => (0_usize..24, statuses(), counts(), any::<bool>(), days())
            .prop_map(|(nth, status, counts, reason, today)| Act::Correct { nth, status, counts, reason, today }),
        1 => (0_usize..24, days()).prop_map(|(nth, today)| Act::Strike { nth, today }),
        2 => (0_usize..24, days(), 8_u32..12).prop_map(|(nth, to, hour)| Act::Move { nth, to, hour }),
        2 => (days(), 8_u32..12).prop_map(|(on, hour)| Act::Add { on, hour }),
        4 => (0_usize..24).prop_map(|nth| Act::Write { nth }),
        4 => (0_usize..24).prop_map(|nth| Act::Sign { nth }),
        1 => (0_usize..24).prop_map(|nth| Act::Append { nth }),
        2 => (0_i32..24, days()).prop_map(|(planned, on)| Act::Amend { planned, on }),
        1 => (prop::sample::select(&RULES[..]), days()).prop_map(|(rule, on)| Act::Rule { rule, on }),
        1 => days().prop_map(|on| Act::Terms { on }),
        1 => days().prop_map(|on| Act::Finalise { on }),
        3 => (gates, any::<bool>(), days()).prop_map(|(gate, reason, on)| Act::Pass { gate, reason, on }),
        3 => days().prop_map(|on| Act::MoveOn { on }),
        1 => (prop::sample::select(ends), any::<bool>(), days())
            .prop_map(|(end_type, reason, on)| Act::Conclude { end_type, reason, on }),
        1 => Just(Act::UndoConclusion),
        1 => (areas(), days()).prop_map(|(area, on)| Act::Agree { area, on }),
        1 => (areas(), days()).prop_map(|(area, on)| Act::Change { area, on }),
        1 => days().prop_map(|on| Act::Goal { on }),
        2 => (0_usize..24, 0_i32..12).prop_map(|(nth, value)| Act::Rate { nth, value }),
        4 => (0_usize..99, prop::sample::select(states), 0_usize..24)
            .prop_map(|(nth, state, slot)| Act::Task { nth, state, slot }),
        3 => (0_usize..24, -1_i32..5, 0_usize..4)
            .prop_map(|(nth, answer, missing)| Act::Measure { nth, answer, missing }),
        1 => Just(Act::Person),
        1 => (0_usize..4, 0_i32..7, -400.0_f64..800.0).prop_map(|(nth, ring, angle)| Act::Place { nth, ring, angle }),
        1 => (0_usize..4).prop_map(|nth| Act::Remove { nth }),
    ]
}

/// Slots are mostly recorded one after the other, as in life; the rest happens between.
fn in_order() -> impl Strategy<Value = Vec<Act>> {
    let next = (statuses(), counts()).prop_map(|(status, counts)| (status, counts));
    (
        prop::collection::vec(next, 0..22),
        prop::collection::vec((0_usize..60, act()), 0..30),
    )
        .prop_map(|(slots, others)| {
            let mut acts: Vec<Act> = slots
                .into_iter()
                .enumerate()
                .map(|(nth, (status, counts))| Act::Record {
                    nth,
                    status,
                    counts,
                    today: steps::far(),
                })
                .collect();
            for (place, act) in others {
                acts.insert(place.min(acts.len()), act);
            }
            acts
        })
}

pub fn history() -> impl Strategy<Value = History> {
    let cadences = vec![
        Cadence::Weekly,
        Cadence::Weekly,
        Cadence::Fortnightly,
        Cadence::Monthly,
    ];
    let start = NaiveDate::from_ymd_opt(2026, 1, 13).expect("a day");
    (
        prop::sample::select(&FORMATS[..]),
        1_i32..21,
        prop::sample::select(&RULES[..]),
        prop::sample::select(cadences),
        prop::collection::vec(0_i64..12, 0..3),
        in_order(),
    )
        .prop_map(
            move |(format, planned, rule, cadence, breaks, acts)| History {
                format,
                planned,
                rule,
                cadence,
                start,
                breaks,
                acts,
            },
        )
}

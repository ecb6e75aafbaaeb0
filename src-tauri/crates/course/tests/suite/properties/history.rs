//! Generates random histories: the plan of a course, and the acts after it.

use chrono::{Days, NaiveDate};
use course::Course;
use course::focus::FocusArea;
use course::guidance::TaskState;
use course::people::Client;
use course::plan::BeginPlan;
use course::plan::contract::MissedSessionRule;
use course::plan::gate::Gate;
use course::plan::{Cadence, EndType, FormatId};
use course::session::SlotStatus;
use proptest::prelude::*;
use testkit::new_course;

use super::act::Act;
use super::steps;

/// A text that stands for each text of a client.
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

/// Makes ids, each different from all before.
#[derive(Default)]
pub struct Ids(u32);

impl Ids {
    pub fn make(&mut self) -> String {
        self.0 += 1;
        format!("id-{}", self.0)
    }
}

/// The plan of a course, and the acts after it.
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
            planned_sessions,
            cadence: Some(self.cadence),
            missed_session_rule: Some(self.rule),
            planned_breaks: breaks,
            ..new_course::plan(self.format, self.start)
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
        display_name: Some(SECRET.to_owned()),
        date_of_birth: Some("1990-02-28".to_owned()),
        ..new_course::client()
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

/// A typed date: a rough date, or another text.
fn typed() -> impl Strategy<Value = Option<String>> {
    let known = prop::sample::select(vec![
        "2026",
        "2026-03",
        "2026-03-14",
        "2026-Q1",
        "2026-spring",
        "2026-13",
        "2026-02-30",
        "2026-Q5",
        "2026-Spring",
        "last spring",
    ]);
    prop_oneof![
        1 => Just(None),
        4 => known.prop_map(|text| Some(text.to_owned())),
        1 => "[0-9]{1,4}-?[0-9Qa-z-]{0,6}".prop_map(Some),
    ]
}

fn edit() -> impl Strategy<Value = Act> {
    (0_usize..4, typed(), typed(), 0_i32..8).prop_map(|(nth, death_date, met_on, ring)| Act::Edit {
        nth,
        death_date,
        met_on,
        ring,
    })
}

/// Days at and beyond the ends of the calendar, as a hostile or broken window may send them.
fn extreme_days() -> BoxedStrategy<NaiveDate> {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let known = vec![
        day(-1, 6, 1),
        day(0, 1, 1),
        day(1899, 12, 31),
        day(1900, 1, 1),
        day(9999, 12, 1),
        day(9999, 12, 31),
        day(10000, 1, 1),
        day(20266, 1, 13),
    ];
    prop_oneof![3 => days(), 2 => prop::sample::select(known)].boxed()
}

/// A client as somebody may type it.
pub fn typed_client() -> impl Strategy<Value = Client> {
    let code = prop_oneof!["[A-Za-z]{0,3}-?[0-9]{0,3} ?", "\\PC{0,6}", ".{0,6}"];
    let born = prop_oneof![
        1 => Just(None),
        3 => typed(),
        1 => "[0-9]{3,5}-[0-9]{2}-[0-9]{2}".prop_map(Some),
    ];
    (code, prop::option::of(".{0,9}"), born).prop_map(|(code, display_name, date_of_birth)| {
        Client {
            code,
            display_name,
            date_of_birth,
            ..new_course::client()
        }
    })
}

fn act() -> impl Strategy<Value = Act> {
    act_on(|| days().boxed())
}

fn act_on(days: fn() -> BoxedStrategy<NaiveDate>) -> impl Strategy<Value = Act> {
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
        1 => (0_usize..24).prop_map(|nth| Act::Decline { nth }),
        1 => (0_usize..24, any::<bool>()).prop_map(|(nth, reason)| Act::RemoveSheet { nth, reason }),
        1 => (0_usize..24, 0_usize..24).prop_map(|(nth, slot)| Act::Review { nth, slot }),
        1 => Just(Act::Person),
        2 => edit(),
        1 => (0_usize..4, 0_i32..7, -400.0_f64..800.0).prop_map(|(nth, ring, angle)| Act::Place { nth, ring, angle }),
        1 => (0_usize..4).prop_map(|nth| Act::Remove { nth }),
        2 => (0_usize..4, 0_usize..4).prop_map(|(nth, with)| Act::Tie { nth, with }),
        1 => (0_usize..3, -1_i32..6).prop_map(|(nth, distance)| Act::Jot { nth, distance }),
    ]
}

/// Acts that record the slots in order, with random other acts between them.
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
    course_of(in_order())
}

/// Acts whose days may be at or beyond the ends of the calendar.
pub fn extreme() -> impl Strategy<Value = History> {
    course_of(prop::collection::vec(act_on(extreme_days), 0..40))
}

/// Acts that add two people and edit their entries.
pub fn entries() -> impl Strategy<Value = History> {
    course_of(
        prop::collection::vec(edit(), 1..12)
            .prop_map(|edits| [vec![Act::Person, Act::Person], edits].concat()),
    )
}

/// Acts on the sheets of the first three slots, and on these slots.
pub fn sheets() -> impl Strategy<Value = History> {
    let first = || 0_usize..3;
    let statuses = || {
        prop::sample::select(vec![
            SlotStatus::Attended,
            SlotStatus::CancelledTherapist,
            SlotStatus::Void,
        ])
    };
    let today = steps::far();
    let act = prop_oneof![
        5 => (first(), 0_i32..4, 0_usize..2)
            .prop_map(|(nth, answer, missing)| Act::Measure { nth, answer, missing }),
        2 => (first(), statuses())
            .prop_map(move |(nth, status)| Act::Record { nth, status, counts: None, today }),
        2 => (first(), statuses(), any::<bool>())
            .prop_map(move |(nth, status, reason)| Act::Correct { nth, status, counts: None, reason, today }),
        1 => first().prop_map(|nth| Act::Decline { nth }),
        2 => (first(), any::<bool>()).prop_map(|(nth, reason)| Act::RemoveSheet { nth, reason }),
        1 => (first(), first()).prop_map(|(nth, slot)| Act::Review { nth, slot }),
    ];
    course_of(prop::collection::vec(act, 0..30))
}

fn course_of(acts: impl Strategy<Value = Vec<Act>>) -> impl Strategy<Value = History> {
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
        acts,
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

//! The overview of a course that lists, the ribbon of slots and the page Today show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::focus::FocusArea;
use crate::ids::SlotId;
use crate::measures::Amount;
use crate::measures::score::FlagLevel;
use crate::plan::gate::Gate;
use crate::plan::gate::{GateStage, GateState};
use crate::plan::numbering::order;
use crate::plan::{CourseStatus, EndType, Phase, PhaseBounds};
use crate::risk::RiskFlag;
use crate::session::SlotStatus;

/// The level of the most urgent open flag of an item on risk. No open flag is no reassurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum OpenRisk {
    /// No flag is open.
    None,
    /// A flag with answer 1 is open.
    Amber,
    /// A flag with answer 2 or 3 is open.
    Red,
}

impl OpenRisk {
    /// The level of the most urgent of these open flags.
    pub fn of<'a>(flags: impl IntoIterator<Item = &'a RiskFlag>) -> Self {
        let levels = flags.into_iter().map(|flag| match flag.level {
            FlagLevel::Amber => Self::Amber,
            FlagLevel::Red => Self::Red,
        });
        levels.max().unwrap_or(Self::None)
    }
}

/// A slot as a mark of the ribbon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Pip {
    /// The slot.
    pub slot: SlotId,
    /// Its day.
    pub date: NaiveDate,
    /// Its local time.
    pub start_time: Option<String>,
    /// Its status.
    pub status: SlotStatus,
    /// Its session number.
    pub number: Option<i32>,
    /// The number that it will take if it and all slots before it are held.
    pub would_be: Option<i32>,
    /// The phase of its number by the contract.
    pub phase: Phase,
    /// Whether its note is signed and not struck through.
    pub signed: bool,
    /// Whether its note is struck through.
    pub struck: bool,
}

/// The next planned slot.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct NextSlot {
    /// The slot.
    pub slot: SlotId,
    /// Its day.
    pub date: NaiveDate,
    /// Its local time.
    pub start_time: Option<String>,
}

/// The overview of a course.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Glance {
    /// Planned, active or closed.
    pub status: CourseStatus,
    /// The present phase.
    pub phase: Phase,
    /// Highest session number in use.
    pub used: i32,
    /// Sessions left.
    pub left: i32,
    /// N in force.
    pub planned: i32,
    /// Sessions held.
    pub attended: i32,
    /// Day of the slot that takes or will take number N; the actual end of a concluded course.
    pub ends_on: Option<NaiveDate>,
    /// The end agreed in the contract.
    pub planned_end: NaiveDate,
    /// Session of the mid-course review.
    pub mid_review_at: Option<i32>,
    /// Session numbers of the phases.
    pub bounds: PhaseBounds,
    /// All slots.
    pub pips: Vec<Pip>,
    /// The focus in force.
    pub focus: Option<FocusArea>,
    /// The situation of the focus.
    pub situation: Option<String>,
    /// PHQ-9 totals that count, in order.
    pub phq9: Vec<i32>,
    /// GAD-7 totals that count, in order.
    pub gad7: Vec<i32>,
    /// The level of the most urgent open flag.
    pub risk: OpenRisk,
    /// The open flags, by date.
    pub flags: Vec<RiskFlag>,
    /// The day on which to ask about risk again.
    pub risk_check: Option<NaiveDate>,
    /// Whether the course ended with the death of the client.
    pub died: bool,
    /// The next planned slot.
    pub next: Option<NextSlot>,
    /// Slots that were held and whose note is not signed. Empty once the course is concluded: no note can be signed then.
    pub unsigned: Vec<SlotId>,
    /// Gates that are due or overdue; of a concluded course none.
    pub gates_due: Vec<Gate>,
    /// Whether the client is fictional.
    pub fictional: bool,
}

crate::redacted!(Pip, NextSlot, Glance);

impl Glance {
    /// Slots of a day: recorded, or to be recorded.
    pub fn slots_on(&self, day: NaiveDate) -> impl Iterator<Item = &Pip> {
        let of_day = self.pips.iter().filter(move |pip| pip.date == day);
        of_day.filter(|pip| pip.status != SlotStatus::Planned || self.records_slots())
    }

    /// Slots whose day is over, and nobody said what became of them.
    pub fn unrecorded_before(&self, day: NaiveDate) -> impl Iterator<Item = &Pip> {
        let over = self.pips.iter().filter(move |pip| pip.date < day);
        over.filter(|pip| pip.status == SlotStatus::Planned && self.records_slots())
    }

    /// A planned slot of a concluded course is nobody's to record.
    fn records_slots(&self) -> bool {
        self.status != CourseStatus::Closed
    }
}

impl Course {
    /// The overview of the course.
    #[must_use]
    pub fn glance(&self) -> Glance {
        let scores = self.scores();
        let totals = |instrument: &str| {
            let counted = scores
                .iter()
                .filter(|score| score.instrument == instrument && score.occasion.counts());
            counted
                .filter_map(|score| score.total.as_ref().and_then(Amount::as_whole))
                .collect()
        };
        let closed = self.plan.status == CourseStatus::Closed;
        let open = self
            .slots
            .iter()
            .filter(|slot| slot.status == SlotStatus::Planned);
        let next = open.filter(|_| !closed).min_by_key(|slot| order(slot));
        let flags = self.open_flags();
        Glance {
            status: self.plan.status,
            phase: self.phase(),
            used: self.used(),
            left: self.left(),
            planned: self.plan.planned_sessions,
            attended: self.attended(),
            ends_on: self.ends_on(),
            planned_end: self.plan.planned_end_date,
            mid_review_at: self.plan.mid_review_at,
            bounds: self.plan.phase_bounds.clone(),
            pips: self.pips(),
            focus: self.focus.as_ref().map(crate::focus::Focus::area_now),
            situation: self
                .focus
                .as_ref()
                .and_then(|focus| focus.situation_now())
                .map(str::to_owned),
            phq9: totals("PHQ-9"),
            gad7: totals("GAD-7"),
            risk: OpenRisk::of(&flags),
            flags,
            risk_check: self.risk_check(),
            died: self.plan.end_type == Some(EndType::Died),
            next: next.and_then(|slot| {
                Some(NextSlot {
                    slot: slot.id.clone()?,
                    date: slot.date,
                    start_time: slot.start_time.clone(),
                })
            }),
            unsigned: if closed { Vec::new() } else { self.unsigned() },
            gates_due: if closed { Vec::new() } else { self.gates_due() },
            fictional: self.fictional == Some(true),
        }
    }

    fn gates_due(&self) -> Vec<Gate> {
        let due = |gate: &GateState| matches!(gate.state, GateStage::Due | GateStage::Overdue);
        self.gates()
            .into_iter()
            .filter(due)
            .map(|gate| gate.gate)
            .collect()
    }

    fn pips(&self) -> Vec<Pip> {
        let planned = self.plan.planned_sessions;
        let closed = self.plan.status == CourseStatus::Closed;
        let places = self.places();
        let held = self.places_if_held();
        let mut latest = 1;
        self.slots
            .iter()
            .zip(places)
            .zip(held)
            .filter_map(|((slot, place), if_held)| {
                let id = slot.id.clone()?;
                let note = self.session(&id);
                let open = slot.status == SlotStatus::Planned && !closed;
                let would_be = if_held.number.filter(|number| open && *number <= planned);
                latest = place.number.or(if_held.number).unwrap_or(latest);
                Some(Pip {
                    slot: id,
                    date: slot.date,
                    start_time: slot.start_time.clone(),
                    status: slot.status,
                    number: place.number,
                    would_be,
                    phase: self.phase_of_number(latest),
                    signed: note.is_some_and(crate::session::Session::stands),
                    struck: note.is_some_and(|note| note.struck_reason.is_some()),
                })
            })
            .collect()
    }

    /// The phase of a session number by the contract.
    #[must_use]
    pub fn phase_of_number(&self, number: i32) -> Phase {
        let upto = |bounds: Option<[i32; 2]>| bounds.is_some_and(|[_, last]| number <= last);
        let bounds = &self.plan.phase_bounds;
        if upto(bounds.initial) {
            Phase::Initial
        } else if upto(bounds.middle) {
            Phase::Middle
        } else {
            Phase::Ending
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day};

    #[test]
    fn glance_shows_each_slot_with_its_present_or_future_number() {
        let course = begun()
            .with(1, SlotStatus::CancelledTherapist)
            .unwrap()
            .held_from(2, 3);
        let glance = course.glance();
        assert_eq!(
            (glance.used, glance.left, glance.attended, glance.planned),
            (2, 14, 2, 16),
            "2 of 16 sessions are used"
        );
        let numbers: Vec<_> = glance
            .pips
            .iter()
            .take(4)
            .map(|pip| (pip.number, pip.would_be))
            .collect();
        let expected = [
            (None, None),
            (Some(1), None),
            (Some(2), None),
            (None, Some(3)),
        ];
        assert_eq!(
            numbers, expected,
            "recorded slots have a number, planned slots a future one"
        );
        assert_eq!(
            glance.pips.last().unwrap().would_be,
            Some(16),
            "the last slot takes number N"
        );
        assert_eq!(
            (glance.ends_on, glance.planned_end),
            (Some(day("2026-05-05")), day("2026-04-28")),
            "the computed end moved, the agreed end did not"
        );
        assert_eq!(
            glance.next.unwrap().date,
            day("2026-02-03"),
            "the first planned slot is next"
        );
        assert_eq!(glance.unsigned.len(), 2, "two notes are not signed");
    }

    #[test]
    fn pips_have_the_phase_of_their_number() {
        let glance = begun().held(2).glance();
        let phases: Vec<_> = [1, 4, 5, 12, 13, 16]
            .map(|nth| glance.pips[nth - 1].phase)
            .to_vec();
        use Phase::{Ending, Initial, Middle};
        assert_eq!(
            phases,
            [Initial, Initial, Middle, Middle, Ending, Ending],
            "the phases are 1–4, 5–12 and 13–16"
        );
    }

    #[test]
    fn glance_is_equal_after_json() {
        let glance = begun().held(2).glance();
        let json = serde_json::to_string(&glance).unwrap();
        let back: Glance = serde_json::from_str(&json).unwrap();
        assert!(back == glance, "lists show a stored glance");
    }

    #[test]
    fn planned_slots_of_a_concluded_course_are_nobodys_to_do() {
        let course = begun().held(2);
        let dates = |pips: Vec<&Pip>| pips.iter().map(|pip| pip.date).collect::<Vec<_>>();
        let glance = course.glance();
        assert_eq!(
            dates(glance.unrecorded_before(day("2026-02-10")).collect()),
            [day("2026-01-27"), day("2026-02-03")],
            "while it is under way"
        );
        assert_eq!(
            glance.slots_on(day("2026-02-10")).count(),
            1,
            "and that day"
        );
        let conclusion = crate::ending::Conclusion {
            end_type: crate::plan::EndType::Moved,
            on: day("2026-01-21"),
            actual_end: day("2026-01-20"),
            retention_until: None,
            reason: Some("moved away".to_owned()),
            risk: None,
            death: None,
        };
        let course = course.conclude(
            conclusion,
            day("2026-01-21"),
            &mut crate::course::testing::ids(),
        );
        let glance = course.unwrap().glance();
        assert_eq!(
            glance.unrecorded_before(day("2026-02-10")).count(),
            0,
            "recording is refused"
        );
        assert_eq!(
            glance.slots_on(day("2026-02-10")).count(),
            0,
            "that day too"
        );
        assert_eq!(
            glance.slots_on(day("2026-01-20")).count(),
            1,
            "what was held stays"
        );
        assert!(
            glance.unsigned.is_empty() && glance.gates_due.is_empty(),
            "signing is refused as well"
        );
    }

    impl Course {
        fn held_from(self, from: usize, to: usize) -> Self {
            (from..=to).fold(self, |course, nth| {
                course.with(nth, SlotStatus::Attended).unwrap()
            })
        }
    }
}

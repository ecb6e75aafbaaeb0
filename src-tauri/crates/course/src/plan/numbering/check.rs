//! Checks the numbers in a file against those that follow from its slots.

use chrono::NaiveDate;

use super::{Counting, counting, missed_by_client, places, planned_on, rule_of, takes_number};
use crate::Course;
use crate::plan::contract::{Contract, MissedSessionRule};
use crate::session::Slot;

/// The first day on which the present missed-session rule is known to apply. Missed slots before it may have been
/// counted by an earlier rule, which a file does not have.
#[must_use]
pub fn rule_since(contract: Option<&Contract>) -> Option<NaiveDate> {
    contract.and_then(|contract| contract.agreed_date.or(contract.draft_date))
}

/// The decision for a missed slot that a file shows by giving it a number or none. None if the present rule alone
/// decides.
#[must_use]
pub fn decided_in_file(slot: &Slot, contract: Option<&Contract>) -> Option<bool> {
    let rule = rule_of(contract);
    let open = matches!(counting(slot.status, rule), Counting::Asked)
        || rule_since(contract).is_some_and(|since| slot.date < since);
    let decided = slot.session_number.is_some();
    let differs = takes_number(slot.status, None, rule) != decided;
    (missed_by_client(slot.status) && open && (differs || rule == MissedSessionRule::Decide))
        .then_some(decided)
}

/// A number in a file that does not follow from its slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberingFault {
    /// `slots` or `sessions`.
    pub section: &'static str,
    /// The element, from 0.
    pub position: usize,
    /// The field of the element.
    pub field: &'static str,
    /// The number that follows from the slots; none if there should be none.
    pub expected: Option<i32>,
}

/// Compares the numbers in a file with those that follow from its slots and contract. `attended_count` and
/// `sessions_left_after` may be absent. An absent session number means that the slot takes none.
///
/// # Errors
/// The first difference.
pub fn check(course: &Course) -> Result<(), NumberingFault> {
    let contract = course.contract.as_ref();
    let mut slots = course.slots.clone();
    for slot in &mut slots {
        slot.takes_number = slot
            .takes_number
            .or_else(|| decided_in_file(slot, contract));
    }
    let places = places(&slots, rule_of(contract));
    for (position, (slot, place)) in slots.iter().zip(&places).enumerate() {
        let fault = |field, expected| NumberingFault {
            section: "slots",
            position,
            field,
            expected,
        };
        if slot.slot_index != place.index {
            return Err(fault("slot_index", Some(place.index)));
        }
        if slot.session_number != place.number {
            return Err(fault("session_number", place.number));
        }
        if slot
            .attended_count
            .is_some_and(|count| count != place.attended)
        {
            return Err(fault("attended_count", Some(place.attended)));
        }
    }
    let first = course.first_planned();
    for (position, session) in course.sessions.iter().flatten().enumerate() {
        let fault = |field, expected| NumberingFault {
            section: "sessions",
            position,
            field,
            expected,
        };
        let place = places
            .iter()
            .find(|place| place.index == session.slot_index);
        let number = place.and_then(|place| place.number);
        if session.session_number != number {
            return Err(fault("session_number", number));
        }
        let left_on = |day| Some(planned_on(day, first, course.amendments()) - number?);
        let left = left_on(session.date);
        // An amendment on the day of a session may have been agreed before the session or after it.
        let left_on_eve = session.date.pred_opt().and_then(left_on);
        let stated = session.sessions_left_after;
        if stated.is_some() && stated != left && stated != left_on_eve {
            return Err(fault("sessions_left_after", left));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun_by, day, ids};
    use crate::file;
    use crate::plan::contract::Amendment;
    use crate::session::SlotStatus::{Attended, Dna};

    fn exported(course: &Course) -> Course {
        file::read(file::write(course).as_bytes(), &mut ids()).unwrap()
    }

    #[test]
    fn numbers_in_a_file_are_checked_against_its_slots() {
        let course = begun_by(MissedSessionRule::Counts).held(2);
        assert_eq!(check(&course), Ok(()), "computed numbers are right");
        let mut wrong = course.clone();
        wrong.slots[1].session_number = Some(3);
        let fault = NumberingFault {
            section: "slots",
            position: 1,
            field: "session_number",
            expected: Some(2),
        };
        assert_eq!(check(&wrong), Err(fault), "the second slot has number 2");
        let mut wrong = course.clone();
        wrong.slots[0].session_number = None;
        assert_eq!(
            check(&wrong).unwrap_err().expected,
            Some(1),
            "an attended slot always takes a number"
        );
        let mut wrong = course.clone();
        wrong.slots[1].attended_count = Some(1);
        assert_eq!(
            check(&wrong).unwrap_err().field,
            "attended_count",
            "two sessions were held"
        );
        let mut wrong = course;
        wrong.sessions.as_mut().unwrap()[1].sessions_left_after = Some(15);
        assert_eq!(check(&wrong).unwrap_err().expected, Some(14), "16 - 2");
    }

    #[test]
    fn missed_slot_may_follow_another_rule_only_before_the_contract() {
        let counted = begun_by(MissedSessionRule::Counts).with(1, Dna).unwrap();
        let mut course = counted.clone();
        course.contract.as_mut().unwrap().missed_session_rule = MissedSessionRule::Moves;
        assert!(
            check(&course).is_err(),
            "by the present rule it takes no number"
        );
        course.contract.as_mut().unwrap().agreed_date = Some(day("2026-01-14"));
        assert_eq!(
            check(&course),
            Ok(()),
            "another rule may have applied on the day before the contract"
        );
        course.contract.as_mut().unwrap().agreed_date = Some(day("2026-01-13"));
        assert!(
            check(&course).is_err(),
            "from the day of the contract its rule applies"
        );
        course.contract.as_mut().unwrap().missed_session_rule = MissedSessionRule::Decide;
        assert_eq!(check(&course), Ok(()), "the therapist decides");
    }

    #[test]
    fn decision_about_a_missed_slot_survives_a_file() {
        let course = begun_by(MissedSessionRule::Counts).with(1, Dna).unwrap();
        let course = course
            .change_missed_rule(MissedSessionRule::Moves, day("2026-01-20"), &mut ids())
            .unwrap();
        let course = exported(&course.with(2, Attended).unwrap());
        assert_eq!(
            course.slots[0].takes_number,
            Some(true),
            "the slot keeps its number by the rule of its day"
        );
        assert_eq!(
            course.places()[1].number,
            Some(2),
            "the next slot is session 2"
        );
    }

    #[test]
    fn first_n_comes_from_the_earliest_session_or_the_format() {
        let amendment = |on: &str| Amendment {
            on: day(on),
            planned_sessions: 20,
            reason: "a death".to_owned(),
            new_end_date: day("2026-06-02"),
            supervision_noted: None,
        };
        let amended = |held, on| {
            let begun = crate::plan::BeginPlan {
                planned_sessions: Some(18),
                ..crate::course::testing::plan(crate::plan::FormatId::Ipt16)
            };
            let course = crate::course::testing::begun_with(begun).held(held);
            exported(
                &course
                    .amend_contract(amendment(on), day(on), &mut ids())
                    .unwrap(),
            )
        };
        assert_eq!(
            amended(2, "2026-02-01").first_planned(),
            18,
            "17 sessions are left after session 1"
        );
        assert_eq!(
            amended(0, "2026-01-13").first_planned(),
            16,
            "without a session it is the usual number"
        );
    }
}

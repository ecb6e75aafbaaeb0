//! Random histories of verbs, and what must hold after each.

mod act;
mod doing;
mod history;
mod steps;

use std::collections::BTreeMap;

use act::Act;
use course::file;
use course::ids::SlotId;
use course::plan::Phase;
use course::plan::contract::MissedSessionRule;
use course::plan::numbering::Counting;
use course::plan::numbering::{counting, planned_on};
use course::session::SlotStatus;
use course::{Course, RuleBroken};
use history::{History, Ids, history};
use proptest::prelude::*;

/// Does one act after the other, showing the course before and after each that was accepted.
fn live(history: History, mut seen: impl FnMut(&Course, &Act, &Course)) -> Course {
    let mut ids = Ids::default();
    let mut course = history.begin(&mut ids);
    for act in history.acts {
        if let Ok(after) = act.done_to(course.clone(), &mut ids) {
            seen(&course, &act, &after);
            course = after;
        }
    }
    course
}

/// The rule of the table, written down once more, the plain way.
fn naive_numbers(course: &Course) -> Vec<Option<i32>> {
    let rule = course.missed_rule();
    let mut count = 0;
    let mut numbers = Vec::new();
    for slot in &course.slots {
        let takes = match slot.status {
            SlotStatus::Attended | SlotStatus::AttendedPartial => true,
            SlotStatus::Dna | SlotStatus::CancelledLate => slot.takes_number.unwrap_or(matches!(
                rule,
                MissedSessionRule::Counts | MissedSessionRule::Mixed
            )),
            SlotStatus::CancelledNotice => slot
                .takes_number
                .unwrap_or(rule == MissedSessionRule::Counts),
            SlotStatus::CancelledTherapist
            | SlotStatus::Rescheduled
            | SlotStatus::Break
            | SlotStatus::Void
            | SlotStatus::Planned => false,
        };
        count += i32::from(takes);
        numbers.push(takes.then_some(count));
    }
    numbers
}

fn signed_phases(course: &Course) -> BTreeMap<SlotId, Phase> {
    let notes = course
        .sessions
        .iter()
        .flatten()
        .filter(|note| note.locked_at.is_some());
    notes
        .filter_map(|note| Some((note.slot.clone()?, note.phase)))
        .collect()
}

fn signed_words(course: &Course) -> BTreeMap<SlotId, Option<String>> {
    let notes = course
        .sessions
        .iter()
        .flatten()
        .filter(|note| note.locked_at.is_some());
    notes
        .filter_map(|note| Some((note.slot.clone()?, note.summary.clone())))
        .collect()
}

/// Slots still planned that no measure, task or note points at.
fn bare_slots(course: &Course) -> usize {
    let measures = course
        .measures
        .iter()
        .flatten()
        .filter_map(|measure| measure.session_number.as_ref());
    let tasks = course
        .tasks
        .iter()
        .flatten()
        .filter_map(|task| task.session_number.as_ref());
    let notes = course
        .sessions
        .iter()
        .flatten()
        .filter_map(|note| note.slot.as_ref());
    let named: Vec<&SlotId> = measures
        .chain(tasks)
        .filter_map(|session| session.slot())
        .chain(notes)
        .collect();
    let open = course
        .slots
        .iter()
        .filter(|slot| slot.status == SlotStatus::Planned);
    open.filter(|slot| slot.id.as_ref().is_some_and(|id| !named.contains(&id)))
        .count()
}

/// A quarter of the usual number of histories, which are long; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: usual.cases / 4,
        failure_persistence: None,
        ..usual
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn sessions_never_exceed_the_contract(history in history()) {
        live(history, |_, act, after| {
            let first = after.first_planned();
            for slot in &after.slots {
                let planned = planned_on(slot.date, first, after.amendments());
                let number = slot.session_number.unwrap_or(0);
                assert!(number <= planned, "after {act:?} session {number} of {planned}");
            }
            assert!(after.left() >= 0, "after {act:?} sessions are left, or none");
        });
    }

    #[test]
    fn numbers_are_those_of_the_plain_count(history in history()) {
        live(history, |_, act, after| {
            let stored: Vec<_> = after.slots.iter().map(|slot| slot.session_number).collect();
            assert_eq!(stored, naive_numbers(after), "after {act:?}");
            let ranks: Vec<_> = after.slots.iter().map(|slot| slot.slot_index).collect();
            let expected: Vec<_> = (1..).take(ranks.len()).collect();
            assert_eq!(ranks, expected, "after {act:?} the index is the rank");
        });
    }

    #[test]
    fn phases_never_go_back(history in history()) {
        live(history, |before, act, after| {
            assert!(after.phase() >= before.phase() || matches!(act, Act::UndoConclusion), "after {act:?}");
            let phases: Vec<_> = after.sessions.iter().flatten().map(|note| note.phase).collect();
            assert!(phases.is_sorted(), "after {act:?} the notes go through the phases forward: {phases:?}");
        });
    }

    #[test]
    fn a_signed_note_keeps_its_words_and_its_phase(history in history()) {
        live(history, |before, act, after| {
            let (phases, words) = (signed_phases(after), signed_words(after));
            for (slot, phase) in signed_phases(before) {
                assert_eq!(phases.get(&slot), Some(&phase), "after {act:?} the phase of a signed note");
            }
            for (slot, summary) in signed_words(before) {
                assert_eq!(words.get(&slot), Some(&summary), "after {act:?} the words of a signed note");
            }
        });
    }

    #[test]
    fn next_steps_are_never_refused(history in history(), every in 1_usize..6) {
        let mut done = 0;
        live(history, |_, act, after| {
            done += 1;
            let today = act.today();
            let steps = if done % every == 0 { after.next_steps(today) } else { Vec::new() };
            for (nth, step) in steps.into_iter().enumerate() {
                if let Err(refused) = steps::take(after.clone(), &step, today) {
                    panic!("after {act:?} step {nth} was offered and then refused: {refused} ({})", refused.code());
                }
            }
        });
    }

    #[test]
    fn preview_shows_exactly_the_recorded_effect(history in history()) {
        live(history, |before, act, after| {
            if let Act::Record { nth, status, counts, today } = act {
                let id = doing::nth(before, *nth).expect("the act was done to a slot");
                let preview = before.preview_slot(&id, *status, *counts, *today);
                assert_eq!(preview.refused, None, "it was not refused");
                assert_eq!(preview.left_after, after.left(), "{act:?}");
                assert_eq!(preview.takes_number, after.slot(&id).ok().and_then(|slot| slot.session_number), "{act:?}");
                assert_eq!(preview.ends_on, after.ends_on(), "{act:?}");
                assert_eq!(preview.adds_slot, after.slots.len() > before.slots.len(), "{act:?}");
            }
        });
    }

    #[test]
    fn a_series_has_a_slot_for_every_session_left_but_for_errors(history in history()) {
        live(history, |before, act, after| {
            let open = |course: &Course| {
                let open = course.slots.iter().filter(|slot| slot.status == SlotStatus::Planned).count();
                i32::try_from(open).expect("a series is short") - course.left()
            };
            let lost = matches!(
                act,
                Act::Record { status: SlotStatus::Void, .. } | Act::Correct { .. } | Act::Strike { .. }
            );
            let fits = open(after) <= open(before).max(0) || bare_slots(after) == 0;
            assert!(fits, "after {act:?} no slot is left without a session, but one that has records");
            assert!(lost || open(after) >= open(before).min(0), "after {act:?} no session is left without a slot");
        });
    }

    #[test]
    fn a_record_read_again_gives_the_same_state(history in history()) {
        let course = live(history, |_, _, _| {});
        let json = serde_json::to_string(&course).expect("a course is JSON");
        let back: Course = serde_json::from_str(&json).expect("and reads back");
        prop_assert!(back == course, "by JSON");
        let rows = Course::from_rows(&course.client, &course.to_rows()).expect("rows make up a course");
        prop_assert!(rows == course, "by rows");
        let mut settled = course.clone();
        settled.recompute();
        prop_assert!(settled == course, "settling twice changes nothing");
    }

    #[test]
    fn a_course_leaves_as_a_file_and_comes_back(history in history()) {
        let course = live(history, |_, _, _| {});
        let text = file::write(&course);
        let mut ids = Ids::default();
        let back = match file::read(text.as_bytes(), &mut || ids.make()) {
            Ok(back) => back,
            Err(fault) => panic!("its own export is refused: {fault:?}"),
        };
        prop_assert_eq!(file::write(&back), text, "the export of the export");
        prop_assert_eq!((back.used(), back.left()), (course.used(), course.left()), "counts");
        let (numbers, own) = (naive_numbers(&back), naive_numbers(&course));
        prop_assert_eq!(numbers, own, "numbers");
    }

    #[test]
    fn whatever_an_entry_is_edited_to_can_be_written_and_read_back(acts in history::entries()) {
        let course = live(acts, |_, _, _| {});
        let mut ids = Ids::default();
        let back = match file::read(file::write(&course).as_bytes(), &mut || ids.make()) {
            Ok(back) => back,
            Err(fault) => panic!("its own export is refused: {fault:?}"),
        };
        prop_assert!(back.people == course.people, "everybody as they were edited");
    }

    #[test]
    fn a_refusal_tells_its_code_and_nothing_of_the_client(history in history()) {
        let mut ids = Ids::default();
        let mut course = history.begin(&mut ids);
        for act in history.acts {
            match act.done_to(course.clone(), &mut ids) {
                Ok(after) => course = after,
                Err(refused) => {
                    let told = format!("{refused} {refused:?} {}", refused.code());
                    assert!(!refused.code().is_empty(), "every refusal has a code");
                    assert!(!told.contains(history::SECRET), "no word of a client: {told}");
                }
            }
        }
    }
}

#[test]
fn the_table_has_a_row_for_every_status_and_rule() {
    for status in history::STATUSES {
        for rule in history::RULES {
            let asked = counting(status, rule) == Counting::Asked;
            let missed = course::plan::numbering::missed_by_client(status);
            assert_eq!(
                asked,
                missed && rule == MissedSessionRule::Decide,
                "{status:?} under {rule:?}"
            );
        }
    }
    assert_eq!(
        RuleBroken::Concluded.code(),
        "concluded",
        "a code is the rule's name"
    );
}

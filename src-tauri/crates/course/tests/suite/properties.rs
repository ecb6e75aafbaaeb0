//! Applies random verbs to a course and checks the rules after each.

mod act;
mod doing;
mod history;
mod steps;

use std::collections::BTreeMap;

use act::Act;
use course::file;
use course::ids::{SessionRef, SlotId};
use course::plan::Phase;
use course::plan::contract::MissedSessionRule;
use course::plan::numbering::Counting;
use course::plan::numbering::{counting, planned_on};
use course::session::SlotStatus;
use course::{Course, RuleBroken};
use history::{History, Ids, history};
use proptest::prelude::*;

/// Applies one act after the other, and calls `check` with the course before and after each accepted act.
fn run(history: History, mut check: impl FnMut(&Course, &Act, &Course)) -> Course {
    let mut ids = Ids::default();
    let mut course = history.begin(&mut ids);
    for act in history.acts {
        if let Ok(after) = act.applied_to(course.clone(), &mut ids) {
            check(&course, &act, &after);
            course = after;
        }
    }
    course
}

/// The session numbers by the missed-session rule, computed in the simplest way.
fn expected_numbers(course: &Course) -> Vec<Option<i32>> {
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

/// The number of planned slots that no measure, task or note names.
fn unused_slots(course: &Course) -> usize {
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

/// The highest answer to item 9 of each sheet that has or had a flag, computed in the simplest way. None where a reason
/// says why the sheet does not count.
fn flags(course: &Course) -> BTreeMap<String, Option<i32>> {
    let said = |reason: &Option<String>| reason.as_ref().is_some_and(|why| !why.trim().is_empty());
    let mut flags = BTreeMap::new();
    for sheet in course.measures.iter().flatten() {
        let slot = sheet.session_number.as_ref();
        let slot = slot.and_then(|session| course.slot_of(session));
        let void = slot.filter(|slot| slot.status == SlotStatus::Void);
        let explained = said(&sheet.struck_reason) || void.is_some_and(|slot| said(&slot.reason));
        let item9 = sheet
            .item9
            .max(sheet.item9_before)
            .filter(|item9| *item9 > 0);
        if explained || item9.is_some() {
            flags.insert(sheet.id.clone(), item9.filter(|_| !explained));
        }
    }
    flags
}

/// Checks that no flag is gone or lower without a reason.
fn check_flags(before: &Course, after: &Course) {
    let now = flags(after);
    for (sheet, item9) in flags(before) {
        let stands = now
            .get(&sheet)
            .map(|now| now.is_none_or(|now| Some(now) >= item9));
        assert!(
            item9.is_none() || stands == Some(true),
            "{sheet} had {item9:?}"
        );
    }
}

/// Takes the step to the last of these courses, unless a flag would go. Returns whether it was taken.
fn turn(course: &mut Course, from: &mut Vec<Course>, onto: &mut Vec<Course>) -> bool {
    let refused = |next: &Course| course.flag_loss(Some(next)).is_some();
    if from.last().is_none_or(refused) {
        return false;
    }
    let next = from.pop().expect("there is a next one");
    check_flags(course, &next);
    onto.push(std::mem::replace(course, next));
    true
}

/// Everything that is counted or said of sheets, reviews and goals, without the ids of slots.
fn counted(course: &Course) -> serde_json::Value {
    let index = |session: Option<&SessionRef>| Some(course.slot_of(session?)?.slot_index);
    let sheets: Vec<_> = course
        .measures
        .iter()
        .flatten()
        .map(|sheet| (&sheet.id, index(sheet.session_number.as_ref())))
        .collect();
    let reviews: Vec<_> = course
        .risk_reviews
        .iter()
        .flatten()
        .map(|review| (&review.id, index(review.session_number.as_ref())))
        .collect();
    let ratings: Vec<_> = course
        .goals
        .iter()
        .flatten()
        .flat_map(|goal| &goal.ratings)
        .map(|rating| (rating.value, index(Some(&rating.session_number))))
        .collect();
    serde_json::json!({
        "outcomes": course.outcomes(), "verdicts": course.verdicts(),
        "scores": without_slots(serde_json::json!(course.scores())),
        "flags": without_slots(serde_json::json!(course.risk_flags())),
        "asked_on": course.risk_thread().asked_on,
        "sheets": sheets, "reviews": reviews, "ratings": ratings,
    })
}

fn without_slots(mut list: serde_json::Value) -> serde_json::Value {
    for one in list.as_array_mut().into_iter().flatten() {
        one.as_object_mut().and_then(|one| one.remove("slot"));
    }
    list
}

/// A quarter of the usual number of cases, because each case is long. `PROPTEST_CASES` sets another number.
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
    fn session_numbers_never_exceed_n(history in history()) {
        run(history, |_, act, after| {
            let first = after.first_planned();
            for slot in &after.slots {
                let planned = planned_on(slot.date, first, after.amendments());
                let number = slot.session_number.unwrap_or(0);
                assert!(number <= planned, "after {act:?} session {number} of {planned}");
            }
            assert!(after.left() >= 0, "after {act:?} the sessions left are not negative");
        });
    }

    #[test]
    fn session_numbers_equal_a_simple_count(history in history()) {
        run(history, |_, act, after| {
            let stored: Vec<_> = after.slots.iter().map(|slot| slot.session_number).collect();
            assert_eq!(stored, expected_numbers(after), "after {act:?}");
            let ranks: Vec<_> = after.slots.iter().map(|slot| slot.slot_index).collect();
            let expected: Vec<_> = (1..).take(ranks.len()).collect();
            assert_eq!(ranks, expected, "after {act:?} the index is the rank");
        });
    }

    #[test]
    fn phases_never_go_back(history in history()) {
        run(history, |before, act, after| {
            assert!(after.phase() >= before.phase() || matches!(act, Act::UndoConclusion), "after {act:?}");
            let phases: Vec<_> = after.sessions.iter().flatten().map(|note| note.phase).collect();
            assert!(phases.is_sorted(), "after {act:?} the phases of the notes go forward: {phases:?}");
        });
    }

    #[test]
    fn signed_note_keeps_its_text_and_phase(history in history()) {
        run(history, |before, act, after| {
            let (phases, words) = (signed_phases(after), signed_words(after));
            for (slot, phase) in signed_phases(before) {
                assert_eq!(phases.get(&slot), Some(&phase), "after {act:?} a signed note keeps its phase");
            }
            for (slot, summary) in signed_words(before) {
                assert_eq!(words.get(&slot), Some(&summary), "after {act:?} a signed note keeps its text");
            }
        });
    }

    #[test]
    fn listed_next_steps_are_never_refused(history in history(), every in 1_usize..6) {
        let mut done = 0;
        run(history, |_, act, after| {
            done += 1;
            let today = act.today();
            let steps = if done % every == 0 { after.next_steps(today) } else { Vec::new() };
            for (nth, step) in steps.into_iter().enumerate() {
                if let Err(refused) = steps::take(after.clone(), &step, today) {
                    panic!("after {act:?} step {nth} is listed but refused: {refused} ({})", refused.code());
                }
            }
        });
    }

    #[test]
    fn preview_shows_exactly_the_recorded_effect(history in history()) {
        run(history, |before, act, after| {
            if let Act::Record { nth, status, counts, today } = act {
                let id = doing::nth(before, *nth).expect("the act names a slot");
                let preview = before.preview_slot(&id, *status, *counts, *today);
                assert_eq!(preview.refused, None, "the preview shows no refusal");
                assert_eq!(preview.left_after, after.left(), "{act:?}");
                assert_eq!(preview.takes_number, after.slot(&id).ok().and_then(|slot| slot.session_number), "{act:?}");
                assert_eq!(preview.ends_on, after.ends_on(), "{act:?}");
                assert_eq!(preview.adds_slot, after.slots.len() > before.slots.len(), "{act:?}");
            }
        });
    }

    #[test]
    fn series_has_a_slot_for_each_session_left(history in history()) {
        run(history, |before, act, after| {
            let open = |course: &Course| {
                let open = course.slots.iter().filter(|slot| slot.status == SlotStatus::Planned).count();
                i32::try_from(open).expect("a series is short") - course.left()
            };
            let may_lose_slots = matches!(
                act,
                Act::Record { status: SlotStatus::Void, .. } | Act::Correct { .. } | Act::Strike { .. }
            );
            let fits = open(after) <= open(before).max(0) || unused_slots(after) == 0;
            assert!(fits, "after {act:?} each unused slot has a session");
            assert!(may_lose_slots || open(after) >= open(before).min(0), "after {act:?} each session has a slot");
        });
    }

    #[test]
    fn course_is_equal_after_json_and_rows(history in history()) {
        let course = run(history, |_, _, _| {});
        let json = serde_json::to_string(&course).expect("a course can be JSON");
        let back: Course = serde_json::from_str(&json).expect("the JSON is a course");
        prop_assert!(back == course, "the course from JSON is equal");
        let rows = Course::from_rows(&course.client, &course.to_rows()).expect("the rows are a course");
        prop_assert!(rows == course, "the course from rows is equal");
        let mut recomputed = course.clone();
        recomputed.recompute();
        prop_assert!(recomputed == course, "recomputing changes nothing");
    }

    #[test]
    fn export_of_a_course_is_read_back_and_exported_equally(history in history()) {
        let course = run(history, |_, _, _| {});
        let text = file::write(&course);
        let mut ids = Ids::default();
        let back = match file::read(text.as_bytes(), &mut || ids.make()) {
            Ok(back) => back,
            Err(fault) => panic!("the export is refused: {fault:?}"),
        };
        prop_assert_eq!(file::write(&back), text, "the second export");
        prop_assert_eq!((back.used(), back.left()), (course.used(), course.left()), "counts");
        let (numbers, own) = (expected_numbers(&back), expected_numbers(&course));
        prop_assert_eq!(numbers, own, "numbers");
    }

    #[test]
    fn no_act_undo_or_redo_takes_a_flag_away(
        history in history::sheets(),
        turns in prop::collection::vec(0_u8..4, 0..30),
    ) {
        let mut ids = Ids::default();
        let mut course = history.begin(&mut ids);
        let (mut past, mut future) = (Vec::new(), Vec::new());
        for (nth, act) in history.acts.iter().enumerate() {
            match turns.get(nth) {
                Some(1) => drop(turn(&mut course, &mut past, &mut future)),
                Some(2) => drop(turn(&mut course, &mut future, &mut past)),
                _ => {
                    if let Ok(after) = act.applied_to(course.clone(), &mut ids) {
                        check_flags(&course, &after);
                        past.push(std::mem::replace(&mut course, after));
                        future.clear();
                    }
                }
            }
        }
        let last = course.clone();
        let mut undone = 0;
        while turn(&mut course, &mut past, &mut future) {
            undone += 1;
        }
        for _ in 0..undone {
            prop_assert!(turn(&mut course, &mut future, &mut past), "what was undone is redone");
        }
        prop_assert!(course == last, "the course is as it was");
    }

    #[test]
    fn sheets_reviews_and_ratings_count_the_same_after_export_and_import(
        history in prop_oneof![history(), history::sheets()],
    ) {
        let course = run(history, |_, _, _| {});
        let mut ids = Ids::default();
        let back = match file::read(file::write(&course).as_bytes(), &mut || ids.make()) {
            Ok(back) => back,
            Err(fault) => panic!("the export is refused: {fault:?}"),
        };
        prop_assert_eq!(counted(&back), counted(&course));
    }

    #[test]
    fn edited_people_are_exported_and_read_back(acts in history::entries()) {
        let course = run(acts, |_, _, _| {});
        let mut ids = Ids::default();
        let back = match file::read(file::write(&course).as_bytes(), &mut || ids.make()) {
            Ok(back) => back,
            Err(fault) => panic!("the export is refused: {fault:?}"),
        };
        prop_assert!(back.people == course.people, "the people are equal");
    }

    #[test]
    fn course_with_days_at_the_ends_of_the_calendar_is_exported_and_read_back(history in history::extreme()) {
        let course = run(history, |_, _, _| {});
        let text = file::write(&course);
        let mut ids = Ids::default();
        let back = match file::read(text.as_bytes(), &mut || ids.make()) {
            Ok(back) => back,
            Err(fault) => panic!("the export is refused: {fault:?}"),
        };
        prop_assert_eq!(file::write(&back), text, "the second export");
    }

    #[test]
    fn client_that_is_accepted_is_exported_and_read_back(client in history::typed_client()) {
        if let Ok(client) = client.checked() {
            let mut ids = Ids::default();
            let plan = testkit::new_course::plan(course::plan::FormatId::Ipt16, steps::far());
            let begun = Course::begin(client.clone(), plan, &mut || ids.make()).expect("a course begins");
            let back = match file::read(file::write(&begun).as_bytes(), &mut || ids.make()) {
                Ok(back) => back,
                Err(fault) => panic!("the export is refused: {fault:?}"),
            };
            prop_assert!(back.client == client, "the client is equal");
        }
    }

    #[test]
    fn refusal_has_a_code_and_no_text_of_the_client(history in history()) {
        let mut ids = Ids::default();
        let mut course = history.begin(&mut ids);
        for act in history.acts {
            match act.applied_to(course.clone(), &mut ids) {
                Ok(after) => course = after,
                Err(refused) => {
                    let shown = format!("{refused} {refused:?} {}", refused.code());
                    assert!(!refused.code().is_empty(), "each refusal has a code");
                    assert!(!shown.contains(history::SECRET), "no text of the client: {shown}");
                }
            }
        }
    }
}

#[test]
fn therapist_decides_only_about_missed_slots_under_the_rule_decide() {
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
        "the code is the name of the rule"
    );
}

//! Converts references to sessions: the session numbers of a file into slots of the vault, and back. In the vault a
//! record names its slot, so that it stays with its session when a correction renumbers sessions.

use std::collections::BTreeSet;

use crate::Course;
use crate::ids::{SessionRef, SlotId};
use crate::session::Session;
use crate::session::Slot;

/// A reference to a session, required or optional in the schema.
pub(super) enum Reference<'a> {
    /// The schema requires a number.
    Required(&'a mut SessionRef),
    /// The number may be absent.
    Optional(&'a mut Option<SessionRef>),
}

/// Calls `on` with the path and the reference of each record that has one.
pub(super) fn each_reference(
    course: &mut Course,
    on: &mut dyn FnMut(&dyn Fn() -> String, Reference<'_>),
) {
    let mut list = |name: &str, index: usize, reference: &mut Option<SessionRef>| {
        on(
            &|| format!("{name}[{index}].session_number"),
            Reference::Optional(reference),
        );
    };
    for (index, map) in course.map_snapshots.iter_mut().flatten().enumerate() {
        list("map_snapshots", index, &mut map.session_number);
    }
    for (index, measure) in course.measures.iter_mut().flatten().enumerate() {
        list("measures", index, &mut measure.session_number);
    }
    for (index, review) in course.risk_reviews.iter_mut().flatten().enumerate() {
        list("risk_reviews", index, &mut review.session_number);
    }
    for (index, task) in course.tasks.iter_mut().flatten().enumerate() {
        list("tasks", index, &mut task.session_number);
    }
    for (index, passage) in course.gates.iter_mut().flatten().enumerate() {
        list("gates", index, &mut passage.session_number);
    }
    if let Some(sheets) = &mut course.worksheets {
        for (index, decision) in sheets.decision_analysis.iter_mut().flatten().enumerate() {
            list(
                "worksheets.decision_analysis",
                index,
                &mut decision.session_number,
            );
        }
        for (index, analysis) in sheets.comm_analysis.iter_mut().flatten().enumerate() {
            let path = || format!("worksheets.comm_analysis[{index}].session_number");
            on(&path, Reference::Required(&mut analysis.session_number));
        }
    }
    for (number, goal) in course.goals.iter_mut().flatten().enumerate() {
        for (index, rating) in goal.ratings.iter_mut().enumerate() {
            let path = || format!("goals[{number}].ratings[{index}].session_number");
            on(&path, Reference::Required(&mut rating.session_number));
        }
    }
    if let Some(review) = &mut course.mid_review {
        on(
            &|| "mid_review.session_number".to_owned(),
            Reference::Required(&mut review.session_number),
        );
    }
    if let Some(review) = &mut course.ending_review {
        on(
            &|| "ending_review.session_number".to_owned(),
            Reference::Optional(&mut review.session_number),
        );
    }
}

/// Whether a number stands for the first slot: 1 in a file in which no slot has a number. A record that must have a
/// number has 1 then.
pub(super) fn stands_for_the_first(number: i32, taken: &BTreeSet<i32>) -> bool {
    number == 1 && taken.is_empty()
}

/// Gives each slot an id and makes each record name its slot.
pub(super) fn to_slots(course: &mut Course, ids: &mut dyn FnMut() -> String) {
    for slot in &mut course.slots {
        slot.id = Some(SlotId::new(ids()));
    }
    let slots = course.slots.clone();
    let of_number = |number: i32| {
        let first = slots.first().filter(|_| number == 1);
        slots
            .iter()
            .find(|slot| slot.session_number == Some(number))
            .or(first)
            .and_then(|slot| slot.id.clone())
    };
    let of_index = |index: i32| {
        slots
            .iter()
            .find(|slot| slot.slot_index == index)
            .and_then(|slot| slot.id.clone())
    };
    let point = |reference: &mut SessionRef| {
        if let SessionRef::Number(number) = reference
            && let Some(id) = of_number(*number)
        {
            *reference = SessionRef::Slot(id);
        }
    };
    each_reference(course, &mut |_, reference| match reference {
        Reference::Required(session) => point(session),
        Reference::Optional(session) => session.iter_mut().for_each(point),
    });
    let targets: Vec<Option<SlotId>> = course
        .addenda
        .iter()
        .flatten()
        .map(|addendum| of_index(note_of(course, NoteTarget::parse(&addendum.target)?)?.slot_index))
        .collect();
    for (addendum, slot) in course.addenda.iter_mut().flatten().zip(targets) {
        addendum.slot = slot;
    }
    for session in course.sessions.iter_mut().flatten() {
        session.slot = of_index(session.slot_index);
    }
}

/// Replaces each slot by its session number. For a slot without a number, an optional reference becomes absent; a
/// required one gets the nearest earlier number, or 1 if there is none.
pub(super) fn to_numbers(course: &mut Course) {
    let slots = course.slots.clone();
    let of_slot = |id: &SlotId| slots.iter().find(|slot| slot.id.as_ref() == Some(id));
    each_reference(course, &mut |_, reference| match reference {
        Reference::Required(session) => {
            if let Some(slot) = session.slot().map(of_slot) {
                *session =
                    SessionRef::Number(slot.map_or(1, |slot| number_at_or_before(slot, &slots)));
            }
        }
        Reference::Optional(session) => {
            if let Some(id) = session.as_ref().and_then(SessionRef::slot) {
                *session = of_slot(id)
                    .and_then(|slot| slot.session_number)
                    .map(SessionRef::Number);
            }
        }
    });
    for addendum in course.addenda.iter_mut().flatten() {
        if let Some(slot) = addendum.slot.take().as_ref().and_then(of_slot) {
            addendum.target = match slot.session_number {
                Some(number) => NoteTarget::Session(number).text(),
                None => NoteTarget::Slot(slot.slot_index).text(),
            };
        }
    }
}

fn number_at_or_before(slot: &Slot, slots: &[Slot]) -> i32 {
    let earlier = slots
        .iter()
        .filter(|other| other.slot_index <= slot.slot_index);
    earlier
        .filter_map(|other| other.session_number)
        .max()
        .unwrap_or(1)
}

/// The note that an addendum belongs to: `session:N`, or `slot:K` for a struck note.
#[derive(Clone, Copy)]
pub(super) enum NoteTarget {
    Session(i32),
    Slot(i32),
}

impl NoteTarget {
    /// Parses a target; only the form that [`NoteTarget::text`] writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (kind, number) = text.split_once(':')?;
        let number = number.parse().ok()?;
        let target = match kind {
            "session" => Self::Session(number),
            "slot" => Self::Slot(number),
            _ => return None,
        };
        (target.text() == text).then_some(target)
    }

    fn text(self) -> String {
        match self {
            Self::Session(number) => format!("session:{number}"),
            Self::Slot(index) => format!("slot:{index}"),
        }
    }
}

/// Finds the note that an addendum belongs to.
pub(super) fn note_of(course: &Course, target: NoteTarget) -> Option<&Session> {
    course
        .sessions
        .iter()
        .flatten()
        .find(|session| match target {
            NoteTarget::Session(number) => session.session_number == Some(number),
            NoteTarget::Slot(index) => {
                session.slot_index == index && session.struck_reason.is_some()
            }
        })
}

//! Numbers of a file into slots of the vault, and back. A record points at its slot, so that a correction
//! that renumbers sessions never moves it to another hour.

use std::collections::BTreeSet;

use crate::Course;
use crate::ids::{SessionRef, SlotId};
use crate::session::Session;
use crate::session::Slot;

/// A reference to a session, by whether the schema needs a number there.
pub(super) enum Reference<'a> {
    /// A number must stand here.
    Required(&'a mut SessionRef),
    /// It may be left out.
    Optional(&'a mut Option<SessionRef>),
}

/// Calls `on` with the path and the reference of every record that bears one.
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

/// Where no slot has taken a number yet, a record that must bear one bears 1: it means the first slot.
pub(super) fn stands_for_the_first(number: i32, taken: &BTreeSet<i32>) -> bool {
    number == 1 && taken.is_empty()
}

/// Gives every slot an id and points every record at its slot.
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

/// Turns every pointer into the number its slot has now. A slot without one is left out where it may be;
/// else the nearest earlier number stands for it, and 1 where there is none.
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

/// What an addendum adds to: `session:N`, or `slot:K` for a struck note.
#[derive(Clone, Copy)]
pub(super) enum NoteTarget {
    Session(i32),
    Slot(i32),
}

impl NoteTarget {
    /// Reads a target; only the form that [`NoteTarget::text`] writes.
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

/// The note an addendum adds to.
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

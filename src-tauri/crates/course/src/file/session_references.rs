//! Converts references to sessions: the session numbers of a file into slots of the vault, and back. In the vault a
//! record names its slot, so that it stays with its session when a correction renumbers sessions. In a file a slot
//! without a number is named by its index, as in `slot:3`.

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

/// Whether a reference of a file names a slot: by its number, or by its index if it has no number. The number 1 names
/// the first slot of a file in which no slot has a number, and nothing in a file without slots.
pub(super) fn is_valid(reference: &SessionRef, slots: &[Slot]) -> bool {
    match slot_named(reference, slots) {
        Some(slot) => name_of(slot, slots) == *reference,
        None => slots.is_empty() && *reference == SessionRef::Number(1),
    }
}

/// Finds the slot that a reference of a file names.
fn slot_named<'a>(reference: &SessionRef, slots: &'a [Slot]) -> Option<&'a Slot> {
    match reference {
        SessionRef::Number(number) => slots
            .iter()
            .find(|slot| slot.session_number == Some(*number))
            .or_else(|| slots.first().filter(|_| *number == 1)),
        SessionRef::Slot(name) => match NoteTarget::parse(name.as_str())? {
            NoteTarget::Slot(index) => slots.iter().find(|slot| slot.slot_index == index),
            NoteTarget::Session(_) => None,
        },
    }
}

/// The name of a slot in a file.
fn name_of(slot: &Slot, slots: &[Slot]) -> SessionRef {
    let numbered = slots.iter().any(|other| other.session_number.is_some());
    let first = slots
        .first()
        .is_some_and(|first| first.slot_index == slot.slot_index);
    let stands_for_one = (first && !numbered).then_some(1);
    match slot.session_number.or(stands_for_one) {
        Some(number) => SessionRef::Number(number),
        None => SessionRef::Slot(SlotId::new(NoteTarget::Slot(slot.slot_index).text())),
    }
}

/// Gives each slot an id and makes each record name its slot.
pub(super) fn to_slots(course: &mut Course, ids: &mut dyn FnMut() -> String) {
    for slot in &mut course.slots {
        slot.id = Some(SlotId::new(ids()));
    }
    let slots = course.slots.clone();
    let of_index = |index: i32| {
        slots
            .iter()
            .find(|slot| slot.slot_index == index)
            .and_then(|slot| slot.id.clone())
    };
    let point = |reference: &mut SessionRef| {
        if let Some(id) = slot_named(reference, &slots).and_then(|slot| slot.id.clone()) {
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

/// Replaces the id of each slot by its name in a file. Returns whether a record names a slot without a number.
pub(super) fn to_names(course: &mut Course) -> bool {
    let slots = course.slots.clone();
    let of_id = |id: &SlotId| slots.iter().find(|slot| slot.id.as_ref() == Some(id));
    let mut without_number = false;
    let mut named = |session: &SessionRef| {
        let name = match session {
            SessionRef::Number(number) => SessionRef::Number(*number),
            SessionRef::Slot(id) => name_of(of_id(id)?, &slots),
        };
        without_number |= name.slot().is_some();
        Some(name)
    };
    each_reference(course, &mut |_, reference| match reference {
        Reference::Required(session) => {
            *session = named(session).unwrap_or(SessionRef::Number(1));
        }
        Reference::Optional(session) => *session = session.as_ref().and_then(&mut named),
    });
    for addendum in course.addenda.iter_mut().flatten() {
        if let Some(slot) = addendum.slot.take().as_ref().and_then(of_id) {
            addendum.target = match slot.session_number {
                Some(number) => NoteTarget::Session(number).text(),
                None => NoteTarget::Slot(slot.slot_index).text(),
            };
        }
    }
    without_number
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

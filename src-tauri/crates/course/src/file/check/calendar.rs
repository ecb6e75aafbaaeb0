//! Checks slots and notes: their order, their numbers, and the slot of each note.

use crate::Course;
use crate::file::fault::{FileFault, FileProblem, Referred, ensure, no};
use crate::plan::format::CourseFormat;
use crate::plan::numbering::{self, met, starts_at};
use crate::session::Session;
use crate::session::{Slot, SlotStatus};

/// The highest session number of any contract: the ceiling of the format `custom`.
const MOST: i32 = 60;

pub(super) fn check(course: &Course) -> Result<(), FileFault> {
    check_order(&course.slots)?;
    check_notes(course)?;
    numbering::check(course).map_err(|fault| {
        let path = format!("{}[{}].{}", fault.section, fault.position, fault.field);
        FileFault::new(path, FileProblem::unlike(fault.expected))
    })?;
    check_limit(course)
}

/// Checks that slots are ordered by day, then by time, so that the index of a slot is its place in the list. Two slots
/// may have the same time only if one of them was moved or entered in error.
fn check_order(slots: &[Slot]) -> Result<(), FileFault> {
    for (position, pair) in slots.windows(2).enumerate() {
        let [earlier, later] = pair else { continue };
        let path = |field| format!("slots[{}].{field}", position + 1);
        ensure(
            earlier.date <= later.date,
            || path("date"),
            FileProblem::OutOfOrder,
        )?;
        if earlier.date < later.date {
            continue;
        }
        let (from, to) = (starts_at(earlier), starts_at(later));
        ensure(from <= to, || path("start_time"), FileProblem::OutOfOrder)?;
        let free = |slot: &Slot| matches!(slot.status, SlotStatus::Rescheduled | SlotStatus::Void);
        let apart = from != to || from.is_none() || free(earlier) || free(later);
        ensure(apart, || path("start_time"), FileProblem::SameTime)?;
    }
    for (position, (slot, rank)) in slots.iter().zip(1..).enumerate() {
        let path = || format!("slots[{position}].slot_index");
        ensure(
            slot.slot_index == rank,
            path,
            FileProblem::unlike(Some(rank)),
        )?;
    }
    Ok(())
}

fn check_notes(course: &Course) -> Result<(), FileFault> {
    let mut last: Option<&Session> = None;
    for (index, session) in course.sessions.iter().flatten().enumerate() {
        let path = |field| format!("sessions[{index}].{field}");
        let slot = course
            .slots
            .iter()
            .find(|slot| slot.slot_index == session.slot_index);
        let Some(slot) = slot else {
            return Err(FileFault::new(path("slot_index"), no(Referred::Slot)));
        };
        if let Some(last) = last {
            ensure(
                last.date <= session.date,
                || path("date"),
                FileProblem::OutOfOrder,
            )?;
            ensure(
                last.slot_index != session.slot_index,
                || path("slot_index"),
                FileProblem::Duplicate,
            )?;
            ensure(
                last.slot_index < session.slot_index,
                || path("slot_index"),
                FileProblem::OutOfOrder,
            )?;
            ensure(
                last.phase <= session.phase,
                || path("phase"),
                FileProblem::PhaseGoesBack,
            )?;
        }
        ensure(
            slot.date == session.date,
            || path("date"),
            FileProblem::unlike(None),
        )?;
        check_held(slot, session, path)?;
        last = Some(session);
    }
    Ok(())
}

/// Checks that a signed note belongs to a slot that was held, or is struck through because its slot was entered in
/// error. A draft may belong to any slot.
fn check_held(
    slot: &Slot,
    session: &Session,
    path: impl Fn(&'static str) -> String,
) -> Result<(), FileFault> {
    for (field, number) in [
        ("session_number", session.session_number),
        ("sessions_left_after", session.sessions_left_after),
    ] {
        let fits = number.is_none_or(|number| (0..=MOST).contains(&number));
        ensure(fits, || path(field), FileProblem::outside(0, MOST))?;
    }
    if met(slot.status) || session.locked_at.is_none() {
        return Ok(());
    }
    ensure(
        slot.status == SlotStatus::Void,
        || path("slot_index"),
        FileProblem::NotHeld,
    )?;
    ensure(
        session.struck_reason.is_some(),
        || path("struck_reason"),
        FileProblem::MissingKey,
    )
}

/// Checks that no slot has a number above the N in force on its day.
fn check_limit(course: &Course) -> Result<(), FileFault> {
    let (first, ceiling) = (
        course.first_planned(),
        CourseFormat::of(course.plan.template).ceiling,
    );
    if first > ceiling {
        let stated = |session: &Session| session.sessions_left_after.is_some();
        let index = course
            .sessions
            .iter()
            .flatten()
            .position(stated)
            .unwrap_or_default();
        let path = format!("sessions[{index}].sessions_left_after");
        return Err(FileFault::new(path, FileProblem::outside(0, ceiling)));
    }
    for (index, slot) in course.slots.iter().enumerate() {
        let Some(number) = slot.session_number else {
            continue;
        };
        let left = course.left_after(number, slot.date);
        let most = number + left;
        ensure(
            left >= 0,
            || format!("slots[{index}].session_number"),
            FileProblem::outside(1, most),
        )?;
    }
    Ok(())
}

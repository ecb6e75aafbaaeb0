//! Checks what the window refuses as well: a client without a code, people without a name, lengths of sessions and fees
//! below nothing.

use crate::Course;
use crate::file::fault::{FileFault, FileProblem, ensure};
use crate::measures::Amount;
use crate::plan::contract::{HIGHEST_FEE, LONGEST_SESSION};

pub(super) fn check(course: &Course) -> Result<(), FileFault> {
    said(&course.client.code, || "client.code".to_owned())?;
    for (index, person) in course.people.iter().flatten().enumerate() {
        said(&person.label, || format!("people[{index}].label"))?;
    }
    if let Some(contract) = &course.contract {
        minutes(Some(contract.session_minutes), || {
            "contract.session_minutes".to_owned()
        })?;
        let fee = contract.fee_gbp.as_ref().map(Amount::as_f64);
        let possible = 0.0..=f64::from(HIGHEST_FEE);
        ensure(
            fee.is_none_or(|fee| possible.contains(&fee)),
            || "contract.fee_gbp".to_owned(),
            FileProblem::outside(0, HIGHEST_FEE),
        )?;
    }
    for (index, slot) in course.slots.iter().enumerate() {
        let path = |field| format!("slots[{index}].{field}");
        minutes(slot.planned_minutes, || path("planned_minutes"))?;
        minutes(slot.minutes_held, || path("minutes_held"))?;
    }
    for (index, session) in course.sessions.iter().flatten().enumerate() {
        minutes(session.minutes, || format!("sessions[{index}].minutes"))?;
    }
    Ok(())
}

fn said(text: &str, path: impl FnOnce() -> String) -> Result<(), FileFault> {
    ensure(!text.trim().is_empty(), path, FileProblem::Blank)
}

fn minutes(minutes: Option<i32>, path: impl FnOnce() -> String) -> Result<(), FileFault> {
    ensure(
        minutes.is_none_or(|minutes| (0..=LONGEST_SESSION).contains(&minutes)),
        path,
        FileProblem::outside(0, LONGEST_SESSION),
    )
}

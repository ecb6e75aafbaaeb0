//! Checks of a course file beyond its schema, record by record and between records. Everything else is left
//! alone: free text stays free text, and nothing is judged by the clock.

mod calendar;
mod people;
mod plan;
mod records;

use std::collections::BTreeSet;

use super::fault::{FileFault, Referred, no};
use super::session_references::{self, Reference};
use crate::Course;
use crate::ids::SessionRef;

/// Checks a file that fits the schema.
pub(super) fn check(course: &Course) -> Result<(), FileFault> {
    plan::check(course)?;
    records::check_ids(course)?;
    calendar::check(course)?;
    check_session_references(course)?;
    people::check(course)?;
    crate::measures::check(course)?;
    records::check(course)
}

/// Every session number a record bears must be that of a slot.
fn check_session_references(course: &Course) -> Result<(), FileFault> {
    let taken: BTreeSet<i32> = course
        .slots
        .iter()
        .filter_map(|slot| slot.session_number)
        .collect();
    let mut result = Ok(());
    session_references::each_reference(&mut course.clone(), &mut |path, reference| {
        let session = match reference {
            Reference::Required(session) => Some(session),
            Reference::Optional(session) => session.as_mut(),
        };
        if let Some(SessionRef::Number(number)) = session
            && !taken.contains(number)
            && !session_references::stands_for_the_first(*number, &taken)
            && result.is_ok()
        {
            result = Err(FileFault::new(path(), no(Referred::Session)));
        }
    });
    result
}

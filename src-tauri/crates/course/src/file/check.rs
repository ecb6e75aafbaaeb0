//! Checks a course file beyond its schema: each record, and the agreement between records. Of free text only
//! its length is checked, and no check depends on the present day.

mod calendar;
mod details;
mod people;
mod plan;
mod records;

use super::fault::{FileFault, Referred, no};
use super::session_references::{self, Reference};
use crate::Course;

/// Checks a file that fits the schema.
pub(super) fn check(course: &Course) -> Result<(), FileFault> {
    details::check(course)?;
    plan::check(course)?;
    records::check_ids(course)?;
    calendar::check(course)?;
    check_session_references(course)?;
    people::check(course)?;
    crate::measures::check(course)?;
    records::check(course)
}

/// Checks each reference to a session.
fn check_session_references(course: &Course) -> Result<(), FileFault> {
    let mut result = Ok(());
    session_references::each_reference(&mut course.clone(), &mut |path, reference| {
        let session = match reference {
            Reference::Required(session) => Some(session),
            Reference::Optional(session) => session.as_mut(),
        };
        if let Some(session) = session
            && !session_references::is_valid(session, &course.slots)
            && result.is_ok()
        {
            result = Err(FileFault::new(path(), no(Referred::Session)));
        }
    });
    result
}

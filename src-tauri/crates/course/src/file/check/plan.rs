//! Checks the number of sessions, its amendments, and the phases.

use crate::Course;
use crate::file::fault::{FileFault, FileProblem, ensure};
use crate::plan::PhaseBounds;
use crate::plan::format::CourseFormat;

pub(super) fn check(course: &Course) -> Result<(), FileFault> {
    check_number(course)?;
    let plan = &course.plan;
    check_phases(&plan.phase_bounds, plan.planned_sessions)?;
    if let Some(at) = plan.mid_review_at {
        let within = FileProblem::outside(1, plan.planned_sessions);
        ensure(
            (1..=plan.planned_sessions).contains(&at),
            || "course.mid_review_at".to_owned(),
            within,
        )?;
    }
    ensure(
        plan.start_date <= plan.planned_end_date,
        || "course.planned_end_date".to_owned(),
        FileProblem::OutOfOrder,
    )
}

/// Checks that N is the N of the last amendment and not above the ceiling of the format. An amendment may go below the
/// least number of the format, down to the sessions already used.
fn check_number(course: &Course) -> Result<(), FileFault> {
    let plan = &course.plan;
    let format = CourseFormat::of(plan.template);
    let mut since = plan.start_date;
    for (index, amendment) in course.amendments().iter().enumerate() {
        let path = |field| format!("contract.amendments[{index}].{field}");
        let number = amendment.planned_sessions;
        ensure(
            (1..=format.ceiling).contains(&number),
            || path("planned_sessions"),
            FileProblem::outside(1, format.ceiling),
        )?;
        ensure(
            index == 0 || since <= amendment.on,
            || path("on"),
            FileProblem::OutOfOrder,
        )?;
        ensure(
            plan.start_date <= amendment.new_end_date,
            || path("new_end_date"),
            FileProblem::OutOfOrder,
        )?;
        since = amendment.on;
    }
    let number = plan.planned_sessions;
    let path = || "course.planned_sessions".to_owned();
    let Some(last) = course.amendments().last() else {
        let within = FileProblem::outside(format.least, format.ceiling);
        return ensure(
            (format.least..=format.ceiling).contains(&number),
            path,
            within,
        );
    };
    ensure(
        number == last.planned_sessions,
        path,
        FileProblem::unlike(Some(last.planned_sessions)),
    )?;
    ensure(
        plan.planned_end_date == last.new_end_date,
        || "course.planned_end_date".to_owned(),
        FileProblem::unlike(None),
    )
}

/// Checks that the phases follow one another without a gap, from 1 to N.
fn check_phases(bounds: &PhaseBounds, n: i32) -> Result<(), FileFault> {
    let mut next = None;
    for (name, span) in [
        ("initial", bounds.initial),
        ("middle", bounds.middle),
        ("ending", bounds.ending),
    ] {
        let Some([from, to]) = span else { continue };
        let path = |index| format!("course.phase_bounds.{name}[{index}]");
        ensure(
            (1..=n).contains(&from),
            || path(0),
            FileProblem::outside(1, n),
        )?;
        ensure(
            (1..=n).contains(&to),
            || path(1),
            FileProblem::outside(1, n),
        )?;
        ensure(
            next.is_none_or(|next| from == next),
            || path(0),
            FileProblem::unlike(next),
        )?;
        ensure(from <= to, || path(1), FileProblem::OutOfOrder)?;
        next = Some(to + 1);
    }
    Ok(())
}

//! The client, the plan and the ids with which tests begin a course.
//!
//! Unit tests of `course` cannot use them: Cargo compiles that crate anew for its own unit tests, and its types are then
//! others than those of the `course` that this crate depends on. They have their own in
//! `src-tauri/crates/course/src/testing.rs`.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::NaiveDate;
use course::people::Client;
use course::plan::{BeginPlan, FormatId};

/// A day, as tests write it: `2026-03-10`.
///
/// # Panics
/// If the text is not a day.
#[must_use]
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("tests write days as YYYY-MM-DD")
}

/// Makes ids; no id is made twice in one test program.
pub fn ids() -> impl FnMut() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    || format!("id-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A client with an id and a code, and nothing else known.
#[must_use]
pub fn client() -> Client {
    Client {
        id: "c-1".to_owned(),
        code: "C-001".to_owned(),
        display_name: None,
        pronouns: None,
        date_of_birth: None,
        phone: None,
        email: None,
        address_area: None,
        gp: None,
        emergency_contact: None,
        languages: None,
        referral: None,
    }
}

/// A plan at ten o'clock from `start_date` on, with everything else as the format has it.
#[must_use]
pub fn plan(template: FormatId, start_date: NaiveDate) -> BeginPlan {
    BeginPlan {
        template,
        planned_sessions: None,
        cadence: None,
        start_date,
        start_time: Some("10:00".to_owned()),
        session_minutes: None,
        missed_session_rule: None,
        planned_breaks: Vec::new(),
        place: None,
        fee_gbp: None,
        cancellation: None,
        measures: None,
        recording_consent: None,
        gp_contact_consent: None,
        therapist: None,
        previous_course_id: None,
        carried_focus: None,
        second_course_reason: None,
    }
}

//! Builders for the unit tests of this crate.
//!
//! `testkit::new_course` builds the client and the plan for all other tests. It depends on this crate, and Cargo compiles
//! this crate anew for its unit tests, so the types of `testkit` are not the types here.

use chrono::NaiveDate;

use crate::Course;
use crate::dates::Precision;
use crate::ids::{EventId, PersonId, SlotId};
use crate::people::Client;
use crate::plan::BeginPlan;
use crate::plan::FormatId;
use crate::plan::contract::MissedSessionRule;
use crate::risk::RiskReview;
use crate::rule_broken::RuleBroken;
use crate::session::SlotOutcome;
use crate::session::SlotStatus;
use crate::timeline::{Event, EventKind};

/// Parses a day.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("tests write days as YYYY-MM-DD")
}

/// A function that makes ids, each different from all before.
pub(crate) fn ids() -> impl FnMut() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    || format!("id-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A client.
pub(crate) fn client() -> Client {
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

/// A plan with the defaults of the format: Tuesdays at ten from 13 January 2026.
pub(crate) fn plan(template: FormatId) -> BeginPlan {
    BeginPlan {
        template,
        planned_sessions: None,
        cadence: None,
        start_date: day("2026-01-13"),
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

/// A standard course without a recorded slot.
pub(crate) fn begun() -> Course {
    begun_with(plan(FormatId::Ipt16))
}

/// A standard course with a daughter in the inventory, who is not on the map.
pub(crate) fn with_leila() -> (Course, PersonId) {
    let id = PersonId::new("p1");
    let course = begun().add_person("Leila, daughter", id.clone());
    (course.expect("there is room for her"), id)
}

/// A standard course with this missed-session rule.
pub(crate) fn begun_by(rule: MissedSessionRule) -> Course {
    begun_with(BeginPlan {
        missed_session_rule: Some(rule),
        ..plan(FormatId::Ipt16)
    })
}

/// A course with this plan.
pub(crate) fn begun_with(plan: BeginPlan) -> Course {
    Course::begin(client(), plan, &mut ids()).expect("the plan is within the rules")
}

/// A day after the whole series, for verbs that need the present day.
pub(crate) fn later() -> NaiveDate {
    day("2030-01-01")
}

/// A risk review that is not acknowledged.
pub(crate) fn review(date: &str) -> RiskReview {
    RiskReview {
        id: "r1".to_owned(),
        session_number: None,
        date: day(date),
        time: None,
        item9: None,
        covers: None,
        asked: Some(true),
        thoughts: None,
        plan: None,
        intent: None,
        protective: None,
        level_in_words: None,
        actions: None,
        check_on: None,
        closes: None,
        acknowledged_by: None,
        acknowledged_at: None,
    }
}

/// An event of the timeline.
pub(crate) fn event(date: &str, precision: Precision, kind: EventKind) -> Event {
    Event {
        id: EventId::new("e1"),
        date: date.to_owned(),
        precision,
        title: "moved house".to_owned(),
        kind,
        valence: None,
        people: None,
        mood_effect: None,
        onset_link: None,
        end_date: None,
        supported_by: None,
        quote: None,
        reported_on: None,
    }
}

/// The rule that refused a verb.
pub(crate) fn refusal(outcome: Result<Course, RuleBroken>) -> RuleBroken {
    outcome.expect_err("the verb has to be refused")
}

impl Course {
    /// Id of the `nth` slot, from 1.
    pub(crate) fn nth(&self, nth: usize) -> SlotId {
        self.slots
            .get(nth - 1)
            .and_then(|slot| slot.id.clone())
            .expect("the series has that many slots")
    }

    /// Records a status with a reason for the `nth` slot, on a day after the whole series.
    pub(crate) fn with(self, nth: usize, status: SlotStatus) -> Result<Self, RuleBroken> {
        let id = self.nth(nth);
        let outcome = SlotOutcome {
            reason: Some("as it was".to_owned()),
            ..SlotOutcome::of(status)
        };
        self.record_slot(&id, outcome, later(), &mut ids())
    }

    /// Records the first slots as attended.
    pub(crate) fn held(self, count: usize) -> Self {
        (1..=count).fold(self, |course, nth| {
            course
                .with(nth, SlotStatus::Attended)
                .expect("it can be held")
        })
    }

    /// The session number of each slot.
    pub(crate) fn numbers(&self) -> Vec<Option<i32>> {
        self.slots.iter().map(|slot| slot.session_number).collect()
    }
}

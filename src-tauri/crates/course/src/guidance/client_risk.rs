//! The risk of one client over all their courses.

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::guidance::glance::{Glance, OpenRisk};
use crate::guidance::next_steps::NextStep;
use crate::guidance::reminders::Reminder;
use crate::risk::{RiskFlag, RiskThread};

/// Whether a day to ask about risk again has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum CheckDue {
    /// It is still to come.
    Later,
    /// It is today.
    Today,
    /// It is over, and no entry named another.
    Overdue,
}

/// A day to ask about risk again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RiskCheck {
    /// The day.
    pub on: NaiveDate,
    /// Whether it has come.
    pub due: CheckDue,
}

/// The risk of one client, from all their courses. Once a course ended with the death of the client, no flag of any
/// course is to be answered: nobody is left to ask. The flags stay in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientRisk {
    died: bool,
    level: OpenRisk,
    /// Whether a course names a day to ask again.
    checks: bool,
}

impl ClientRisk {
    /// From the overviews of all courses of the client.
    pub fn of<'a>(courses: impl IntoIterator<Item = &'a Glance>) -> Self {
        let none = Self {
            died: false,
            level: OpenRisk::None,
            checks: false,
        };
        let both = courses.into_iter().fold(none, |so_far, course| Self {
            died: so_far.died || course.died,
            level: so_far.level.max(course.risk),
            checks: so_far.checks || course.risk_check.is_some(),
        });
        if both.died {
            return Self { died: true, ..none };
        }
        both
    }

    /// The level of the most urgent open flag of all courses.
    #[must_use]
    pub const fn level(&self) -> OpenRisk {
        self.level
    }

    /// Whether no course has an open flag or a day to ask again.
    #[must_use]
    pub const fn nothing_open(&self) -> bool {
        matches!(self.level, OpenRisk::None) && !self.checks
    }

    /// The open flags of a course of this client.
    #[must_use]
    pub fn open_flags<'a>(&self, course: &'a Glance) -> &'a [RiskFlag] {
        if self.died { &[] } else { &course.flags }
    }

    /// The day on which to ask again in a course of this client.
    #[must_use]
    pub fn check(&self, course: &Glance, today: NaiveDate) -> Option<RiskCheck> {
        let on = course.risk_check.filter(|_| !self.died)?;
        let due = match on.cmp(&today) {
            Ordering::Greater => CheckDue::Later,
            Ordering::Equal => CheckDue::Today,
            Ordering::Less => CheckDue::Overdue,
        };
        Some(RiskCheck { on, due })
    }

    /// All flags of a course of this client, open or not.
    #[must_use]
    pub fn flags(&self, course: &Course) -> Vec<RiskFlag> {
        let mut flags = course.risk_flags();
        for flag in &mut flags {
            flag.open &= !self.died;
        }
        flags
    }

    /// The thread of risk of a course of this client. Nothing of it is to be done once the client died.
    #[must_use]
    pub fn thread(&self, course: &Course) -> RiskThread {
        let mut thread = course.risk_thread();
        if self.died {
            thread.check_on = None;
            for line in &mut thread.lines {
                line.to_acknowledge = None;
            }
        }
        thread
    }

    /// The next steps of a course of this client.
    #[must_use]
    pub fn next_steps(&self, course: &Course, today: NaiveDate) -> Vec<NextStep> {
        let mut steps = course.next_steps(today);
        steps.retain(|step| {
            let asks = matches!(step, NextStep::ReviewRisk { .. } | NextStep::AskRisk);
            !(self.died && asks)
        });
        steps
    }

    /// The reminders of a course of this client.
    #[must_use]
    pub fn reminders(&self, course: &Course, today: NaiveDate) -> Vec<Reminder> {
        let mut reminders = course.reminders(today);
        reminders.retain(|reminder| {
            let asks = matches!(
                reminder,
                Reminder::OpenRisk { .. } | Reminder::MissedAfterRisk { .. }
            );
            !(self.died && asks)
        });
        reminders
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, review};
    use crate::ending::Conclusion;
    use crate::measures::{Amount, MeasureEntry};
    use crate::plan::EndType;
    use crate::risk::RiskReview;

    /// A course with one answer to item 9 of PHQ-9.
    fn answered(item9: i32) -> Course {
        let course = begun().held(1);
        let mut items = vec![Some(Amount::from(1)); 9];
        items[8] = Some(item9.into());
        let entry = MeasureEntry {
            instrument: "PHQ-9".to_owned(),
            date: day("2026-01-13"),
            slot: Some(course.nth(1)),
            completed_by: None,
            items: Some(items),
            function_item: None,
            total: None,
            item9: None,
            value: None,
            work_not_applicable: None,
            subscales: None,
        };
        course.record_measure(entry, "m1".to_owned()).unwrap()
    }

    fn ended(course: Course, end_type: EndType) -> Course {
        let conclusion = Conclusion {
            end_type,
            on: day("2026-02-03"),
            actual_end: day("2026-02-01"),
            retention_until: None,
            reason: Some("told by her sister".to_owned()),
            risk: None,
            death: None,
        };
        course
            .conclude(conclusion, day("2026-02-03"), &mut ids())
            .unwrap()
    }

    fn measures(flags: &[RiskFlag]) -> Vec<&str> {
        flags.iter().map(|flag| flag.measure.as_str()).collect()
    }

    #[test]
    fn the_most_urgent_flag_of_all_courses_sets_the_level() {
        let courses = [1, 3, 0].map(|item9| answered(item9).glance());
        let risk = ClientRisk::of(&courses);
        assert_eq!(risk.level(), OpenRisk::Red, "of the second course");
        assert_eq!(
            measures(risk.open_flags(&courses[0])),
            ["m1"],
            "the flag of the first course is open too"
        );
        assert_eq!(
            ClientRisk::of(&courses[2..]).level(),
            OpenRisk::None,
            "answer 0 raises no flag"
        );
    }

    #[test]
    fn no_flag_of_any_course_asks_once_the_client_died() {
        let open = answered(3);
        let courses = [
            open.glance(),
            ended(answered(1), EndType::Died).glance(),
            answered(2).glance(),
        ];
        let risk = ClientRisk::of(&courses);
        assert_eq!(risk.level(), OpenRisk::None, "nobody is left to ask");
        for course in &courses {
            assert!(risk.open_flags(course).is_empty(), "in no course");
        }
        let waiting = RiskReview {
            check_on: Some(day("2026-03-12")),
            ..review("2026-02-09")
        };
        let waiting = answered(2)
            .save_risk_review(waiting, day("2026-02-10"))
            .unwrap();
        assert!(
            waiting.risk_thread().check_on.is_some(),
            "by itself it would ask again"
        );
        assert_eq!(risk.thread(&waiting).check_on, None, "no day asks again");
        let flags = risk.flags(&open);
        assert_eq!(measures(&flags), ["m1"], "the flag stays in the record");
        assert!(!flags[0].open, "and is not to be answered");
        let today = day("2026-02-10");
        let reviews = |steps: Vec<NextStep>| {
            let mut steps = steps.into_iter();
            steps.any(|step| matches!(step, NextStep::ReviewRisk { .. }))
        };
        assert!(reviews(open.next_steps(today)), "by itself it would ask");
        assert!(
            !reviews(risk.next_steps(&open, today)),
            "no step asks for it"
        );
        let reminded = |reminders: Vec<Reminder>| {
            let mut reminders = reminders.into_iter();
            reminders.any(|reminder| matches!(reminder, Reminder::OpenRisk { .. }))
        };
        assert!(
            reminded(open.reminders(today)),
            "by itself it would remind of it"
        );
        assert!(
            !reminded(risk.reminders(&open, today)),
            "no reminder speaks of it"
        );
    }

    #[test]
    fn a_day_to_ask_again_is_to_come_then_due_then_overdue() {
        let entry = crate::risk::RiskReview {
            check_on: Some(day("2026-01-20")),
            ..crate::course::testing::review("2026-01-13")
        };
        let course = begun().save_risk_review(entry, day("2026-01-13")).unwrap();
        let glance = course.glance();
        let alive = ClientRisk::of([&glance]);
        assert!(!alive.nothing_open(), "somebody is to ask again");
        for (today, due) in [
            ("2026-01-19", CheckDue::Later),
            ("2026-01-20", CheckDue::Today),
            ("2026-01-21", CheckDue::Overdue),
        ] {
            let on = day("2026-01-20");
            assert_eq!(
                alive.check(&glance, day(today)),
                Some(RiskCheck { on, due }),
                "on {today}"
            );
        }
        let dead = ended(answered(0), EndType::Died).glance();
        let both = ClientRisk::of([&glance, &dead]);
        assert_eq!(
            both.check(&glance, day("2026-01-21")),
            None,
            "nobody is left to ask"
        );
        assert!(both.nothing_open(), "in no course");
    }

    #[test]
    fn flags_stay_open_after_any_other_ending() {
        let courses = [
            answered(3).glance(),
            ended(answered(0), EndType::DroppedOut).glance(),
        ];
        let risk = ClientRisk::of(&courses);
        assert_eq!(risk.level(), OpenRisk::Red, "the client can be asked");
        assert_eq!(risk.open_flags(&courses[0]).len(), 1, "the flag is open");
    }
}

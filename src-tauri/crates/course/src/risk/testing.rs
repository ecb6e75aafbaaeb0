//! Sheets, flags and reviews with which the tests of risk begin.

use crate::Course;
use crate::course::testing::{begun, day, review};
use crate::dates::Instant;
use crate::ids::{SessionRef, SlotId};
use crate::measures::{Amount, MeasureEntry};
use crate::risk::{CoveredFlag, RiskReview};

pub(super) fn at() -> Instant {
    Instant::try_from("2026-01-13T18:00:00Z".to_owned()).unwrap()
}

pub(super) fn sheet(item9: i32, date: &str, slot: Option<SlotId>) -> MeasureEntry {
    let mut items = vec![Some(Amount::from(0)); 9];
    items[8] = Some(item9.into());
    MeasureEntry {
        instrument: "PHQ-9".to_owned(),
        date: day(date),
        slot,
        completed_by: None,
        items: Some(items),
        function_item: None,
        total: None,
        item9: None,
        value: None,
        work_not_applicable: None,
        subscales: None,
    }
}

impl Course {
    pub(crate) fn with_answer(self, id: &str, item9: i32, date: &str, nth: Option<usize>) -> Self {
        let slot = nth.map(|nth| self.nth(nth));
        let entry = sheet(item9, date, slot);
        self.record_measure(entry, id.to_owned()).unwrap()
    }

    pub(super) fn reviewed(self, review: RiskReview) -> Self {
        let id = review.id.clone();
        self.save_risk_review(review)
            .unwrap()
            .acknowledge_risk(&id, "t-1".to_owned(), at())
            .unwrap()
    }

    pub(super) fn open(&self) -> Vec<String> {
        let flags = self.open_flags();
        flags.into_iter().map(|flag| flag.measure).collect()
    }
}

pub(super) fn flagged(item9: i32) -> Course {
    begun()
        .held(1)
        .with_answer("m1", item9, "2026-01-13", Some(1))
}

/// A review with a text that names these flags.
pub(super) fn naming(id: &str, date: &str, flags: &[(&str, i32)]) -> RiskReview {
    let covers = flags.iter().map(|(measure, item9)| CoveredFlag {
        measure: (*measure).to_owned(),
        item9: *item9,
    });
    RiskReview {
        id: id.to_owned(),
        thoughts: Some("Asked. Passing thoughts, no plan.".to_owned()),
        covers: Some(covers.collect()),
        ..review(date)
    }
}

/// A review as earlier versions of Kith wrote it, without a list of flags.
pub(super) fn unnamed(
    id: &str,
    date: &str,
    item9: Option<i32>,
    slot: Option<SlotId>,
) -> RiskReview {
    RiskReview {
        id: id.to_owned(),
        session_number: slot.map(SessionRef::Slot),
        item9,
        acknowledged_by: Some("t-1".to_owned()),
        acknowledged_at: Some(at()),
        ..review(date)
    }
}

pub(super) fn in_session(course: &Course, nth: usize) -> RiskReview {
    let session_number = Some(SessionRef::Slot(course.nth(nth)));
    RiskReview {
        session_number,
        ..review("2026-01-13")
    }
}

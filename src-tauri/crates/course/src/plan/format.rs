//! The formats of IPT: how many sessions, which phases, how often, how long.
//!
//! A new format needs a row of [`FORMATS`] and a name in [`FormatId`]. The marks name the sources in
//! `docs/clinical-sources.md`: *S1* and so on were read, *M* is remembered literature, *ours* is a choice of Kith.

mod checklist;
mod techniques;

pub use checklist::{Expected, TASKS, TaskGroup, TaskKind, task};
pub use techniques::TECHNIQUES;

use serde::Serialize;

use crate::plan::{Cadence, FormatId, PhaseBounds};

/// How N sessions are split into phases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// Published bounds for the usual N. Another N is split by quarters.
    Printed {
        /// Last session of the initial phase.
        initial_to: i32,
        /// Last session of the middle phase.
        middle_to: i32,
        /// Session of the mid-course review.
        mid_review: i32,
    },
    /// A quarter of N, between 1 and 4, for initial and for ending; the rest for the middle.
    Quarters,
    /// No initial phase and no mid-course review; the ending has a fixed length.
    MiddleFirst {
        /// Number of sessions of the ending.
        ending: i32,
    },
}

/// One row of the table of formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CourseFormat {
    /// The format.
    pub id: FormatId,
    /// Fewest sessions that a contract may have.
    pub least: i32,
    /// Usual number of sessions; none if the contract must name it.
    pub usual: Option<i32>,
    /// Most sessions that a contract may have, amendments included. More sessions need a new course.
    pub ceiling: i32,
    /// How sessions are split into phases.
    pub split: Split,
    /// How far apart sessions are, unless agreed otherwise.
    pub cadence: Cadence,
    /// Usual length in minutes: shortest, longest.
    pub minutes: [i32; 2],
}

const fn row(
    id: FormatId,
    [least, usual, ceiling]: [i32; 3],
    split: Split,
    cadence: Cadence,
    minutes: [i32; 2],
) -> CourseFormat {
    CourseFormat {
        id,
        least,
        usual: Some(usual),
        ceiling,
        split,
        cadence,
        minutes,
    }
}

const fn printed(initial_to: i32, middle_to: i32, mid_review: i32) -> Split {
    Split::Printed {
        initial_to,
        middle_to,
        mid_review,
    }
}

/// Every format for individuals. The two group formats are missing, because the record of a group member must not hold
/// names of other members. Least and ceiling are ours except for `ipt-16` (S41, S42), `ipc-6` (S6) and `ipt-m` (S7).
pub const FORMATS: &[CourseFormat] = &[
    // 16 to 20 sessions by contract (S42); phases 1–4, 5–12 (S1, S41), 13–16 (S41); review point ours.
    row(
        FormatId::Ipt16,
        [16, 16, 20],
        printed(4, 12, 8),
        Cadence::Weekly,
        [50, 50],
    ),
    // 16 to 20 (S42); split ours.
    row(
        FormatId::Ipt20,
        [16, 20, 20],
        printed(4, 16, 10),
        Cadence::Weekly,
        [50, 50],
    ),
    // 12 to 16 sessions of 45 to 50 minutes (S2); split ours.
    row(
        FormatId::Ipt12,
        [12, 12, 16],
        printed(3, 9, 6),
        Cadence::Weekly,
        [45, 50],
    ),
    // 12 weeks, 35 to 50 minutes (S9); thirds (M).
    row(
        FormatId::IptA12,
        [12, 12, 16],
        printed(4, 8, 6),
        Cadence::Weekly,
        [35, 50],
    ),
    // 8 individual, 2 parent-only, 5 joint (S9); split ours.
    row(
        FormatId::IptAp15,
        [15, 15, 18],
        printed(5, 11, 8),
        Cadence::Weekly,
        [50, 50],
    ),
    // Child and parent sessions (S9); 14 sessions, the twelfth plans the end (S44); split ours.
    row(
        FormatId::FbIpt14,
        [12, 14, 16],
        printed(5, 11, 7),
        Cadence::Weekly,
        [50, 50],
    ),
    // 8 sessions, initial phase of 2 (S5). The engagement meeting before it ("session 0") is a contact
    // outside the count and no slot.
    row(
        FormatId::IptB8,
        [8, 8, 10],
        printed(2, 7, 4),
        Cadence::Weekly,
        [45, 60],
    ),
    // Flexible number (S6); six as usual count (M).
    row(
        FormatId::Ipc6,
        [3, 6, 8],
        printed(2, 5, 3),
        Cadence::Weekly,
        [30, 50],
    ),
    // Monthly (S7); it follows an acute course, whose focus is carried over.
    row(
        FormatId::IptM,
        [6, 12, 12],
        Split::MiddleFirst { ending: 2 },
        Cadence::Monthly,
        [50, 50],
    ),
    // About 20 weeks, 45 to 60 minutes (S8); weekly, then fortnightly, then monthly (M), so date by date.
    row(
        FormatId::Ipsrt20,
        [20, 20, 24],
        Split::Quarters,
        Cadence::Mixed,
        [45, 60],
    ),
    // Ours.
    CourseFormat {
        id: FormatId::Custom,
        least: 1,
        usual: None,
        ceiling: 60,
        split: Split::Quarters,
        cadence: Cadence::Weekly,
        minutes: [50, 50],
    },
];

/// The row for an id that [`FORMATS`] lacks. A test checks that it lacks none.
const STANDARD: &CourseFormat = &row(
    FormatId::Ipt16,
    [16, 16, 20],
    printed(4, 12, 8),
    Cadence::Weekly,
    [50, 50],
);

impl CourseFormat {
    /// The row of a format.
    #[must_use]
    pub fn of(id: FormatId) -> &'static Self {
        FORMATS
            .iter()
            .find(|format| format.id == id)
            .unwrap_or(STANDARD)
    }

    /// Phases of a contract of `n` sessions, and the session of the mid-course review.
    #[must_use]
    pub fn phases(&self, n: i32) -> (PhaseBounds, Option<i32>) {
        match self.split {
            Split::Printed {
                initial_to,
                middle_to,
                mid_review,
            } if self.usual == Some(n) => (bounds(initial_to, middle_to, n), Some(mid_review)),
            Split::MiddleFirst { ending } => (bounds(0, (n - ending).max(0), n), None),
            Split::Printed { .. } | Split::Quarters => by_quarters(n),
        }
    }

    /// The row with its phases computed, for the form of a new course.
    #[must_use]
    pub fn offer(&self) -> FormatOffer {
        let (bounds, mid_review_at) = self.phases(self.usual.unwrap_or(self.ceiling));
        FormatOffer {
            id: self.id,
            least: self.least,
            usual: self.usual,
            ceiling: self.ceiling,
            bounds: self.usual.map(|_| bounds),
            mid_review_at: self.usual.and(mid_review_at),
            cadence: self.cadence,
            minutes: self.minutes,
        }
    }
}

/// A row of the table, with the phases of its usual number.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FormatOffer {
    /// The format.
    pub id: FormatId,
    /// Fewest sessions.
    pub least: i32,
    /// Usual number of sessions; none if the contract must name it.
    pub usual: Option<i32>,
    /// Most sessions.
    pub ceiling: i32,
    /// Phases of the usual number.
    pub bounds: Option<PhaseBounds>,
    /// Session of the mid-course review of the usual number.
    pub mid_review_at: Option<i32>,
    /// Usual cadence.
    pub cadence: Cadence,
    /// Usual length in minutes: shortest, longest.
    pub minutes: [i32; 2],
}

/// Phase bounds from the last session of each phase. A phase without sessions is absent.
fn bounds(initial_to: i32, middle_to: i32, n: i32) -> PhaseBounds {
    let span = |from, to| (from <= to).then_some([from, to]);
    PhaseBounds {
        initial: span(1, initial_to),
        middle: span(initial_to + 1, middle_to),
        ending: span(middle_to + 1, n),
    }
}

/// The default split (ours): a quarter of N, rounded half up, between 1 and 4, for initial and for ending; the
/// mid-course review at N/2, rounded half up. One session is the ending; of two sessions, the first is initial.
fn by_quarters(n: i32) -> (PhaseBounds, Option<i32>) {
    let quarter = if n == 1 { 0 } else { ((n + 2) / 4).clamp(1, 4) };
    let bounds = bounds(quarter, (n - quarter.max(1)).max(0), n);
    let mid_review = bounds.middle.map(|_| half_up(n));
    (bounds, mid_review)
}

/// Half of `n`, rounded half up.
#[must_use]
pub const fn half_up(n: i32) -> i32 {
    (n + 1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [FormatId; 11] = [
        FormatId::Ipt16,
        FormatId::Ipt20,
        FormatId::Ipt12,
        FormatId::IptA12,
        FormatId::IptAp15,
        FormatId::FbIpt14,
        FormatId::IptB8,
        FormatId::Ipc6,
        FormatId::IptM,
        FormatId::Ipsrt20,
        FormatId::Custom,
    ];

    #[test]
    fn each_format_has_a_row_of_its_own() {
        for id in IDS {
            assert_eq!(
                CourseFormat::of(id).id,
                id,
                "a format without a row would get the limits of the standard format"
            );
        }
    }

    #[test]
    fn standard_ipt_has_phases_of_four_eight_and_four() {
        let (bounds, mid_review) = CourseFormat::of(FormatId::Ipt16).phases(16);
        assert_eq!(bounds.initial, Some([1, 4]), "S1");
        assert_eq!(bounds.middle, Some([5, 12]), "S1, S41");
        assert_eq!(bounds.ending, Some([13, 16]), "S41");
        assert_eq!(mid_review, Some(8), "half way");
    }

    #[test]
    fn family_based_therapy_plans_the_end_from_session_twelve() {
        let (bounds, mid_review) = CourseFormat::of(FormatId::FbIpt14).phases(14);
        assert_eq!(
            (bounds.initial, bounds.middle, bounds.ending, mid_review),
            (Some([1, 5]), Some([6, 11]), Some([12, 14]), Some(7)),
            "S44"
        );
    }

    #[test]
    fn maintenance_begins_in_the_middle_and_ends_with_two_sessions() {
        let (bounds, mid_review) = CourseFormat::of(FormatId::IptM).phases(12);
        assert_eq!(bounds.initial, None, "the focus is carried over");
        assert_eq!(
            (bounds.middle, bounds.ending),
            (Some([1, 10]), Some([11, 12])),
            "the ending has the last two sessions"
        );
        assert_eq!(mid_review, None, "maintenance has no mid-course review");
    }

    #[test]
    fn one_session_is_the_ending_and_two_have_no_middle() {
        let custom = CourseFormat::of(FormatId::Custom);
        let (one, review) = custom.phases(1);
        assert_eq!(
            (one.initial, one.middle, one.ending, review),
            (None, None, Some([1, 1]), None),
            "N = 1"
        );
        let (two, review) = custom.phases(2);
        assert_eq!(
            (two.initial, two.middle, two.ending),
            (Some([1, 1]), None, Some([2, 2])),
            "N = 2"
        );
        assert_eq!(review, None, "no middle, no mid-course review");
    }

    #[test]
    fn phases_cover_each_session_once_and_the_review_is_in_the_middle() {
        for format in FORMATS {
            for n in format.least..=format.ceiling {
                let (bounds, review) = format.phases(n);
                let spans = [bounds.initial, bounds.middle, bounds.ending];
                let sessions: Vec<i32> = spans
                    .iter()
                    .flatten()
                    .flat_map(|[from, to]| *from..=*to)
                    .collect();
                assert_eq!(
                    sessions,
                    (1..=n).collect::<Vec<_>>(),
                    "{:?} of {n} sessions",
                    format.id
                );
                if let Some(review) = review {
                    let inside = bounds
                        .middle
                        .is_some_and(|[from, to]| (from..=to).contains(&review));
                    assert!(
                        inside,
                        "{:?} of {n}: the review is in the middle",
                        format.id
                    );
                }
            }
        }
    }

    #[test]
    fn quarter_and_half_are_rounded_half_up() {
        let (six, review) = CourseFormat::of(FormatId::Custom).phases(6);
        assert_eq!(
            (six.initial, six.ending, review),
            (Some([1, 2]), Some([5, 6]), Some(3)),
            "1.5 becomes 2"
        );
        let (seven, review) = CourseFormat::of(FormatId::Custom).phases(7);
        assert_eq!(
            (seven.middle, review),
            (Some([3, 5]), Some(4)),
            "3.5 becomes 4"
        );
    }
}

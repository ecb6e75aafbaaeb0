//! The outcome of a course: first and last scores, caseness, reliable change, recovery, and counts (S21, S46). All
//! values are computed; none is stored.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::measures::Amount;
use crate::measures::score::{FlagLevel, Scored};
use crate::measures::verdicts::{JOINT, JointCase, JointChange, Pair, Recovery};
use crate::plan::numbering::met;
use crate::session::SlotStatus;

/// A sheet with an answer above 0 to the item on risk of its measure.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Item9Flag {
    /// The measure, if it is another one than the PHQ-9.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<String>,
    /// Session it was filled in; none outside sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_number: Option<i32>,
    /// Day.
    pub date: NaiveDate,
    /// The answer.
    pub item9: i32,
    /// The level of urgency.
    pub level: FlagLevel,
    /// Whether the answer is higher than the last one before on the same measure.
    pub rise: bool,
}

/// A measure with an estimated total.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ProRated {
    /// Session it was filled in; none outside sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_number: Option<i32>,
    /// Sum of the given answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_sum: Option<Amount>,
    /// Number of missing answers.
    pub missing_count: i32,
    /// The estimated total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prorated_total: Option<Amount>,
}

macro_rules! absent {
    ($(#[$outer:meta])* pub struct $name:ident { $($(#[$inner:meta])* $field:ident: $kind:ty),+ $(,)? }) => {
        $(#[$outer])*
        pub struct $name {
            $($(#[$inner])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<$kind>),+
        }
    };
}

absent! {
    /// First and last scores, and the results that follow from them. A result that is not known is absent.
    ///
    /// `case_at_start` needs one first score at caseness, or both below it. Recovery and reliable change
    /// need an eligible course: concluded, two sessions attended, and a first and a later score of both
    /// PHQ-9 and GAD-7. With only one of the two measures they stay open: the definition asks for both.
    /// None of these is said of a client who may have been under 16 at the first score.
    #[derive(Clone, PartialEq, Default, Serialize)]
    #[cfg_attr(feature = "bindings", derive(specta::Type))]
    pub struct Change {
        /// First PHQ-9 that was scored.
        phq9_first: i32,
        /// Last PHQ-9 that was scored.
        phq9_last: i32,
        /// Last minus first.
        phq9_change: i32,
        /// Band of the first score.
        phq9_band_first: String,
        /// Band of the last score.
        phq9_band_last: String,
        /// First GAD-7 that was scored.
        gad7_first: i32,
        /// Last GAD-7 that was scored.
        gad7_last: i32,
        /// Last minus first.
        gad7_change: i32,
        /// Band of the first score.
        gad7_band_first: String,
        /// Band of the last score.
        gad7_band_last: String,
        /// Whether PHQ-9 or GAD-7 was at caseness at first.
        case_at_start: bool,
        /// Whether the client was a case at first and both last scores are below caseness.
        recovered: bool,
        /// Whether at least one fell by its reliable change and neither rose by it.
        reliable_improvement: bool,
        /// Whether the client recovered and improved reliably.
        reliable_recovery: bool,
        /// Whether at least one rose by its reliable change and neither fell by it.
        reliable_deterioration: bool,
        /// First and last WSAS that was scored, if the question on work applied to both or to neither.
        wsas_first_last: [i32; 2],
    }
}

/// The outcomes of a course; the object `expected` of a course file has the same form.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Outcomes {
    /// Scores.
    #[serde(flatten)]
    pub change: Change,
    /// All slots.
    pub slots: i32,
    /// Slots attended, in full or in part.
    pub attended: i32,
    /// Session numbers used up.
    pub consumed: i32,
    /// Slots that the client did not attend without a message.
    pub dna: i32,
    /// Slots cancelled too late.
    pub cancelled_late: i32,
    /// Every sheet whose item on risk was above zero, by date.
    pub item9_flags: Vec<Item9Flag>,
    /// Every pro-rated measure, by date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prorated: Vec<ProRated>,
}

crate::redacted!(Item9Flag, ProRated, Change, Outcomes);

/// First and last score of a measure as whole numbers, with their bands.
struct Ends {
    first: i32,
    last: i32,
    bands: [Option<String>; 2],
}

impl Ends {
    fn of(pair: &Pair<'_>) -> Option<Self> {
        let whole = |score: &Scored| score.total.as_ref().and_then(Amount::as_whole);
        let last = pair.last.unwrap_or(pair.first);
        Some(Self {
            first: whole(pair.first)?,
            last: whole(last)?,
            bands: [pair.first.band.clone(), last.band.clone()],
        })
    }

    const fn change(&self) -> i32 {
        self.last - self.first
    }
}

/// Whether the course began as a case: known from one score at caseness, or from both below it.
fn case_at_start(cases: [Option<bool>; 2]) -> Option<bool> {
    match (cases.contains(&Some(true)), cases.contains(&None)) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

impl Change {
    fn of(course: &Course, scores: &[Scored]) -> Self {
        let [phq9, gad7] = JOINT.map(|code| Pair::of(code, scores));
        let ends = |pair: &Option<Pair<'_>>| pair.as_ref().and_then(Ends::of);
        let wsas = Pair::of("WSAS", scores);
        let mut change = Self {
            wsas_first_last: ends(&wsas.filter(Pair::comparable))
                .map(|ends| [ends.first, ends.last]),
            ..Self::default()
        };
        let case = |pair: &Option<Pair<'_>>| {
            pair.as_ref()?
                .sides(course)
                .map(|sides| sides.case_at_first)
        };
        change.case_at_start = case_at_start([case(&phq9), case(&gad7)]);
        if let Some(JointCase::Ended {
            change: joint,
            recovery,
            prorated: _,
        }) = course.joint_case(scores)
        {
            let recovered = matches!(recovery, Recovery::Recovery | Recovery::ReliableRecovery);
            change.recovered = Some(recovered);
            change.reliable_improvement = Some(joint == JointChange::Improvement);
            change.reliable_recovery = Some(recovery == Recovery::ReliableRecovery);
            change.reliable_deterioration = Some(joint == JointChange::Deterioration);
        }
        if let Some(ends) = ends(&phq9) {
            change.phq9_change = Some(ends.change());
            (change.phq9_first, change.phq9_last) = (Some(ends.first), Some(ends.last));
            [change.phq9_band_first, change.phq9_band_last] = ends.bands;
        }
        if let Some(ends) = ends(&gad7) {
            change.gad7_change = Some(ends.change());
            (change.gad7_first, change.gad7_last) = (Some(ends.first), Some(ends.last));
            [change.gad7_band_first, change.gad7_band_last] = ends.bands;
        }
        change
    }
}

impl Course {
    /// The outcome of the course, or of the part that was held.
    #[must_use]
    pub fn outcomes(&self) -> Outcomes {
        let scores = self.scores();
        let count = |is: fn(SlotStatus) -> bool| {
            i32::try_from(self.slots.iter().filter(|slot| is(slot.status)).count())
                .unwrap_or(i32::MAX)
        };
        let attended = count(met);
        let flag = |score: &Scored| {
            Some(Item9Flag {
                instrument: Some(score.instrument.clone()).filter(|code| code != "PHQ-9"),
                session_number: score.number,
                date: score.date,
                item9: score.item9?,
                level: score.level?,
                rise: score.rise,
            })
        };
        let prorated = |score: &Scored| ProRated {
            session_number: score.number,
            answered_sum: score.answered_sum.clone(),
            missing_count: score.missing,
            prorated_total: score.total.clone(),
        };
        Outcomes {
            change: Change::of(self, &scores),
            slots: count(|_| true),
            attended,
            consumed: self.used(),
            dna: count(|status| status == SlotStatus::Dna),
            cancelled_late: count(|status| status == SlotStatus::CancelledLate),
            item9_flags: scores.iter().filter_map(flag).collect(),
            prorated: scores
                .iter()
                .filter(|score| score.prorated)
                .map(prorated)
                .collect(),
        }
    }
}

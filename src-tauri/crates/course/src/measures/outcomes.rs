//! The outcome of a course: first and last scores, caseness, reliable change, recovery, and counts (S21, S46). All
//! values are computed; none is stored.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::measures::Amount;
use crate::measures::instruments::Instrument;
use crate::measures::score::{FlagLevel, Scored};
use crate::plan::CourseStatus;
use crate::plan::numbering::met;
use crate::session::SlotStatus;

/// A PHQ-9 with an answer above 0 to item 9.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Item9Flag {
    /// Session it was filled in; none for a follow-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_number: Option<i32>,
    /// Day.
    pub date: NaiveDate,
    /// The answer.
    pub item9: i32,
    /// The level of urgency.
    pub level: FlagLevel,
    /// Whether the answer is higher than the last one before.
    pub rise: bool,
}

/// A measure with an estimated total.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ProRated {
    /// Session it was filled in; none for a follow-up.
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
    /// need an eligible course: two sessions attended, and a first and a later score of both PHQ-9 and
    /// GAD-7. With only one of the two measures they are absent.
    #[derive(Clone, PartialEq, Default, Serialize)]
    #[cfg_attr(feature = "bindings", derive(specta::Type))]
    pub struct Change {
        /// First PHQ-9 scored in a session.
        phq9_first: i32,
        /// Last PHQ-9 scored in a session.
        phq9_last: i32,
        /// Last minus first.
        phq9_change: i32,
        /// Band of the first score.
        phq9_band_first: String,
        /// Band of the last score.
        phq9_band_last: String,
        /// First GAD-7 scored in a session.
        gad7_first: i32,
        /// Last GAD-7 scored in a session.
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
        /// First and last WSAS scored in a session.
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
    /// Every PHQ-9 whose item 9 was above zero, by date.
    pub item9_flags: Vec<Item9Flag>,
    /// Every pro-rated measure, by date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prorated: Vec<ProRated>,
}

/// A change compared with the measurement error of its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ReliableChange {
    /// Better by at least the reliable change.
    Better,
    /// Worse by at least the reliable change.
    Worse,
    /// Smaller than the reliable change.
    WithinError,
}

/// The change of one measure, from its first score in a session to its last.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MeasureVerdict {
    /// Code of the instrument.
    pub instrument: String,
    /// The change compared with the measurement error.
    pub change: ReliableChange,
    /// NHS Talking Therapies counts a case from this total on.
    pub cut_off: i32,
    /// Whether the first score is at or above the cut-off.
    pub case_at_start: bool,
    /// Whether the last score is at or above the cut-off.
    pub case_at_end: bool,
}

/// The joint change of PHQ-9 and GAD-7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum JointChange {
    /// At least one is reliably better, and neither reliably worse.
    Improvement,
    /// At least one is reliably worse, and neither reliably better.
    Deterioration,
    /// One is reliably better, the other reliably worse.
    Mixed,
    /// Both are within measurement error.
    NoReliableChange,
}

/// The joint result of PHQ-9 and GAD-7; it is never derived from one of them alone.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct JointVerdict {
    /// The joint change.
    pub change: JointChange,
    /// Whether the client was a case at first and both last scores are below their cut-offs.
    pub recovered: bool,
    /// Whether the course is concluded; before that the result is provisional.
    pub concluded: bool,
}

/// The result of each measure, and the joint result.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Verdicts {
    /// One for each measure that has two scores, a cut-off and a reliable change.
    pub measures: Vec<MeasureVerdict>,
    /// The joint result, if both measures have two scores and two sessions were attended.
    pub joint: Option<JointVerdict>,
}

crate::redacted!(
    Item9Flag,
    ProRated,
    Change,
    Outcomes,
    MeasureVerdict,
    JointVerdict,
    Verdicts
);

/// Fewest sessions attended before recovery and reliable change are computed (S46).
const LEAST_ATTENDED: i32 = 2;

/// The measures of the joint result (S21, S46).
const JOINT: [&str; 2] = ["PHQ-9", "GAD-7"];

/// First and last score of an instrument in sessions.
struct Pair {
    first: i32,
    last: i32,
    bands: [Option<String>; 2],
    /// Whether the last score is a later one than the first.
    distinct: bool,
}

impl Pair {
    fn of(code: &str, scores: &[Scored]) -> Option<Self> {
        let in_session = |score: &&Scored| {
            score.instrument == code && score.in_session() && score.total.is_some()
        };
        let mut scores = scores.iter().filter(in_session);
        let first = scores.next()?;
        let last = scores.next_back();
        let distinct = last.is_some();
        let last = last.unwrap_or(first);
        let whole = |score: &Scored| score.total.as_ref().and_then(Amount::as_whole);
        let bands = [first.band.clone(), last.band.clone()];
        Some(Self {
            first: whole(first)?,
            last: whole(last)?,
            bands,
            distinct,
        })
    }

    fn change(&self) -> i32 {
        self.last - self.first
    }

    /// The change compared with the measurement error. On measures with a cut-off, a lower score is better.
    fn against(&self, at: &Thresholds) -> ReliableChange {
        if self.change() <= -at.reliable {
            ReliableChange::Better
        } else if self.change() >= at.reliable {
            ReliableChange::Worse
        } else {
            ReliableChange::WithinError
        }
    }
}

/// Cut-off and reliable change of an instrument, as NHS Talking Therapies set them (S21, S46).
struct Thresholds {
    case: i32,
    reliable: i32,
}

fn thresholds(code: &str) -> Option<Thresholds> {
    let instrument = Instrument::by_code(code)?;
    Some(Thresholds {
        case: instrument.caseness?,
        reliable: instrument.reliable_change?,
    })
}

/// Whether the client was a case at the start. One score at caseness is enough for yes; no needs both scores.
fn case_at_start(scores: &[(Option<&Pair>, &Thresholds)]) -> Option<bool> {
    let cases = scores
        .iter()
        .map(|(pair, at)| pair.map(|pair| pair.first >= at.case));
    let cases: Vec<Option<bool>> = cases.collect();
    match (cases.contains(&Some(true)), cases.contains(&None)) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

impl Change {
    fn of(scores: &[Scored], attended: i32) -> Self {
        let phq9 = Pair::of("PHQ-9", scores);
        let gad7 = Pair::of("GAD-7", scores);
        let mut change = Self {
            wsas_first_last: Pair::of("WSAS", scores).map(|pair| [pair.first, pair.last]),
            ..Self::default()
        };
        let (Some(phq9_at), Some(gad7_at)) = (thresholds("PHQ-9"), thresholds("GAD-7")) else {
            return change;
        };
        change.case_at_start =
            case_at_start(&[(phq9.as_ref(), &phq9_at), (gad7.as_ref(), &gad7_at)]);
        if let (Some(phq9), Some(gad7)) = (&phq9, &gad7)
            && phq9.distinct
            && gad7.distinct
            && attended >= LEAST_ATTENDED
        {
            change.judge(&[(phq9, &phq9_at), (gad7, &gad7_at)]);
        }
        if let Some(pair) = phq9 {
            change.phq9_change = Some(pair.change());
            (change.phq9_first, change.phq9_last) = (Some(pair.first), Some(pair.last));
            [change.phq9_band_first, change.phq9_band_last] = pair.bands;
        }
        if let Some(pair) = gad7 {
            change.gad7_change = Some(pair.change());
            (change.gad7_first, change.gad7_last) = (Some(pair.first), Some(pair.last));
            [change.gad7_band_first, change.gad7_band_last] = pair.bands;
        }
        change
    }

    /// Recovery and reliable change of an eligible course.
    fn judge(&mut self, pairs: &[(&Pair, &Thresholds)]) {
        let case = self.case_at_start == Some(true);
        let well = pairs.iter().all(|(pair, at)| pair.last < at.case);
        let change = JointChange::of(pairs);
        let improved = change == JointChange::Improvement;
        self.recovered = Some(case && well);
        self.reliable_improvement = Some(improved);
        self.reliable_recovery = Some(case && well && improved);
        self.reliable_deterioration = Some(change == JointChange::Deterioration);
    }
}

impl JointChange {
    fn of(pairs: &[(&Pair, &Thresholds)]) -> Self {
        let any = |change| pairs.iter().any(|(pair, at)| pair.against(at) == change);
        match (any(ReliableChange::Better), any(ReliableChange::Worse)) {
            (true, true) => Self::Mixed,
            (true, false) => Self::Improvement,
            (false, true) => Self::Deterioration,
            (false, false) => Self::NoReliableChange,
        }
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
            change: Change::of(&scores, attended),
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

    /// The results of the measures: each alone, and PHQ-9 and GAD-7 together.
    #[must_use]
    pub fn verdicts(&self) -> Verdicts {
        let scores = self.scores();
        let judged: Vec<(&str, Pair, Thresholds)> = Instrument::all()
            .filter_map(|instrument| {
                let pair = Pair::of(instrument.code, &scores).filter(|pair| pair.distinct)?;
                Some((instrument.code, pair, thresholds(instrument.code)?))
            })
            .collect();
        let attended = self.slots.iter().filter(|slot| met(slot.status)).count();
        let change = Change::of(&scores, i32::try_from(attended).unwrap_or(i32::MAX));
        let joint = change.recovered.map(|recovered| {
            let both = judged.iter().filter(|(code, ..)| JOINT.contains(code));
            let pairs: Vec<_> = both.map(|(_, pair, at)| (pair, at)).collect();
            JointVerdict {
                change: JointChange::of(&pairs),
                recovered,
                concluded: self.plan.status == CourseStatus::Closed,
            }
        });
        let alone = |(code, pair, at): &(&str, Pair, Thresholds)| MeasureVerdict {
            instrument: (*code).to_owned(),
            change: pair.against(at),
            cut_off: at.case,
            case_at_start: pair.first >= at.case,
            case_at_end: pair.last >= at.case,
        };
        Verdicts {
            measures: judged.iter().map(alone).collect(),
            joint,
        }
    }
}

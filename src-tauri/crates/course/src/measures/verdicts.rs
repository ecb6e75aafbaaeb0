//! The verdicts on scores: on each measure by itself, and on PHQ-9 and GAD-7 together (S21, S46).
//! Each statement is one case of a table; the window has a sentence for each.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::measures::Amount;
use crate::measures::NotJudged;
use crate::measures::Occasion;
use crate::measures::ReliableChange;
use crate::measures::amount::decimal;
use crate::measures::instruments::Instrument;
use crate::measures::scale::{Scale, ScaleView};
use crate::measures::score::{Scored, Unlike};
use crate::plan::CourseStatus;
use crate::plan::numbering::met;

/// The measures of the joint verdict.
pub(crate) const JOINT: [&str; 2] = ["PHQ-9", "GAD-7"];

/// The joint verdict asks for at least so many meetings.
const ELIGIBLE: usize = 2;

/// A score as a sentence names it.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct NamedScore {
    /// The total.
    pub total: Amount,
    /// The highest total of its sheet, where that is not the one of the scale or differs from the other score.
    pub of: Option<Amount>,
    /// The total is an estimate for missing answers.
    pub prorated: bool,
    /// When it was filled in.
    pub occasion: Occasion,
    /// The day.
    pub date: NaiveDate,
}

/// When two scores were taken at one time.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ScoreTime {
    /// Seen from the course.
    pub occasion: Occasion,
    /// The day; that of the later one, where both are of one session.
    pub date: NaiveDate,
}

impl ScoreTime {
    /// Two days outside sessions are two times, though both are between sessions.
    fn of_both(one: &Scored, other: &Scored) -> Option<Self> {
        let session = matches!(one.occasion, Occasion::Session { .. });
        let same = one.occasion == other.occasion
            && (session || (one.slot == other.slot && one.date == other.date));
        same.then(|| Self {
            occasion: one.occasion,
            date: one.date.max(other.date),
        })
    }
}

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// The last is higher than the first.
    Rose,
    /// The last is lower.
    Fell,
    /// They are the same.
    Stayed,
}

/// On which side of the cut-off two scores lie.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Sides {
    /// From this total on, NHS Talking Therapies counts a case.
    pub cut_off: i32,
    /// The first score is at or above it.
    pub case_at_first: bool,
    /// The last score is at or above it.
    pub case_at_last: bool,
}

/// The verdict on one measure by itself.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "case", rename_all = "snake_case")]
pub enum MeasureCase {
    /// No sheet has a score.
    NoScore,
    /// The only scores are from after the end: nothing can be said of the course.
    FollowUpOnly,
    /// There is one score, so no change yet.
    OneScore {
        /// It.
        score: NamedScore,
    },
    /// The first and the last score are not of the same form, so nothing is said of a change.
    NotComparable {
        /// The first.
        first: NamedScore,
        /// The last.
        last: NamedScore,
        /// Why.
        why: Unlike,
    },
    /// There is a first and a last score.
    Change {
        /// The first.
        first: NamedScore,
        /// The last.
        last: NamedScore,
        /// The direction of the change.
        movement: Movement,
        /// Sessions attended from the day of the first to that of the last.
        attended: i32,
        /// Against the measurement error; none where none is known or may be applied.
        reliable: Option<ReliableChange>,
        /// Against the cut-off; none where there is none or it may not be applied.
        sides: Option<Sides>,
    },
}

/// A measure and the verdict on it.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MeasureVerdict {
    /// Of the measure.
    pub instrument: String,
    /// The verdict.
    pub said: MeasureCase,
    /// Why its cut-off and its measurement error are not applied; none where they are, and where it has neither.
    pub not_judged: Option<NotJudged>,
}

/// The change of PHQ-9 and GAD-7 together.
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

/// Whether a client recovered over a concluded course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Recovery {
    /// A case at first, both below their cut-offs at last, and reliably improved.
    ReliableRecovery,
    /// A case at first, both below their cut-offs at last, and not reliably improved.
    Recovery,
    /// A case at first, and one at least at last.
    StillCase,
    /// No case at first, so there is nothing to recover from.
    NoCaseAtFirst,
}

/// The verdict on PHQ-9 and GAD-7 together, never that on one of them.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "case", rename_all = "snake_case")]
pub enum JointCase {
    /// The course is not concluded: recovery is not said.
    SoFar {
        /// Their change.
        change: JointChange,
        /// Both are below their cut-offs now.
        both_below: bool,
        /// When both were scored last; none where that was at two times.
        at: Option<ScoreTime>,
        /// At least one of the four totals is an estimate for missing answers.
        prorated: bool,
    },
    /// The course is concluded.
    Ended {
        /// Their change.
        change: JointChange,
        /// Whether the client recovered.
        recovery: Recovery,
        /// At least one of the four totals is an estimate for missing answers.
        prorated: bool,
    },
}

/// Everything that may be said of the scores of a course.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Verdicts {
    /// Of each measure with a sheet, in the order of [`Course::scales`].
    pub measures: Vec<MeasureVerdict>,
    /// Of PHQ-9 and GAD-7, where both have two scores and two sessions were attended.
    pub joint: Option<JointCase>,
}

crate::redacted!(
    NamedScore,
    ScoreTime,
    Sides,
    MeasureCase,
    MeasureVerdict,
    JointCase,
    Verdicts
);

/// First and last score of a measure that count.
pub(crate) struct Pair<'a> {
    pub first: &'a Scored,
    /// None where the first is the only one.
    pub last: Option<&'a Scored>,
}

impl<'a> Pair<'a> {
    pub fn of(code: &str, scores: &'a [Scored]) -> Option<Self> {
        let counted = |score: &&Scored| score.instrument == code && score.counted_total().is_some();
        let mut scores = scores.iter().filter(counted);
        Some(Self {
            first: scores.next()?,
            last: scores.next_back(),
        })
    }

    /// Whether first and last are of the same form; the only score is first and last.
    pub fn comparable(&self) -> bool {
        self.last
            .is_none_or(|last| last.unlike(self.first).is_none())
    }

    fn totals(&self) -> Option<[f64; 2]> {
        let last = self.last.unwrap_or(self.first);
        Some([self.first.counted_total()?, last.counted_total()?])
    }

    /// The sides of the cut-off both lie on; the only score is first and last.
    pub fn sides(&self, course: &Course) -> Option<Sides> {
        let cut_off = course.cut_off(&self.first.instrument, self.first.date)?;
        let [first, last] = self.totals()?;
        Some(Sides {
            cut_off,
            case_at_first: first >= f64::from(cut_off),
            case_at_last: last >= f64::from(cut_off),
        })
    }

    /// The meaning of the change; none with one score, or two that cannot be compared.
    fn reliable(&self, course: &Course) -> Option<ReliableChange> {
        self.last.filter(|_| self.comparable())?;
        let [first, last] = self.totals()?;
        course.judged(
            &self.first.instrument,
            self.first.date,
            decimal(last - first),
        )
    }
}

impl JointChange {
    fn of(changes: [ReliableChange; 2]) -> Self {
        let better = changes.contains(&ReliableChange::Better);
        let worse = changes.contains(&ReliableChange::Worse);
        match (better, worse) {
            (true, true) => Self::Mixed,
            (true, false) => Self::Improvement,
            (false, true) => Self::Deterioration,
            (false, false) => Self::NoReliableChange,
        }
    }
}

impl Recovery {
    const fn of(case_at_first: bool, case_at_last: bool, change: JointChange) -> Self {
        match (case_at_first, case_at_last, change) {
            (false, _, _) => Self::NoCaseAtFirst,
            (true, true, _) => Self::StillCase,
            (true, false, JointChange::Improvement) => Self::ReliableRecovery,
            (true, false, _) => Self::Recovery,
        }
    }
}

/// The day on which the age of the client decides whether a measure is judged: that of its first score, or of its
/// first sheet while it has none.
fn judged_from(code: &str, scores: &[Scored]) -> Option<NaiveDate> {
    let first = Pair::of(code, scores).map(|pair| pair.first.date);
    let sheet = || scores.iter().find(|score| score.instrument == code);
    first.or_else(|| sheet().map(|sheet| sheet.date))
}

fn named(score: &Scored, of: Option<Amount>) -> Option<NamedScore> {
    Some(NamedScore {
        total: score.total.clone()?,
        of,
        prorated: score.prorated,
        occasion: score.occasion,
        date: score.date,
    })
}

impl Course {
    /// The scales of the measures with a sheet that stands: published ones in the order of their table, then
    /// own ones in the order of their first sheet.
    #[must_use]
    pub fn scales(&self) -> Vec<ScaleView> {
        let scores = self.scores();
        let view = |code: &str, scale: &Scale<'_>| {
            let first = judged_from(code, &scores);
            scale.view(code, first.and_then(|first| self.cut_off(code, first)))
        };
        let used = |code: &str| scores.iter().any(|score| score.instrument == code);
        let published = Instrument::all()
            .filter(|known| used(known.code))
            .map(|known| view(known.code, &Scale::Known(known)));
        let mut own: Vec<&str> = Vec::new();
        for score in &scores {
            let code = score.instrument.as_str();
            if Instrument::by_code(code).is_none() && !own.contains(&code) {
                own.push(code);
            }
        }
        let own = own
            .into_iter()
            .filter_map(|code| Some(view(code, &self.scale(code)?)));
        published.chain(own).collect()
    }

    /// Everything that may be said of the scores.
    #[must_use]
    pub fn verdicts(&self) -> Verdicts {
        let scores = self.scores();
        let scales = self.scales();
        let measures = scales.into_iter().map(|ScaleView { code, .. }| {
            let first = judged_from(&code, &scores);
            MeasureVerdict {
                said: self.measure_case(&code, &scores),
                not_judged: first.and_then(|first| self.not_judged(&code, first)),
                instrument: code,
            }
        });
        Verdicts {
            measures: measures.collect(),
            joint: self.joint_case(&scores),
        }
    }

    fn measure_case(&self, code: &str, scores: &[Scored]) -> MeasureCase {
        let Some(pair) = Pair::of(code, scores) else {
            let later = |score: &Scored| {
                score.instrument == code
                    && score.total.is_some()
                    && score.occasion == Occasion::FollowUp
            };
            return if scores.iter().any(later) {
                MeasureCase::FollowUpOnly
            } else {
                MeasureCase::NoScore
            };
        };
        let whole = self.scale(code).map(|scale| scale.range().1);
        let of = |score: &Scored| {
            let most = score.max_total.clone();
            most.filter(|most| {
                whole.is_none_or(|whole| (most.as_f64() - whole).abs() > f64::EPSILON)
            })
        };
        let (Some(first), Some([from, to])) = (named(pair.first, of(pair.first)), pair.totals())
        else {
            return MeasureCase::NoScore;
        };
        let Some(last) = pair.last else {
            return MeasureCase::OneScore { score: first };
        };
        if let Some(why) = last.unlike(pair.first) {
            let all = [pair.first, last].map(|score| named(score, score.max_total.clone()));
            if let [Some(first), Some(last)] = all {
                return MeasureCase::NotComparable { first, last, why };
            }
        }
        let Some(last_named) = named(last, of(last)) else {
            return MeasureCase::NoScore;
        };
        MeasureCase::Change {
            first,
            last: last_named,
            movement: if to > from {
                Movement::Rose
            } else if to < from {
                Movement::Fell
            } else {
                Movement::Stayed
            },
            attended: self.attended_between(pair.first, last),
            reliable: pair.reliable(self),
            sides: pair.sides(self),
        }
    }

    /// Sessions attended from the day of one score to that of another.
    fn attended_between(&self, first: &Scored, last: &Scored) -> i32 {
        let day = |score: &Scored| {
            let slot = self
                .slots
                .iter()
                .find(|slot| slot.id.is_some() && slot.id == score.slot);
            slot.map_or(score.date, |slot| slot.date)
        };
        let days = day(first)..=day(last);
        let attended = self
            .slots
            .iter()
            .filter(|slot| met(slot.status) && days.contains(&slot.date));
        i32::try_from(attended.count()).unwrap_or(i32::MAX)
    }

    /// The verdict on PHQ-9 and GAD-7 together.
    pub(crate) fn joint_case(&self, scores: &[Scored]) -> Option<JointCase> {
        let attended = self.slots.iter().filter(|slot| met(slot.status)).count();
        if attended < ELIGIBLE {
            return None;
        }
        let [one, other] = JOINT.map(|code| Pair::of(code, scores));
        let (one, other) = (one?, other?);
        let change = JointChange::of([one.reliable(self)?, other.reliable(self)?]);
        let sides = [one.sides(self)?, other.sides(self)?];
        let case_at_first = sides.iter().any(|sides| sides.case_at_first);
        let case_at_last = sides.iter().any(|sides| sides.case_at_last);
        let lasts = [one.last?, other.last?];
        let prorated = [one.first, other.first]
            .iter()
            .chain(&lasts)
            .any(|score| score.prorated);
        Some(if self.plan.status == CourseStatus::Closed {
            JointCase::Ended {
                change,
                recovery: Recovery::of(case_at_first, case_at_last, change),
                prorated,
            }
        } else {
            JointCase::SoFar {
                change,
                both_below: !case_at_last,
                at: ScoreTime::of_both(lasts[0], lasts[1]),
                prorated,
            }
        })
    }
}

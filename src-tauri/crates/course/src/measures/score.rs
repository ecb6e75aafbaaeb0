//! The score of a completed measure. It is computed from the items if they are known; otherwise the entered total is
//! the score.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::ids::{SessionRef, SlotId};
use crate::measures::Amount;
use crate::measures::Measure;
use crate::measures::instruments::{Instrument, Subscale, TotalRule, no_work};
use crate::measures::scale::Scale;

/// How urgent an answer to PHQ-9 item 9 is (the levels are ours). An answer of 0 raises no flag and is no reassurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FlagLevel {
    /// Answer 1.
    Amber,
    /// Answers 2 and 3.
    Red,
}

impl FlagLevel {
    /// The level of an answer to item 9; none for 0.
    #[must_use]
    pub const fn of(item9: i32) -> Option<Self> {
        match item9 {
            i32::MIN..=0 => None,
            1 => Some(Self::Amber),
            2.. => Some(Self::Red),
        }
    }
}

/// A measure with its score.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Scored {
    /// Id of the measure.
    pub id: String,
    /// Code of the instrument.
    pub instrument: String,
    /// Day it was filled in.
    pub date: NaiveDate,
    /// Slot of its session; none for a follow-up.
    pub slot: Option<SlotId>,
    /// Number of its session, if that slot takes one.
    pub number: Option<i32>,
    /// Total, pro-rated if items are missing; none if it cannot be scored or was declined.
    pub total: Option<Amount>,
    /// Whether the total is estimated because answers are missing. Screens always show this with the total.
    pub prorated: bool,
    /// Sum of the given answers, if the items are known.
    pub answered_sum: Option<Amount>,
    /// Number of missing answers.
    pub missing: i32,
    /// Severity band in `snake_case`. A band of an own measure has the name that the therapist gave it.
    pub band: Option<String>,
    /// Highest total that this form can have.
    pub max_total: Option<Amount>,
    /// Answer to PHQ-9 item 9. None if it was not answered; a missing answer never counts as 0.
    pub item9: Option<i32>,
    /// Level of the flag that item 9 raises.
    pub level: Option<FlagLevel>,
    /// Whether item 9 is higher than its last answer before.
    pub rise: bool,
    /// Change since the first score in a session; none for that score and earlier ones.
    pub change_from_first: Option<Amount>,
    /// Whether that change is beyond measurement error.
    pub reliable: bool,
}

crate::redacted!(Scored);

impl Scored {
    /// Whether the measure belongs to a session; one of a follow-up does not.
    #[must_use]
    pub const fn in_session(&self) -> bool {
        self.slot.is_some() || self.number.is_some()
    }
}

/// The results that follow from the items of a form.
pub(crate) struct Computed {
    /// Number of items that need an answer and have none.
    pub missing: i32,
    /// Sum of the answers.
    pub sum: f64,
    /// The total, if every item that needs an answer has one and the total follows from the items.
    pub total: Option<f64>,
    /// The total estimated from the answered items, if few enough are missing.
    pub prorated: Option<i32>,
}

/// Computes the results that follow from the items; none without items.
pub(crate) fn compute(instrument: &Instrument, measure: &Measure) -> Option<Computed> {
    let items = measure.items.as_ref()?;
    let skipped =
        usize::from(instrument.total_rule == TotalRule::WorkMayNotApply && no_work(measure));
    let due = items.iter().skip(skipped);
    let answered: Vec<f64> = due.clone().flatten().map(Amount::as_f64).collect();
    let missing = due.len() - answered.len();
    let sum: f64 = answered.iter().sum();
    let complete = missing == 0;
    let (total, prorated) = match instrument.total_rule {
        TotalRule::ProRated { missing: allowed } => {
            let few = !complete && missing <= usize::from(allowed);
            (
                complete.then_some(sum),
                few.then(|| pro_rate(items)).flatten(),
            )
        }
        TotalRule::Sum | TotalRule::WorkMayNotApply | TotalRule::Single => {
            (complete.then_some(sum), None)
        }
        TotalRule::Times { factor } => (complete.then_some(sum * f64::from(factor)), None),
        TotalRule::Domains => (complete.then(|| domains(&answered)), None),
        TotalRule::Entered => (None, None),
    };
    Some(Computed {
        missing: i32::try_from(missing).unwrap_or(i32::MAX),
        sum,
        total,
        prorated,
    })
}

/// The mean of the answered items times the number of all items, rounded half up.
fn pro_rate(items: &[Option<Amount>]) -> Option<i32> {
    let answered: Vec<i64> = items
        .iter()
        .flatten()
        .filter_map(Amount::as_whole)
        .map(i64::from)
        .collect();
    let (all, given) = (
        i64::try_from(items.len()).ok()?,
        i64::try_from(answered.len()).ok()?,
    );
    let sum: i64 = answered.iter().sum();
    i32::try_from((2 * sum * all + given).checked_div(2 * given)?).ok()
}

/// The total of the QIDS (S27): the highest answer on sleep (items 1 to 4), on appetite and weight (6 to 9) and on
/// activity (15 and 16), plus each other item.
fn domains(answers: &[f64]) -> f64 {
    let highest = |from: usize, to: usize| {
        answers
            .iter()
            .skip(from - 1)
            .take(to + 1 - from)
            .copied()
            .fold(0.0, f64::max)
    };
    [
        (1, 4),
        (5, 5),
        (6, 9),
        (10, 10),
        (11, 11),
        (12, 12),
        (13, 13),
        (14, 14),
        (15, 16),
    ]
    .map(|(from, to)| highest(from, to))
    .iter()
    .sum()
}

impl Subscale {
    /// The score of the subscale, if each of its items was answered.
    #[must_use]
    pub fn score(&self, items: &[Option<Amount>]) -> Option<f64> {
        let answer = |number: &u8| {
            items
                .get(usize::from(*number) - 1)?
                .as_ref()
                .map(Amount::as_f64)
        };
        let answers: Option<Vec<f64>> = self.items.iter().map(answer).collect();
        Some(answers?.iter().sum::<f64>() * f64::from(self.times) / f64::from(self.divided_by))
    }
}

impl Measure {
    /// The answer to PHQ-9 item 9; none on other measures and if it was not answered.
    #[must_use]
    pub fn phq9_item9(&self) -> Option<i32> {
        if self.instrument != "PHQ-9" {
            return None;
        }
        match &self.items {
            Some(items) => items.get(8)?.as_ref()?.as_whole(),
            None => self.item9,
        }
    }

    /// The highest answer to PHQ-9 item 9 that was ever kept on this sheet.
    pub(crate) fn highest_item9(&self) -> Option<i32> {
        self.phq9_item9().max(self.item9_before)
    }

    /// Whether PHQ-9 was begun and item 9 was left without an answer.
    pub(crate) fn leaves_out_item9(&self) -> bool {
        let answered = self.items.iter().flatten().any(Option::is_some);
        let begun = answered || self.total.is_some() || self.function_item.is_some();
        let asks = self.instrument == "PHQ-9" && self.declined_reason.is_none();
        asks && begun && self.phq9_item9().is_none()
    }

    /// The total on a scale, and whether it is pro-rated.
    fn total_on(&self, scale: &Scale<'_>) -> (Option<f64>, bool) {
        let entered = || {
            self.total
                .as_ref()
                .or(self.value.as_ref())
                .map(Amount::as_f64)
        };
        if self.declined_reason.is_some() {
            return (None, false);
        }
        let Scale::Known(instrument) = scale else {
            return (entered(), false);
        };
        let computed = compute(instrument, self);
        match (computed, instrument.total_rule) {
            (Some(computed), rule) if rule != TotalRule::Entered => {
                match (computed.total, computed.prorated) {
                    (Some(total), _) => (Some(total), false),
                    (None, estimate) => (estimate.map(f64::from), estimate.is_some()),
                }
            }
            _ => match (entered(), self.prorated_total) {
                (Some(total), _) => (Some(total), false),
                (None, estimate) => (estimate.map(f64::from), estimate.is_some()),
            },
        }
    }
}

impl Course {
    /// Every measure with its score, by date. Measures of one day are in the order of their sessions. A measure in a
    /// slot that was entered in error has none.
    #[must_use]
    pub fn scores(&self) -> Vec<Scored> {
        let measures = self.measures.iter().flatten();
        let mut measures: Vec<&Measure> = measures
            .filter(|measure| self.counts(measure.session_number.as_ref()))
            .collect();
        measures.sort_by_key(|measure| (measure.date, self.place_of(measure)));
        let mut scores: Vec<Scored> = measures
            .into_iter()
            .map(|measure| self.scored(measure))
            .collect();
        let mut last_item9 = None;
        for score in &mut scores {
            if let Some(item9) = score.item9 {
                score.rise = last_item9.is_some_and(|last| item9 > last);
                last_item9 = Some(item9);
            }
        }
        self.compare_with_first(&mut scores);
        scores
    }

    fn compare_with_first(&self, scores: &mut [Scored]) {
        for position in 0..scores.len() {
            let (earlier, rest) = scores.split_at_mut(position);
            let Some(score) = rest.first_mut() else {
                return;
            };
            let first = earlier.iter().find(|first| {
                first.instrument == score.instrument && first.in_session() && first.total.is_some()
            });
            let first = first
                .and_then(|first| first.total.as_ref())
                .map(Amount::as_f64);
            let (Some(first), Some(total)) = (first, score.total.as_ref()) else {
                continue;
            };
            let change = total.as_f64() - first;
            let needed = self
                .scale(&score.instrument)
                .and_then(|scale| scale.reliable_change());
            score.reliable = needed.is_some_and(|needed| change.abs() >= needed);
            score.change_from_first = Amount::from_f64(change);
        }
    }

    fn scored(&self, measure: &Measure) -> Scored {
        let scale = self.scale(&measure.instrument);
        let (total, prorated) = scale.map_or((None, false), |scale| measure.total_on(&scale));
        let known = match scale {
            Some(Scale::Known(instrument)) => Some(instrument),
            Some(Scale::Own(_)) | None => None,
        };
        let computed = known.and_then(|instrument| compute(instrument, measure));
        let item9 = measure.phq9_item9();
        let (slot, number) = self.session_of(measure);
        Scored {
            id: measure.id.clone(),
            instrument: measure.instrument.clone(),
            date: measure.date,
            slot,
            number,
            total: total.and_then(Amount::from_f64),
            prorated,
            answered_sum: computed
                .as_ref()
                .and_then(|computed| Amount::from_f64(computed.sum)),
            missing: computed.map_or(measure.missing_count.unwrap_or_default(), |computed| {
                computed.missing
            }),
            band: total
                .and_then(|total| scale?.band(total))
                .map(str::to_owned),
            max_total: match (known, scale) {
                (Some(known), _) => Some(Amount::from(known.max_total(measure))),
                (None, scale) => scale.and_then(|scale| Amount::from_f64(scale.range().1)),
            },
            item9,
            level: item9.and_then(FlagLevel::of),
            rise: false,
            change_from_first: None,
            reliable: false,
        }
    }

    /// Slot and number of the session a measure belongs to.
    fn session_of(&self, measure: &Measure) -> (Option<SlotId>, Option<i32>) {
        let slot = match &measure.session_number {
            None => None,
            Some(SessionRef::Slot(id)) => {
                self.slots.iter().find(|slot| slot.id.as_ref() == Some(id))
            }
            Some(SessionRef::Number(number)) => self
                .slots
                .iter()
                .find(|slot| slot.session_number == Some(*number)),
        };
        (
            slot.and_then(|slot| slot.id.clone()),
            slot.and_then(|slot| slot.session_number),
        )
    }

    /// Rank of the slot a measure belongs to, to order the measures of one day.
    fn place_of(&self, measure: &Measure) -> i32 {
        let (slot, _) = self.session_of(measure);
        let found = self
            .slots
            .iter()
            .find(|found| slot.is_some() && found.id == slot);
        found.map_or(i32::MAX, |slot| slot.slot_index)
    }
}

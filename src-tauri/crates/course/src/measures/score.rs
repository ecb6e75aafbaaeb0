//! The score of a completed measure. It is computed from the items if they are known; otherwise the entered total is
//! the score.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::ids::{SessionRef, SlotId};
use crate::measures::Amount;
use crate::measures::Measure;
use crate::measures::Occasion;
use crate::measures::ReliableChange;
use crate::measures::amount::decimal;
use crate::measures::instruments::{Instrument, Subscale, TotalRule, no_work};
use crate::measures::scale::Scale;
use crate::session::Slot;

/// How urgent an answer to the item on risk of a measure is (the levels are ours). An answer of 0 raises no flag and is no reassurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FlagLevel {
    /// Answer 1.
    Amber,
    /// Answers from 2 on.
    Red,
}

impl FlagLevel {
    /// The level of an answer; none for 0.
    #[must_use]
    pub const fn of(answer: i32) -> Option<Self> {
        match answer {
            i32::MIN..=0 => None,
            1 => Some(Self::Amber),
            2.. => Some(Self::Red),
        }
    }
}

/// The score of a subscale.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SubscaleScore {
    /// Name of the subscale.
    pub words: &'static str,
    /// The score.
    pub score: Amount,
}

/// The form that a sheet was filled in on. Totals of different forms are no totals of one scale.
#[derive(Clone, Copy, PartialEq)]
struct Form {
    /// The question on work did not apply.
    no_work: bool,
    /// Highest total; none where no scale is known.
    most: Option<f64>,
    /// Number of questions; none where only the total is known.
    questions: Option<usize>,
}

/// Why two scores of one measure cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Unlike {
    /// The question on work applied to one of them only.
    WorkAppliedOnce,
    /// Their highest totals differ.
    OtherRange,
    /// Their forms have different numbers of questions.
    OtherForm,
}

impl Unlike {
    fn of(one: Form, other: Form) -> Option<Self> {
        let differ = |one: Option<f64>, other: Option<f64>| {
            one.is_some_and(|one| other.is_some_and(|other| (one - other).abs() > f64::EPSILON))
        };
        let forms = one.questions.zip(other.questions);
        if one.no_work != other.no_work {
            Some(Self::WorkAppliedOnce)
        } else if differ(one.most, other.most) {
            Some(Self::OtherRange)
        } else if forms.is_some_and(|(one, other)| one != other) {
            Some(Self::OtherForm)
        } else {
            None
        }
    }
}

/// A measure with its score, as screens show it.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Scored {
    /// Id of the measure.
    pub id: String,
    /// Code of the instrument.
    pub instrument: String,
    /// Day it was filled in.
    pub date: NaiveDate,
    /// When it was filled in, seen from the course.
    pub occasion: Occasion,
    /// Slot of its session; none outside sessions.
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
    /// Severity band as it is shown.
    pub band_words: Option<String>,
    /// Highest total this sheet could have.
    pub max_total: Option<Amount>,
    /// Scores of the subscales, as entered or from the items; those that cannot be told are left out.
    pub subscales: Vec<SubscaleScore>,
    /// The answer to the item on risk; none where it was not answered, which never counts as 0. The name is that of
    /// the key in files, after the first measure that had such an item.
    pub item9: Option<i32>,
    /// Number of that item on this measure; none where the measure has no such item.
    pub risk_item: Option<u8>,
    /// Level of the flag that the answer raises.
    pub level: Option<FlagLevel>,
    /// Whether the answer is higher than the last one before on the same measure.
    pub rise: bool,
    /// It is the first score of its measure, against which the later ones are held.
    pub first: bool,
    /// Against the first score; none for that one, those before it, and those that cannot be compared with it.
    pub change_from_first: Option<Amount>,
    /// Why it cannot be compared with the first score.
    pub unlike_first: Option<Unlike>,
    /// It cannot be compared with the score before it, so that no line joins the two.
    pub unlike_before: bool,
    /// The verdict on that change; none if no measurement error is known or may be applied.
    pub reliable: Option<ReliableChange>,
    /// The sheet cannot be removed without a reason, and is then struck out.
    pub removal_needs_reason: bool,
    #[serde(skip)]
    form: Form,
}

/// A sheet that counts nowhere, because it was struck out or its slot was entered in error. It stays readable.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct StruckSheet {
    /// Id of the measure.
    pub id: String,
    /// Code of the instrument.
    pub instrument: String,
    /// Name of the instrument.
    pub name: String,
    /// Day it was filled in.
    pub date: NaiveDate,
    /// Slot of its session; none outside sessions.
    pub slot: Option<SlotId>,
    /// Number of its session, if that slot takes one.
    pub number: Option<i32>,
    /// Total, pro-rated if items are missing; none if it cannot be scored or was declined.
    pub total: Option<Amount>,
    /// Whether the total is estimated because answers are missing.
    pub prorated: bool,
    /// The highest answer to its item on risk that was kept on it.
    pub item9: Option<i32>,
    /// The number of that item, if the instrument has one.
    pub risk_item: Option<u8>,
    /// The reason why it counts nowhere, if somebody gave one.
    pub reason: Option<String>,
}

crate::redacted!(SubscaleScore, Form, Scored, StruckSheet);

impl Scored {
    /// Its total, if it counts as a score of the course.
    #[must_use]
    pub fn counted_total(&self) -> Option<f64> {
        let total = self.total.as_ref().filter(|_| self.occasion.counts());
        total.map(Amount::as_f64)
    }

    /// Why this score of a measure cannot be compared with another one of it; none where it can.
    pub(crate) fn unlike(&self, other: &Self) -> Option<Unlike> {
        Unlike::of(self.form, other.form)
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
    let sum = decimal(answered.iter().sum());
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

/// The item on risk of a sheet.
pub(crate) enum RiskItem<'a> {
    /// It is one of the items; none where it was not answered.
    Among(Option<&'a Amount>),
    /// The sheet has its answer alone: its items are not known, or may hold it either way round.
    Alone,
}

impl Measure {
    /// The answer to the item on risk; none on a measure without one, and if it was not answered.
    #[must_use]
    pub fn risk_answer(&self) -> Option<i32> {
        let instrument = Instrument::by_code(&self.instrument)?;
        match self.risk_item_of(instrument)? {
            RiskItem::Among(answer) => answer?.as_whole(),
            RiskItem::Alone => self.item9,
        }
    }

    /// The item on risk of this sheet; none on a measure without one.
    pub(crate) fn risk_item_of(&self, instrument: &Instrument) -> Option<RiskItem<'_>> {
        let position = usize::from(instrument.risk_item?).checked_sub(1)?;
        let items = self.items.as_ref().filter(|items| {
            let sum: Option<f64> = items
                .iter()
                .map(|answer| answer.as_ref().map(Amount::as_f64))
                .sum();
            let total = self.total.as_ref().map(Amount::as_f64);
            // Seven of the ten items of the EPDS count down, so that a sum by the paper is never the total.
            !instrument.risk_item_counts_down || (sum.is_some() && sum == total)
        });
        let item = items.and_then(|items| items.get(position));
        Some(item.map_or(RiskItem::Alone, |item| RiskItem::Among(item.as_ref())))
    }

    /// The highest answer to the item on risk that was ever kept on this sheet.
    pub(crate) fn highest_risk_answer(&self) -> Option<i32> {
        self.risk_answer().max(self.item9_before)
    }

    /// Whether a measure with an item on risk was begun and that item was left without an answer.
    pub(crate) fn leaves_out_risk_item(&self) -> bool {
        let answered = self.items.iter().flatten().any(Option::is_some);
        let begun = answered || self.total.is_some() || self.function_item.is_some();
        let known = Instrument::by_code(&self.instrument);
        let asks = known.is_some_and(|known| known.risk_item.is_some());
        asks && begun && self.declined_reason.is_none() && self.risk_answer().is_none()
    }

    fn subscales_on(&self, instrument: &Instrument) -> Vec<SubscaleScore> {
        let items = self.items.as_deref().unwrap_or_default();
        let scored = |subscale: &Subscale| {
            let entered = self.subscales.as_ref();
            let entered = entered.and_then(|all| all.get(subscale.name)).cloned();
            let counted = || subscale.score(items).and_then(Amount::from_f64);
            Some(SubscaleScore {
                words: subscale.words,
                score: entered.or_else(counted)?,
            })
        };
        instrument.subscales.iter().filter_map(scored).collect()
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
    /// Every sheet but those that were struck out, or stand in a slot entered in error: they count nowhere.
    pub fn standing_measures(&self) -> impl Iterator<Item = &Measure> {
        let measures = self.measures.iter().flatten();
        measures.filter(|measure| self.stands(measure))
    }

    fn stands(&self, measure: &Measure) -> bool {
        let void = self.session_of(measure).is_some_and(Slot::is_void);
        measure.struck_reason.is_none() && !void
    }

    /// Every sheet that counts nowhere, by date.
    #[must_use]
    pub fn struck_sheets(&self) -> Vec<StruckSheet> {
        let struck = |measure: &Measure| {
            let Scored {
                id,
                instrument,
                date,
                slot,
                number,
                total,
                prorated,
                risk_item,
                ..
            } = self.scored(measure);
            let name = self.scale(&instrument).map(|scale| scale.name().to_owned());
            let said = |reason: &String| !reason.trim().is_empty();
            let of_slot = || {
                self.session_of(measure)
                    .and_then(|slot| slot.reason.clone())
            };
            let reason = measure.struck_reason.clone().filter(said);
            StruckSheet {
                name: name.unwrap_or_else(|| instrument.clone()),
                reason: reason.or_else(of_slot).filter(said),
                item9: measure.highest_risk_answer(),
                risk_item,
                id,
                instrument,
                date,
                slot,
                number,
                total,
                prorated,
            }
        };
        let measures = self.measures.iter().flatten();
        let mut sheets: Vec<StruckSheet> = measures
            .filter(|measure| !self.stands(measure))
            .map(struck)
            .collect();
        sheets.sort_by_key(|sheet| sheet.date);
        sheets
    }

    /// Whether a sheet may have been acted on, so that it is struck out with a reason and not removed: the note
    /// of its session is signed, it raised a flag of risk, or a review answers that flag.
    pub(crate) fn removal_needs_reason(&self, measure: &Measure) -> bool {
        let slot = self
            .session_of(measure)
            .and_then(|slot| slot.id.as_ref())
            .and_then(|slot| self.session(slot));
        let signed = slot.is_some_and(|note| note.locked_at.is_some());
        let flagged = measure
            .highest_risk_answer()
            .and_then(FlagLevel::of)
            .is_some();
        let mut covered = self
            .risk_reviews
            .iter()
            .flatten()
            .flat_map(|review| review.covers.iter().flatten());
        signed || flagged || covered.any(|flag| flag.measure == measure.id)
    }

    /// Every measure that counts, with its score, by date. Measures of one day are in the order of their sessions.
    #[must_use]
    pub fn scores(&self) -> Vec<Scored> {
        let mut measures: Vec<&Measure> = self.standing_measures().collect();
        measures.sort_by_key(|measure| (measure.date, self.place_of(measure)));
        let mut scores: Vec<Scored> = measures
            .into_iter()
            .map(|measure| self.scored(measure))
            .collect();
        let mut last = BTreeMap::new();
        for score in &mut scores {
            if let Some(answer) = score.item9 {
                let before = last.insert(score.instrument.clone(), answer);
                score.rise = before.is_some_and(|before| answer > before);
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
            let scored = |earlier: &&Scored| {
                earlier.instrument == score.instrument && earlier.total.is_some()
            };
            let before = earlier.iter().rfind(scored);
            score.unlike_before = before.is_some_and(|before| before.unlike(score).is_some());
            let first = earlier
                .iter()
                .find(|earlier| earlier.first && earlier.instrument == score.instrument);
            let Some(first) = first else {
                score.first = score.counted_total().is_some();
                continue;
            };
            let (Some(from), Some(to)) = (first.counted_total(), score.total.as_ref()) else {
                continue;
            };
            score.unlike_first = first.unlike(score);
            if score.unlike_first.is_some() {
                continue;
            }
            let change = decimal(to.as_f64() - from);
            score.reliable = self.judged(&score.instrument, first.date, change);
            score.change_from_first = Amount::from_f64(change);
        }
    }

    /// The verdict on a change since a first score of that day.
    pub(crate) fn judged(
        &self,
        instrument: &str,
        first: NaiveDate,
        change: f64,
    ) -> Option<ReliableChange> {
        let least = self.least_reliable(instrument, first)?;
        let direction = self.scale(instrument)?.higher_is_better();
        Some(ReliableChange::of(change, least, direction))
    }

    fn scored(&self, measure: &Measure) -> Scored {
        let scale = self.scale(&measure.instrument);
        let (total, prorated) = scale.map_or((None, false), |scale| measure.total_on(&scale));
        let known = match scale {
            Some(Scale::Known(instrument)) => Some(instrument),
            Some(Scale::Own(_)) | None => None,
        };
        let computed = known.and_then(|instrument| compute(instrument, measure));
        let item9 = measure.risk_answer();
        let slot = self.session_of(measure);
        // A file may say of a sheet on an own scale that its form was another one.
        let max_total = match (known, scale) {
            (Some(known), _) => Some(Amount::from(known.max_total(measure))),
            (None, scale) => {
                let stored = measure.max_total.clone();
                stored.or_else(|| Amount::from_f64(scale?.range().1))
            }
        };
        Scored {
            id: measure.id.clone(),
            instrument: measure.instrument.clone(),
            date: measure.date,
            occasion: self.occasion(measure, slot),
            slot: slot.and_then(|slot| slot.id.clone()),
            number: slot.and_then(|slot| slot.session_number),
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
            band_words: total
                .and_then(|total| scale?.band_words(total))
                .map(str::to_owned),
            form: Form {
                no_work: no_work(measure)
                    && known.is_none_or(|known| known.total_rule == TotalRule::WorkMayNotApply),
                most: max_total.as_ref().map(Amount::as_f64),
                questions: measure.items.as_ref().map(Vec::len),
            },
            max_total,
            subscales: known.map_or_else(Vec::new, |known| measure.subscales_on(known)),
            item9,
            risk_item: known.and_then(|known| known.risk_item),
            level: item9.and_then(FlagLevel::of),
            rise: false,
            first: false,
            change_from_first: None,
            unlike_first: None,
            unlike_before: false,
            reliable: None,
            removal_needs_reason: self.removal_needs_reason(measure),
        }
    }

    /// Slot of the session a measure belongs to.
    pub(crate) fn session_of(&self, measure: &Measure) -> Option<&Slot> {
        match measure.session_number.as_ref()? {
            SessionRef::Slot(id) => self.slots.iter().find(|slot| slot.id.as_ref() == Some(id)),
            SessionRef::Number(number) => self
                .slots
                .iter()
                .find(|slot| slot.session_number == Some(*number)),
        }
    }

    /// Rank of the slot a measure belongs to, to order the measures of one day.
    fn place_of(&self, measure: &Measure) -> i32 {
        self.session_of(measure)
            .map_or(i32::MAX, |slot| slot.slot_index)
    }
}

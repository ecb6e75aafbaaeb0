//! The data of a built-in measure: items, answers, bands, and the rule for its total.

use serde::Serialize;

use crate::measures::Measure;

/// The parts of a measure that its licence lets the program show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Licence {
    /// The items may be shown.
    Items,
    /// The items may be shown together with the attribution.
    ItemsWithNotice,
    /// Only scores may be entered.
    ScoreOnly,
}

/// A named range of totals, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Band {
    /// Lowest total.
    pub from: i32,
    /// Highest total.
    pub to: i32,
    /// The name in files, in `snake_case`.
    pub name: &'static str,
    /// As it is shown.
    pub words: &'static str,
}

/// A question of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Question {
    /// A few words for entry from paper; a client never reads them.
    pub short: &'static str,
    /// The published wording.
    pub full: &'static str,
}

/// A question beside the total: how difficult the problems made life. It is asked once an answer is above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FunctionQuestion {
    /// Its words.
    pub question: Question,
    /// The words for its answers, from 0 up.
    pub answers: &'static [&'static str],
}

/// The items and the answers that each may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Items {
    /// Numbers of items that a completed form may have; the first is the usual one.
    pub counts: &'static [u8],
    /// Lowest answer.
    pub min: i32,
    /// Highest answer; none if some items are counts of days or times.
    pub max: Option<i32>,
    /// Whether answers are whole numbers.
    pub whole: bool,
    /// Their words, where they may be shown.
    pub questions: &'static [Question],
    /// The words for the answers from lowest to highest, where they may be shown.
    pub answers: &'static [&'static str],
}

/// The rule that makes the total from the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TotalRule {
    /// The sum. If up to `missing` items are missing: the mean of the answered items times the number of items,
    /// rounded half up.
    ProRated {
        /// The most items that may be missing.
        missing: u8,
    },
    /// The sum; every item is needed.
    Sum,
    /// The sum of all items. If work does not apply, the first item is left out. Every applicable item is needed.
    WorkMayNotApply,
    /// The sum times a factor; every item is needed.
    Times {
        /// The factor.
        factor: u8,
    },
    /// The sum of nine domains; some domains are the highest of several items.
    Domains,
    /// A single value.
    Single,
    /// Entered as on paper: the total is a mean, or some items may have been reversed on paper already.
    Entered,
}

/// A subscale whose items are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Subscale {
    /// The name in files.
    pub name: &'static str,
    /// As it is shown.
    pub words: &'static str,
    /// Numbers of its items, from 1.
    pub items: &'static [u8],
    /// The factor that the sum of its items is multiplied by.
    pub times: i32,
    /// The number that the product is divided by.
    pub divided_by: i32,
    /// Lowest score.
    pub min: i32,
    /// Highest score.
    pub max: i32,
}

/// A built-in measure, as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Instrument {
    /// The name in files (`PHQ-9`, `GAD-7` …).
    pub code: &'static str,
    /// The name on screen.
    pub name: &'static str,
    /// The subject of the measure in a few words, such as depression.
    pub about: &'static str,
    /// The edition.
    pub version: &'static str,
    /// Language of the items; empty if no items are shown.
    pub language: &'static str,
    /// The parts that may be shown.
    pub licence: Licence,
    /// Words that must be shown with the items.
    pub attribution: &'static str,
    /// The question before the items; empty if it may not be shown.
    pub lead: &'static str,
    /// The items.
    pub items: Items,
    /// The question beside the total.
    pub function_question: Option<FunctionQuestion>,
    /// Number of the item, from 1, whose answer above 0 raises a flag of risk.
    pub risk_item: Option<u8>,
    /// On paper the answers to that item count down. Items entered from paper may hold it either way round.
    pub risk_item_counts_down: bool,
    /// How the total is made.
    pub total_rule: TotalRule,
    /// Whether its total is a whole number, whether counted here or on paper.
    pub whole_total: bool,
    /// Lowest total.
    pub min: i32,
    /// Highest total.
    pub max: i32,
    /// Whether a higher total is better.
    pub higher_is_better: bool,
    /// Named ranges, from low to high; empty if no read source gives any.
    pub bands: &'static [Band],
    /// Subscales whose items are known.
    pub subscales: &'static [Subscale],
    /// From this total on, NHS Talking Therapies counts a case (S21, S46).
    pub caseness: Option<i32>,
    /// The smallest change beyond measurement error.
    pub reliable_change: Option<i32>,
    /// The sources of all numbers of this measure, by the marks of `docs/clinical-sources.md`.
    pub source: &'static str,
}

impl Instrument {
    /// Whether files hold `missing_count`, `prorated_total` and `band` of this measure.
    #[must_use]
    pub const fn stores_band(&self) -> bool {
        matches!(self.total_rule, TotalRule::ProRated { .. })
    }

    /// The band of a total; none if the total is in no band.
    #[must_use]
    pub fn band(&self, total: f64) -> Option<&'static Band> {
        let within = |band: &&Band| f64::from(band.from) <= total && total <= f64::from(band.to);
        self.bands.iter().find(within)
    }

    /// The highest total that this form can have; lower if work does not apply.
    #[must_use]
    pub fn max_total(&self, measure: &Measure) -> i32 {
        let work = i32::from(self.total_rule == TotalRule::WorkMayNotApply && no_work(measure));
        self.max - work * self.items.max.unwrap_or_default()
    }
}

/// Whether the work question was marked as not applicable.
pub(crate) fn no_work(measure: &Measure) -> bool {
    measure.work_not_applicable == Some(true)
}

/// A question: its short words, and its published wording.
pub(super) const fn question(short: &'static str, full: &'static str) -> Question {
    Question { short, full }
}

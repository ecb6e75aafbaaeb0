//! The built-in measures: the words that may be shown, the rules of scoring, and the source of each number.
//!
//! Item texts are here only for PHQ-9, GAD-7 and K10, whose owners allow it, and for the mood rating, whose wording is
//! our own. All other measures are score-only: their items may be entered as numbers from a paper copy, and no word of
//! them is in the program. [`Instrument::source`] names the source of each figure by a mark of
//! `docs/clinical-sources.md`. No band and no cut-off is marked M (remembered): no band is better than a wrong one.

mod definition;
mod gad7;
mod k10;
mod mood;
mod phq9;
mod score_only;
mod wsas;

pub(crate) use definition::no_work;
pub use definition::{
    Band, FunctionQuestion, Instrument, Items, Licence, Question, Subscale, TotalRule,
};

impl Instrument {
    /// Every built-in measure.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [
            &phq9::PHQ9,
            &gad7::GAD7,
            &k10::K10,
            &wsas::WSAS,
            &mood::MOOD,
        ]
        .into_iter()
        .chain(score_only::ALL)
    }

    /// The built-in measure with this code.
    #[must_use]
    pub fn by_code(code: &str) -> Option<&'static Self> {
        Self::all().find(|instrument| instrument.code == code)
    }
}

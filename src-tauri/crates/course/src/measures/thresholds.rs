//! Cut-offs and measurement errors: of whom they may be said, and what a change against them is.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::dates::calendar::years_later;
use crate::dates::rough::span;
use crate::measures::instruments::Instrument;
use crate::measures::scale::Scale;
use crate::plan::FormatId;

/// The published cut-offs and measurement errors are of adults; services count from this age.
const ADULT: u32 = 16;

/// A change against the measurement error of its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ReliableChange {
    /// Better by at least the reliable change.
    Better,
    /// Worse by at least the reliable change.
    Worse,
    /// Higher by at least the reliable change, on an own scale that does not say which direction is better.
    Higher,
    /// Lower by at least the reliable change, on such a scale.
    Lower,
    /// Smaller than the reliable change, or no change.
    WithinError,
}

impl ReliableChange {
    /// The verdict on a change, by the least change that is reliable.
    ///
    /// No change is never reliable, even on an own scale whose owner says 0.
    pub(crate) fn of(change: f64, least: f64, higher_is_better: Option<bool>) -> Self {
        if change == 0.0 || change.abs() < least {
            return Self::WithinError;
        }
        match (change > 0.0, higher_is_better) {
            (true, Some(true)) | (false, Some(false)) => Self::Better,
            (true, Some(false)) | (false, Some(true)) => Self::Worse,
            (true, None) => Self::Higher,
            (false, None) => Self::Lower,
        }
    }
}

/// Why no cut-off and no measurement error is applied to a measure that has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum NotJudged {
    /// The client was under 16 on the day of the first score.
    Under16,
    /// The date of birth is not known to the day, and the client may have been under 16.
    PerhapsUnder16,
    /// No date of birth is recorded, and the format is one for children or adolescents.
    AgeUnknown,
}

impl Course {
    /// Why nothing published of adults may be said of the client on that day; none for an adult. Without a date of
    /// birth the format decides: one for children or adolescents leaves the age open.
    fn no_adult_on(&self, day: NaiveDate) -> Option<NotJudged> {
        let adult_by = |born: NaiveDate| years_later(born, ADULT).is_some_and(|adult| adult <= day);
        match self.client.date_of_birth.as_deref().and_then(span) {
            Some((_, latest)) if adult_by(latest) => None,
            Some((earliest, _)) if adult_by(earliest) => Some(NotJudged::PerhapsUnder16),
            Some(_) => Some(NotJudged::Under16),
            None => matches!(
                self.plan.template,
                FormatId::IptA12 | FormatId::IptAp15 | FormatId::FbIpt14
            )
            .then_some(NotJudged::AgeUnknown),
        }
    }

    /// Why a measure that has a cut-off or a measurement error is not judged by it, by the day of its first score.
    pub(crate) fn not_judged(&self, code: &str, first: NaiveDate) -> Option<NotJudged> {
        let known = Instrument::by_code(code)?;
        let published = known.caseness.is_some() || known.reliable_change.is_some();
        self.no_adult_on(first).filter(|_| published)
    }

    /// From this total on it is a case, by NHS Talking Therapies; none for a client who may have been under
    /// 16 on the day of the first score.
    pub(crate) fn cut_off(&self, code: &str, first: NaiveDate) -> Option<i32> {
        match self.scale(code)? {
            Scale::Known(known) if self.no_adult_on(first).is_none() => known.caseness,
            Scale::Known(_) | Scale::Own(_) => None,
        }
    }

    /// The least change beyond measurement error: of adults as published, on an own scale as its owner says.
    pub(crate) fn least_reliable(&self, code: &str, first: NaiveDate) -> Option<f64> {
        let scale = self.scale(code)?;
        match scale {
            Scale::Known(_) if self.no_adult_on(first).is_some() => None,
            Scale::Known(_) | Scale::Own(_) => scale.reliable_change(),
        }
    }
}

//! Cut-offs and measurement errors: of whom they may be said, and what a change against them is.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::dates::calendar::years_later;
use crate::dates::rough::span;
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
    /// Smaller than the reliable change.
    WithinError,
}

impl ReliableChange {
    /// What a change amounts to, against the least that is reliable.
    pub(crate) fn of(change: f64, least: f64, higher_is_better: Option<bool>) -> Self {
        if change.abs() < least {
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

impl Course {
    /// Whether the client was an adult that day for sure. Without a date of birth the format decides: one for
    /// children or adolescents leaves it open.
    pub(crate) fn adult_on(&self, day: NaiveDate) -> bool {
        let latest = self.client.date_of_birth.as_deref().and_then(span);
        match latest {
            Some((_, latest)) => years_later(latest, ADULT).is_some_and(|adult| adult <= day),
            None => !matches!(
                self.plan.template,
                FormatId::IptA12 | FormatId::IptAp15 | FormatId::FbIpt14
            ),
        }
    }

    /// From this total on it is a case, by NHS Talking Therapies; none for a client who may have been under
    /// 16 on the day of the first score.
    pub(crate) fn cut_off(&self, code: &str, first: NaiveDate) -> Option<i32> {
        match self.scale(code)? {
            Scale::Known(known) if self.adult_on(first) => known.caseness,
            Scale::Known(_) | Scale::Own(_) => None,
        }
    }

    /// The least change beyond measurement error: of adults as published, on an own scale as its owner says.
    pub(crate) fn least_reliable(&self, code: &str, first: NaiveDate) -> Option<f64> {
        let scale = self.scale(code)?;
        match scale {
            Scale::Known(_) if !self.adult_on(first) => None,
            Scale::Known(_) | Scale::Own(_) => scale.reliable_change(),
        }
    }
}

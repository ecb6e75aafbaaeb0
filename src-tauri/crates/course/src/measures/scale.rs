//! The scale of a measure: a built-in one, or an own scale of the course.

use super::instruments::Instrument;
use crate::Course;
use crate::measures::OwnMeasure;

/// A built-in measure, or an own scale of the course.
#[derive(Clone, Copy)]
pub enum Scale<'a> {
    /// A built-in measure.
    Known(&'static Instrument),
    /// An own scale.
    Own(&'a OwnMeasure),
}

impl<'a> Scale<'a> {
    /// Finds the scale of an instrument code; none if it is neither built in nor defined. An own scale is found by its
    /// code, with or without `own:`, and by `own:` and its name.
    #[must_use]
    pub fn of(code: &str, own: &'a [OwnMeasure]) -> Option<Self> {
        if let Some(known) = Instrument::by_code(code) {
            return Some(Self::Known(known));
        }
        let name = code.strip_prefix("own:")?;
        let matches = |own: &&OwnMeasure| own.code == code || own.code == name || own.name == name;
        own.iter().find(matches).map(Self::Own)
    }

    /// The lowest and the highest total.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        match self {
            Self::Known(known) => (f64::from(known.min), f64::from(known.max)),
            Self::Own(own) => (own.min.as_f64(), own.max.as_f64()),
        }
    }

    /// The band of a total.
    #[must_use]
    pub fn band(&self, total: f64) -> Option<&'a str> {
        match self {
            Self::Known(known) => known.band(total),
            Self::Own(own) => own
                .bands
                .iter()
                .flatten()
                .find(|band| band.from.as_f64() <= total && total <= band.to.as_f64())
                .map(|band| band.name.as_str()),
        }
    }

    /// The smallest change beyond measurement error, if it is known.
    #[must_use]
    pub fn reliable_change(&self) -> Option<f64> {
        match self {
            Self::Known(known) => known.reliable_change.map(f64::from),
            Self::Own(own) => own
                .reliable_change
                .as_ref()
                .map(crate::measures::Amount::as_f64),
        }
    }
}

impl Course {
    /// Finds the scale of an instrument code in this course.
    #[must_use]
    pub fn scale(&self, code: &str) -> Option<Scale<'_>> {
        Scale::of(code, self.own_measures.as_deref().unwrap_or_default())
    }
}

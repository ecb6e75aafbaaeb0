//! The scale of a measure: a built-in one, or an own scale of the course.

use serde::Serialize;

use super::instruments::Instrument;
use crate::Course;
use crate::measures::{Amount, OwnMeasure};

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

    /// The name on screen.
    #[must_use]
    pub fn name(&self) -> &'a str {
        match self {
            Self::Known(known) => known.name,
            Self::Own(own) => &own.name,
        }
    }

    /// The lowest and the highest total.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        match self {
            Self::Known(known) => (f64::from(known.min), f64::from(known.max)),
            Self::Own(own) => (own.min.as_f64(), own.max.as_f64()),
        }
    }

    /// Whether a higher total is better; none where an own scale does not say.
    #[must_use]
    pub fn higher_is_better(&self) -> Option<bool> {
        match self {
            Self::Known(known) => Some(known.higher_is_better),
            Self::Own(own) => own.higher_is_better,
        }
    }

    /// The band of a total as it is shown.
    #[must_use]
    pub fn band_words(&self, total: f64) -> Option<&'a str> {
        match self {
            Self::Known(known) => known.band(total).map(|band| band.words),
            own @ Self::Own(_) => own.band(total),
        }
    }

    /// The band of a total, as files have it.
    #[must_use]
    pub fn band(&self, total: f64) -> Option<&'a str> {
        match self {
            Self::Known(known) => known.band(total).map(|band| band.name),
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

/// A named range of totals as it is shown.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BandView {
    /// Lowest total.
    pub from: Amount,
    /// Highest total.
    pub to: Amount,
    /// Its words.
    pub words: String,
}

/// The scale of a measure of this course as it is drawn.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ScaleView {
    /// The code its sheets bear.
    pub code: String,
    /// The name on screen.
    pub name: String,
    /// The subject of the measure. An own scale has none.
    pub about: Option<String>,
    /// Lowest total.
    pub min: Amount,
    /// Highest total.
    pub max: Amount,
    /// Direction; none where an own scale does not say.
    pub higher_is_better: Option<bool>,
    /// Ranges, from low to high.
    pub bands: Vec<BandView>,
    /// From this total on it is a case; none where there is none, or the client was too young for it.
    pub cut_off: Option<i32>,
    /// To be printed with it.
    pub attribution: Option<String>,
}

crate::redacted!(BandView, ScaleView);

impl Scale<'_> {
    /// The scale as it is drawn for a course.
    pub(crate) fn view(&self, code: &str, cut_off: Option<i32>) -> ScaleView {
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        match self {
            Self::Known(known) => ScaleView {
                code: code.to_owned(),
                name: known.name.to_owned(),
                about: told(known.about),
                min: known.min.into(),
                max: known.max.into(),
                higher_is_better: self.higher_is_better(),
                bands: known
                    .bands
                    .iter()
                    .map(|band| BandView {
                        from: band.from.into(),
                        to: band.to.into(),
                        words: band.words.to_owned(),
                    })
                    .collect(),
                cut_off,
                attribution: told(known.attribution),
            },
            Self::Own(own) => ScaleView {
                code: code.to_owned(),
                name: own.name.clone(),
                about: None,
                min: own.min.clone(),
                max: own.max.clone(),
                higher_is_better: self.higher_is_better(),
                bands: own
                    .bands
                    .iter()
                    .flatten()
                    .map(|band| BandView {
                        from: band.from.clone(),
                        to: band.to.clone(),
                        words: band.name.clone(),
                    })
                    .collect(),
                cut_off,
                attribution: own.source.as_deref().and_then(told),
            },
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

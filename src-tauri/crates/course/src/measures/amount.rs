//! Numbers that keep the form in which a file has them, such as `75` or `75.0`.

use serde::{Deserialize, Serialize};
use serde_json::Number;

/// A JSON number that keeps its form, so that an export equals its import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(transparent)]
pub struct Amount(#[cfg_attr(feature = "bindings", specta(type = i32))] Number);

impl Amount {
    /// The nearest `f64`.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.as_f64().unwrap_or(f64::NAN)
    }

    /// The value as a whole number, if it is one; `3.0` is one.
    #[must_use]
    pub fn as_whole(&self) -> Option<i32> {
        if let Some(whole) = self.0.as_i64() {
            return i32::try_from(whole).ok();
        }
        let value = self.as_f64();
        let whole = value.round();
        ((value - whole).abs() < f64::EPSILON && whole.abs() <= f64::from(i32::MAX)).then(|| {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "checked to be whole and in range"
            )]
            let whole = whole as i32;
            whole
        })
    }

    /// Makes an amount from a float, without a fraction if it is whole. None for NaN and infinities.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        let number = Number::from_f64(value)?;
        let whole = Self(number).as_whole();
        Some(whole.map_or_else(
            || Self(Number::from_f64(value).unwrap_or_else(|| 0.into())),
            Self::from,
        ))
    }
}

/// The decimal that a sum or difference of decimals stands for: 0.7 − 0.4 is 0.3 on paper, and a little less in binary.
/// Nine places are more than any score has.
pub(crate) fn decimal(value: f64) -> f64 {
    const PLACES: f64 = 1e9;
    (value * PLACES).round() / PLACES
}

impl From<i32> for Amount {
    fn from(value: i32) -> Self {
        Self(value.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_keeps_its_form_in_json() {
        for text in ["75", "75.5", "75.0", "-1", "0"] {
            let amount: Amount = serde_json::from_str(text).unwrap();
            assert_eq!(
                serde_json::to_string(&amount).unwrap(),
                text,
                "an export equals its import"
            );
        }
    }

    #[test]
    fn difference_of_decimals_is_the_one_on_paper() {
        for tenths in 0..200_i32 {
            for less in 0..=tenths {
                let [most, least, left] =
                    [tenths, less, tenths - less].map(|tenths| f64::from(tenths) / 10.0);
                let difference = decimal(most - least);
                assert_eq!(
                    Amount::from_f64(difference),
                    Amount::from_f64(left),
                    "{most} − {least}"
                );
            }
        }
    }

    #[test]
    fn whole_float_is_written_without_a_fraction() {
        assert_eq!(
            Amount::from_f64(270.0),
            Some(Amount::from(270)),
            "a whole angle has no fraction"
        );
        assert_eq!(Amount::from_f64(f64::NAN), None, "NaN is no amount");
    }
}

//! Checks stored measures: each answer and score is in the range of its instrument, and each stored result follows
//! from the answers.

use crate::Course;
use crate::file::fault::{FileFault, FileProblem, Referred, ensure, no};
use crate::measures::Amount;
use crate::measures::instruments::{Instrument, no_work};
use crate::measures::scale::Scale;
use crate::measures::score::{Computed, RiskItem, compute};
use crate::measures::{Measure, OwnMeasure};

/// The largest difference between a stored score and the computed one, because means may be rounded to two places.
const ROUNDING: f64 = 0.006;

pub(crate) fn check(course: &Course) -> Result<(), FileFault> {
    for (index, own) in course.own_measures.iter().flatten().enumerate() {
        check_own(own, &format!("own_measures[{index}]"))?;
    }
    for (index, measure) in course.measures.iter().flatten().enumerate() {
        let path = format!("measures[{index}]");
        At { measure, path }.check(course)?;
    }
    Ok(())
}

/// One sheet, before it is kept.
pub(crate) fn check_sheet(course: &Course, measure: &Measure) -> Result<(), FileFault> {
    let path = "measure".to_owned();
    At { measure, path }.check(course)
}

fn check_own(own: &OwnMeasure, path: &str) -> Result<(), FileFault> {
    let (min, max) = (own.min.as_f64(), own.max.as_f64());
    let above = FileProblem::OutOfRange {
        min: Some(min),
        max: None,
    };
    ensure(min <= max, || format!("{path}.max"), above)?;
    for (index, band) in own.bands.iter().flatten().enumerate() {
        let from = band.from.as_f64();
        let above = FileProblem::OutOfRange {
            min: Some(from),
            max: None,
        };
        ensure(
            from <= band.to.as_f64(),
            || format!("{path}.bands[{index}].to"),
            above,
        )?;
    }
    Ok(())
}

fn near(stored: f64, computed: f64) -> bool {
    (stored - computed).abs() <= ROUNDING
}

/// A measure with its path in the file.
struct At<'a> {
    measure: &'a Measure,
    path: String,
}

impl At<'_> {
    fn check(&self, course: &Course) -> Result<(), FileFault> {
        match course.scale(&self.measure.instrument) {
            None => Err(self.fault("instrument", no(Referred::Instrument))),
            Some(Scale::Known(instrument)) => self.check_known(instrument),
            Some(own @ Scale::Own(_)) => self.check_on_own(own),
        }
    }

    fn fault(&self, field: &str, problem: FileProblem) -> FileFault {
        FileFault::new(format!("{}.{field}", self.path), problem)
    }

    fn ensure(&self, holds: bool, field: &str, problem: FileProblem) -> Result<(), FileFault> {
        if holds {
            Ok(())
        } else {
            Err(self.fault(field, problem))
        }
    }

    fn in_range(
        &self,
        value: Option<f64>,
        field: &str,
        (min, max): (f64, f64),
    ) -> Result<(), FileFault> {
        let within = value.is_none_or(|value| (min..=max).contains(&value));
        self.ensure(
            within,
            field,
            FileProblem::OutOfRange {
                min: Some(min),
                max: Some(max),
            },
        )
    }

    fn whole(&self, value: Option<&Amount>, field: &str) -> Result<(), FileFault> {
        let whole = value.is_none_or(|value| value.as_whole().is_some());
        let problem = FileProblem::WrongType {
            expected: "integer".to_owned(),
        };
        self.ensure(whole, field, problem)
    }

    fn check_known(&self, instrument: &Instrument) -> Result<(), FileFault> {
        self.check_items(instrument)?;
        let stored = self.measure;
        let function_item = stored.function_item.map(f64::from);
        self.in_range(function_item, "function_item", (0.0, 3.0))?;
        self.check_item9(instrument)?;
        let computed = compute(instrument, stored);
        self.check_totals(instrument, computed.as_ref())?;
        self.check_band(instrument, computed.as_ref())?;
        self.check_max_total(instrument)?;
        self.check_subscales(instrument)
    }

    /// Checks that the form has this number of items and that each answer is in range or missing.
    fn check_items(&self, instrument: &Instrument) -> Result<(), FileFault> {
        let Some(items) = &self.measure.items else {
            return Ok(());
        };
        let form = &instrument.items;
        let usual = form.counts.first().copied().unwrap_or_default();
        let known = form
            .counts
            .iter()
            .any(|count| usize::from(*count) == items.len());
        self.ensure(
            known,
            "items",
            FileProblem::WrongLength {
                expected: u32::from(usual),
            },
        )?;
        if no_work(self.measure) {
            let empty = items.first().is_none_or(Option::is_none);
            self.ensure(empty, "items[0]", FileProblem::unlike(None))?;
        }
        for (index, answer) in items.iter().enumerate() {
            let Some(answer) = answer else { continue };
            let field = format!("items[{index}]");
            self.whole(Some(answer).filter(|_| form.whole), &field)?;
            let max = form.max.map_or(f64::MAX, f64::from);
            let value = answer.as_f64();
            let within = f64::from(form.min) <= value && value <= max;
            let bounds = FileProblem::OutOfRange {
                min: Some(f64::from(form.min)),
                max: form.max.map(f64::from),
            };
            self.ensure(within, &field, bounds)?;
        }
        Ok(())
    }

    /// Checks that `item9` equals the item on risk. A sheet without items may have it alone.
    fn check_item9(&self, instrument: &Instrument) -> Result<(), FileFault> {
        let item = self.measure.risk_item_of(instrument);
        let highest = f64::from(instrument.items.max.unwrap_or_default());
        if let Some(before) = self.measure.item9_before {
            self.ensure(
                item.is_some(),
                "item9_before",
                FileProblem::NotOfThisMeasure,
            )?;
            let least = self.measure.risk_answer().unwrap_or(0) + 1;
            let bounds = (f64::from(least), highest);
            self.in_range(Some(f64::from(before)), "item9_before", bounds)?;
        }
        let Some(stored) = self.measure.item9 else {
            return Ok(());
        };
        match (item, &self.measure.items) {
            (Some(RiskItem::Alone), _) => {
                self.in_range(Some(f64::from(stored)), "item9", (0.0, highest))
            }
            (Some(RiskItem::Among(answer)), _) => {
                let answer = answer.and_then(Amount::as_whole);
                self.ensure(answer == Some(stored), "item9", FileProblem::unlike(answer))
            }
            // Files of other programs name the ninth item of any measure; it says nothing of risk.
            (None, Some(items)) => {
                let ninth = items.get(8).and_then(|answer| answer.as_ref()?.as_whole());
                self.ensure(ninth == Some(stored), "item9", FileProblem::unlike(ninth))
            }
            (None, None) => Err(self.fault("item9", FileProblem::NotOfThisMeasure)),
        }
    }

    fn check_totals(
        &self,
        instrument: &Instrument,
        computed: Option<&Computed>,
    ) -> Result<(), FileFault> {
        let stored = self.measure;
        let highest = instrument.max_total(stored);
        let range = (f64::from(instrument.min), f64::from(highest));
        let total = stored.total.as_ref().map(Amount::as_f64);
        let prorated = stored.prorated_total.map(f64::from);
        self.in_range(total, "total", range)?;
        self.in_range(stored.value.as_ref().map(Amount::as_f64), "value", range)?;
        if instrument.whole_total {
            self.whole(stored.total.as_ref(), "total")?;
            self.whole(stored.value.as_ref(), "value")?;
        }
        if instrument.stores_band() {
            self.in_range(prorated, "prorated_total", range)?;
            let most = i32::from(instrument.items.counts.first().copied().unwrap_or_default());
            self.in_range(
                stored.missing_count.map(f64::from),
                "missing_count",
                (0.0, f64::from(most)),
            )?;
        } else {
            self.ensure(
                stored.missing_count.is_none(),
                "missing_count",
                FileProblem::NotOfThisMeasure,
            )?;
            self.ensure(
                prorated.is_none(),
                "prorated_total",
                FileProblem::NotOfThisMeasure,
            )?;
        }
        let Some(computed) = computed else {
            return Ok(());
        };
        let missing = stored
            .missing_count
            .is_none_or(|missing| missing == computed.missing);
        self.ensure(
            missing,
            "missing_count",
            FileProblem::unlike(Some(computed.missing)),
        )?;
        if instrument.total_rule == crate::measures::instruments::TotalRule::Entered {
            return Ok(());
        }
        let same =
            total.is_none_or(|total| computed.total.is_some_and(|computed| near(total, computed)));
        self.ensure(
            same,
            "total",
            FileProblem::Differs {
                computed: computed.total,
            },
        )?;
        let same = stored.prorated_total.is_none() || stored.prorated_total == computed.prorated;
        self.ensure(
            same,
            "prorated_total",
            FileProblem::unlike(computed.prorated),
        )
    }

    fn check_band(
        &self,
        instrument: &Instrument,
        computed: Option<&Computed>,
    ) -> Result<(), FileFault> {
        let Some(stored) = self.measure.band.as_deref() else {
            return Ok(());
        };
        self.ensure(
            instrument.stores_band(),
            "band",
            FileProblem::NotOfThisMeasure,
        )?;
        let entered = || {
            self.measure
                .total
                .as_ref()
                .map(Amount::as_f64)
                .or(self.measure.prorated_total.map(f64::from))
        };
        let total = match computed {
            Some(computed) => computed.total.or(computed.prorated.map(f64::from)),
            None => entered(),
        };
        let band = total.and_then(|total| instrument.band(total));
        self.ensure(
            band.map(|band| band.name) == Some(stored),
            "band",
            FileProblem::unlike(None),
        )
    }

    fn check_max_total(&self, instrument: &Instrument) -> Result<(), FileFault> {
        let Some(stored) = &self.measure.max_total else {
            return Ok(());
        };
        let highest = instrument.max_total(self.measure);
        self.ensure(
            stored.as_whole() == Some(highest),
            "max_total",
            FileProblem::unlike(Some(highest)),
        )
    }

    /// Checks the subscales that Kith knows. Others may have any value.
    fn check_subscales(&self, instrument: &Instrument) -> Result<(), FileFault> {
        for (name, stored) in self.measure.subscales.iter().flatten() {
            let Some(known) = instrument.subscales.iter().find(|known| known.name == name) else {
                continue;
            };
            let field = format!("subscales.{name}");
            self.in_range(
                Some(stored.as_f64()),
                &field,
                (f64::from(known.min), f64::from(known.max)),
            )?;
            let computed = self
                .measure
                .items
                .as_deref()
                .and_then(|items| known.score(items));
            // Sums of whole answers are whole; means are rounded.
            self.whole(Some(stored).filter(|_| known.divided_by == 1), &field)?;
            let same = computed.is_none_or(|computed| near(stored.as_f64(), computed));
            self.ensure(same, &field, FileProblem::Differs { computed })?;
        }
        Ok(())
    }

    /// Checks total, value and band of an own scale. Its items may have any value.
    fn check_on_own(&self, scale: Scale<'_>) -> Result<(), FileFault> {
        let stored = self.measure;
        let (total, value) = (stored.total.as_ref(), stored.value.as_ref());
        self.in_range(total.map(Amount::as_f64), "total", scale.range())?;
        self.in_range(value.map(Amount::as_f64), "value", scale.range())?;
        self.ensure(
            stored.item9_before.is_none(),
            "item9_before",
            FileProblem::NotOfThisMeasure,
        )?;
        self.ensure(
            stored.missing_count.is_none(),
            "missing_count",
            FileProblem::NotOfThisMeasure,
        )?;
        self.ensure(
            stored.prorated_total.is_none(),
            "prorated_total",
            FileProblem::NotOfThisMeasure,
        )?;
        let Some(band) = stored.band.as_deref() else {
            return Ok(());
        };
        let score = total.or(value).map(Amount::as_f64);
        let computed = score.and_then(|score| scale.band(score));
        self.ensure(computed == Some(band), "band", FileProblem::unlike(None))
    }
}

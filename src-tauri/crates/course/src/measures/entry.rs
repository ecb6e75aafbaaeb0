//! Records measures: stores the answers and computes the scores.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::{SessionRef, SlotId};
use crate::measures::Amount;
use crate::measures::Measure;
use crate::measures::check::check_sheet;
use crate::measures::instruments::{Instrument, TotalRule};
use crate::measures::scale::Scale;
use crate::measures::score::compute;
use crate::rule_broken::{RuleBroken, require_reason, within};

/// A measure to record: its answers, or only a score if the answers are not known.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct MeasureEntry {
    /// The code: `PHQ-9`, … `MOOD-0-10`, or `own:` and a name that the course defines.
    pub instrument: String,
    /// The day it was completed. The day of its session replaces it, if there is one.
    pub date: NaiveDate,
    /// The slot of its session.
    pub slot: Option<SlotId>,
    /// The person who completed it: `client` or `therapist`.
    pub completed_by: Option<String>,
    /// The answers in order; null if not answered.
    pub items: Option<Vec<Option<Amount>>>,
    /// How difficult the problems made life, 0 to 3; not part of the total.
    pub function_item: Option<i32>,
    /// The total from paper, without answers.
    pub total: Option<Amount>,
    /// The answer to the item on risk from paper, without the others: item 9 of the PHQ-9, item 10 of the EPDS.
    pub item9: Option<i32>,
    /// The value of a single-question scale.
    pub value: Option<Amount>,
    /// Whether the work question of the WSAS does not apply.
    pub work_not_applicable: Option<bool>,
    /// Subscale scores from paper.
    pub subscales: Option<BTreeMap<String, Amount>>,
}

crate::redacted!(MeasureEntry);

impl Course {
    /// Records a measure and computes its scores. It replaces the sheet with the same id, or else the one of the same
    /// instrument and person in the same session, so that answers can be added and corrected.
    ///
    /// # Errors
    /// [`RuleBroken::MeasureInvalid`] for an unknown instrument or an answer outside its range. [`RuleBroken::IdInUse`]
    /// if the id is that of another instrument or of a sheet that was struck out. [`RuleBroken::SlotVoid`] for a slot
    /// that was entered in error.
    pub fn record_measure(self, entry: MeasureEntry, id: String) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let date = course.day_of_sheet(entry.slot.as_ref(), entry.date)?;
        let mut measure = Measure {
            id,
            instrument: entry.instrument,
            date,
            session_number: entry.slot.map(SessionRef::Slot),
            completed_by: entry.completed_by,
            items: entry.items,
            missing_count: None,
            total: entry.total,
            prorated_total: None,
            band: None,
            function_item: entry.function_item,
            item9: entry.item9,
            item9_before: None,
            value: entry.value,
            work_not_applicable: entry.work_not_applicable,
            max_total: None,
            subscales: entry.subscales,
            declined_reason: None,
            struck_reason: None,
        };
        let scale = course
            .scale(&measure.instrument)
            .ok_or(RuleBroken::MeasureInvalid)?;
        match scale {
            Scale::Known(instrument) => measure.fill_in(instrument)?,
            Scale::Own(_) => measure.in_bounds(scale.range())?,
        }
        // A kept sheet must read back from a course file.
        check_sheet(&course, &measure).map_err(|_| RuleBroken::MeasureInvalid)?;
        course.replace_or_add_measure(measure)?;
        Ok(course.recomputed())
    }

    /// Takes away a sheet that was entered by mistake. If it may have been acted on, it is struck out with
    /// the reason instead: it stays readable and counts nowhere.
    ///
    /// # Errors
    /// An unknown sheet or one struck out before; no reason though one is needed.
    pub fn remove_measure(self, id: &str, reason: Option<&str>) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let measure = course.standing_measures().find(|measure| measure.id == id);
        let acted_on = course.removal_needs_reason(measure.ok_or(RuleBroken::UnknownMeasure)?);
        let measures = course.measures.get_or_insert_default();
        if acted_on {
            let reason = require_reason(reason)?;
            let mut all = measures.iter_mut();
            if let Some(measure) = all.find(|measure| measure.id == id) {
                measure.struck_reason = Some(reason);
            }
        } else {
            measures.retain(|measure| measure.id != id);
        }
        Ok(course.recomputed())
    }

    /// Records that a measure was declined, and why.
    ///
    /// # Errors
    /// The reason is missing, and the errors of [`Course::record_measure`].
    pub fn decline_measure(
        self,
        instrument: String,
        slot: Option<SlotId>,
        date: NaiveDate,
        reason: String,
        id: String,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let date = course.day_of_sheet(slot.as_ref(), date)?;
        course
            .scale(&instrument)
            .ok_or(RuleBroken::MeasureInvalid)?;
        let measure = Measure {
            id,
            instrument,
            date,
            session_number: slot.map(SessionRef::Slot),
            completed_by: None,
            items: None,
            missing_count: None,
            total: None,
            prorated_total: None,
            band: None,
            function_item: None,
            item9: None,
            item9_before: None,
            value: None,
            work_not_applicable: None,
            max_total: None,
            subscales: None,
            declined_reason: Some(require_reason(Some(&reason))?),
            struck_reason: None,
        };
        course.replace_or_add_measure(measure)?;
        Ok(course.recomputed())
    }

    /// The day of the session of a new sheet. In a slot that was entered in error a flag of the sheet would be lost.
    fn day_of_sheet(
        &self,
        slot: Option<&SlotId>,
        otherwise: NaiveDate,
    ) -> Result<NaiveDate, RuleBroken> {
        let found = slot.map(|id| self.slot(id)).transpose()?;
        if let Some(void) = found.filter(|slot| slot.is_void()) {
            return Err(RuleBroken::SlotVoid {
                slot_index: void.slot_index,
            });
        }
        Ok(in_range(found.map_or(otherwise, |slot| slot.date))?)
    }

    /// If a session has several sheets of one instrument, the last is replaced: the one that screens show. The sheet
    /// that is replaced hands on the highest answer to item 9 that was kept on it.
    fn replace_or_add_measure(&mut self, measure: Measure) -> Result<(), RuleBroken> {
        let measures = self.measures.get_or_insert_default();
        let place = match measures.iter().position(|other| other.id == measure.id) {
            Some(place) => Some(place),
            None => measures.iter().rposition(|other| measure.corrects(other)),
        };
        let Some(other) = place.and_then(|place| measures.get_mut(place)) else {
            measures.push(measure);
            return Ok(());
        };
        if other.instrument != measure.instrument || other.struck_reason.is_some() {
            return Err(RuleBroken::IdInUse);
        }
        let before = other
            .highest_risk_answer()
            .filter(|before| *before > 0 && measure.risk_answer().is_none_or(|now| now < *before));
        *other = Measure {
            id: other.id.clone(),
            item9_before: before,
            ..measure
        };
        Ok(())
    }
}

impl Measure {
    /// Whether this is another state of a sheet: the same person answered the same instrument in the same session.
    fn corrects(&self, other: &Self) -> bool {
        let people = (&self.completed_by, &other.completed_by);
        let unlike = matches!(people, (Some(one), Some(another)) if one != another);
        self.session_number.is_some()
            && self.session_number == other.session_number
            && self.instrument == other.instrument
            && other.struck_reason.is_none()
            && !unlike
    }

    /// Checks the answers and computes the stored results.
    fn fill_in(&mut self, instrument: &Instrument) -> Result<(), RuleBroken> {
        within(self.function_item.unwrap_or(0), 0, 3)?;
        let form = &instrument.items;
        within(self.item9.unwrap_or(0), 0, form.max.unwrap_or_default())?;
        let count = self.items.as_ref().map(Vec::len);
        if count.is_some_and(|count| !form.counts.iter().any(|known| usize::from(*known) == count))
        {
            return Err(RuleBroken::MeasureInvalid);
        }
        let answers = self.items.iter().flatten().flatten();
        let (least, most) = (f64::from(form.min), form.max.map_or(f64::MAX, f64::from));
        let fits = |answer: &Amount| {
            (least..=most).contains(&answer.as_f64())
                && (!form.whole || answer.as_whole().is_some())
        };
        if !answers.into_iter().all(fits) {
            return Err(RuleBroken::MeasureInvalid);
        }
        if let Some(computed) = compute(instrument, self) {
            if self.items.is_some() {
                let entered = self.total.take();
                let as_entered = instrument.total_rule == TotalRule::Entered;
                self.total = computed
                    .total
                    .and_then(Amount::from_f64)
                    .or_else(|| entered.filter(|_| as_entered));
                self.item9 = self.risk_answer();
            }
            if instrument.stores_band() {
                self.missing_count = Some(computed.missing);
                self.prorated_total = computed.prorated;
            }
        }
        let highest = instrument.max_total(self);
        self.in_bounds((f64::from(instrument.min), f64::from(highest)))?;
        if highest != instrument.max || self.work_not_applicable.is_some() {
            self.max_total = Some(Amount::from(highest));
        }
        if instrument.stores_band() {
            let total = self
                .total
                .as_ref()
                .map(Amount::as_f64)
                .or(self.prorated_total.map(f64::from));
            self.band = total
                .and_then(|total| instrument.band(total))
                .map(|band| band.name.to_owned());
        }
        Ok(())
    }

    fn in_bounds(&self, (least, most): (f64, f64)) -> Result<(), RuleBroken> {
        let mut scores = self.total.iter().chain(&self.value);
        if scores.all(|score| (least..=most).contains(&score.as_f64())) {
            Ok(())
        } else {
            Err(RuleBroken::MeasureInvalid)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, refusal};
    use crate::plan::gate::Gate;

    fn entry(instrument: &str, answers: &[Option<i32>]) -> MeasureEntry {
        MeasureEntry {
            instrument: instrument.to_owned(),
            date: day("2026-01-13"),
            slot: None,
            completed_by: None,
            items: Some(
                answers
                    .iter()
                    .map(|answer| answer.map(Amount::from))
                    .collect(),
            ),
            function_item: None,
            total: None,
            item9: None,
            value: None,
            work_not_applicable: None,
            subscales: None,
        }
    }

    fn recorded(entry: MeasureEntry) -> Measure {
        let course = begun().record_measure(entry, "m1".to_owned()).unwrap();
        course.measures.unwrap().remove(0)
    }

    const SEVEN: [Option<i32>; 7] = [Some(1); 7];

    #[test]
    fn total_and_band_are_computed_from_the_answers() {
        let measure = recorded(entry("GAD-7", &SEVEN));
        assert_eq!(measure.total, Some(Amount::from(7)), "seven answers of 1");
        assert_eq!(
            (measure.missing_count, measure.band.as_deref()),
            (Some(0), Some("mild")),
            "5 to 9 is mild"
        );
    }

    #[test]
    fn typed_total_is_dropped_if_the_answers_give_none() {
        let answers = [Some(1), None, None, None, None, None, None, None, None];
        let mut entry = entry("PHQ-9", &answers);
        entry.total = Some(Amount::from(12));
        assert_eq!(
            recorded(entry).total,
            None,
            "one answer of nine cannot be scored"
        );
    }

    #[test]
    fn missing_answers_are_estimated_in_the_total_but_item_9_is_not() {
        let measure = recorded(entry(
            "PHQ-9",
            &[
                Some(2),
                Some(2),
                Some(2),
                Some(2),
                None,
                Some(2),
                Some(1),
                Some(0),
                None,
            ],
        ));
        assert_eq!(
            measure.prorated_total,
            Some(14),
            "the sum 11 of 7 answers, for 9 answers, is 14.1"
        );
        assert_eq!(
            (measure.total, measure.item9),
            (None, None),
            "a missing item 9 is not 0"
        );
    }

    #[test]
    fn measure_with_the_same_id_is_replaced() {
        let course = begun()
            .record_measure(entry("GAD-7", &[None; 7]), "m1".to_owned())
            .unwrap();
        let course = course
            .record_measure(entry("GAD-7", &SEVEN), "m1".to_owned())
            .unwrap();
        assert_eq!(
            course.measures.unwrap().len(),
            1,
            "the same measure with more answers"
        );
    }

    #[test]
    fn sheet_hands_its_flag_to_no_other_instrument_and_no_other_sheet() {
        let flagged = begun().with_answer("m1", 3, "2026-01-13", None);
        let gad7 = |id: &str| {
            flagged
                .clone()
                .record_measure(entry("GAD-7", &SEVEN), id.to_owned())
        };
        assert_eq!(
            refusal(gad7("m1")),
            RuleBroken::IdInUse,
            "the id is that of a PHQ-9"
        );
        let both = gad7("m2").unwrap();
        let kept: Vec<_> = both
            .measures
            .iter()
            .flatten()
            .map(|sheet| (sheet.item9, sheet.item9_before))
            .collect();
        assert_eq!(
            kept,
            [(Some(3), None), (None, None)],
            "the flag stays where it is"
        );

        let struck = flagged.remove_measure("m1", Some("not hers")).unwrap();
        let again = struck.record_measure(entry("PHQ-9", &[Some(0); 9]), "m1".to_owned());
        assert_eq!(
            refusal(again),
            RuleBroken::IdInUse,
            "a struck sheet stays as it is"
        );
    }

    #[test]
    fn slot_entered_in_error_takes_no_sheet() {
        let course = begun().with(1, crate::session::SlotStatus::Void).unwrap();
        let slot = Some(course.nth(1));
        let answered = MeasureEntry {
            slot: slot.clone(),
            ..entry("PHQ-9", &[Some(3); 9])
        };
        let recorded = course.clone().record_measure(answered, "m1".to_owned());
        let why = "too tired".to_owned();
        let date = day("2026-01-13");
        let declined = course.decline_measure("PHQ-9".to_owned(), slot, date, why, "m1".to_owned());
        for refused in [recorded, declined] {
            assert_eq!(
                refusal(refused),
                RuleBroken::SlotVoid { slot_index: 1 },
                "it would count nowhere"
            );
        }
    }

    #[test]
    fn sheet_named_by_its_id_is_corrected_and_not_the_last_of_its_session() {
        let mut course = begun()
            .held(1)
            .with_answer("first", 2, "2026-01-13", None)
            .with_answer("second", 3, "2026-01-13", None);
        let slot = course.nth(1);
        for sheet in course.measures.iter_mut().flatten() {
            sheet.session_number = Some(SessionRef::Slot(slot.clone()));
        }
        let course = course.with_answer("first", 0, "2026-01-13", Some(1));
        let kept: Vec<_> = course
            .measures
            .iter()
            .flatten()
            .map(|sheet| (sheet.id.as_str(), sheet.item9, sheet.item9_before))
            .collect();
        assert_eq!(
            kept,
            [("first", Some(0), Some(2)), ("second", Some(3), None)],
            "each keeps its own answer"
        );
    }

    #[test]
    fn sheet_of_the_client_does_not_replace_that_of_the_therapist() {
        let by = |course: Course, person: Option<&str>, answers: &[Option<i32>], id: &str| {
            let sheet = MeasureEntry {
                completed_by: person.map(str::to_owned),
                slot: Some(course.nth(1)),
                ..entry("PHQ-9", answers)
            };
            course.record_measure(sheet, id.to_owned()).unwrap()
        };
        let course = by(begun().held(1), Some("therapist"), &[Some(3); 9], "m1");
        let course = by(course, Some("client"), &[Some(0); 9], "m2");
        let count = |course: &Course| course.measures.iter().flatten().count();
        assert_eq!(count(&course), 2, "two people answered");
        assert_eq!(course.open_flags().len(), 1, "the therapist's flag stays");
        let course = by(course, None, &[Some(1); 9], "m3");
        assert_eq!(count(&course), 2, "nobody said who, so the last is meant");
    }

    #[test]
    fn answers_out_of_range_and_unknown_instruments_are_refused() {
        let record = |entry| refusal(begun().record_measure(entry, "m1".to_owned()));
        assert_eq!(
            record(entry("GAD-7", &[Some(4); 7])),
            RuleBroken::MeasureInvalid,
            "3 is the highest answer"
        );
        assert_eq!(
            record(entry("GAD-7", &[Some(1); 6])),
            RuleBroken::MeasureInvalid,
            "GAD-7 has seven items"
        );
        assert_eq!(
            record(entry("XYZ", &SEVEN)),
            RuleBroken::MeasureInvalid,
            "no such instrument"
        );
        let mood = |value: i32| MeasureEntry {
            items: None,
            value: Some(value.into()),
            ..entry("MOOD-0-10", &[])
        };
        assert_eq!(
            record(mood(11)),
            RuleBroken::MeasureInvalid,
            "10 is the highest mood"
        );
        assert!(
            begun().record_measure(mood(10), "m1".to_owned()).is_ok(),
            "10 is possible"
        );
    }

    #[test]
    fn baseline_is_scored_or_declined_with_a_reason() {
        let asked = |course: &Course| {
            course
                .missing(Gate::G1, None, None)
                .contains(&"baseline_measure".to_owned())
        };
        let incomplete = [Some(1), Some(1), Some(1), Some(1), None, None, None];
        let course = begun()
            .record_measure(entry("GAD-7", &incomplete), "m1".to_owned())
            .unwrap();
        assert!(asked(&course), "three missing answers give no score");
        let course = course
            .record_measure(entry("GAD-7", &SEVEN), "m1".to_owned())
            .unwrap();
        assert!(!asked(&course), "a score is a baseline");
        let decline = |reason: &str| {
            let id = "m1".to_owned();
            begun().decline_measure(
                "PHQ-9".to_owned(),
                None,
                day("2026-01-13"),
                reason.to_owned(),
                id,
            )
        };
        assert_eq!(
            refusal(decline(" ")),
            RuleBroken::ReasonNeeded,
            "a blank reason"
        );
        assert!(
            !asked(&decline("too tired").unwrap()),
            "a declined measure with a reason is a baseline"
        );
    }

    #[test]
    fn mood_rating_alone_is_no_baseline() {
        let mood = MeasureEntry {
            items: None,
            value: Some(4.into()),
            ..entry("MOOD-0-10", &[])
        };
        let course = begun().record_measure(mood, "m1".to_owned()).unwrap();
        assert!(
            course
                .missing(Gate::G1, None, None)
                .contains(&"baseline_measure".to_owned()),
            "the mood rating does not count"
        );
    }
}

//! Drafts the contract, changes its terms, and makes it final.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::measures::Amount;
use crate::plan::contract::Contract;
use crate::plan::contract::{HIGHEST_FEE, LONGEST_SESSION};
use crate::rule_broken::{RuleBroken, within};
use crate::session::Slot;

/// The terms of a contract, without the number of sessions and the missed-session rule.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ContractEdit {
    /// Length of a session in minutes.
    pub session_minutes: i32,
    /// The place: in person, video, …
    pub place: Option<String>,
    /// Fee per session in pounds.
    pub fee_gbp: Option<Amount>,
    /// The notice for a cancellation.
    pub cancellation: Option<String>,
    /// The agreed measures, in words.
    pub measures: Option<Vec<String>>,
    /// Whether sessions may be recorded for supervision.
    pub recording_consent: Option<bool>,
    /// Whether the therapist may write to the GP.
    pub gp_contact_consent: Option<bool>,
}

crate::redacted!(ContractEdit);

impl Course {
    /// Changes the terms, or drafts a contract if there is none. The version of a final contract grows with the
    /// change. The same terms change nothing.
    ///
    /// # Errors
    /// [`RuleBroken::OutOfRange`] for a length beyond a day, and for a fee below nothing or too high.
    pub fn edit_contract(self, edit: ContractEdit, on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        within(edit.session_minutes, 1, LONGEST_SESSION)?;
        check_fee(edit.fee_gbp.as_ref())?;
        let rule = course.missed_rule();
        let contract = course.contract.get_or_insert_with(|| Contract {
            version: 1,
            draft_date: Some(on),
            agreed_date: None,
            missed_session_rule: rule,
            planned_breaks: Vec::new(),
            session_minutes: edit.session_minutes,
            place: None,
            fee_gbp: None,
            cancellation: None,
            measures: None,
            recording_consent: None,
            gp_contact_consent: None,
            amendments: None,
        });
        let ContractEdit {
            session_minutes,
            place,
            fee_gbp,
            cancellation,
            measures,
            recording_consent,
            gp_contact_consent,
        } = edit;
        let edited = Contract {
            session_minutes,
            place,
            fee_gbp,
            cancellation,
            measures,
            recording_consent,
            gp_contact_consent,
            ..contract.clone()
        };
        if edited != *contract {
            *contract = edited;
            contract.version += i32::from(contract.agreed_date.is_some());
        }
        Ok(course.recomputed())
    }

    /// Makes the draft final on the day it was agreed. Does the task `init.contract`.
    ///
    /// # Errors
    /// There is no contract, or it is final already. The day is ahead or long before the start. The day is before a
    /// change of the missed-session rule, and slots between the two days were counted by the old rule.
    pub fn finalise_contract(
        self,
        agreed_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.may_finalise(agreed_on, today)?;
        let contract = course.contract.as_mut().ok_or(RuleBroken::NoContract)?;
        contract.agreed_date = Some(agreed_on);
        contract.version += 1;
        course.do_task("init.contract", agreed_on);
        Ok(course.recomputed())
    }

    /// Refuses a day on which the contract may not become final.
    pub(crate) fn may_finalise(&self, on: NaiveDate, today: NaiveDate) -> Result<(), RuleBroken> {
        self.contract_day(on, today)?;
        let contract = self.contract.as_ref().ok_or(RuleBroken::NoContract)?;
        if contract.agreed_date.is_some() {
            return Err(RuleBroken::ContractFinal);
        }
        let counted_since = |slot: &&Slot| slot.takes_number.is_some() && slot.date >= on;
        match contract.draft_date {
            Some(earliest)
                if self
                    .slots
                    .iter()
                    .filter(counted_since)
                    .any(|slot| slot.date < earliest) =>
            {
                Err(RuleBroken::TooEarly { earliest })
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// Refuses a fee below nothing or beyond [`HIGHEST_FEE`].
///
/// # Errors
/// [`RuleBroken::OutOfRange`].
pub(crate) fn check_fee(fee: Option<&Amount>) -> Result<(), RuleBroken> {
    let possible = 0.0..=f64::from(HIGHEST_FEE);
    if fee.is_none_or(|fee| possible.contains(&fee.as_f64())) {
        return Ok(());
    }
    Err(RuleBroken::OutOfRange {
        least: 0,
        most: HIGHEST_FEE,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, plan, refusal};
    use crate::guidance::TaskState;

    #[test]
    fn same_terms_change_nothing() {
        let edit = |place: &str, consent| ContractEdit {
            session_minutes: 50,
            place: Some(place.to_owned()),
            fee_gbp: None,
            cancellation: None,
            measures: Some(vec!["WSAS at 1, 8, 16".to_owned()]),
            recording_consent: consent,
            gp_contact_consent: None,
        };
        let course = begun()
            .edit_contract(edit("Room 2", None), day("2026-01-06"))
            .unwrap()
            .finalise_contract(day("2026-01-07"), day("2026-01-07"))
            .unwrap();
        let same = course
            .clone()
            .edit_contract(edit("Room 2", None), day("2026-01-20"))
            .unwrap();
        assert!(same == course, "the version does not grow");
        let other = course
            .edit_contract(edit("Room 2", Some(false)), day("2026-01-20"))
            .unwrap();
        let contract = other.contract.unwrap();
        assert_eq!(
            (contract.version, contract.recording_consent),
            (3, Some(false)),
            "a refused consent is another term than an unsaid one"
        );
    }

    #[test]
    fn fee_is_not_below_nothing() {
        let edit = |fee: f64| ContractEdit {
            session_minutes: 50,
            place: None,
            fee_gbp: Amount::from_f64(fee),
            cancellation: None,
            measures: None,
            recording_consent: None,
            gp_contact_consent: None,
        };
        let refused = RuleBroken::OutOfRange {
            least: 0,
            most: HIGHEST_FEE,
        };
        for fee in [-70.0, -0.5, 100_000.5] {
            let outcome = begun().edit_contract(edit(fee), day("2026-01-13"));
            assert_eq!(refusal(outcome), refused, "£{fee}");
            let plan = crate::plan::BeginPlan {
                fee_gbp: Amount::from_f64(fee),
                ..plan(crate::plan::FormatId::Ipt16)
            };
            let begun = Course::begin(
                crate::course::testing::client(),
                plan,
                &mut crate::course::testing::ids(),
            );
            assert_eq!(refusal(begun), refused, "£{fee} from the start");
        }
        assert!(
            begun().edit_contract(edit(72.5), day("2026-01-13")).is_ok(),
            "£72.50"
        );
    }

    #[test]
    fn contract_becomes_final_once() {
        let course = begun()
            .held(1)
            .finalise_contract(day("2026-01-13"), day("2026-01-13"))
            .unwrap();
        let contract = course.contract.as_ref().unwrap();
        assert_eq!(
            (contract.version, contract.agreed_date),
            (2, Some(day("2026-01-13"))),
            "the final contract is version 2"
        );
        let task = course
            .task_states()
            .into_iter()
            .find(|task| task.id == "init.contract")
            .unwrap();
        assert_eq!(
            (task.state, task.number),
            (TaskState::Done, Some(1)),
            "the task is done in the session of that day"
        );
        assert_eq!(
            refusal(course.finalise_contract(day("2026-01-20"), day("2026-01-20"))),
            RuleBroken::ContractFinal,
            "a final contract is not made final again"
        );
    }
}

//! Finds flags that an undo or a redo would take away without a reason.

use serde::{Deserialize, Serialize};

use crate::Course;
use crate::measures::Measure;
use crate::session::Slot;

/// A flag would go without a reason: a verb asks for one, but undo and redo put records back as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FlagLoss {
    /// A sheet would go, or a lower answer would stand on it as if it had never been higher.
    Sheet,
    /// The whole course would go.
    Course,
}

impl Course {
    /// Whether a flag of this course, open or answered, would be gone or lower in the course `after`, and nobody gave
    /// a reason. Without a course `after`, all its flags would be gone.
    #[must_use]
    pub fn flag_loss(&self, after: Option<&Self>) -> Option<FlagLoss> {
        let raised = self.raised();
        let Some(after) = after else {
            return (!raised.is_empty()).then_some(FlagLoss::Course);
        };
        let lost = raised.iter().any(|sheet| {
            let mut measures = after.measures.iter().flatten();
            let measure = measures.find(|measure| measure.id == sheet.scored.id);
            !measure.is_some_and(|measure| {
                measure.highest_risk_answer() >= Some(sheet.item9)
                    && after.stands_or_is_explained(measure)
            })
        });
        lost.then_some(FlagLoss::Sheet)
    }

    /// Whether a sheet counts, or somebody wrote why it does not.
    fn stands_or_is_explained(&self, measure: &Measure) -> bool {
        let given = |reason: &Option<String>| {
            let reason = reason.as_deref().unwrap_or_default();
            !reason.trim().is_empty()
        };
        let void = self
            .session_of(measure)
            .filter(|slot: &&Slot| slot.is_void());
        (measure.struck_reason.is_none() || given(&measure.struck_reason))
            && void.is_none_or(|slot| given(&slot.reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids};
    use crate::risk::testing::{flagged, naming, sheet};
    use crate::session::{SlotOutcome, SlotStatus};

    /// Whether undo of the change would take a flag away, and whether redo would.
    fn turned(before: &Course, after: &Course) -> [Option<FlagLoss>; 2] {
        [after.flag_loss(Some(before)), before.flag_loss(Some(after))]
    }

    const NONE: [Option<FlagLoss>; 2] = [None, None];
    const UNDO: [Option<FlagLoss>; 2] = [Some(FlagLoss::Sheet), None];

    #[test]
    fn undo_of_a_sheet_with_a_flag_or_of_a_higher_answer_is_a_loss() {
        let held = begun().held(1);
        let plain = held.clone().with_answer("m1", 0, "2026-01-13", Some(1));
        assert_eq!(turned(&held, &plain), NONE, "an answer of 0 is no flag");
        for item9 in 1..=3 {
            let after = held.clone().with_answer("m1", item9, "2026-01-13", Some(1));
            assert_eq!(turned(&held, &after), UNDO, "a new sheet with {item9}");
            assert_eq!(turned(&plain, &after), UNDO, "0 became {item9}");
        }
        let higher = flagged(1).with_answer("m1", 3, "2026-01-13", Some(1));
        assert_eq!(turned(&flagged(1), &higher), UNDO, "1 became 3");
        let answered = higher
            .clone()
            .reviewed(naming("r1", "2026-01-13", &[("m1", 3)]));
        assert_eq!(turned(&higher, &answered), NONE, "it was answered");
        assert_eq!(turned(&flagged(1), &answered), UNDO, "an answered flag too");
    }

    #[test]
    fn lowering_an_answer_by_hand_is_undone_and_redone() {
        let before = flagged(2);
        let lowered = before.clone().with_answer("m1", 0, "2026-01-13", Some(1));
        let mut taken_out = sheet(0, "2026-01-13", Some(before.nth(1)));
        taken_out.items.as_mut().unwrap()[8] = None;
        let cleared = before
            .clone()
            .record_measure(taken_out, "m1".to_owned())
            .unwrap();
        for after in [lowered, cleared] {
            assert_eq!(turned(&before, &after), NONE, "the sheet keeps the 2");
            assert_eq!(turned(&begun().held(1), &after), UNDO, "and so its flag");
        }
    }

    #[test]
    fn sheet_struck_out_with_a_reason_is_no_loss() {
        let before = flagged(2);
        let struck = before
            .clone()
            .remove_measure("m1", Some("another client's sheet"))
            .unwrap();
        assert_eq!(turned(&before, &struck), NONE, "the reason is given");
        let mut blank = struck;
        for measure in blank.measures.iter_mut().flatten() {
            measure.struck_reason = Some(" ".to_owned());
        }
        assert_eq!(
            before.flag_loss(Some(&blank)),
            Some(FlagLoss::Sheet),
            "a blank is no reason"
        );
    }

    #[test]
    fn slot_entered_in_error_with_a_reason_is_no_loss() {
        let before = flagged(2);
        let slot = before.nth(1);
        let void = |reason: Option<&str>| {
            let mut course = before
                .clone()
                .correct_slot(
                    &slot,
                    SlotOutcome::of(SlotStatus::Void),
                    Some("another client's hour".to_owned()),
                    day("2026-01-14"),
                    &mut ids(),
                )
                .unwrap();
            course.slots[0].reason = reason.map(str::to_owned);
            course
        };
        let given = void(Some("another client's hour"));
        assert_eq!(turned(&before, &given), NONE, "the reason is given");
        for missing in [None, Some(""), Some(" ")] {
            assert_eq!(
                before.flag_loss(Some(&void(missing))),
                Some(FlagLoss::Sheet),
                "an earlier version of Kith asked for none"
            );
        }
    }

    #[test]
    fn whole_course_that_goes_is_a_loss_only_with_a_flag() {
        assert_eq!(begun().flag_loss(None), None, "it has no flag");
        assert_eq!(flagged(0).flag_loss(None), None, "0 is no flag");
        assert_eq!(flagged(1).flag_loss(None), Some(FlagLoss::Course));
        let answered = flagged(1).reviewed(naming("r1", "2026-01-13", &[("m1", 1)]));
        assert_eq!(
            answered.flag_loss(None),
            Some(FlagLoss::Course),
            "an answered flag stays on record"
        );
    }
}

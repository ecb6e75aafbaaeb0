//! Refusals, as values: which rule, and its numbers.

use chrono::NaiveDate;
use serde::Serialize;

use crate::dates::calendar::DateOutOfRange;
use crate::plan::Phase;
use crate::plan::gate::Gate;

/// Why a verb was refused. The course stays as it was.
///
/// It holds numbers, dates, task ids and codes of ours, never a word of a client; `Display` is safe to log.
/// The interface finds the words for it by [`RuleBroken::code`], which is also the `rule` of its JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum RuleBroken {
    /// The course is concluded: only what comes after an ending may be written.
    #[error("the course is concluded")]
    Concluded,
    /// The next session number would be above N; an amendment is needed first.
    #[error("no session is left of {planned}")]
    NoSessionsLeft {
        /// N in force on that day.
        planned: i32,
    },
    /// The amended N is above the format's ceiling; more is a new course.
    #[error("more than {ceiling} sessions")]
    AboveCeiling {
        /// The format's ceiling.
        ceiling: i32,
    },
    /// N is below the format's least.
    #[error("fewer than {least} sessions")]
    BelowLeast {
        /// The format's least.
        least: i32,
    },
    /// The amended N is below the highest number taken.
    #[error("{used} sessions are used already")]
    BelowUsed {
        /// The highest number taken.
        used: i32,
    },
    /// The format has no usual number, so N must be said.
    #[error("the number of sessions is not said")]
    SessionsUnsaid,
    /// No slot of this id.
    #[error("no such slot")]
    UnknownSlot,
    /// The slot was recorded before; it can be corrected.
    #[error("slot {slot_index} is recorded already")]
    AlreadyRecorded {
        /// Rank of the slot.
        slot_index: i32,
    },
    /// The slot is still planned, so there is nothing to correct.
    #[error("slot {slot_index} is not recorded yet")]
    NotRecorded {
        /// Rank of the slot.
        slot_index: i32,
    },
    /// The slot was moved; what happened is recorded at its replacement.
    #[error("slot {slot_index} was moved")]
    SlotMoved {
        /// Rank of the slot.
        slot_index: i32,
    },
    /// The day has not come.
    #[error("the day has not come")]
    NotYet {
        /// The day of the slot.
        date: NaiveDate,
    },
    /// An earlier slot is still planned; slots are recorded in order.
    #[error("slot {slot_index} is earlier and still open")]
    EarlierSlotOpen {
        /// Rank of the earliest open slot.
        slot_index: i32,
        /// Its day.
        date: NaiveDate,
    },
    /// A later slot was held or missed, so this one cannot become planned again.
    #[error("a later slot is recorded")]
    LaterSlotRecorded,
    /// Moving a slot needs its new day.
    #[error("the new day is not said")]
    NewDateNeeded,
    /// The contract leaves it to the therapist whether this slot takes a number, and it is not said.
    #[error("it is not said whether the slot counts")]
    CountsUndecided,
    /// Another slot is at that time.
    #[error("slot {slot_index} is at that time")]
    TimeTaken {
        /// Rank of the other slot.
        slot_index: i32,
    },
    /// The text is no local time `HH:MM`.
    #[error("not a time of day")]
    NotATime,
    /// A date before 1900 or after 9999.
    #[error("the date is out of range")]
    DateOutOfRange,
    /// A number outside its range.
    #[error("not between {least} and {most}")]
    OutOfRange {
        /// Lowest value.
        least: i32,
        /// Highest value.
        most: i32,
    },
    /// A planned break that falls on no slot of the series.
    #[error("the break falls on no slot")]
    BreakOffSeries {
        /// The day given.
        date: NaiveDate,
    },
    /// A reason is needed and missing.
    #[error("a reason is needed")]
    ReasonNeeded,
    /// A text is needed and missing.
    #[error("a text is needed")]
    TextNeeded,
    /// The note is signed; it takes addenda only, and its slot leaves attended only as entered in error.
    #[error("the note is signed")]
    NoteSigned,
    /// The note is not signed.
    #[error("the note is not signed")]
    NoteNotSigned,
    /// The note was struck through before.
    #[error("the note is struck through")]
    NoteStruck,
    /// The session was not held.
    #[error("the session was not held")]
    NotHeld,
    /// The course has no contract yet.
    #[error("there is no contract")]
    NoContract,
    /// The contract is final; it changes by amendment.
    #[error("the contract is final")]
    ContractFinal,
    /// Dated before something it must follow.
    #[error("dated before what it follows")]
    TooEarly {
        /// The earliest day possible.
        earliest: NaiveDate,
    },
    /// The gate to the next phase is closed.
    #[error("gate {gate:?} is closed: {} missing", missing.len())]
    GateClosed {
        /// Which gate.
        gate: Gate,
        /// What is missing: task ids, and codes such as `focus`.
        missing: Vec<String>,
    },
    /// This course has no such gate: the phase before it is empty.
    #[error("gate {gate:?} falls away")]
    GateFallsAway {
        /// Which gate.
        gate: Gate,
    },
    /// The gate was passed before.
    #[error("gate {gate:?} was passed already")]
    GateAlreadyPassed {
        /// Which gate.
        gate: Gate,
    },
    /// Not possible in the phase the course is in.
    #[error("not in the {phase:?} phase")]
    WrongPhase {
        /// The phase it is in.
        phase: Phase,
    },
    /// A planned ending comes after the last session; an earlier one is another kind of ending.
    #[error("{left} sessions are left")]
    SessionsLeft {
        /// How many.
        left: i32,
    },
    /// The conclusion can no longer be undone: something was changed since, or it came from a file.
    #[error("the conclusion stands")]
    ConclusionStands,
    /// The course is not concluded.
    #[error("the course is not concluded")]
    NotConcluded,
    /// No task of this id.
    #[error("no such task")]
    UnknownTask,
    /// No technique of this id.
    #[error("no such technique")]
    UnknownTechnique,
    /// No person of this id.
    #[error("no such person")]
    UnknownPerson,
    /// The person is mentioned elsewhere and stays.
    #[error("the person is mentioned in {places} places")]
    PersonInUse {
        /// How many.
        places: u32,
    },
    /// The person is not on the map.
    #[error("the person is not on the map")]
    NotOnMap,
    /// A tie among others needs two people.
    #[error("a tie from a person to themselves")]
    TieToSelf,
    /// There is no tie between these two on the drawing.
    #[error("no such tie")]
    UnknownTie,
    /// No note of this id on the drawing.
    #[error("no such note on the map")]
    UnknownMapNote,
    /// A map has three to five rings and the outside.
    #[error("{rings} rings")]
    RingCount {
        /// How many were named, the outside apart.
        rings: u32,
    },
    /// People stand, or are wished, in a ring that is to go.
    #[error("{people} people are in a ring that is to go")]
    RingInUse {
        /// How many.
        people: u32,
    },
    /// No version of the map of this id.
    #[error("no such version of the map")]
    UnknownVersion,
    /// No event of this id.
    #[error("no such event")]
    UnknownEvent,
    /// The event is part of the formulation and stays.
    #[error("the event is part of the formulation")]
    EventInUse,
    /// The date does not have the form of its precision.
    #[error("not a date of that precision")]
    NotADate,
    /// There is no focus to change.
    #[error("no focus is agreed")]
    NoFocus,
    /// The focus is agreed; it changes only with a reason.
    #[error("the focus is agreed")]
    FocusAgreed,
    /// A course has at most this many goals.
    #[error("at most {most} goals")]
    TooManyGoals {
        /// The most.
        most: u32,
    },
    /// From gate G1 on a course has at least one goal.
    #[error("the last goal stays")]
    LastGoal,
    /// No goal of this id.
    #[error("no such goal")]
    UnknownGoal,
    /// The goal is rated in the ending review and stays.
    #[error("the goal is part of the ending review")]
    GoalInUse,
    /// No risk review of this id.
    #[error("no such risk review")]
    UnknownRiskReview,
    /// The risk review was acknowledged; a new one is written instead.
    #[error("the risk review is acknowledged")]
    RiskAcknowledged,
    /// The id is in use in this course.
    #[error("the id is in use")]
    IdInUse,
    /// The instrument is unknown, or an answer is outside its range.
    #[error("the measure cannot be scored")]
    MeasureInvalid,
    /// No sheet of this id, or it was struck out before.
    #[error("no such measure")]
    UnknownMeasure,
}

impl From<DateOutOfRange> for RuleBroken {
    fn from(_: DateOutOfRange) -> Self {
        Self::DateOutOfRange
    }
}

impl RuleBroken {
    /// The code of the rule, as in its JSON.
    #[must_use]
    pub fn code(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value
            .get("rule")
            .and_then(|rule| rule.as_str())
            .unwrap_or_default()
            .to_owned()
    }
}

/// A text with words in it.
///
/// # Errors
/// [`RuleBroken::TextNeeded`] if there is nothing but white space.
pub(crate) fn worded(text: &str) -> Result<(), RuleBroken> {
    if text.trim().is_empty() {
        Err(RuleBroken::TextNeeded)
    } else {
        Ok(())
    }
}

/// A reason with words in it.
///
/// # Errors
/// [`RuleBroken::ReasonNeeded`] if there is none, or nothing but white space.
pub(crate) fn reasoned(reason: Option<&str>) -> Result<String, RuleBroken> {
    reason
        .filter(|reason| !reason.trim().is_empty())
        .map(str::to_owned)
        .ok_or(RuleBroken::ReasonNeeded)
}

/// A local time as `HH:MM`.
pub(crate) fn time_of_day(text: String) -> Result<String, RuleBroken> {
    let time =
        chrono::NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| RuleBroken::NotATime)?;
    Ok(time.format("%H:%M").to_string())
}

/// A number inside its range.
///
/// # Errors
/// [`RuleBroken::OutOfRange`] names the range.
pub(crate) fn within(value: i32, least: i32, most: i32) -> Result<(), RuleBroken> {
    if (least..=most).contains(&value) {
        Ok(())
    } else {
        Err(RuleBroken::OutOfRange { least, most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_by_its_code_and_numbers() {
        let broken = RuleBroken::NoSessionsLeft { planned: 16 };
        assert_eq!(
            broken.code(),
            "no_sessions_left",
            "the interface finds its words by the code"
        );
        let json = serde_json::to_string(&broken).unwrap();
        assert_eq!(
            json, r#"{"rule":"no_sessions_left","planned":16}"#,
            "numbers travel with it"
        );
    }

    #[test]
    fn white_space_is_no_reason() {
        assert_eq!(
            reasoned(Some(" \u{a0}\n")),
            Err(RuleBroken::ReasonNeeded),
            "a reason has words"
        );
        assert_eq!(
            reasoned(None),
            Err(RuleBroken::ReasonNeeded),
            "no reason is none"
        );
        assert!(reasoned(Some("ill")).is_ok(), "one word will do");
    }
}

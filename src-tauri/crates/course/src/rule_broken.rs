//! The rules that refuse a change, with their numbers.

use chrono::NaiveDate;
use serde::Serialize;

use crate::dates::calendar::DateOutOfRange;
use crate::plan::Phase;
use crate::plan::gate::Gate;

/// The rule that refused a verb. The course stays unchanged.
///
/// It holds numbers, dates, task ids and codes of Kith, never a text of a client; `Display` is safe to log. The
/// interface finds the sentence for it by [`RuleBroken::code`], which is also the `rule` in its JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum RuleBroken {
    /// The course is concluded. Only letters, addenda, risk reviews and follow-ups can still be written.
    #[error("the course is concluded")]
    Concluded,
    /// The next session number would be above N. An amendment can raise N.
    #[error("no session is left of {planned}")]
    NoSessionsLeft {
        /// N in force on that day.
        planned: i32,
    },
    /// The amended N is above the ceiling of the format. More sessions need a new course.
    #[error("more than {ceiling} sessions")]
    AboveCeiling {
        /// The ceiling of the format.
        ceiling: i32,
    },
    /// N is below the least number of the format.
    #[error("fewer than {least} sessions")]
    BelowLeast {
        /// The least number of the format.
        least: i32,
    },
    /// The amended N is below the highest session number in use.
    #[error("{used} sessions are used already")]
    BelowUsed {
        /// The highest session number in use.
        used: i32,
    },
    /// N is missing, and the format has no usual number.
    #[error("the number of sessions is not said")]
    SessionsUnsaid,
    /// No slot has this id.
    #[error("no such slot")]
    UnknownSlot,
    /// The slot is recorded already. It can be corrected.
    #[error("slot {slot_index} is recorded already")]
    AlreadyRecorded {
        /// Rank of the slot.
        slot_index: i32,
    },
    /// The slot is still planned and cannot be corrected.
    #[error("slot {slot_index} is not recorded yet")]
    NotRecorded {
        /// Rank of the slot.
        slot_index: i32,
    },
    /// The slot was moved. Its replacement is the slot to record.
    #[error("slot {slot_index} was moved")]
    SlotMoved {
        /// Rank of the slot.
        slot_index: i32,
    },
    /// The slot was entered in error, so a new sheet in it would count nowhere.
    #[error("slot {slot_index} was entered in error")]
    SlotVoid {
        /// Rank of the slot.
        slot_index: i32,
    },
    /// The day of the slot has not come.
    #[error("the day has not come")]
    NotYet {
        /// The day of the slot.
        date: NaiveDate,
    },
    /// The day on which something was agreed or done has not come.
    #[error("a day ahead")]
    DayAhead {
        /// The day.
        date: NaiveDate,
    },
    /// An earlier slot is still planned. Slots are recorded in order.
    #[error("slot {slot_index} is earlier and still open")]
    EarlierSlotOpen {
        /// Rank of the earliest open slot.
        slot_index: i32,
        /// Its day.
        date: NaiveDate,
    },
    /// A later slot is recorded, so this one cannot become planned again.
    #[error("a later slot is recorded")]
    LaterSlotRecorded,
    /// The new day of a moved slot is missing.
    #[error("the new day is not said")]
    NewDateNeeded,
    /// The contract lets the therapist decide whether this slot takes a number, and the decision is missing.
    #[error("it is not said whether the slot counts")]
    CountsUndecided,
    /// Another slot begins at that time.
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
    /// A planned break is on no day of the series.
    #[error("the break falls on no slot")]
    BreakOffSeries {
        /// The day given.
        date: NaiveDate,
    },
    /// The reason is missing.
    #[error("a reason is needed")]
    ReasonNeeded,
    /// The text is missing.
    #[error("a text is needed")]
    TextNeeded,
    /// A text is longer than a course file may hold.
    #[error("a text of more than {most} characters")]
    TextTooLong {
        /// The most characters.
        most: u32,
    },
    /// The note is signed. It takes only addenda, and the only other status for its slot is entered in error.
    #[error("the note is signed")]
    NoteSigned,
    /// The note is not signed.
    #[error("the note is not signed")]
    NoteNotSigned,
    /// The note is struck through.
    #[error("the note is struck through")]
    NoteStruck,
    /// The session was not held.
    #[error("the session was not held")]
    NotHeld,
    /// The session was not missed, cancelled or moved.
    #[error("the session was not missed")]
    NotMissed,
    /// The course has no contract.
    #[error("there is no contract")]
    NoContract,
    /// The contract is final. Only an amendment changes it.
    #[error("the contract is final")]
    ContractFinal,
    /// The date is before something that it must follow.
    #[error("dated before what it follows")]
    TooEarly {
        /// The earliest possible day.
        earliest: NaiveDate,
    },
    /// The gate to the next phase is closed.
    #[error("gate {gate:?} is closed: {} missing", missing.len())]
    GateClosed {
        /// The gate.
        gate: Gate,
        /// Task ids that are not done, and codes such as `focus`.
        missing: Vec<String>,
    },
    /// This course has no such gate, because the phase before it has no sessions.
    #[error("gate {gate:?} falls away")]
    GateFallsAway {
        /// The gate.
        gate: Gate,
    },
    /// The gate is passed already.
    #[error("gate {gate:?} was passed already")]
    GateAlreadyPassed {
        /// The gate.
        gate: Gate,
    },
    /// The verb is not possible in the present phase.
    #[error("not in the {phase:?} phase")]
    WrongPhase {
        /// The present phase.
        phase: Phase,
    },
    /// Sessions are left. A planned ending comes after the last one; an earlier ending is of another kind.
    #[error("{left} sessions are left")]
    SessionsLeft {
        /// Number of sessions left.
        left: i32,
    },
    /// The conclusion cannot be undone, because the course was changed since or came from a file.
    #[error("the conclusion stands")]
    ConclusionStands,
    /// The course is not concluded.
    #[error("the course is not concluded")]
    NotConcluded,
    /// No task has this id.
    #[error("no such task")]
    UnknownTask,
    /// No technique has this id.
    #[error("no such technique")]
    UnknownTechnique,
    /// No person has this id.
    #[error("no such person")]
    UnknownPerson,
    /// The record mentions the person, who cannot be removed.
    #[error("the person is mentioned in {places} places")]
    PersonInUse {
        /// Number of places that mention the person.
        places: u32,
    },
    /// The person is not on the map.
    #[error("the person is not on the map")]
    NotOnMap,
    /// A tie needs two different people.
    #[error("a tie from a person to themselves")]
    TieToSelf,
    /// The drawing has no tie between these two people.
    #[error("no such tie")]
    UnknownTie,
    /// No note on the drawing has this id.
    #[error("no such note on the map")]
    UnknownMapNote,
    /// A map has three to five rings and the outside.
    #[error("{rings} rings")]
    RingCount {
        /// The number of rings without the outside.
        rings: u32,
    },
    /// People are in a ring that would be removed, or the client wants them there.
    #[error("{people} people are in a ring that is to go")]
    RingInUse {
        /// Number of people.
        people: u32,
    },
    /// No version of the map has this id.
    #[error("no such version of the map")]
    UnknownVersion,
    /// No event has this id.
    #[error("no such event")]
    UnknownEvent,
    /// The event is part of the formulation and cannot be removed.
    #[error("the event is part of the formulation")]
    EventInUse,
    /// The date does not have the form of its precision.
    #[error("not a date of that precision")]
    NotADate,
    /// The course has no focus.
    #[error("no focus is agreed")]
    NoFocus,
    /// The focus is agreed. Only a change with a reason replaces it.
    #[error("the focus is agreed")]
    FocusAgreed,
    /// The course has the most goals already.
    #[error("at most {most} goals")]
    TooManyGoals {
        /// The most goals of a course.
        most: u32,
    },
    /// The last goal cannot be removed once gate G1 is passed.
    #[error("the last goal stays")]
    LastGoal,
    /// No goal has this id.
    #[error("no such goal")]
    UnknownGoal,
    /// The ending review rates the goal, which cannot be removed.
    #[error("the goal is part of the ending review")]
    GoalInUse,
    /// No risk review has this id.
    #[error("no such risk review")]
    UnknownRiskReview,
    /// The risk review is acknowledged. Another one can be written.
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

/// The most characters of one text (ours): about forty pages.
pub const LONGEST_TEXT: u32 = 100_000;

impl From<DateOutOfRange> for RuleBroken {
    fn from(_: DateOutOfRange) -> Self {
        Self::DateOutOfRange
    }
}

impl RuleBroken {
    /// The code of the rule, as in JSON.
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

/// Refuses a text without words.
///
/// # Errors
/// [`RuleBroken::TextNeeded`] if there is only white space.
pub(crate) fn require_text(text: &str) -> Result<(), RuleBroken> {
    if text.trim().is_empty() {
        Err(RuleBroken::TextNeeded)
    } else {
        Ok(())
    }
}

/// Returns the reason; refuses one without words.
///
/// # Errors
/// [`RuleBroken::ReasonNeeded`] if there is none, or only white space.
pub(crate) fn require_reason(reason: Option<&str>) -> Result<String, RuleBroken> {
    reason
        .filter(|reason| !reason.trim().is_empty())
        .map(str::to_owned)
        .ok_or(RuleBroken::ReasonNeeded)
}

/// Parses a local time and writes it as `HH:MM`.
pub(crate) fn parse_time_of_day(text: String) -> Result<String, RuleBroken> {
    let time =
        chrono::NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| RuleBroken::NotATime)?;
    Ok(time.format("%H:%M").to_string())
}

/// Refuses a number outside its range.
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
    fn refusal_has_a_code_and_its_numbers_in_json() {
        let broken = RuleBroken::NoSessionsLeft { planned: 16 };
        assert_eq!(
            broken.code(),
            "no_sessions_left",
            "the interface finds its sentence by the code"
        );
        let json = serde_json::to_string(&broken).unwrap();
        assert_eq!(
            json, r#"{"rule":"no_sessions_left","planned":16}"#,
            "the number stands beside the code"
        );
    }

    #[test]
    fn white_space_is_no_reason() {
        assert_eq!(
            require_reason(Some(" \u{a0}\n")),
            Err(RuleBroken::ReasonNeeded),
            "a reason needs words"
        );
        assert_eq!(
            require_reason(None),
            Err(RuleBroken::ReasonNeeded),
            "a missing reason is refused"
        );
        assert!(require_reason(Some("ill")).is_ok(), "one word is enough");
    }
}

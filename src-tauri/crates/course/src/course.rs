//! One whole course of one client.

mod derived;
#[cfg(test)]
pub(crate) mod testing;
mod texts;

use serde::{Deserialize, Serialize};

use crate::ending::{EndingReview, MidReview};
use crate::ending::{FollowUp, GpLetter, SummaryLetter};
use crate::focus::Assessment;
use crate::focus::Formulation;
use crate::focus::{Focus, Goal};
use crate::guidance::Task;
use crate::ids::{SessionRef, SlotId};
use crate::map::{MapSnapshot, WorkingMap};
use crate::measures::{Measure, OwnMeasure};
use crate::people::Client;
use crate::people::Person;
use crate::people::Therapist;
use crate::plan::contract::Contract;
use crate::plan::gate::GatePassage;
use crate::plan::{CourseStatus, Plan};
use crate::risk::{RiskReview, SafetyPlan};
use crate::rule_broken::RuleBroken;
use crate::session::Slot;
use crate::session::{Addendum, Session};
use crate::timeline::Event;
use crate::worksheets::Worksheets;

/// One whole course of one client: the content of a course file, and a few fields that never leave the vault.
///
/// A list is an `Option<Vec<_>>` because an absent list and an empty one are different in a file.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Version of the course file that it was read from. A file is written in the lowest version that can hold the
    /// course.
    pub schema_version: i32,
    /// Name of a test or sample case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
    /// Whether the client is fictional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fictional: Option<bool>,
    /// A remark about the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The client.
    pub client: Client,
    /// The therapist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub therapist: Option<Therapist>,
    /// Format, number of sessions, dates and phases; called `course` in a file.
    #[serde(rename = "course")]
    pub plan: Plan,
    /// The contract with the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// Working diagnosis and background.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// The interpersonal inventory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<Person>>,
    /// Versions of the map, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_snapshots: Option<Vec<MapSnapshot>>,
    /// The present drawing, once somebody changed it. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_map: Option<WorkingMap>,
    /// Events before and during the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Vec<Event>>,
    /// The explanation of the symptoms that client and therapist share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formulation: Option<Formulation>,
    /// The one focus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// One to three goals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<Vec<Goal>>,
    /// The calendar series, by date and time.
    pub slots: Vec<Slot>,
    /// Notes, by date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<Vec<Session>>,
    /// Completed and declined measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Vec<Measure>>,
    /// Worksheets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worksheets: Option<Worksheets>,
    /// Risk reviews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_reviews: Option<Vec<RiskReview>>,
    /// The safety plan for a crisis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safety_plan: Option<SafetyPlan>,
    /// The mid-course review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mid_review: Option<MidReview>,
    /// The ending review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending_review: Option<EndingReview>,
    /// The letter to the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary_letter: Option<SummaryLetter>,
    /// The letter to the GP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gp_letter: Option<GpLetter>,
    /// Later additions to signed notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addenda: Option<Vec<Addendum>>,
    /// Tasks that have a state; the others are not started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks: Option<Vec<Task>>,
    /// Contacts after the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followups: Option<Vec<FollowUp>>,
    /// Gates that were passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gates: Option<Vec<GatePassage>>,
    /// Scales that the therapist defined for this course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_measures: Option<Vec<OwnMeasure>>,
}

crate::redacted!(Course);

impl Course {
    /// Returns the course if it is not concluded.
    ///
    /// # Errors
    /// [`RuleBroken::Concluded`].
    pub(crate) fn not_concluded(self) -> Result<Self, RuleBroken> {
        if self.plan.status == CourseStatus::Closed {
            Err(RuleBroken::Concluded)
        } else {
            Ok(self)
        }
    }

    /// Finds a slot.
    ///
    /// # Errors
    /// [`RuleBroken::UnknownSlot`].
    pub fn slot(&self, id: &SlotId) -> Result<&Slot, RuleBroken> {
        self.slots
            .iter()
            .find(|slot| slot.id.as_ref() == Some(id))
            .ok_or(RuleBroken::UnknownSlot)
    }

    /// Finds a slot to change.
    pub(crate) fn slot_mut(&mut self, id: &SlotId) -> Result<&mut Slot, RuleBroken> {
        self.slots
            .iter_mut()
            .find(|slot| slot.id.as_ref() == Some(id))
            .ok_or(RuleBroken::UnknownSlot)
    }

    /// Finds the note of a slot.
    #[must_use]
    pub fn session(&self, id: &SlotId) -> Option<&Session> {
        self.sessions
            .iter()
            .flatten()
            .find(|session| session.slot.as_ref() == Some(id))
    }

    /// Finds the note of a slot, to change it.
    pub(crate) fn session_mut(&mut self, id: &SlotId) -> Option<&mut Session> {
        self.sessions
            .iter_mut()
            .flatten()
            .find(|session| session.slot.as_ref() == Some(id))
    }

    /// Finds the slot that a record names, by id or by session number.
    #[must_use]
    pub fn slot_of(&self, session: &SessionRef) -> Option<&Slot> {
        match session {
            SessionRef::Slot(id) => self.slot(id).ok(),
            SessionRef::Number(number) => self
                .slots
                .iter()
                .find(|slot| slot.session_number == Some(*number)),
        }
    }

    /// Whether a record counts that belongs to this session, or to none: records of a slot that was
    /// entered in error count nowhere.
    pub(crate) fn counts(&self, session: Option<&SessionRef>) -> bool {
        session
            .and_then(|session| self.slot_of(session))
            .is_none_or(|slot| !slot.is_void())
    }
}

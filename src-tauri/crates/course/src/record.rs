//! The data of a course, section by section, in the shape of a course file.

pub mod assessment;
pub mod client;
pub mod contract;
pub mod event;
pub mod focus;
pub mod formulation;
pub mod letter;
pub mod map;
pub mod measure;
pub mod person;
pub mod plan;
pub mod review;
pub mod risk;
pub mod session;
pub mod slot;
pub mod task;
pub mod therapist;
pub mod worksheet;

use serde::{Deserialize, Serialize};

/// Gives records a `Debug` that never shows what is in them: it may end up in a log or a panic message.
#[macro_export]
macro_rules! redacted {
    ($($name:ty),+ $(,)?) => {$(
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )+};
}

macro_rules! record_kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal),+ $(,)?) => {
        /// What kind of record a row holds: what the vault keeps apart, the audit trail names and the
        /// screen reloads.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(rename_all = "snake_case")]
        pub enum RecordKind {$($(#[$doc])* $kind),+}

        impl RecordKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The name in the vault, in its tables and its audit trail.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {$(Self::$kind => $name),+}
            }
        }
    };
}

record_kinds!(
    /// A client; not part of a course.
    Client = "client",
    /// A course as a whole; its content is in the kinds below.
    Course = "course",
    /// Where the course came from: version of its format, and which lists it has.
    Origin = "origin",
    /// [`plan::Plan`].
    Plan = "plan",
    /// [`therapist::Therapist`].
    Therapist = "therapist",
    /// [`contract::Contract`].
    Contract = "contract",
    /// [`assessment::Assessment`].
    Assessment = "assessment",
    /// [`person::Person`].
    Person = "person",
    /// [`map::MapSnapshot`].
    MapSnapshot = "map_snapshot",
    /// [`map::WorkingMap`].
    WorkingMap = "working_map",
    /// [`event::Event`].
    Event = "event",
    /// [`formulation::Formulation`].
    Formulation = "formulation",
    /// [`focus::Focus`].
    Focus = "focus",
    /// [`focus::Goal`].
    Goal = "goal",
    /// [`slot::Slot`].
    Slot = "slot",
    /// [`session::Session`].
    Session = "session",
    /// [`session::Addendum`].
    Addendum = "addendum",
    /// [`measure::Measure`].
    Measure = "measure",
    /// [`measure::OwnMeasure`].
    OwnMeasure = "own_measure",
    /// [`worksheet::Worksheets`].
    Worksheets = "worksheets",
    /// [`risk::RiskReview`].
    RiskReview = "risk_review",
    /// [`risk::SafetyPlan`].
    SafetyPlan = "safety_plan",
    /// [`review::MidReview`].
    MidReview = "mid_review",
    /// [`review::EndingReview`].
    EndingReview = "ending_review",
    /// [`letter::SummaryLetter`].
    SummaryLetter = "summary_letter",
    /// [`letter::GpLetter`].
    GpLetter = "gp_letter",
    /// [`letter::FollowUp`].
    FollowUp = "follow_up",
    /// [`task::Task`].
    Task = "task",
    /// [`task::GatePassage`].
    Gate = "gate",
);

impl RecordKind {
    /// Whether records of this kind are part of a course.
    #[must_use]
    pub const fn in_course(self) -> bool {
        !matches!(self, Self::Client | Self::Course)
    }
}

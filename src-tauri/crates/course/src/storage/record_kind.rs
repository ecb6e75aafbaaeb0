//! The kinds of records in the vault.

use serde::{Deserialize, Serialize};

macro_rules! record_kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal),+ $(,)?) => {
        /// The kind of record that a row holds. The audit trail names it, and the interface reloads by it.
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
    /// A client, who is not part of a course.
    Client = "client",
    /// A course as such; its content is in the kinds below.
    Course = "course",
    /// The origin of the course: the version of its file, and the lists that it has.
    Origin = "origin",
    /// [`crate::plan::Plan`].
    Plan = "plan",
    /// [`crate::people::Therapist`].
    Therapist = "therapist",
    /// [`crate::plan::contract::Contract`].
    Contract = "contract",
    /// [`crate::focus::Assessment`].
    Assessment = "assessment",
    /// [`crate::people::Person`].
    Person = "person",
    /// [`crate::map::MapSnapshot`].
    MapSnapshot = "map_snapshot",
    /// [`crate::map::WorkingMap`].
    WorkingMap = "working_map",
    /// [`crate::timeline::Event`].
    Event = "event",
    /// [`crate::focus::Formulation`].
    Formulation = "formulation",
    /// [`crate::focus::Focus`].
    Focus = "focus",
    /// [`crate::focus::Goal`].
    Goal = "goal",
    /// [`crate::session::Slot`].
    Slot = "slot",
    /// [`crate::session::Session`].
    Session = "session",
    /// [`crate::session::Addendum`].
    Addendum = "addendum",
    /// [`crate::measures::Measure`].
    Measure = "measure",
    /// [`crate::measures::OwnMeasure`].
    OwnMeasure = "own_measure",
    /// [`crate::worksheets::Worksheets`].
    Worksheets = "worksheets",
    /// [`crate::risk::RiskReview`].
    RiskReview = "risk_review",
    /// [`crate::risk::SafetyPlan`].
    SafetyPlan = "safety_plan",
    /// [`crate::ending::MidReview`].
    MidReview = "mid_review",
    /// [`crate::ending::EndingReview`].
    EndingReview = "ending_review",
    /// [`crate::ending::SummaryLetter`].
    SummaryLetter = "summary_letter",
    /// [`crate::ending::GpLetter`].
    GpLetter = "gp_letter",
    /// [`crate::ending::FollowUp`].
    FollowUp = "follow_up",
    /// [`crate::guidance::Task`].
    Task = "task",
    /// [`crate::plan::gate::GatePassage`].
    Gate = "gate",
);

impl RecordKind {
    /// Whether records of this kind are part of a course.
    #[must_use]
    pub const fn in_course(self) -> bool {
        !matches!(self, Self::Client | Self::Course)
    }
}

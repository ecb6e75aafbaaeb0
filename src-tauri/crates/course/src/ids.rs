//! Ids inside a course: text, local to the course, kept as a file had them; new ones are UUIDv7 text
//! made by the caller. And [`SessionRef`], how a record says which session it belongs to.

use serde::{Deserialize, Serialize};

macro_rules! local_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes over an id made elsewhere: by a file, or as a new UUIDv7.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    )+};
}

local_id!(
    /// A person in the client's life.
    PersonId,
    /// A place in the calendar series.
    SlotId,
    /// An event of the timeline.
    EventId,
    /// A goal.
    GoalId,
);

/// Which session a record belongs to.
///
/// In the vault a record points at the slot, so that a correction that renumbers sessions never moves
/// it to another hour; in a file it bears the number that slot has now.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(untagged)]
pub enum SessionRef {
    /// A session number, as files have it.
    Number(i32),
    /// The slot of that session, as the vault has it.
    Slot(SlotId),
}

impl SessionRef {
    /// The slot pointed at; none while the reference is still a number of a file.
    #[must_use]
    pub fn slot(&self) -> Option<&SlotId> {
        match self {
            Self::Number(_) => None,
            Self::Slot(slot) => Some(slot),
        }
    }
}

/// Makes the ids of new records; called once for each record made.
pub type NewId<'a> = &'a mut dyn FnMut() -> String;

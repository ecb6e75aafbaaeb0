//! Ids inside a course, and [`SessionRef`], by which a record names its session. An id is text and unique in its
//! course. Ids from a file are kept unchanged; the caller makes new ids as UUIDv7 text.

use serde::{Deserialize, Serialize};

macro_rules! local_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an id from a file, or a new UUIDv7.
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
    /// A slot: a place in the calendar series.
    SlotId,
    /// An event of the timeline.
    EventId,
    /// A goal.
    GoalId,
);

/// The session that a record belongs to.
///
/// In the vault a record names the slot, so that it stays with its session when a correction renumbers sessions. In a
/// file it has the present number of that slot, or `slot:3` for the third slot if that has no number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(untagged)]
pub enum SessionRef {
    /// A session number, in a file.
    Number(i32),
    /// The slot of that session: its id in the vault, its index in a file.
    Slot(SlotId),
}

impl SessionRef {
    /// The slot; none while the reference is still a number from a file.
    #[must_use]
    pub fn slot(&self) -> Option<&SlotId> {
        match self {
            Self::Number(_) => None,
            Self::Slot(slot) => Some(slot),
        }
    }
}

/// Makes the ids of new records. It is called once for each new record.
pub type NewId<'a> = &'a mut dyn FnMut() -> String;

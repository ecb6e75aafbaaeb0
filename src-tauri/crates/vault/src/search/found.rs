//! A record that a search found.

use course::storage::RecordKind;
use serde::Serialize;

use crate::record::ids::{ClientId, CourseId};

/// A record that holds all the words of a search.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Found {
    /// Its client.
    pub client_id: ClientId,
    /// The course it belongs to; none for the client's own entry.
    pub course_id: Option<CourseId>,
    /// The kind of record.
    pub kind: RecordKind,
    /// Its id within the course.
    pub key: String,
    /// The slot of a note, or of what was added to one.
    pub slot: Option<String>,
    /// A note that was struck through.
    pub struck: bool,
    /// The text around the words, in parts.
    pub snippet: Vec<Part>,
}

/// A part of a snippet.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Part {
    /// The text.
    pub text: String,
    /// Whether it is one of the words searched for.
    pub hit: bool,
}

course::redacted!(Found, Part);

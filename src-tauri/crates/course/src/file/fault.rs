//! What is wrong with a file, and where. Never with words of the file but the names of its keys.

use std::fmt;

use serde::Serialize;

/// A fault of a file: where, and what.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[error("{}{problem}", at(path))]
pub struct FileFault {
    /// Such as `measures[3].items[2]`; empty for the file as a whole.
    pub path: String,
    /// What is wrong there.
    #[serde(flatten)]
    pub problem: FileProblem,
}

fn at(path: &str) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!("{path}: ")
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileProblem {
    /// Too many bytes.
    #[error("the file is larger than {limit_mb} MB")]
    TooLarge {
        /// Largest size read.
        limit_mb: u32,
    },
    /// Not JSON in UTF-8.
    #[error("this is not JSON (line {line}, column {column})")]
    NotJson {
        /// From 1.
        line: u32,
        /// From 1.
        column: u32,
    },
    /// Lists and objects inside one another.
    #[error("nested more than {limit} deep")]
    TooDeep {
        /// Deepest read.
        limit: u32,
    },
    /// A key twice in one object.
    #[error("this key stands here twice")]
    DuplicateKey,
    /// Written by a newer Kith.
    #[error("the file is of a newer version; this Kith reads version {reads}")]
    NewerVersion {
        /// The version this program reads.
        #[cfg_attr(feature = "bindings", specta(type = i32))]
        reads: i64,
    },
    /// A key the format does not have.
    #[error("a course file has no such key")]
    UnknownKey,
    /// A key that must be there.
    #[error("this key is missing")]
    MissingKey,
    /// Text where a number is due, and the like.
    #[error("expected {expected}")]
    WrongType {
        /// The JSON types allowed.
        expected: String,
    },
    /// None of the words allowed here.
    #[error("none of the values allowed here")]
    UnknownValue,
    /// A number outside its bounds.
    #[error("out of range{}", bounds(min, max))]
    OutOfRange {
        /// Lowest, where known.
        min: Option<f64>,
        /// Highest, where known.
        max: Option<f64>,
    },
    /// A list of the wrong length.
    #[error("expected {expected} elements")]
    WrongLength {
        /// How many there must be.
        expected: u32,
    },
    /// No day of the calendar, or not written as one.
    #[error("no such date")]
    NoSuchDate,
    /// Not a local time `HH:MM`.
    #[error("no such time")]
    NoSuchTime,
    /// Not an instant in UTC.
    #[error("not an instant in UTC")]
    NoInstant,
    /// Before the one it must follow.
    #[error("out of order")]
    OutOfOrder,
    /// Two slots at one time.
    #[error("another slot begins at the same time")]
    SameTime,
    /// An id or name that must be unique.
    #[error("this stands here twice")]
    Duplicate,
    /// A reference to nobody or nothing.
    #[error("there is no such {what} in the file")]
    NotFound {
        /// What is referred to.
        what: Referred,
    },
    /// A stored value that is not what follows from the rest.
    #[error("this is not what follows from the rest of the file")]
    Differs {
        /// What follows, where it is a number.
        computed: Option<f64>,
    },
    /// A field this kind of measure does not have.
    #[error("this measure has no such field")]
    NotOfThisMeasure,
    /// A phase before an earlier one.
    #[error("a phase never goes back")]
    PhaseGoesBack,
    /// A note to a slot that was not held.
    #[error("a note belongs to a slot that was held")]
    NotHeld,
}

/// What a reference refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Referred {
    /// Of `people[]`.
    Person,
    /// Of `timeline[]`.
    Event,
    /// Of `goals[]`.
    Goal,
    /// A session number.
    Session,
    /// A slot index.
    Slot,
    /// A note.
    Note,
    /// A measure.
    Instrument,
    /// An option.
    Choice,
}

impl fmt::Display for Referred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person => "person",
            Self::Event => "event",
            Self::Goal => "goal",
            Self::Session => "session",
            Self::Slot => "slot",
            Self::Note => "note",
            Self::Instrument => "instrument",
            Self::Choice => "option",
        })
    }
}

fn bounds(min: &Option<f64>, max: &Option<f64>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!(" ({min} to {max})"),
        (Some(min), None) => format!(" (at least {min})"),
        (None, Some(max)) => format!(" (at most {max})"),
        (None, None) => String::new(),
    }
}

impl FileProblem {
    /// Outside whole bounds.
    pub(crate) fn outside(min: i32, max: i32) -> Self {
        Self::OutOfRange {
            min: Some(f64::from(min)),
            max: Some(f64::from(max)),
        }
    }

    /// Unlike a computed whole number.
    pub(crate) fn unlike(computed: Option<i32>) -> Self {
        Self::Differs {
            computed: computed.map(f64::from),
        }
    }

    /// The name of the problem, as in JSON.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::NotJson { .. } => "not_json",
            Self::TooDeep { .. } => "too_deep",
            Self::DuplicateKey => "duplicate_key",
            Self::NewerVersion { .. } => "newer_version",
            Self::UnknownKey => "unknown_key",
            Self::MissingKey => "missing_key",
            Self::WrongType { .. } => "wrong_type",
            Self::UnknownValue => "unknown_value",
            Self::OutOfRange { .. } => "out_of_range",
            Self::WrongLength { .. } => "wrong_length",
            Self::NoSuchDate => "no_such_date",
            Self::NoSuchTime => "no_such_time",
            Self::NoInstant => "no_instant",
            Self::OutOfOrder => "out_of_order",
            Self::SameTime => "same_time",
            Self::Duplicate => "duplicate",
            Self::NotFound { .. } => "not_found",
            Self::Differs { .. } => "differs",
            Self::NotOfThisMeasure => "not_of_this_measure",
            Self::PhaseGoesBack => "phase_goes_back",
            Self::NotHeld => "not_held",
        }
    }
}

impl FileFault {
    pub(crate) fn new(path: impl Into<String>, problem: FileProblem) -> Self {
        Self {
            path: path.into(),
            problem,
        }
    }

    pub(super) fn at(path: &Path<'_>, problem: FileProblem) -> Self {
        Self::new(path.to_string(), problem)
    }
}

/// Refuses unless it holds.
pub(crate) fn ensure(
    holds: bool,
    path: impl FnOnce() -> String,
    problem: FileProblem,
) -> Result<(), FileFault> {
    if holds {
        Ok(())
    } else {
        Err(FileFault::new(path(), problem))
    }
}

/// The problem of a reference to what is not in the file.
pub(crate) const fn no(what: Referred) -> FileProblem {
    FileProblem::NotFound { what }
}

/// Longest key shown in a path; a key is the file's, and may be anything.
const LONGEST_KEY: usize = 60;

/// A place in a file, as a chain back to its root; made into text only for a fault.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The file as a whole.
    Root,
    /// A key of an object.
    Key(&'a Path<'a>, &'a str),
    /// An element of a list.
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The path with `[]` for every index.
    pub(super) fn pattern(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(parent, key) => join(parent.pattern(), key),
            Self::Index(parent, _) => parent.pattern() + "[]",
        }
    }
}

fn join(parent: String, key: &str) -> String {
    if parent.is_empty() {
        key.to_owned()
    } else {
        parent + "." + key
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
            Self::Key(parent, key) => {
                if !matches!(parent, Self::Root) {
                    write!(f, "{parent}.")?;
                }
                let shown = key.chars().map(|c| {
                    if c.is_control() {
                        char::REPLACEMENT_CHARACTER
                    } else {
                        c
                    }
                });
                shown
                    .take(LONGEST_KEY)
                    .try_for_each(|c| fmt::Write::write_char(f, c))
            }
        }
    }
}

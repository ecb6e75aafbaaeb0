//! The fault of a file: a problem and its place. The only words from the file are names of keys.

use std::fmt;

use serde::Serialize;

/// A fault of a file: a path and a problem.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[error("{}{problem}", at(path))]
pub struct FileFault {
    /// The path, such as `measures[3].items[2]`; empty for the whole file.
    pub path: String,
    /// The problem at this path.
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

/// The problem of a file.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileProblem {
    /// The file has too many bytes.
    #[error("the file is larger than {limit_mb} MB")]
    TooLarge {
        /// The largest size that is read.
        limit_mb: u32,
    },
    /// The file is not JSON in UTF-8.
    #[error("this is not JSON (line {line}, column {column})")]
    NotJson {
        /// The line, from 1.
        line: u32,
        /// The column, from 1.
        column: u32,
    },
    /// Lists and objects are nested too deep.
    #[error("nested more than {limit} deep")]
    TooDeep {
        /// The deepest nesting that is read.
        limit: u32,
    },
    /// An object has the same key twice.
    #[error("this key stands here twice")]
    DuplicateKey,
    /// A number has more digits than an export could repeat.
    #[error("a number in line {line} has too many digits to be kept exactly")]
    NotExact {
        /// The line, from 1.
        line: u32,
    },
    /// A newer version of Kith wrote the file.
    #[error("the file is of a newer version; this Kith reads version {reads}")]
    NewerVersion {
        /// The newest version that this program reads.
        #[cfg_attr(feature = "bindings", specta(type = i32))]
        reads: i64,
    },
    /// The format has no such key.
    #[error("a course file has no such key")]
    UnknownKey,
    /// A required key is missing.
    #[error("this key is missing")]
    MissingKey,
    /// The value has another JSON type than the schema allows.
    #[error("expected {expected}")]
    WrongType {
        /// The JSON types that are allowed.
        expected: String,
    },
    /// The value is none of those that the schema lists.
    #[error("none of the values allowed here")]
    UnknownValue,
    /// The number is outside its bounds.
    #[error("out of range{}", bounds(min, max))]
    OutOfRange {
        /// The lowest value, if there is one.
        min: Option<f64>,
        /// The highest value, if there is one.
        max: Option<f64>,
    },
    /// The text has no words.
    #[error("nothing is written here")]
    Blank,
    /// The text has too many characters.
    #[error("longer than {most} characters")]
    TooLong {
        /// The most characters.
        most: u32,
    },
    /// The list has the wrong length.
    #[error("expected {expected} elements")]
    WrongLength {
        /// The number of elements that it must have.
        expected: u32,
    },
    /// The text is no date in the form of this field.
    #[error("no such date")]
    NoSuchDate,
    /// The text is no local time `HH:MM`.
    #[error("no such time")]
    NoSuchTime,
    /// The text is no instant in UTC.
    #[error("not an instant in UTC")]
    NoInstant,
    /// The value is before one that it must follow.
    #[error("out of order")]
    OutOfOrder,
    /// Two slots begin at the same time.
    #[error("another slot begins at the same time")]
    SameTime,
    /// An id or name that must be unique is there twice.
    #[error("this stands here twice")]
    Duplicate,
    /// The file does not have the record that is named here.
    #[error("there is no such {what} in the file")]
    NotFound {
        /// The kind of record.
        what: Referred,
    },
    /// The value differs from the one that follows from the rest of the file.
    #[error("this is not what follows from the rest of the file")]
    Differs {
        /// The value that follows, if it is a number.
        computed: Option<f64>,
    },
    /// This measure has no such field.
    #[error("this measure has no such field")]
    NotOfThisMeasure,
    /// The phase is before the phase of an earlier note.
    #[error("a phase never goes back")]
    PhaseGoesBack,
    /// The note belongs to a slot that was not held.
    #[error("a note belongs to a slot that was held")]
    NotHeld,
}

/// The kind of record that a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Referred {
    /// One of `people[]`.
    Person,
    /// One of `timeline[]`.
    Event,
    /// One of `goals[]`.
    Goal,
    /// A session number.
    Session,
    /// A slot index.
    Slot,
    /// A note.
    Note,
    /// A measure.
    Instrument,
    /// An option of a decision analysis.
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
    /// The problem of a number outside whole bounds.
    pub(crate) fn outside(min: i32, max: i32) -> Self {
        Self::OutOfRange {
            min: Some(f64::from(min)),
            max: Some(f64::from(max)),
        }
    }

    /// The problem of a value that differs from a computed whole number.
    pub(crate) fn unlike(computed: Option<i32>) -> Self {
        Self::Differs {
            computed: computed.map(f64::from),
        }
    }

    /// The code of the problem, as in JSON.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::NotJson { .. } => "not_json",
            Self::TooDeep { .. } => "too_deep",
            Self::DuplicateKey => "duplicate_key",
            Self::NotExact { .. } => "not_exact",
            Self::NewerVersion { .. } => "newer_version",
            Self::UnknownKey => "unknown_key",
            Self::MissingKey => "missing_key",
            Self::WrongType { .. } => "wrong_type",
            Self::UnknownValue => "unknown_value",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Blank => "blank",
            Self::TooLong { .. } => "too_long",
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

/// Returns the problem unless the condition holds.
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

/// The problem of a reference to a record that the file does not have.
pub(crate) const fn no(what: Referred) -> FileProblem {
    FileProblem::NotFound { what }
}

/// Most characters of a key in a path. A key comes from the file and may be any text.
const LONGEST_KEY: usize = 60;

/// A path in a file, as a chain from the value to the root. Only a fault turns it into text.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The whole file.
    Root,
    /// A key of an object.
    Key(&'a Path<'a>, &'a str),
    /// An element of a list.
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The path with `[]` for each index.
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

//! Converts a course into rows for the vault, and back. Each row holds one record as JSON, as in a course file.

mod record_kind;

pub use record_kind::RecordKind;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Course;
use crate::people::Client;

/// One record of a course.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The kind of record.
    pub kind: RecordKind,
    /// Its id within the course; empty if a course has only one record of the kind.
    pub key: String,
    /// Its place in its list.
    pub position: u32,
    /// The record, as JSON.
    pub body: String,
}

crate::redacted!(Row);

/// Why rows do not make a course.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// The body of a row is not the JSON of a record of its kind.
    #[error("a record of kind {} does not parse", kind.name())]
    Unreadable {
        /// The kind that it should be.
        kind: RecordKind,
        /// The key of the row.
        key: String,
    },
    /// A record that each course must have is missing.
    #[error("a course without its {}", kind.name())]
    Missing {
        /// The kind that is missing.
        kind: RecordKind,
    },
}

/// How a section of the file becomes rows.
enum Shape {
    /// One row for the whole section.
    Single,
    /// One row for each element; this field of the element is its key.
    List(&'static str),
}

/// Every section of a course except the client, who has a row apart from the course, and the origin.
const SECTIONS: &[(&str, RecordKind, Shape)] = &[
    ("therapist", RecordKind::Therapist, Shape::Single),
    ("course", RecordKind::Plan, Shape::Single),
    ("contract", RecordKind::Contract, Shape::Single),
    ("assessment", RecordKind::Assessment, Shape::Single),
    ("people", RecordKind::Person, Shape::List("id")),
    ("map_snapshots", RecordKind::MapSnapshot, Shape::List("id")),
    ("working_map", RecordKind::WorkingMap, Shape::Single),
    ("timeline", RecordKind::Event, Shape::List("id")),
    ("formulation", RecordKind::Formulation, Shape::Single),
    ("focus", RecordKind::Focus, Shape::Single),
    ("goals", RecordKind::Goal, Shape::List("id")),
    ("slots", RecordKind::Slot, Shape::List("id")),
    ("sessions", RecordKind::Session, Shape::List("slot")),
    ("measures", RecordKind::Measure, Shape::List("id")),
    ("worksheets", RecordKind::Worksheets, Shape::Single),
    ("risk_reviews", RecordKind::RiskReview, Shape::List("id")),
    ("safety_plan", RecordKind::SafetyPlan, Shape::Single),
    ("mid_review", RecordKind::MidReview, Shape::Single),
    ("ending_review", RecordKind::EndingReview, Shape::Single),
    ("summary_letter", RecordKind::SummaryLetter, Shape::Single),
    ("gp_letter", RecordKind::GpLetter, Shape::Single),
    ("addenda", RecordKind::Addendum, Shape::List("id")),
    ("tasks", RecordKind::Task, Shape::List("id")),
    ("followups", RecordKind::FollowUp, Shape::List("id")),
    ("gates", RecordKind::Gate, Shape::List("gate")),
    ("own_measures", RecordKind::OwnMeasure, Shape::List("code")),
];

/// The first keys of a course file, and the lists that it has: an empty list and an absent one are different.
#[derive(Serialize, Deserialize)]
struct Origin {
    #[serde(flatten)]
    head: Map<String, Value>,
    lists: Vec<String>,
}

impl Course {
    /// Converts the course into rows. The client is not among them, since a client may have several courses.
    ///
    /// # Panics
    /// Never: JSON can hold all values of a course.
    #[must_use]
    pub fn to_rows(&self) -> Vec<Row> {
        let Ok(Value::Object(mut file)) = serde_json::to_value(self) else {
            unreachable!("a course is a JSON object");
        };
        file.remove("client");
        let mut rows = Vec::new();
        let mut lists = Vec::new();
        for (section, kind, shape) in SECTIONS {
            let Some(value) = file.remove(*section) else {
                continue;
            };
            match (shape, value) {
                (Shape::List(field), Value::Array(elements)) => {
                    lists.push((*section).to_owned());
                    for (position, element) in (0..).zip(elements) {
                        let key = element
                            .get(*field)
                            .and_then(Value::as_str)
                            .unwrap_or_default()
                            .to_owned();
                        rows.push(Row {
                            kind: *kind,
                            key,
                            position,
                            body: element.to_string(),
                        });
                    }
                }
                (_, value) => {
                    rows.push(Row {
                        kind: *kind,
                        key: String::new(),
                        position: 0,
                        body: value.to_string(),
                    });
                }
            }
        }
        let origin = Origin { head: file, lists };
        let body = serde_json::to_string(&origin).unwrap_or_default();
        rows.push(Row {
            kind: RecordKind::Origin,
            key: String::new(),
            position: 0,
            body,
        });
        rows
    }

    /// Makes a course from rows in any order.
    ///
    /// # Errors
    /// [`RowFault`] names the first record that does not parse or is missing.
    pub fn from_rows(client: &Client, rows: &[Row]) -> Result<Self, RowFault> {
        let mut by_kind: BTreeMap<RecordKind, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            by_kind.entry(row.kind).or_default().push(row);
        }
        let origin = by_kind
            .remove(&RecordKind::Origin)
            .and_then(|mut rows| rows.pop());
        let origin = origin.ok_or(RowFault::Missing {
            kind: RecordKind::Origin,
        })?;
        let origin: Origin = parse(origin)?;
        let mut file = origin.head;
        let client = serde_json::to_value(client);
        file.insert(
            "client".to_owned(),
            client.map_err(|_| RowFault::Missing {
                kind: RecordKind::Client,
            })?,
        );
        for (section, kind, shape) in SECTIONS {
            let mut rows = by_kind.remove(kind).unwrap_or_default();
            rows.sort_by_key(|row| row.position);
            let value = match shape {
                Shape::Single => match rows.pop() {
                    Some(row) => parse(row)?,
                    None => continue,
                },
                Shape::List(_)
                    if rows.is_empty() && !origin.lists.iter().any(|list| list == section) =>
                {
                    continue;
                }
                Shape::List(_) => {
                    Value::Array(rows.into_iter().map(parse).collect::<Result<_, _>>()?)
                }
            };
            file.insert((*section).to_owned(), value);
        }
        if !file.contains_key("course") {
            return Err(RowFault::Missing {
                kind: RecordKind::Plan,
            });
        }
        serde_path_to_error::deserialize(Value::Object(file))
            .map_err(|fault| unreadable(&fault.path().to_string(), rows))
    }
}

fn parse<T: for<'a> Deserialize<'a>>(row: &Row) -> Result<T, RowFault> {
    serde_json::from_str(&row.body).map_err(|_| RowFault::Unreadable {
        kind: row.kind,
        key: row.key.clone(),
    })
}

/// Finds the row of a path such as `people[3].alive`.
fn unreadable(path: &str, rows: &[Row]) -> RowFault {
    let mut parts = path.split(['[', ']', '.']);
    let section = parts.next().unwrap_or_default();
    let index = parts
        .next()
        .and_then(|index| index.parse().ok())
        .unwrap_or(0_usize);
    let kind = SECTIONS
        .iter()
        .find(|(name, ..)| *name == section)
        .map_or(RecordKind::Origin, |(_, kind, _)| *kind);
    let mut rows: Vec<_> = rows.iter().filter(|row| row.kind == kind).collect();
    rows.sort_by_key(|row| row.position);
    let key = rows
        .get(index)
        .map(|row| row.key.clone())
        .unwrap_or_default();
    RowFault::Unreadable { kind, key }
}

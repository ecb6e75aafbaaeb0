//! The limit of each measured value.

use serde::Serialize;

use super::Measured;

/// One line of the answer. Measures that are there for comparison have no budget.
#[derive(Serialize)]
pub struct Finding {
    pub name: &'static str,
    pub value: f64,
    pub unit: &'static str,
    pub budget: Option<f64>,
    pub ok: Option<bool>,
}

/// Name, unit, budget. Repeated measures are p95 but where the name says p50.
const BUDGETS: &[(&str, &str, Option<f64>)] = &[
    ("native window shown", "ms", Some(200.0)),
    ("start to lock screen", "ms", Some(800.0)),
    ("key derivation", "ms", Some(1500.0)),
    ("unlock beyond key derivation, storage", "ms", Some(250.0)),
    (
        "unlock to Today beyond key derivation, window",
        "ms",
        Some(250.0),
    ),
    (
        "unlock to Today beyond key derivation, the first time",
        "ms",
        None,
    ),
    ("open a client", "ms", Some(100.0)),
    ("open a client: script and layout", "ms", None),
    ("open a session", "ms", Some(100.0)),
    ("open a session: script and layout", "ms", None),
    ("open a map of 40 people", "ms", Some(100.0)),
    ("open a map of 40 people: script and layout", "ms", None),
    ("open a map of 40 people, the first time", "ms", Some(100.0)),
    ("open a map of 150 people", "ms", Some(250.0)),
    ("open a map of 150 people: script and layout", "ms", None),
    (
        "open a map of 150 people, the first time",
        "ms",
        Some(250.0),
    ),
    (
        "a frame of dragging, 40 people: script and layout",
        "ms",
        Some(8.0),
    ),
    ("frames while dragging, 40 people", "/s", None),
    (
        "a frame of dragging, 150 people: script and layout",
        "ms",
        Some(25.0),
    ),
    ("frames while dragging, 150 people", "/s", None),
    ("a keystroke is durable", "ms", Some(1000.0)),
    ("load a course, storage", "ms", Some(100.0)),
    ("list of clients, storage", "ms", Some(100.0)),
    ("search, storage", "ms", Some(50.0)),
    ("save p50, storage", "ms", Some(100.0)),
    ("save p95, storage", "ms", Some(100.0)),
    ("same save, plain SQLite p50", "ms", None),
    ("same save, plain SQLite p95", "ms", None),
    ("save p95, beside plain SQLite", "×", None),
    ("full verify, storage", "ms", None),
    ("verified backup", "ms", Some(5000.0)),
    ("same backup, plain SQLite", "ms", None),
    ("verified backup, beside plain SQLite", "×", None),
    ("longest wait of typing during a backup", "ms", Some(2000.0)),
    ("look into a backup", "ms", None),
    ("restore", "ms", Some(10_000.0)),
    ("same restore, plain SQLite", "ms", None),
    ("restore, beside plain SQLite", "×", None),
    ("size of the vault", "MB", None),
    ("size of a backup", "MB", None),
    ("PDF of a map of 40 people", "ms", Some(1000.0)),
    ("program size", "MB", Some(60.0)),
    ("memory of all processes, idle (PSS)", "MB", Some(320.0)),
    ("memory of all processes, after all this (PSS)", "MB", None),
];

pub fn judge(measured: &Measured) -> Vec<Finding> {
    BUDGETS
        .iter()
        .filter_map(|&(name, unit, budget)| {
            let value = *measured.get(name)?;
            Some(Finding {
                name,
                value,
                unit,
                budget,
                ok: budget.map(|budget| value <= budget),
            })
        })
        .collect()
}

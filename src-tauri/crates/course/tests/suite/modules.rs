//! The layers of this crate.

/// The layers, the lowest first. A file imports from its own layer and from lower ones. `plan` is the file `plan.rs`,
/// which holds stored types; `plan::*` are the files of its folder, which hold the verbs.
const LAYERS: &[&[&str]] = &[
    // Values that know nothing of a course.
    &[
        "dates",
        "ids",
        "measures::amount",
        "redacted",
        "file::fault",
    ],
    // The stored records.
    &[
        "plan",
        "plan::contract",
        "plan::gate",
        "people",
        "people::client",
        "people::therapist",
        "timeline",
        "session",
        "risk",
        "measures",
        "map",
        "focus",
        "focus::assessment",
        "worksheets",
        "ending",
        "ending::review",
        "guidance",
    ],
    // The course as one value, and the rules that refuse a change.
    &["rule_broken", "course"],
    // Tables: formats, tasks, instruments. And the numbers of the slots.
    &[
        "plan::format",
        "plan::numbering",
        "measures::instruments",
        "measures::scale",
    ],
    // Scores, and what follows from them.
    &[
        "measures::thresholds",
        "measures::occasion",
        "measures::score",
        "measures::check",
        "measures::verdicts",
        "measures::outcomes",
    ],
    // The verbs that change a course.
    &[
        "course::derived",
        "course::texts",
        "plan::*",
        "plan::contract::*",
        "plan::gate::*",
        "people::*",
        "timeline::*",
        "session::*",
        "risk::*",
        "measures::*",
        "map::*",
        "focus::*",
        "ending::*",
    ],
    // Guidance for the therapist.
    &["guidance::*"],
    // A course as a file, and as rows of the vault.
    &["file", "storage"],
];

#[test]
fn no_import_is_circular_or_against_the_layers() {
    let problems = testkit::modules::check(concat!(env!("CARGO_MANIFEST_DIR"), "/src"), LAYERS);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

//! Each text of the course file is searched, or is listed here with the reason why not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Texts that the search does not find, by reason.
const NOT_SEARCHED: &[(&str, &[&str])] = &[
    (
        "a date or a time",
        &[
            "client.date_of_birth",
            "client.referral.date",
            "course.planned_end_date",
            "course.actual_end_date",
            "course.retention_until",
            "contract.draft_date",
            "contract.agreed_date",
            "contract.planned_breaks[]",
            "assessment.episode_onset",
            "people[].death_date",
            "people[].met_on",
            "map_snapshots[].date",
            "timeline[].date",
            "timeline[].end_date",
            "formulation.shared_on",
            "focus.agreed_on",
            "focus.dispute_stage_history[].date",
            "slots[].start_time",
            "slots[].missed.notice_time",
            "slots[].missed.contacts[].time",
            "sessions[].locked_at",
            "worksheets.transition_four_box[].date",
            "worksheets.comm_analysis[].date",
            "worksheets.comm_analysis[].try_by",
            "risk_reviews[].date",
            "risk_reviews[].time",
            "risk_reviews[].acknowledged_at",
            "safety_plan.created",
            "safety_plan.reviewed[]",
            "safety_plan.earlier[].reviewed[]",
            "safety_plan.earlier[].created",
            "mid_review.date",
            "ending_review.date",
            "ending_review.situations[].date",
            "summary_letter.date",
            "gp_letter.date",
            "addenda[].created_at",
            "tasks[].date",
            "followups[].date",
        ],
    ),
    (
        "an id",
        &[
            "case_id",
            "client.id",
            "therapist.id",
            "course.id",
            "course.previous_course_id",
            "contract.measures[]",
            "people[].id",
            "map_snapshots[].id",
            "map_snapshots[].session_number",
            "map_snapshots[].positions[].person_id",
            "map_snapshots[].ties[].one",
            "map_snapshots[].ties[].other",
            "map_snapshots[].placed_notes[].id",
            "timeline[].id",
            "timeline[].people[]",
            "formulation.linked_events[]",
            "focus.person_ids[]",
            "focus.changes[].person_ids[]",
            "goals[].id",
            "goals[].ratings[].session_number",
            "slots[].attendees[]",
            "sessions[].mood_event.person_ids[]",
            "sessions[].techniques[]",
            "sessions[].between_task.with_person_ids[]",
            "sessions[].tasks_done[]",
            "sessions[].every_done[]",
            "sessions[].every_missed[]",
            "sessions[].attendees[]",
            "measures[].id",
            "measures[].instrument",
            "measures[].session_number",
            "worksheets.comm_analysis[].person_id",
            "worksheets.comm_analysis[].session_number",
            "worksheets.decision_analysis[].session_number",
            "risk_reviews[].id",
            "risk_reviews[].session_number",
            "risk_reviews[].covers[].measure",
            "safety_plan.distraction_people_places[].person_id",
            "safety_plan.ask_for_help[].person_id",
            "ending_review.situations[].who_helps[]",
            "mid_review.session_number",
            "ending_review.session_number",
            "addenda[].id",
            "addenda[].target",
            "tasks[].id",
            "tasks[].session_number",
            "followups[].id",
            "gates[].missing[]",
            "gates[].session_number",
            "own_measures[].code",
        ],
    ),
    (
        "one of a few words, or made by the program",
        &[
            "client.languages[]",
            "course.weekday",
            "people[].reported_by",
            "map_snapshots[].ring_scheme",
            "focus.dispute_stage_history[].stage",
            "measures[].completed_by",
            "measures[].band",
            "worksheets.comm_analysis[].turns[].speaker",
            "followups[].mode",
        ],
    ),
    (
        "name and code of a client are found in the row of the client",
        &["client.display_name", "client.code"],
    ),
    (
        "about the client, but no prose: who and where they are",
        &[
            "client.pronouns",
            "client.phone",
            "client.email",
            "client.address_area",
            "client.gp",
            "client.emergency_contact.name",
            "client.emergency_contact.relation",
            "client.emergency_contact.phone",
            "client.referral.source",
            "safety_plan.ask_for_help[].phone",
            "safety_plan.professionals[].name",
            "safety_plan.professionals[].phone",
            "summary_letter.to",
        ],
    ),
    (
        "about the therapist",
        &[
            "therapist.display_name",
            "therapist.profession",
            "therapist.practice",
            "therapist.email",
            "therapist.phone",
            "therapist.supervisor.display_name",
            "therapist.supervisor.email",
            "therapist.clinical_executor.display_name",
            "therapist.clinical_executor.email",
            "sessions[].author",
            "risk_reviews[].acknowledged_by",
            "addenda[].author",
        ],
    ),
    (
        "about the plan of the course, the file or a measure: the view leaves these kinds of record out",
        &[
            "note",
            "course.death.family_contact",
            "course.death.told_by",
            "course.second_course_reason",
            "contract.place",
            "contract.cancellation",
            "contract.amendments[].reason",
            "contract.amendments[].supervision_noted",
            "slots[].reason",
            "slots[].missed.contacts[].text",
            "slots[].missed.reason",
            "slots[].missed.remarks",
            "measures[].declined_reason",
            "measures[].struck_reason",
            "tasks[].reason",
            "gates[].reason",
            "own_measures[].name",
            "own_measures[].bands[].name",
            "own_measures[].source",
        ],
    ),
    (
        "a list in the assessment: the view reads lists of words in other kinds of record only",
        &[
            "assessment.sick_role.eased[]",
            "assessment.sick_role.kept[]",
            "assessment.sick_role.helpers[]",
        ],
    ),
];

/// Lists of the course file whose record has another name in the vault.
const KINDS: &[(&str, &str)] = &[
    ("people", "person"),
    ("map_snapshots", "map_snapshot"),
    ("timeline", "event"),
    ("goals", "goal"),
    ("slots", "slot"),
    ("sessions", "session"),
    ("measures", "measure"),
    ("own_measures", "own_measure"),
    ("risk_reviews", "risk_review"),
    ("addenda", "addendum"),
    ("tasks", "task"),
    ("followups", "follow_up"),
    ("gates", "gate"),
];

/// The view `written`: which keys, in which kinds of record, and the kinds whose lists of words it reads.
struct View {
    keys: BTreeSet<String>,
    kinds: BTreeSet<String>,
    kinds_with_lists: BTreeSet<String>,
}

impl View {
    /// The view as the newest migration that makes it writes it.
    fn newest() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap());
        let mut files: Vec<_> = files.map(|file| file.path()).collect();
        files.sort();
        let view = files.iter().rev().find_map(|file| {
            let text = fs::read_to_string(file).unwrap();
            Some(text.split_once("CREATE VIEW written")?.1.to_owned())
        });
        let view = view.unwrap();
        let listed = |after: &str| {
            let (_, rest) = view.split_once(after).unwrap();
            let (list, _) = rest.split_once(')').unwrap();
            let words = list.split('\'').skip(1).step_by(2);
            words.map(str::to_owned).collect()
        };
        Self {
            keys: listed("field.key IN ("),
            kinds: listed("WHERE kind IN ("),
            kinds_with_lists: listed("record.kind IN ("),
        }
    }

    /// Whether the search finds the text at this path of a course file.
    fn finds(&self, path: &[&str]) -> bool {
        let [section, .., key] = path else {
            return false;
        };
        let renamed = KINDS.iter().find(|(list, _)| list == section);
        let kind = renamed.map_or(*section, |(_, kind)| kind);
        // The view leaves out two lists, of ids and of dates.
        let other_list =
            path.ends_with(&["who_helps", "[]"]) || path.ends_with(&["reviewed", "[]"]);
        self.kinds.contains(kind)
            && match *key {
                "[]" => self.kinds_with_lists.contains(kind) && !other_list,
                key => self.keys.contains(key),
            }
    }
}

/// The newest schema of the course file.
fn newest_schema() -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let version = |name: &str| -> Option<u32> {
        let version = name.strip_prefix("course-file-")?;
        version.strip_suffix(".schema.json")?.parse().ok()
    };
    let newest = files
        .filter_map(|file| Some((version(file.file_name().to_str()?)?, file.path())))
        .max()
        .unwrap();
    serde_json::from_slice(&fs::read(newest.1).unwrap()).unwrap()
}

/// Adds the path of each free text in this part of a schema.
fn add_texts<'a>(part: &'a Value, path: &[&'a str], texts: &mut Vec<Vec<&'a str>>) {
    let is_text = part["type"] == "string"
        || part["type"]
            .as_array()
            .is_some_and(|types| types.iter().any(|name| name == "string"));
    let is_restricted = ["enum", "format", "pattern"]
        .iter()
        .any(|rule| part.get(rule).is_some());
    if is_text && !is_restricted {
        texts.push(path.to_vec());
    }
    let properties = part["properties"].as_object();
    for (key, value) in properties.into_iter().flatten() {
        add_texts(value, &[path, &[key.as_str()]].concat(), texts);
    }
    for (rule, name) in [("items", "[]"), ("additionalProperties", "{}")] {
        if let Some(value) = part.get(rule) {
            add_texts(value, &[path, &[name]].concat(), texts);
        }
    }
}

#[test]
fn each_text_of_the_course_file_is_searched_or_listed_with_a_reason() {
    let (view, schema) = (View::newest(), newest_schema());
    let mut texts = Vec::new();
    add_texts(&schema, &[], &mut texts);
    assert!(
        texts.len() > 150,
        "the whole schema is read: {}",
        texts.len()
    );
    let mut listed: BTreeMap<String, &str> = BTreeMap::new();
    for (reason, paths) in NOT_SEARCHED {
        for path in *paths {
            let twice = listed.insert((*path).to_owned(), reason);
            assert_eq!(twice, None, "{path} is listed twice");
        }
    }
    let mut neither = Vec::new();
    for path in &texts {
        let name = path.join(".").replace(".[]", "[]");
        let reason = listed.remove(&name);
        if view.finds(path) {
            assert_eq!(reason, None, "{name} is searched, but is in the list");
        } else if reason.is_none() {
            neither.push(name);
        }
    }
    assert!(
        neither.is_empty(),
        "neither in the view `written` nor in the list above: {neither:?}"
    );
    assert!(listed.is_empty(), "not in the course file: {listed:?}");
}

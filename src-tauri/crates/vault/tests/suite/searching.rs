//! The search finds text until it is deleted.

use course::Course;
use course::storage::RecordKind;
use tempfile::tempdir;
use vault::{EditKind, Found, Vault};

use crate::practice::*;

async fn found(vault: &Vault, words: &str) -> Vec<Found> {
    vault.search(words, 20).await.unwrap()
}

/// The records found: kind and key.
async fn names(vault: &Vault, words: &str) -> Vec<(RecordKind, String)> {
    let found = found(vault, words).await;
    found
        .into_iter()
        .map(|found| (found.kind, found.key))
        .collect()
}

fn one(kind: RecordKind, key: &str) -> Vec<(RecordKind, String)> {
    vec![(kind, key.to_owned())]
}

async fn save(vault: &Vault, edit: EditKind, change_it: impl FnOnce(&mut Course)) {
    let mut change = vault.begin(edit, minute(3)).await.unwrap();
    let before = change.load_course(course_id(1)).await.unwrap();
    let mut after = before.clone();
    change_it(&mut after);
    change
        .save_course(course_id(1), &before, &after)
        .await
        .unwrap();
    change.commit().await.unwrap();
}

fn add(course: &mut Course, section: &str, value: serde_json::Value) {
    let mut file = serde_json::to_value(&*course).unwrap();
    file[section] = value;
    *course = serde_json::from_value(file).unwrap();
}

#[tokio::test]
async fn each_kind_of_prose_is_found_under_its_client() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    save(&vault, EditKind::WriteDocument, |course| {
        add(course, "timeline", serde_json::json!([{ "id": "e1", "date": "2025", "precision": "year", "title": "Moved to Leeds", "kind": "gain", "quote": "never wanted it" }]));
        add(course, "goals", serde_json::json!([{ "id": "g1", "text": "Ring one friend a week", "ratings": [] }]));
        add(course, "formulation", serde_json::json!({ "version": 2, "text": "It began with the burglary", "earlier": [{ "version": 1, "text": "It began with the wedding" }] }));
        add(course, "focus", serde_json::json!({ "area": "dispute", "agreed_on": "2026-01-05", "situation": "With the landlord", "changes": [{ "on": "2026-02-02", "area": "grief", "situation": "Her aunt", "reason": "A bereavement" }] }));
        add(course, "addenda", serde_json::json!([{ "id": "a1", "target": "session:1", "created_at": "2026-01-06T10:00:00Z", "text": "Forgot the umbrella", "slot": "s1" }]));
        add(course, "worksheets", serde_json::json!({ "bond_list": { "keep": ["the garden shed"], "let_go": [], "take_up": [] } }));
        add(course, "safety_plan", serde_json::json!({ "version": 1, "created": "2026-01-05", "warning_signs": ["staying indoors"] }));
    })
    .await;
    for (words, kind, key) in [
        ("ruth", RecordKind::Client, ""),
        ("C-001", RecordKind::Client, ""),
        ("leila", RecordKind::Person, "p1"),
        ("first hour", RecordKind::Session, "s1"),
        ("umbrella", RecordKind::Addendum, "a1"),
        ("leeds", RecordKind::Event, "e1"),
        ("wanted", RecordKind::Event, "e1"),
        ("friend week", RecordKind::Goal, "g1"),
        ("burglary", RecordKind::Formulation, ""),
        ("wedding", RecordKind::Formulation, ""),
        ("landlord", RecordKind::Focus, ""),
        ("bereavement", RecordKind::Focus, ""),
        ("garden shed", RecordKind::Worksheets, ""),
        ("indoors", RecordKind::SafetyPlan, ""),
    ] {
        assert_eq!(names(&vault, words).await, one(kind, key), "{words}");
    }
    for machine in ["k1", "attended", "dispute", "2026", "gain", "other", "null"] {
        assert_eq!(names(&vault, machine).await, [], "{machine} is no prose");
    }
    let addendum = found(&vault, "umbrella").await.remove(0);
    assert!(
        (addendum.client_id, addendum.course_id) == (client(1), Some(course_id(1))),
        "its client and course"
    );
    assert_eq!(addendum.slot.as_deref(), Some("s1"), "its session");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn working_map_is_found_by_its_notes_and_ties() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    add_course(&vault, 2).await;
    let draw = |notes: serde_json::Value| {
        move |course: &mut Course| {
            add(
                course,
                "working_map",
                serde_json::json!({ "ring_scheme": "1=core,2=out", "positions": [{ "person_id": "p1", "ring": 1, "angle_deg": 40 }], "ties": [{ "one": "p1", "other": "p1", "quality": "strained", "words": "Twin sisters" }], "placed_notes": notes }),
            );
        }
    };
    let note = |text: &str| serde_json::json!([{ "id": "n1", "text": text, "angle_deg": 10, "distance": 1 }]);
    save(
        &vault,
        EditKind::WriteDocument,
        draw(note("Since the flood")),
    )
    .await;
    let map = one(RecordKind::WorkingMap, "");
    assert_eq!(names(&vault, "flood").await, map, "a note");
    assert_eq!(
        names(&vault, "twin sis").await,
        map,
        "the beginning of a word on a tie"
    );
    assert_eq!(names(&vault, "FLOOD twin").await, map, "both");
    assert_eq!(names(&vault, "strained").await, [], "a choice is no prose");
    let whose = found(&vault, "flood").await.remove(0);
    assert!((whose.client_id, whose.course_id) == (client(1), Some(course_id(1))));
    let hit: Vec<_> = whose.snippet.iter().filter(|part| part.hit).collect();
    assert_eq!(hit.first().map(|part| part.text.as_str()), Some("flood"));
    save(
        &vault,
        EditKind::WriteDocument,
        draw(note("Since the fire")),
    )
    .await;
    assert_eq!(
        names(&vault, "flood").await,
        [],
        "replaced text is not found"
    );
    assert_eq!(names(&vault, "fire").await, map);
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn search_follows_every_kind_of_change() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    add_course(&vault, 2).await;
    let notes = [(RecordKind::Session, "s1".to_owned())];
    write_note(&vault, 1, "About the marmalade", minute(2))
        .await
        .unwrap();
    assert_eq!(names(&vault, "marmalade").await, notes, "written");
    assert_eq!(
        names(&vault, "hour").await,
        notes,
        "only the other client's note is found"
    );
    vault.undo(client(1), minute(3)).await.unwrap();
    assert_eq!(names(&vault, "marmalade").await, [], "undone");
    vault.redo(client(1), minute(4)).await.unwrap();
    assert_eq!(names(&vault, "marmalade").await, notes, "redone");
    vault.lock().await.unwrap();
    let vault = unlock(home.path(), secret()).await.unwrap();
    assert_eq!(names(&vault, "marmalade").await, notes, "after a lock");
    let mut change = vault.begin(EditKind::EraseClient, minute(5)).await.unwrap();
    change.erase_client(client(1)).await.unwrap();
    drop(change);
    assert_eq!(names(&vault, "marmalade").await, notes, "not erased yet");
    let mut change = vault.begin(EditKind::EraseClient, minute(6)).await.unwrap();
    change.erase_client(client(1)).await.unwrap();
    change.commit().await.unwrap();
    for gone in ["marmalade", "C-001"] {
        assert_eq!(names(&vault, gone).await, [], "erased: {gone}");
    }
    assert_eq!(
        names(&vault, "ruth").await,
        one(RecordKind::Client, ""),
        "the other Ruth is there"
    );
    assert_eq!(faults(&vault).await, [], "the index matches the records");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn accents_capitals_and_beginnings_make_no_difference() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    let text = "Zoë’s café: the crème brûlée, Ångström and co-parenting. Он пришёл домой";
    write_note(&vault, 1, text, minute(2)).await.unwrap();
    for words in [
        "zoe",
        "ZOË",
        "zoe\u{308}",
        "cafe",
        "cre",
        "cr",
        "brulee the",
        "angstrom",
        "co-par",
        "parenting co",
        "ПРИШЁЛ",
        "дом",
    ] {
        assert_eq!(names(&vault, words).await.len(), 1, "{words}");
    }
    for words in ["afe", "cafes", "cre brulee", "zoe nobody"] {
        assert_eq!(
            names(&vault, words).await,
            [],
            "{words}: only the last may be a beginning"
        );
    }
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn clients_come_first_then_the_newest_and_no_more_than_asked_for() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    for n in 1..=4 {
        add_course(&vault, n).await;
        write_note(&vault, n, "Ruth came late", minute(2))
            .await
            .unwrap();
    }
    let whose: Vec<_> = vault.search("ruth", 6).await.unwrap();
    let whose: Vec<_> = whose
        .iter()
        .map(|found| (found.kind, found.client_id))
        .collect();
    let clients = [1, 2, 3, 4].map(|n| (RecordKind::Client, client(n)));
    let notes = [4, 3].map(|n| (RecordKind::Session, client(n)));
    assert!(
        whose == [clients.as_slice(), &notes].concat(),
        "six of eight: {}",
        whose.len()
    );
    assert_eq!(vault.search("ruth", 0).await.unwrap(), [], "none asked for");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn struck_note_is_found_and_marked_as_struck() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    save(&vault, EditKind::StrikeNote, |course| {
        for session in course.sessions.iter_mut().flatten() {
            session.struck_reason = Some("Wrong client".to_owned());
        }
    })
    .await;
    let note = found(&vault, "first hour").await.remove(0);
    assert!(note.struck, "a struck note is found and marked");
    assert!(
        !found(&vault, "leila").await.remove(0).struck,
        "no other record is marked"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn any_typed_text_is_a_valid_search() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    let hostile = [
        "\"",
        "'",
        "*",
        "a*",
        "\"a\"",
        "a\" OR \"b",
        "text:hour",
        "note_text:hour",
        "-hour",
        "NOT hour",
        "hour AND",
        "AND",
        "NEAR(first hour)",
        "^first",
        "{text}:hour",
        "(",
        ")",
        "first + hour",
        "a\0b",
        "\0",
        "%",
        "_",
        "\\",
        "; DROP TABLE record",
        "\u{feff}",
        "\u{202e}",
        "🙂",
        "a🙂b",
        "\u{d7ff}\u{e000}",
        "١٢٣",
        "…",
        "--",
        "/*",
        "\u{300}",
        "½",
        "ﷺ",
    ];
    for typed in hostile {
        vault
            .search(typed, 20)
            .await
            .unwrap_or_else(|error| panic!("{typed:?}: {error}"));
    }
    vault.search(&"x".repeat(10_000_000), 20).await.unwrap();
    vault.search(&"x ".repeat(5_000_000), 20).await.unwrap();
    assert_eq!(
        names(&vault, "first\" hour").await.len(),
        1,
        "a quote separates words"
    );
    assert_eq!(
        names(&vault, "first OR leila").await,
        [],
        "OR is a word like any other"
    );
    let tricky = "<b>bold</b> \u{1}\u{2} \"quoted\" first* hour";
    write_note(&vault, 1, tricky, minute(2)).await.unwrap();
    let snippet = found(&vault, "hour bold").await.remove(0).snippet;
    let text: String = snippet.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(text, tricky, "the snippet is the written text");
    let hits: Vec<_> = snippet
        .iter()
        .filter(|part| part.hit)
        .map(|part| part.text.as_str())
        .collect();
    assert_eq!(hits, ["bold", "hour"], "the words are marked");
    vault.lock().await.unwrap();
}

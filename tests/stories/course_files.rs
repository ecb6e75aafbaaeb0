use acceptance::Practice;
use kith::commands::{clients, import, undo};
use kith::error::CommandError;
use serde_json::{Map, Value, json};

const TRANSITION: &str = include_str!("../golden/cases/case-transition.json");
const DISPUTE: &str = include_str!("../golden/cases/case-dispute.json");

/// The content of a course file: absent and null are the same, `expected` is no part of it.
fn content(text: &[u8]) -> Value {
    let mut file: Map<String, Value> = serde_json::from_slice(text).unwrap();
    file.remove("expected");
    without_nulls(Value::Object(file))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                kept.map(|(key, value)| (key, without_nulls(value)))
                    .collect(),
            )
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(without_nulls).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

#[tokio::test]
async fn both_sample_cases_are_imported_computed_and_exported_unchanged() {
    let practice = Practice::open().await;
    for case in [TRANSITION, DISPUTE] {
        let imported = practice.import(case.as_bytes()).await.unwrap();
        let view = practice.course(imported.course_id).await;
        let expected: Value = serde_json::from_str::<Value>(case).unwrap()["expected"].take();
        let outcomes = without_nulls(serde_json::to_value(&view.outcomes).unwrap());
        assert_eq!(
            outcomes,
            without_nulls(expected),
            "every figure is computed as the case says"
        );

        let exported = practice.export(imported.course_id).await.unwrap();
        assert_eq!(
            content(&exported),
            content(case.as_bytes()),
            "the export equals the imported file"
        );
        let other = Practice::open().await;
        let again = other.import(&exported).await.unwrap();
        let exported_again = other.export(again.course_id).await.unwrap();
        assert_eq!(
            content(&exported_again),
            content(&exported),
            "an export of an imported export is the same"
        );
    }
    let rows = clients::clients(practice.vault()).await.unwrap();
    assert_eq!(rows.len(), 2, "two files are two clients");
    assert!(
        rows.iter().all(|row| row.fictional),
        "the list marks both as sample cases"
    );
}

#[tokio::test]
async fn every_page_of_the_imported_transition_case_shows_its_records() {
    let practice = Practice::open().await;
    let imported = import::import_sample(practice.vault()).await.unwrap();
    let view = practice.course(imported.course_id).await;
    assert_eq!(
        (
            view.glance.used,
            view.glance.attended,
            view.glance.pips.len()
        ),
        (16, 16, 18),
        "16 of 18 slots were held"
    );
    assert_eq!(
        view.glance.phq9.first(),
        Some(&17),
        "the chart begins at 17"
    );
    assert_eq!(
        view.map.positions.len(),
        view.course
            .map_snapshots
            .unwrap()
            .last()
            .unwrap()
            .positions
            .len(),
        "the drawing begins as the newest version"
    );
    let undo = undo::undo_state(practice.vault(), imported.client_id);
    assert!(
        undo.await.unwrap().undo.is_some(),
        "the import can be undone"
    );

    let twice = import::import_sample(practice.vault()).await.err();
    assert!(
        matches!(twice, Some(CommandError::AlreadyThere { .. })),
        "a code is used once in a vault"
    );

    let real = practice.client("Ruth").await;
    let refused = import::remove_sample(practice.vault(), real).await.err();
    assert_eq!(
        refused,
        Some(CommandError::NotASample),
        "removing the sample never removes a real client"
    );
    import::remove_sample(practice.vault(), imported.client_id)
        .await
        .unwrap();
    let left = clients::clients(practice.vault()).await.unwrap();
    assert!(
        left.len() == 1 && left[0].id == real,
        "the sample is removed and Ruth stays"
    );
    import::import_sample(practice.vault()).await.unwrap();
}

#[tokio::test]
async fn wrong_file_is_refused_as_a_whole_with_the_place_of_the_fault() {
    let practice = Practice::open().await;
    let case: Value = serde_json::from_str(TRANSITION).unwrap();
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut case = case.clone();
        change(&mut case);
        serde_json::to_vec(&case).unwrap()
    };
    let deepest = "[0]".repeat(32);
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("shoe_size", wrong(&|case| case["shoe_size"] = json!(43))),
        (
            "measures[0].items[0]",
            wrong(&|case| case["measures"][0]["items"][0] = json!(4)),
        ),
        (
            "measures[0].total",
            wrong(&|case| case["measures"][0]["total"] = json!(26)),
        ),
        (
            "slots[1].date",
            wrong(&|case| case["slots"][1]["date"] = json!("1999-01-01")),
        ),
        (
            "map_snapshots[0].positions[0].person_id",
            wrong(&|case| case["map_snapshots"][0]["positions"][0]["person_id"] = json!("nobody")),
        ),
        ("", b"not json".to_vec()),
        ("", br#"{"client": {"display_name": "\ud800"}}"#.to_vec()),
        (&deepest, "[".repeat(10_000).into_bytes()),
        ("", vec![b' '; 20_000_001]),
    ];
    for (place, bytes) in files {
        match practice.import(&bytes).await {
            Err(CommandError::FileRefused { path, .. }) => {
                assert_eq!(path, place, "the fault has a place")
            }
            Err(other) => panic!("{place}: refused as {other:?}"),
            Ok(_) => panic!("{place}: a wrong file came in"),
        }
    }
    assert!(
        clients::clients(practice.vault()).await.unwrap().is_empty(),
        "nothing of a refused file is saved"
    );
}

#[tokio::test]
async fn a_closed_dialog_changes_nothing() {
    let practice = Practice::open().await;
    practice.will_pick(None);
    let imported = import::import_course_file(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        practice.backups(),
    )
    .await
    .unwrap();
    assert!(imported.is_none(), "a closed dialog imports nothing");
    practice.will_pick(Some(practice.desk().join("not there.json")));
    let missing = import::import_course_file(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        practice.backups(),
    )
    .await
    .err();
    assert_eq!(
        missing,
        Some(CommandError::FileOutOfReach),
        "a missing file has an error of its own"
    );
}

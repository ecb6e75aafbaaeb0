//! Hostile text is stored unchanged, or refused, and never harms other records.

use tempfile::tempdir;
use vault::{Draft, Edit, EditKind, Timestamp, VaultError};

use crate::practice::*;

fn hostile() -> Vec<String> {
    vec![
        String::new(),
        "\0".to_owned(),
        "before\0after".to_owned(),
        "\u{202e}right to left\u{2066}".to_owned(),
        "\u{fffd}\u{ffff}\u{10ffff}".to_owned(),
        "👩‍👩‍👧‍👦 עברית العربية e\u{301}".to_owned(),
        "'; DROP TABLE session; --".to_owned(),
        "%_\\\"{}[]?1:name@x$y".to_owned(),
        "<script>alert(1)</script>".to_owned(),
        "1e308 -1 9007199254740993 NaN".to_owned(),
        "x".repeat(10_000),
    ]
}

#[tokio::test]
async fn hostile_text_comes_back_to_the_letter() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    let mut vault = vault;
    for (number, text) in hostile().into_iter().enumerate() {
        let about = format!("about {}", text.chars().take(1000).collect::<String>());
        write_note(&vault, 1, &text, minute(2)).await.unwrap();
        let mut row = vault.client(client(1)).await.unwrap().client;
        row.display_name = Some(text.clone());
        let mut change = vault
            .begin(Edit::about(EditKind::EditClient, about.clone()), minute(3))
            .await
            .unwrap();
        change.save_client(client(1), &row).await.unwrap();
        change.commit().await.unwrap();
        let draft = Draft {
            key: format!("{number} {about}"),
            client_id: None,
            body: text.clone(),
            at: minute(4),
        };
        vault.save_draft(&draft).await.unwrap();

        vault.lock().await.unwrap();
        vault = unlock(home.path(), typed(&code)).await.unwrap();
        assert!(
            note(&vault.load_course(course_id(1)).await.unwrap()) == text,
            "note {number}"
        );
        let row = vault.client(client(1)).await.unwrap().client;
        assert!(row.display_name.as_ref() == Some(&text), "name {number}");
        let label = vault.undo_state(client(1)).await.unwrap().undo.unwrap();
        assert!(label.about == Some(about), "label {number}");
        assert!(
            vault.drafts(&format!("{number} ")).await.unwrap() == [draft],
            "draft {number}"
        );
    }
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn a_note_of_ten_megabytes_is_kept() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    let text = "ten megabytes ".repeat(750_000);
    write_note(&vault, 1, &text, minute(2)).await.unwrap();
    vault.lock().await.unwrap();
    let vault = unlock(home.path(), typed(&code)).await.unwrap();
    assert!(
        note(&vault.load_course(course_id(1)).await.unwrap()) == text,
        "unchanged"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn draft_is_overwritten_found_by_prefix_and_deleted() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    let draft = |key: &str, body: &str| Draft {
        key: key.to_owned(),
        client_id: Some(client(1)),
        body: body.to_owned(),
        at: minute(1),
    };
    for (key, body) in [
        ("note/1", "half a"),
        ("note/1", "half a sentence"),
        ("note/2", "other"),
        ("map/1", "x"),
    ] {
        vault.save_draft(&draft(key, body)).await.unwrap();
    }
    let found = vault.drafts("note/").await.unwrap();
    assert!(
        found == [draft("note/1", "half a sentence"), draft("note/2", "other")],
        "overwritten in place"
    );
    vault.drop_draft("note/1").await.unwrap();
    assert_eq!(vault.drafts("").await.unwrap().len(), 2, "one is deleted");
    assert!(
        vault.undo_state(client(1)).await.unwrap().undo.is_none(),
        "a draft has no audit line"
    );
    vault.lock().await.unwrap();
    assert!(
        vault.save_draft(&draft("note/3", "late")).await == Err(VaultError::Locked),
        "a locked vault takes no draft"
    );
}

#[tokio::test]
async fn two_clients_cannot_have_the_same_code() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    let mut change = vault.begin(EditKind::AddClient, minute(2)).await.unwrap();
    let taken = change.add_client(client(2), &course("C-001").client).await;
    assert!(
        matches!(taken, Err(VaultError::AlreadyThere(_))),
        "client.code must not be present already"
    );
    let unknown = change
        .add_course(course_id(9), client(9), &course("C-009"))
        .await;
    assert!(
        matches!(unknown, Err(VaultError::NotFound(_))),
        "a course needs a client"
    );
    drop(change);
    assert_eq!(
        vault.clients().await.unwrap().whole.len(),
        1,
        "a refused change leaves no trace"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn clock_set_back_or_far_ahead_does_not_prevent_changes() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    for millis in [i64::MIN, -1, 0, 253_402_300_799_999, i64::MAX] {
        write_note(
            &vault,
            1,
            &millis.to_string(),
            Timestamp::from_millis(millis),
        )
        .await
        .unwrap();
    }
    assert_eq!(
        faults(&vault).await,
        [],
        "the audit trail does not depend on times"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn record_with_dangling_reference_is_refused() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    let before = add_course(&vault, 1).await;
    let mut after = before.clone();
    after.slots.remove(0);
    let mut change = vault.begin(EditKind::RecordSlot, minute(2)).await.unwrap();
    change
        .save_course(course_id(1), &before, &after)
        .await
        .unwrap();
    assert_eq!(
        change.commit().await.err(),
        Some(VaultError::DanglingReference),
        "a note without its slot"
    );
    assert!(
        vault.load_course(course_id(1)).await.unwrap() == before,
        "the course is unchanged"
    );
    write_note(&vault, 1, "goes on", minute(3)).await.unwrap();
    vault.lock().await.unwrap();
}

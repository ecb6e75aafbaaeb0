//! Saved records are there after a lock.

use course::storage::RecordKind;
use tempfile::tempdir;
use vault::{EditKind, VaultError};

use crate::practice::*;

#[tokio::test]
async fn course_saved_before_lock_is_there_after_unlock() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    let course = add_course(&vault, 1).await;
    vault.lock().await.unwrap();
    assert_eq!(
        vault.load_course(course_id(1)).await.err(),
        Some(VaultError::Locked),
        "a locked vault shows nothing"
    );

    for secret in [secret(), typed(&code)] {
        let vault = unlock(home.path(), secret).await.unwrap();
        assert!(
            vault.load_course(course_id(1)).await.unwrap() == course,
            "the course is unchanged"
        );
        assert_eq!(
            vault.clients().await.unwrap().whole.len(),
            1,
            "the client is unchanged"
        );
        assert_eq!(
            vault.courses_of(client(1)).await.unwrap().whole.len(),
            1,
            "with the course"
        );
        vault.lock().await.unwrap();
    }
}

#[tokio::test]
async fn only_changed_records_are_written() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    let before = add_course(&vault, 1).await;

    let mut change = vault.begin(EditKind::WriteNote, minute(2)).await.unwrap();
    change
        .save_course(
            course_id(1),
            &before,
            &with_note(&before, "Second thoughts"),
        )
        .await
        .unwrap();
    let saved = change.commit().await.unwrap();
    assert_eq!(
        saved.touched,
        [RecordKind::Session],
        "only the note was changed"
    );
    assert!(saved.undoable, "writing a note can be undone");

    let mut change = vault.begin(EditKind::WriteNote, minute(3)).await.unwrap();
    let same = change.load_course(course_id(1)).await.unwrap();
    change
        .save_course(course_id(1), &same, &same)
        .await
        .unwrap();
    let saved = change.commit().await.unwrap();
    assert!(
        saved.touched.is_empty() && !saved.undoable,
        "saving the same course is no change"
    );
    let label = vault.undo_state(client(1)).await.unwrap().undo.unwrap();
    assert_eq!(
        label.kind,
        EditKind::WriteNote,
        "undo still has the last change"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn undo_and_redo_work_after_a_lock() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    write_note(&vault, 1, "Second thoughts", minute(2))
        .await
        .unwrap();
    vault.lock().await.unwrap();

    let vault = unlock(home.path(), secret()).await.unwrap();
    let saved = vault.undo(client(1), minute(3)).await.unwrap();
    assert_eq!(
        saved.touched,
        [RecordKind::Session],
        "the kinds that the screen must reload"
    );
    assert_eq!(
        note(&vault.load_course(course_id(1)).await.unwrap()),
        "First hour",
        "undone"
    );
    vault.lock().await.unwrap();

    let vault = unlock(home.path(), secret()).await.unwrap();
    vault.redo(client(1), minute(4)).await.unwrap();
    assert_eq!(
        note(&vault.load_course(course_id(1)).await.unwrap()),
        "Second thoughts",
        "redone"
    );
    assert_eq!(
        vault.redo(client(1), minute(5)).await,
        Err(VaultError::NothingToRedo),
        "only once"
    );
    vault.lock().await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    let folder = home.path().join("vault");
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700, "only the owner can enter the folder");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    for file in &names {
        assert_eq!(mode(file), 0o600, "only the owner can read {file:?}");
    }
    assert!(
        names.iter().any(|file| file.ends_with("vault.db-journal")),
        "the journal of SQLite is one of them"
    );
    vault.lock().await.unwrap();
}

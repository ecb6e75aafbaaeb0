//! An older vault in the place of the one last used is reported, and no other is.

use std::fs;
use std::path::Path;

use tempfile::{TempDir, tempdir};
use vault::{Timestamp, Vault};

use crate::practice::*;

async fn written(vault: &Vault, text: &str, at: i64) {
    write_note(vault, 1, text, minute(at)).await.unwrap();
}

/// A vault that was used twice, and a copy of its folder from between.
async fn used_twice() -> (TempDir, TempDir) {
    let (home, between) = (tempdir().unwrap(), tempdir().unwrap());
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    vault.lock().await.unwrap();
    copy(&home.path().join("vault"), between.path());
    let vault = unlock(home.path(), secret()).await.unwrap();
    written(&vault, "Said later", 7).await;
    vault.lock().await.unwrap();
    (home, between)
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// The older time that opening reports; the vault is locked again.
async fn announced(home: &Path) -> Option<Timestamp> {
    let vault = unlock(home, secret()).await.unwrap();
    let older = vault.opening().older;
    vault.lock().await.unwrap();
    older
}

#[tokio::test]
async fn vault_that_was_last_used_is_not_reported() {
    let (home, _) = used_twice().await;
    for time in ["once", "twice"] {
        assert_eq!(announced(home.path()).await, None, "opened {time}");
    }
    let vault = unlock(home.path(), secret()).await.unwrap();
    written(&vault, "The program is killed before it locks", 8).await;
    drop(vault);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert_eq!(
        announced(home.path()).await,
        None,
        "a newer vault is not reported"
    );
}

#[tokio::test]
async fn older_copy_in_its_place_is_reported_once() {
    let (home, between) = used_twice().await;
    copy(between.path(), &home.path().join("vault"));
    assert_eq!(
        announced(home.path()).await,
        Some(minute(7)),
        "noticed by the state file of the program, though the one beside the vault is as old"
    );
    assert_eq!(
        announced(home.path()).await,
        None,
        "after a change it is not reported again"
    );
}

#[tokio::test]
async fn older_copy_in_its_place_is_reported_after_a_kill_too() {
    let (home, between) = used_twice().await;
    let vault = unlock(home.path(), secret()).await.unwrap();
    written(&vault, "Said before the kill", 8).await;
    vault.keep_mark().await.unwrap();
    drop(vault);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    copy(between.path(), &home.path().join("vault"));
    assert_eq!(
        announced(home.path()).await,
        Some(minute(8)),
        "it was not locked, but the state was saved before"
    );
}

#[tokio::test]
async fn older_database_file_alone_is_reported_on_another_computer_too() {
    let (home, between) = used_twice().await;
    fs::remove_dir_all(home.path().join("state")).unwrap();
    let database = Path::new("vault").join("vault.db");
    fs::copy(between.path().join("vault.db"), home.path().join(database)).unwrap();
    assert_eq!(
        announced(home.path()).await,
        Some(minute(7)),
        "noticed by the state file beside the database"
    );
}

#[tokio::test]
async fn older_copy_changed_elsewhere_is_reported() {
    let (home, between) = used_twice().await;
    let elsewhere = tempdir().unwrap();
    fs::create_dir(elsewhere.path().join("vault")).unwrap();
    copy(between.path(), &elsewhere.path().join("vault"));
    let vault = unlock(elsewhere.path(), secret()).await.unwrap();
    for at in 8..11 {
        written(&vault, "Another note", at).await;
    }
    vault.lock().await.unwrap();
    copy(&elsewhere.path().join("vault"), &home.path().join("vault"));
    assert_eq!(
        announced(home.path()).await,
        Some(minute(7)),
        "its trail is longer, but has another line there"
    );
}

#[tokio::test]
async fn damaged_or_foreign_state_file_does_not_prevent_opening() {
    let (home, _) = used_twice().await;
    let (other, _) = used_twice().await;
    let file = |home: &Path| {
        let mut entries = fs::read_dir(home.join("state")).unwrap();
        entries.next().unwrap().unwrap().path()
    };
    let whole = fs::read(file(home.path())).unwrap();
    let mut flipped = whole.clone();
    flipped[30] ^= 1;
    let foreign = fs::read(file(other.path())).unwrap();
    for bytes in [flipped, foreign, whole[..50].to_vec(), vec![]] {
        fs::write(file(home.path()), &bytes).unwrap();
        fs::write(home.path().join("vault").join("state"), &bytes).unwrap();
        assert_eq!(
            announced(home.path()).await,
            None,
            "without a valid state file there is no report"
        );
        assert!(
            fs::read(file(home.path())).unwrap() == whole,
            "the state file is written again"
        );
    }
}

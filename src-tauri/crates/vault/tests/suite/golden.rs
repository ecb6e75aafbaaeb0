//! Every vault ever released opens. The folders under `tests/golden/vaults` were written by the Kith of their
//! schema and are never written again; each holds one client with two changes, of which the second is undone,
//! and one with a whole course out of a file.

use std::fs;
use std::path::{Path, PathBuf};

use course::{Course, file};
use tempfile::{TempDir, tempdir};
use vault::{Healing, RecoveryCode, Secret};

use crate::practice::*;

/// Opens the golden vault of schema 1, as the passphrase of the practice does.
const RECOVERY_CODE: &str = "064J-57RH-722H-DPC5-GAKX-HD8M-J4Z3-E9BB";

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/vaults/schema-1")
}

/// A copy to work on.
fn copy() -> TempDir {
    let home = tempdir().unwrap();
    fs::create_dir(home.path().join("vault")).unwrap();
    for file in ["vault.hdr", "vault.hdr.2", "vault.db"] {
        fs::write(
            home.path().join("vault").join(file),
            fs::read(golden().join(file)).unwrap(),
        )
        .unwrap();
    }
    home
}

/// What the second client's course was read from.
fn course_out_of_a_file() -> Course {
    let cases = golden().join("../../cases/case-transition.json");
    let mut count = 0;
    let mut ids = move || {
        count += 1;
        format!("golden-{count}")
    };
    file::read(&fs::read(cases).unwrap(), &mut ids).unwrap()
}

#[tokio::test]
async fn a_vault_brought_up_to_date_tells_earlier_programs_to_leave_it_alone() {
    let home = copy();
    unlock(home.path(), secret())
        .await
        .unwrap()
        .lock()
        .await
        .unwrap();
    for name in ["vault.hdr", "vault.hdr.2"] {
        let header = fs::read(home.path().join("vault").join(name)).unwrap();
        assert_eq!(header[10], 2, "{name}: readable from schema 2");
    }
    let vault = unlock(home.path(), secret()).await.unwrap();
    assert_eq!(
        (vault.opening().healing, faults(&vault).await),
        (Healing::NotNeeded, vec![]),
        "once is enough"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn the_vault_of_schema_1_opens_and_is_sound() {
    let code = RecoveryCode::parse(RECOVERY_CODE).unwrap();
    for secret in [secret(), Secret::Recovery(code)] {
        let home = copy();
        let vault = unlock(home.path(), secret).await.unwrap();
        assert_eq!(
            vault.opening().healing,
            Healing::NotNeeded,
            "the header is read as it was written"
        );
        assert_eq!(faults(&vault).await, [], "and all behind it");
        vault.lock().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_kept_in_schema_1_is_read_and_goes_on() {
    let home = copy();
    let vault = unlock(home.path(), secret()).await.unwrap();
    let codes: Vec<String> = vault
        .clients()
        .await
        .unwrap()
        .whole
        .into_iter()
        .map(|row| row.client.code)
        .collect();
    assert_eq!(codes, ["C-001", "TRN-01"], "both clients");
    assert_eq!(
        note(&vault.load_course(course_id(1)).await.unwrap()),
        "First hour",
        "the note"
    );
    assert!(
        vault.load_course(course_id(1)).await.unwrap() == course("C-001"),
        "the whole course"
    );
    vault.redo(client(1), minute(9)).await.unwrap();
    assert_eq!(
        note(&vault.load_course(course_id(1)).await.unwrap()),
        "Second thoughts",
        "the undo journal"
    );
    assert!(
        vault.load_course(course_id(2)).await.unwrap() == course_out_of_a_file(),
        "a course out of a file, with everything in it"
    );
    assert_eq!(
        vault
            .drafts("note/")
            .await
            .unwrap()
            .first()
            .map(|draft| draft.body.as_str()),
        Some("half a sen")
    );
    write_note(&vault, 1, "goes on", minute(10)).await.unwrap();
    assert_eq!(faults(&vault).await, [], "and it can be written");
    vault.lock().await.unwrap();
}

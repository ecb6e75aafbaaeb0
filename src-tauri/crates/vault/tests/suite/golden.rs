//! Every released version of the vault can be opened. The folders under `tests/golden/vaults` were written by the Kith
//! of their schema and never change. Each holds one client with two changes, of which the second is undone, and one
//! with a whole course out of a file.

use std::fs;
use std::path::{Path, PathBuf};

use course::{Course, file};
use tempfile::{TempDir, tempdir};
use vault::{HeaderRepair, RecoveryCode, Secret};

use crate::practice::*;

/// The golden vaults, and the secrets that open them besides the passphrase of the practice.
const GOLDEN: [(&str, &str); 2] = [
    ("schema-1", "064J-57RH-722H-DPC5-GAKX-HD8M-J4Z3-E9BB"),
    ("schema-2", "0665-CSC5-N9Y3-GVCH-TEP3-KT8M-NTFX-SSHK"),
];

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden")
}

/// A copy that may be changed.
pub fn copy(schema: &str) -> TempDir {
    let home = tempdir().unwrap();
    fs::create_dir(home.path().join("vault")).unwrap();
    for file in ["vault.hdr", "vault.hdr.2", "vault.db"] {
        fs::write(
            home.path().join("vault").join(file),
            fs::read(golden().join("vaults").join(schema).join(file)).unwrap(),
        )
        .unwrap();
    }
    home
}

/// The course file of the second client.
pub fn course_out_of_a_file() -> Course {
    let cases = golden().join("cases/case-transition.json");
    let mut count = 0;
    let mut ids = move || {
        count += 1;
        format!("golden-{count}")
    };
    file::read(&fs::read(cases).unwrap(), &mut ids).unwrap()
}

#[tokio::test]
async fn upgraded_vault_is_refused_by_earlier_programs() {
    let home = copy("schema-1");
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
        (vault.opening().header_repair, faults(&vault).await),
        (HeaderRepair::NotNeeded, vec![]),
        "at the second opening there is nothing to repair"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn every_golden_vault_opens_and_is_intact() {
    for (schema, code) in GOLDEN {
        let code = RecoveryCode::parse(code).unwrap();
        for secret in [secret(), Secret::Recovery(code)] {
            let home = copy(schema);
            let vault = unlock(home.path(), secret).await.unwrap();
            assert_eq!(
                vault.opening().header_repair,
                HeaderRepair::NotNeeded,
                "{schema}: the header is right"
            );
            assert_eq!(faults(&vault).await, [], "{schema}: the vault is intact");
            vault.lock().await.unwrap();
        }
    }
}

#[tokio::test]
async fn golden_vault_keeps_records_drafts_undo_and_search() {
    for (schema, _) in GOLDEN {
        let home = copy(schema);
        let vault = unlock(home.path(), secret()).await.unwrap();
        let clients = vault.clients().await.unwrap().whole;
        let codes: Vec<_> = clients.iter().map(|row| row.client.code.as_str()).collect();
        assert_eq!(codes, ["C-001", "TRN-01"], "{schema}: both clients");
        assert!(
            vault.load_course(course_id(1)).await.unwrap() == course("C-001"),
            "{schema}: the whole course"
        );
        vault.redo(client(1), minute(9)).await.unwrap();
        assert_eq!(
            note(&vault.load_course(course_id(1)).await.unwrap()),
            "Second thoughts",
            "{schema}: the undo journal"
        );
        assert!(
            vault.load_course(course_id(2)).await.unwrap() == course_out_of_a_file(),
            "{schema}: a course out of a file, with everything in it"
        );
        let drafts = vault.drafts("note/").await.unwrap();
        let draft = drafts.first().map(|draft| draft.body.as_str());
        assert_eq!(draft, Some("half a sen"), "{schema}: the text in progress");
        for words in ["second thoughts", "leila"] {
            let found = vault.search(words, 9).await.unwrap();
            assert!(
                found.iter().any(|found| found.client_id == client(1)),
                "{schema}: {words} is found"
            );
        }
        write_note(&vault, 1, "goes on", minute(10)).await.unwrap();
        assert_eq!(faults(&vault).await, [], "{schema}: it can be changed");
        vault.lock().await.unwrap();
    }
}

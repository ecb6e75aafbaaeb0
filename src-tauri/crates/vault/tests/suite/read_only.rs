//! A database with damaged pages: undamaged records can be read, lost ones are named, nothing is written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use course::storage::RecordKind;
use tempfile::{TempDir, tempdir};
use vault::{Draft, EditKind, RecoveryCode, Vault, VaultError};

use crate::practice::*;

pub const PAGE: usize = 4096;
/// Clients with a course each.
const CLIENTS: u128 = 12;

pub fn database(home: &Path) -> PathBuf {
    home.join("vault").join("vault.db")
}

/// A practice whose notes fill several pages each.
pub async fn practice() -> (TempDir, RecoveryCode) {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    for n in 1..=CLIENTS {
        add_course(&vault, n).await;
        let text = format!("hour of {n}, told at length; ").repeat(400);
        write_note(&vault, n, &text, minute(2)).await.unwrap();
    }
    vault.lock().await.unwrap();
    (home, code)
}

/// Damages these pages, opens the vault, and restores the file.
async fn spoilt(
    home: &Path,
    code: &RecoveryCode,
    pages: &[usize],
) -> Result<Vault, vault::OpenError> {
    let whole = fs::read(database(home)).unwrap();
    let mut bytes = whole.clone();
    for page in pages {
        bytes[page * PAGE + 100..page * PAGE + 900].fill(0x55);
    }
    fs::write(database(home), &bytes).unwrap();
    let opened = unlock(home, typed(code)).await;
    assert!(
        fs::read(database(home)).unwrap() == bytes,
        "a damaged file is not changed"
    );
    fs::write(database(home), whole).unwrap();
    opened
}

pub fn page_count(home: &Path) -> usize {
    fs::read(database(home)).unwrap().len() / PAGE
}

/// Reads everything: each course is unchanged, or named as damaged.
pub async fn readable(vault: &Vault) -> usize {
    let named: BTreeSet<String> = vault.lost().map(|lost| lost.id.clone()).collect();
    let mut whole = 0;
    for n in 1..=CLIENTS {
        let ids = [course_id(n).to_string(), client(n).to_string()];
        let told = ids.iter().any(|id| named.contains(id));
        match vault.load_course(course_id(n)).await {
            Ok(course) if !told => {
                assert!(
                    note(&course).starts_with(&format!("hour of {n}, ")),
                    "course {n} is unchanged"
                );
                whole += 1;
            }
            Ok(_) => {}
            Err(error) => assert!(
                told || vault.may_lack_more(),
                "course {n} does not open and is not named: {error}"
            ),
        }
    }
    whole
}

#[tokio::test]
async fn each_damaged_page_loses_only_the_records_on_it() {
    let (home, code) = practice().await;
    let pages = page_count(home.path());
    let (mut opened, mut least) = (0, usize::MAX);
    for page in (0..pages).step_by(7) {
        let Ok(vault) = spoilt(home.path(), &code, &[page]).await else {
            continue;
        };
        opened += 1;
        assert!(vault.is_read_only(), "page {page} of {pages}");
        let found = faults(&vault).await;
        assert!(
            !found.is_empty(),
            "page {page}: the verification finds the damage"
        );
        let clients = vault.clients().await.unwrap();
        assert_eq!(
            clients.damaged,
            [],
            "page {page}: no listed client is damaged"
        );
        least = least.min(readable(&vault).await);
        vault.lock().await.unwrap();
    }
    assert!(
        opened >= pages.div_ceil(7) - 1,
        "{opened} of {pages}: only a vault without its first page does not open"
    );
    // All clients are on one page; a note of several pages is lost with any of them.
    assert!(least == 0 || least >= 6, "one page cost too much: {least}");
    let vault = unlock(home.path(), typed(&code)).await.unwrap();
    assert!(!vault.is_read_only(), "restored, it can be written");
    assert_eq!(readable(&vault).await, 12, "every course can be read");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn damaged_vault_refuses_every_write() {
    let (home, code) = practice().await;
    let page = page_count(home.path()) - 2;
    let vault = spoilt(home.path(), &code, &[page]).await.unwrap();
    let draft = Draft {
        key: "note/1".to_owned(),
        client_id: None,
        body: "x".to_owned(),
        at: minute(3),
    };
    let refused = Some(VaultError::ReadOnlyBecauseDamaged);
    let begun = vault.begin(EditKind::WriteNote, minute(3)).await.err();
    assert_eq!(begun, refused, "a change");
    assert_eq!(vault.save_draft(&draft).await.err(), refused, "a draft");
    assert_eq!(vault.drop_draft("x").await.err(), refused, "nor without");
    let undone = vault.undo(client(1), minute(3)).await.err();
    assert_eq!(undone, refused, "undo");
    let code = vault.new_recovery_code(secret(), minute(3)).await.err();
    assert_eq!(code, refused, "a new code");
    let erased = vault.erase_for_good(client(1), minute(3)).await.err();
    assert_eq!(erased, refused, "erasing");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn lost_note_is_named_and_other_records_open() {
    let (home, code) = practice().await;
    let mut named = 0;
    for page in (1..page_count(home.path())).step_by(5) {
        let vault = spoilt(home.path(), &code, &[page]).await.unwrap();
        let mut lost = vault.lost();
        if let (Some(note), None) = (lost.next(), lost.next())
            && note.kind == RecordKind::Session
        {
            named += 1;
            let of = (1..=CLIENTS).find(|n| course_id(*n).to_string() == note.id);
            let code = course(&format!("C-{:03}", of.unwrap())).client.code;
            let named = note.client.as_ref().map(|client| &client.code);
            assert_eq!(named, Some(&code), "page {page}: the client is named");
            assert_eq!(
                note.written,
                Some(minute(2)),
                "page {page}: the time is named"
            );
            assert_eq!(
                readable(&vault).await,
                11,
                "page {page}: every other course is unchanged"
            );
        }
        vault.lock().await.unwrap();
    }
    assert!(
        named >= 3,
        "several pages hold parts of notes, found {named}"
    );
}

#[tokio::test]
async fn rest_of_a_cut_or_holed_database_is_read() {
    let (home, code) = practice().await;
    let pages = page_count(home.path());
    let holes: Vec<usize> = (1..pages).filter(|page| page % 5 == 0).collect();
    let vault = spoilt(home.path(), &code, &holes).await.unwrap();
    assert!(vault.lost().next().is_some(), "every fifth page is damaged");
    readable(&vault).await;
    vault.lock().await.unwrap();

    let whole = fs::read(database(home.path())).unwrap();
    for cut in [
        pages * PAGE / 2,
        pages * PAGE * 3 / 4 + 777,
        pages * PAGE - 1,
    ] {
        fs::write(database(home.path()), &whole[..cut]).unwrap();
        let vault = unlock(home.path(), typed(&code)).await.unwrap();
        assert!(vault.is_read_only(), "cut to {cut} bytes");
        assert!(readable(&vault).await > 0, "cut to {cut} bytes");
        assert!(
            !faults(&vault).await.is_empty(),
            "the verification finds it"
        );
        vault.lock().await.unwrap();
    }
}

#[tokio::test]
async fn drafts_and_search_work_in_a_damaged_vault() {
    let (home, code) = practice().await;
    let vault = unlock(home.path(), typed(&code)).await.unwrap();
    let draft = Draft {
        key: "note/3".to_owned(),
        client_id: Some(client(3)),
        body: "half a sen".to_owned(),
        at: minute(3),
    };
    vault.save_draft(&draft).await.unwrap();
    vault.lock().await.unwrap();
    let page = page_count(home.path()) / 2;
    let vault = spoilt(home.path(), &code, &[page]).await.unwrap();
    assert!(vault.drafts("").await.unwrap() == [draft], "kept");
    vault.lock().await.unwrap();
}

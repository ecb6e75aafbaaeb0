//! An old page copied back into a newer file passes SQLCipher's check, but not the full verification: bar 5.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::tempdir;
use vault::{AuditFilter, Draft, EditKind, RecoveryCode, Vault};

use crate::bar;
use crate::practice::*;

const PAGE: usize = 4096;
/// Clients of the practice.
const CLIENTS: u128 = 6;

fn database(home: &Path) -> PathBuf {
    home.join("vault").join("vault.db")
}

/// Everything that can be read from the vault.
async fn told(vault: &Vault) -> Vec<String> {
    let mut told = Vec::new();
    let clients = vault.clients().await.unwrap();
    assert_eq!(clients.damaged, [], "no client is damaged");
    for row in clients.whole {
        told.push(format!("{} {}", row.id, row.archived));
        told.push(serde_json::to_string(&row.client).unwrap());
        let courses = vault.courses_of(row.id).await.unwrap();
        for row in &courses.whole {
            let course = vault.load_course(row.id).await.unwrap();
            told.push(course::file::write(&course));
            told.push(serde_json::to_string(&row.glance).unwrap());
        }
        let undo = vault.undo_state(row.id).await.unwrap();
        told.push(serde_json::to_string(&undo).unwrap());
    }
    for draft in vault.drafts("").await.unwrap() {
        told.push(format!("{} {} {:?}", draft.key, draft.body, draft.at));
    }
    let trail = vault.audit(&AuditFilter::default(), None, 100_000).await;
    told.extend(trail.unwrap().lines.iter().map(|line| format!("{line:?}")));
    told
}

/// Changes to a practice, one at a time.
async fn happen(vault: &Vault, n: u64) {
    let (who, at) = (
        u128::from(n) % CLIENTS + 1,
        minute(10 + i64::try_from(n).unwrap()),
    );
    match n % 5 {
        0 | 3 => {
            let text = format!("hour {n} ").repeat(usize::try_from(n % 60 + 1).unwrap());
            write_note(vault, who, &text, at).await.unwrap();
        }
        1 => {
            let draft = Draft {
                key: format!("note/{who}"),
                client_id: Some(client(who)),
                body: format!("half a sentence {n} ").repeat(500),
                at,
            };
            vault.save_draft(&draft).await.unwrap();
        }
        2 => {
            let mut change = vault.begin(EditKind::ArchiveClient, at).await.unwrap();
            change
                .archive_client(client(who), n.is_multiple_of(2))
                .await
                .unwrap();
            change.commit().await.unwrap();
        }
        _ => {
            let next = vault.undo_state(client(who)).await.unwrap().undo;
            if next.is_some_and(|label| label.kind != EditKind::ImportCourse) {
                vault.undo(client(who), at).await.unwrap();
            }
        }
    }
}

/// Whether opening or verifying the vault reports an error.
async fn shows(home: &Path, code: &RecoveryCode) -> bool {
    let Ok(vault) = unlock(home, typed(code)).await else {
        return true;
    };
    let found = !faults(&vault).await.is_empty();
    vault.lock().await.unwrap();
    found
}

#[tokio::test]
async fn an_old_page_copied_back_is_found() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    for n in 1..=CLIENTS {
        add_course(&vault, n).await;
    }
    vault.lock().await.unwrap();
    let tries = bar::count(20);
    let (mut tried, mut harmless) = (0, 0);
    for n in 0_u64.. {
        let old = fs::read(database(home.path())).unwrap();
        let vault = unlock(home.path(), typed(&code)).await.unwrap();
        happen(&vault, n).await;
        let truth = told(&vault).await;
        vault.lock().await.unwrap();
        let new = fs::read(database(home.path())).unwrap();
        for at in (0..old.len().min(new.len())).step_by(PAGE) {
            let page = at..at + PAGE;
            if old[page.clone()] == new[page.clone()] {
                continue;
            }
            let mut mixed = new.clone();
            mixed[page.clone()].copy_from_slice(&old[page]);
            fs::write(database(home.path()), mixed).unwrap();
            if shows(home.path(), &code).await {
                tried += 1;
                continue;
            }
            // A rewritten page may have its old content again: then it is not an old page, and nothing is lost.
            harmless += 1;
            let vault = unlock(home.path(), typed(&code)).await.unwrap();
            let differs = told(&vault).await != truth;
            assert!(!differs, "step {n}: the page at {at} hides a saved change");
            vault.lock().await.unwrap();
        }
        fs::write(database(home.path()), &new).unwrap();
        assert!(
            !shows(home.path(), &code).await,
            "step {n}: restored, it is intact again"
        );
        if tried >= tries {
            break;
        }
    }
    assert!(
        harmless < tried,
        "{harmless} pages had their old content, mostly the first one: {tried} had not"
    );
    bar::tell(5, tried, tried);
}

/// A long text continues on pages that no index refers to.
#[tokio::test]
async fn old_page_of_drafts_copied_back_is_found() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    happen(&vault, 1).await;
    vault.lock().await.unwrap();
    let old = fs::read(database(home.path())).unwrap();
    let vault = unlock(home.path(), typed(&code)).await.unwrap();
    happen(&vault, 31).await;
    let truth = told(&vault).await;
    vault.lock().await.unwrap();
    let new = fs::read(database(home.path())).unwrap();
    let mut found = 0;
    for at in (0..new.len()).step_by(PAGE) {
        let mut mixed = new.clone();
        mixed[at..at + PAGE].copy_from_slice(&old[at..at + PAGE]);
        fs::write(database(home.path()), mixed).unwrap();
        if shows(home.path(), &code).await {
            found += 1;
            continue;
        }
        let vault = unlock(home.path(), typed(&code)).await.unwrap();
        let same = told(&vault).await == truth;
        assert!(same, "the page at {at} hides typed text");
        vault.lock().await.unwrap();
    }
    assert!(
        found >= 2,
        "the pages of the text and of its signature, found {found}"
    );
}

//! Reading the audit trail page by page.

use tempfile::tempdir;
use vault::{AuditFilter, AuditLine, EditKind, Vault};

use crate::practice::*;

async fn all(vault: &Vault, filter: &AuditFilter) -> Vec<AuditLine> {
    vault.audit(filter, None, 10_000).await.unwrap().lines
}

/// Two clients with a note each: one edit undone, one client exported, one erased, and a new recovery code.
async fn busy_vault(home: &std::path::Path) -> Vault {
    let (vault, _) = new_vault(home).await;
    add_course(&vault, 1).await;
    add_course(&vault, 2).await;
    write_note(&vault, 1, "one", minute(2)).await.unwrap();
    write_note(&vault, 2, "two", minute(3)).await.unwrap();
    vault.undo(client(2), minute(4)).await.unwrap();
    let mut change = vault
        .begin(EditKind::ExportCourse, minute(5))
        .await
        .unwrap();
    change.mark(Some(client(1)));
    change.commit().await.unwrap();
    vault.new_recovery_code(secret(), minute(6)).await.unwrap();
    let mut change = vault.begin(EditKind::EraseClient, minute(7)).await.unwrap();
    change.erase_client(client(2)).await.unwrap();
    change.commit().await.unwrap();
    vault
}

#[tokio::test]
async fn every_line_says_what_was_done_when_and_to_whom() {
    let home = tempdir().unwrap();
    let vault = busy_vault(home.path()).await;
    let lines = all(&vault, &AuditFilter::default()).await;
    let numbers: Vec<i64> = lines.iter().map(|line| line.seq).collect();
    let expected: Vec<i64> = (1..=lines.len() as i64).rev().collect();
    assert_eq!(numbers, expected, "newest first, none left out");
    let whole = lines.iter().filter(|line| line.kind == "vault");
    assert_eq!(
        whole.map(|line| line.edit.as_str()).collect::<Vec<_>>(),
        ["new_recovery_code"],
        "lines about the whole vault name no client"
    );
    assert!(
        lines
            .iter()
            .all(|line| line.client.is_some() != (line.kind == "vault")),
        "all others name one, also an erased client"
    );
    let undone = lines.iter().find(|line| line.edit == "undo_write_note");
    assert_eq!(
        undone.map(|line| (line.at, line.client)),
        Some((minute(4), Some(client(2)))),
        "an undo has a line of its own"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn trail_is_filtered_by_client_and_day() {
    let home = tempdir().unwrap();
    let vault = busy_vault(home.path()).await;
    let lines = all(&vault, &AuditFilter::default()).await;
    for who in [1, 2] {
        let filter = AuditFilter {
            client: Some(client(who)),
            ..AuditFilter::default()
        };
        let theirs = lines.iter().filter(|line| line.client == filter.client);
        let expected: Vec<AuditLine> = theirs.cloned().collect();
        assert!(expected.len() > 5, "client {who} has lines");
        assert_eq!(
            all(&vault, &filter).await,
            expected,
            "only lines of client {who}"
        );
    }
    let filter = AuditFilter {
        from: Some(minute(3)),
        until: Some(minute(5)),
        ..AuditFilter::default()
    };
    let times: Vec<_> = all(&vault, &filter).await;
    assert!(
        times
            .iter()
            .all(|line| [minute(3), minute(4)].contains(&line.at))
            && times.len() > 3,
        "from the first minute to before the last: {times:?}"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn pages_together_are_the_whole_trail() {
    let home = tempdir().unwrap();
    let vault = busy_vault(home.path()).await;
    for filter in [
        AuditFilter::default(),
        AuditFilter {
            client: Some(client(2)),
            ..AuditFilter::default()
        },
    ] {
        let whole = all(&vault, &filter).await;
        for limit in [1, 3, 7, whole.len()] {
            let (mut pages, mut before) = (Vec::new(), None);
            loop {
                let page = vault.audit(&filter, before, limit).await.unwrap();
                let full = page.lines.len() == limit;
                assert!(full || !page.more, "only the last page is short");
                before = page.lines.last().map(|line| line.seq);
                let more = page.more;
                pages.extend(page.lines);
                if !more {
                    break;
                }
            }
            assert_eq!(
                pages, whole,
                "{limit} at a time, also in the middle of a change"
            );
        }
    }
    let empty = vault.audit(&AuditFilter::default(), Some(1), 5).await;
    let empty = empty.unwrap();
    assert!(
        empty.lines.is_empty() && !empty.more,
        "nothing is older than the first line"
    );
    vault.lock().await.unwrap();
}

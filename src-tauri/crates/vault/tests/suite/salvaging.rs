//! All readable records are salvaged, and lost ones are named.

use std::fs;

use course::storage::RecordKind;
use tempfile::tempdir;
use vault::{Left, Vault};

use crate::practice::*;

const PAGE: usize = 4096;

/// The numbers of courses that are whole, incomplete, and in pieces.
async fn counted(vault: &Vault) -> (usize, usize, usize) {
    let (mut whole, mut incomplete, mut pieces) = (0, 0, 0);
    for course in vault.salvage().await.unwrap().courses {
        match course.left {
            Left::Whole(_) => whole += 1,
            Left::Incomplete(_) => incomplete += 1,
            Left::Records(_) => pieces += 1,
        }
    }
    (whole, incomplete, pieces)
}

#[tokio::test]
async fn intact_vault_is_salvaged_completely() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    for n in 1..=3 {
        add_course(&vault, n).await;
    }
    let salvage = vault.salvage().await.unwrap();
    assert!(salvage.lost.is_empty() && !salvage.more, "none lost");
    let codes: Vec<_> = salvage
        .courses
        .iter()
        .map(|course| course.called.clone())
        .collect();
    let called = |n| Some((format!("C-00{n}"), 1));
    assert_eq!(
        codes,
        [called(1), called(2), called(3)],
        "each with its code"
    );
    for (n, found) in (1..).zip(&salvage.courses) {
        let Left::Whole(found) = &found.left else {
            panic!("course {n} is not whole");
        };
        let kept = vault.load_course(course_id(n)).await.unwrap();
        assert!(**found == kept, "course {n} is unchanged");
    }
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn any_damaged_page_leaves_each_course_complete_or_names_its_loss() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    for n in 1..=6 {
        add_course(&vault, n).await;
        let text = format!("hour of {n} ").repeat(800);
        write_note(&vault, n, &text, minute(2)).await.unwrap();
    }
    vault.lock().await.unwrap();
    let file = home.path().join("vault").join("vault.db");
    let sound = fs::read(&file).unwrap();
    let mut lost_a_note = 0;
    for page in (1..sound.len() / PAGE).step_by(4) {
        let mut bytes = sound.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        fs::write(&file, &bytes).unwrap();
        let vault = unlock(home.path(), typed(&code)).await.unwrap();
        let salvage = vault.salvage().await.unwrap();
        let (whole, incomplete, pieces) = counted(&vault).await;
        if salvage.lost.is_empty() && !salvage.more {
            assert_eq!(whole, 6, "page {page}: nothing lost, so all are whole");
        }
        for course in &salvage.courses {
            let named = salvage.lost.iter().any(|lost| lost.id == course.id);
            let all = matches!(course.left, Left::Whole(_)) && course.called.is_some();
            let client_lost = course.called.is_none();
            assert!(
                all || named || client_lost || salvage.more,
                "page {page}: a missing record is not named"
            );
        }
        let notes = salvage
            .lost
            .iter()
            .filter(|lost| lost.kind == RecordKind::Session);
        lost_a_note += usize::from(notes.count() == 1 && (whole, incomplete, pieces) == (5, 1, 0));
        vault.lock().await.unwrap();
    }
    assert!(
        lost_a_note > 0,
        "some pages lose exactly one note: {lost_a_note}"
    );
}

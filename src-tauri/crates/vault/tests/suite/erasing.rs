//! An erased client is gone, and other clients are unchanged.

use tempfile::tempdir;
use vault::{Draft, Edit, EditKind, VaultError};

use crate::practice::*;

#[tokio::test]
async fn erased_client_is_gone_and_others_stay() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    let other = add_course(&vault, 2).await;
    write_note(&vault, 1, "to be forgotten", minute(2))
        .await
        .unwrap();
    for who in [1, 2] {
        let draft = |body: &str| Draft {
            key: format!("note/{who}"),
            client_id: Some(client(who)),
            body: body.to_owned(),
            at: minute(3),
        };
        vault.save_draft(&draft("half a sen")).await.unwrap();
    }
    let mut change = vault
        .begin(Edit::about(EditKind::EraseClient, "Ruth"), minute(4))
        .await
        .unwrap();
    change.erase_client(client(1)).await.unwrap();
    assert!(
        !change.commit().await.unwrap().undoable,
        "erasing cannot be undone"
    );

    vault.lock().await.unwrap();
    let vault = unlock(home.path(), typed(&code)).await.unwrap();
    assert!(
        matches!(vault.client(client(1)).await, Err(VaultError::NotFound(_))),
        "no client"
    );
    assert!(
        matches!(
            vault.load_course(course_id(1)).await,
            Err(VaultError::NotFound(_))
        ),
        "no course"
    );
    let drafts = vault.drafts("").await.unwrap();
    assert!(
        drafts
            .iter()
            .all(|draft| draft.client_id == Some(client(2))),
        "no text in progress"
    );
    assert_eq!(
        vault.undo(client(1), minute(5)).await,
        Err(VaultError::NothingToUndo),
        "there is nothing to undo"
    );
    assert!(
        vault.load_course(course_id(2)).await.unwrap() == other,
        "the other client's course is unchanged"
    );
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.lock().await.unwrap();
}

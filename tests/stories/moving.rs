use std::fs;

use acceptance::{PASSPHRASE, Practice, secret};
use kith::commands::location::{self, LocationKind};
use kith::door::LockReason;
use kith::error::CommandError;

async fn move_to(practice: &Practice, name: &str) -> Result<bool, CommandError> {
    let folder = practice.desk().join(name);
    fs::create_dir_all(&folder).unwrap();
    practice.will_pick(Some(folder));
    location::move_vault(
        practice.vault(),
        practice.door(),
        practice.state(),
        practice.state(),
        practice.backups(),
        secret(),
    )
    .await
}

#[tokio::test]
async fn a_vault_is_moved_and_opens_from_its_new_place() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    assert_eq!(
        move_to(&practice, "elsewhere").await,
        Ok(true),
        "it can be moved"
    );
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Moved),
        "the lock screen says so"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "nobody was lost on the way"
    );
    let place = location::vault_location(practice.vault()).await.unwrap();
    assert!(
        place.folder.contains("elsewhere") && place.kind == LocationKind::Ordinary,
        "it lies there now"
    );
    assert!(
        !practice.vault_folder().join("vault.db").exists(),
        "and nothing is left in the old place"
    );
}

#[tokio::test]
async fn a_folder_that_a_cloud_copies_is_refused_before_anything_is_locked() {
    let practice = Practice::open().await;
    let shared = practice.desk().join("shared");
    fs::create_dir_all(shared.join(".dropbox.cache")).unwrap();
    assert_eq!(
        move_to(&practice, "shared").await,
        Err(CommandError::PlaceInCloud {
            provider: "Dropbox".to_owned()
        }),
        "the vault would be copied away while it is written"
    );
    assert!(practice.door().is_open(), "nobody was interrupted for that");
}

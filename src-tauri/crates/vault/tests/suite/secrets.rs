//! Changing the passphrase and the recovery code.

use std::fs;

use vault::{HeaderRepair, KdfCost, OpenError, Passphrase, Secret, VaultError};

use crate::headers::{COPIES, copies};
use crate::opening::*;
use crate::practice::*;

#[tokio::test]
async fn wrong_secret_is_reported_as_wrong_secret() {
    let (home, _) = locked_vault().await;
    let (other, other_code) = locked_vault().await;
    let wrong = Passphrase::try_from("otter lamp nine crooked violin".to_owned()).unwrap();
    assert_eq!(
        refusal(home.path(), Secret::Passphrase(wrong)).await,
        Some(OpenError::WrongPassphrase),
        "one wrong letter"
    );
    assert_eq!(
        refusal(home.path(), typed(&other_code)).await,
        Some(OpenError::WrongRecoveryCode),
        "a code of another vault"
    );
    drop(other);
    assert!(
        opens(home.path(), secret()).await.strengthen,
        "the lowest cost is reported"
    );
}

#[tokio::test]
async fn changed_passphrase_replaces_the_old_one_and_keeps_the_recovery_code() {
    let (home, code) = locked_vault().await;
    let old_copies = copies(home.path());
    let new = || Passphrase::try_from("seven quiet herons mend a bicycle".to_owned()).unwrap();
    let vault = unlock(home.path(), secret()).await.unwrap();
    let refused = vault
        .change_passphrase(Secret::Passphrase(new()), new(), KdfCost::LEAST, minute(2))
        .await;
    assert_eq!(
        refused,
        Err(VaultError::Secret(OpenError::WrongPassphrase)),
        "the old passphrase is needed"
    );
    assert!(
        copies(home.path()) == old_copies,
        "without it nothing changes"
    );
    vault
        .change_passphrase(secret(), new(), KdfCost::LEAST, minute(3))
        .await
        .unwrap();
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.lock().await.unwrap();

    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::WrongPassphrase),
        "the old passphrase does not open it"
    );
    opens(home.path(), Secret::Passphrase(new())).await;
    opens(home.path(), typed(&code)).await;

    fs::write(home.path().join("vault").join(COPIES[0]), &old_copies[0]).unwrap();
    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::WrongPassphrase),
        "an older copy of the header does not accept the old passphrase"
    );
    assert_eq!(
        opens(home.path(), Secret::Passphrase(new()))
            .await
            .header_repair,
        HeaderRepair::Done,
        "the newer copy counts"
    );
    assert_eq!(
        copies(home.path())[0][32..40],
        2_u64.to_le_bytes(),
        "it replaces the older copy"
    );
}

#[tokio::test]
async fn a_passphrase_change_that_cannot_be_written_leaves_the_old_one() {
    for blocked in ["vault.hdr.tmp", "vault.hdr.2.tmp", "vault.hdr.2"] {
        let (home, _) = locked_vault().await;
        let new = || Passphrase::try_from("seven quiet herons mend a bicycle".to_owned()).unwrap();
        let vault = unlock(home.path(), secret()).await.unwrap();
        let in_the_way = home.path().join("vault").join(blocked);
        if in_the_way.exists() {
            fs::remove_file(&in_the_way).unwrap();
        }
        fs::create_dir(&in_the_way).unwrap();
        assert!(
            vault
                .change_passphrase(secret(), new(), KdfCost::LEAST, minute(2))
                .await
                .is_err(),
            "{blocked} cannot be written"
        );
        vault.lock().await.unwrap();
        assert_eq!(
            refusal(home.path(), Secret::Passphrase(new())).await,
            Some(OpenError::WrongPassphrase),
            "{blocked}: the new passphrase does not open it"
        );
        opens(home.path(), secret()).await;
    }
}

#[tokio::test]
async fn a_new_recovery_code_replaces_the_old_one() {
    let (home, old) = locked_vault().await;
    let vault = unlock(home.path(), secret()).await.unwrap();
    let new = vault.new_recovery_code(secret(), minute(2)).await.unwrap();
    vault.lock().await.unwrap();
    assert_eq!(
        refusal(home.path(), typed(&old)).await,
        Some(OpenError::WrongRecoveryCode),
        "the old code does not open it"
    );
    opens(home.path(), typed(&new)).await;
    opens(home.path(), secret()).await;
}

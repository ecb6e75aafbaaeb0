//! Two recovery codes, each revoked without the other, and a passphrase typed on another keyboard.

use std::fs;

use tempfile::{TempDir, tempdir};
use vault::{
    KdfCost, LockedVault, OpenError, Passphrase, RecoveryCode, RecoverySlotKind, Secret, Vault,
    VaultError, VaultPath,
};

use crate::opening::refusal;
use crate::practice::*;

/// The name of the colleague: no part of it may be readable without a secret.
const LABEL: &str = "Dr Amara Okonjo";

async fn vault_of_two() -> (TempDir, Vault, RecoveryCode, RecoveryCode) {
    let home = tempdir().unwrap();
    let (vault, own) = new_vault(home.path()).await;
    let colleagues = vault
        .add_colleague_code(secret(), LABEL, minute(1))
        .await
        .unwrap();
    (home, vault, own, colleagues)
}

async fn kinds(vault: &Vault) -> Vec<(RecoverySlotKind, Option<String>)> {
    let slots = vault.recovery_slots().await.unwrap();
    slots
        .into_iter()
        .map(|slot| (slot.kind, slot.label))
        .collect()
}

#[tokio::test]
async fn colleagues_code_and_own_code_both_open_the_vault() {
    let (home, vault, own, colleagues) = vault_of_two().await;
    assert_eq!(
        kinds(&vault).await,
        [
            (RecoverySlotKind::Own, None),
            (RecoverySlotKind::Colleague, Some(LABEL.to_owned()))
        ],
        "both are listed, the second with its owner"
    );
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.lock().await.unwrap();
    for secret in [typed(&own), typed(&colleagues), secret()] {
        assert_eq!(refusal(home.path(), secret).await, None, "each opens it");
    }
    for entry in fs::read_dir(home.path().join("vault")).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert!(
            !bytes
                .windows(LABEL.len())
                .any(|part| part == LABEL.as_bytes()),
            "the files do not contain the colleague's name"
        );
    }
}

#[tokio::test]
async fn each_code_is_revoked_without_the_other() {
    let (home, vault, own, colleagues) = vault_of_two().await;
    let newer = vault.new_recovery_code(secret(), minute(2)).await.unwrap();
    vault.lock().await.unwrap();
    assert_eq!(
        refusal(home.path(), typed(&own)).await,
        Some(OpenError::WrongRecoveryCode),
        "the replaced code does not open the vault"
    );
    assert_eq!(
        refusal(home.path(), typed(&colleagues)).await,
        None,
        "the colleague's code still opens it"
    );
    let vault = unlock(home.path(), typed(&newer)).await.unwrap();
    let refused = vault
        .revoke_colleague_code(typed(&colleagues), minute(3))
        .await;
    assert_eq!(
        refused,
        Err(VaultError::Secret(OpenError::WrongRecoveryCode)),
        "the colleague's code cannot revoke itself"
    );
    assert_eq!(kinds(&vault).await.len(), 2, "no code was changed");
    vault
        .revoke_colleague_code(typed(&newer), minute(3))
        .await
        .unwrap();
    assert_eq!(
        kinds(&vault).await,
        [(RecoverySlotKind::Own, None)],
        "one code is left"
    );
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.lock().await.unwrap();
    assert_eq!(
        refusal(home.path(), typed(&colleagues)).await,
        Some(OpenError::WrongRecoveryCode),
        "the colleague's code does not open the vault"
    );
    for secret in [typed(&newer), secret()] {
        assert_eq!(
            refusal(home.path(), secret).await,
            None,
            "the own secrets open it"
        );
    }
    let header = fs::read(home.path().join("vault/vault.hdr")).unwrap();
    assert_eq!(
        header.get(568..570),
        Some(&[3, 2][..]),
        "slot 2: second recovery, revoked"
    );
    assert!(
        header[570..824].iter().all(|byte| *byte == 0),
        "its wrapped key is deleted"
    );
}

#[tokio::test]
async fn only_one_colleague_has_a_code_at_a_time() {
    let (home, vault, _, first) = vault_of_two().await;
    assert_eq!(
        vault
            .add_colleague_code(secret(), "another", minute(2))
            .await
            .err(),
        Some(VaultError::ColleagueHasCode),
        "a second code of a colleague is refused"
    );
    vault
        .revoke_colleague_code(secret(), minute(3))
        .await
        .unwrap();
    assert_eq!(
        vault.revoke_colleague_code(secret(), minute(4)).await,
        Err(VaultError::NoColleagueCode),
        "it is revoked already"
    );
    let second = vault
        .add_colleague_code(secret(), "", minute(5))
        .await
        .unwrap();
    assert_eq!(
        kinds(&vault).await.last(),
        Some(&(RecoverySlotKind::Colleague, None)),
        "a name is not needed"
    );
    vault.lock().await.unwrap();
    assert_eq!(
        refusal(home.path(), typed(&second)).await,
        None,
        "the new code opens it"
    );
    assert!(
        refusal(home.path(), typed(&first)).await.is_some(),
        "the first code does not"
    );
}

#[tokio::test]
async fn wrong_secret_neither_adds_nor_revokes_a_code() {
    let (home, vault, _, colleagues) = vault_of_two().await;
    let wrong = || {
        Secret::Passphrase(Passphrase::try_from("not the right words at all".to_owned()).unwrap())
    };
    let refused = Some(VaultError::Secret(OpenError::WrongPassphrase));
    assert_eq!(
        vault.revoke_colleague_code(wrong(), minute(2)).await.err(),
        refused,
        "the repeated secret is wrong"
    );
    vault
        .revoke_colleague_code(secret(), minute(3))
        .await
        .unwrap();
    let added = vault
        .add_colleague_code(wrong(), LABEL, minute(4))
        .await
        .err();
    assert_eq!(added, refused, "a new code is refused too");
    assert_eq!(kinds(&vault).await.len(), 1, "no code was made");
    vault.lock().await.unwrap();
    assert!(
        refusal(home.path(), typed(&colleagues)).await.is_some(),
        "the old code does not open the vault"
    );
}

#[tokio::test]
async fn a_passphrase_typed_in_another_normal_form_opens() {
    let home = tempdir().unwrap();
    let composed = "caf\u{e9} \u{fb01}ve na\u{ef}ve \u{c5}ngstr\u{f6}m";
    let decomposed = "cafe\u{301} five nai\u{308}ve A\u{30a}ngstro\u{308}m";
    let passphrase = |text: &str| Passphrase::try_from(text.to_owned()).unwrap();
    let path = VaultPath::in_home(home.path());
    let made = LockedVault::create(path, &passphrase(composed), KdfCost::LEAST, minute(0)).await;
    made.unwrap().0.lock().await.unwrap();
    for text in [composed, decomposed] {
        let secret = Secret::Passphrase(passphrase(text));
        assert_eq!(refusal(home.path(), secret).await, None, "{text:?}");
    }
    let other = Secret::Passphrase(passphrase("cafe five naive Angstrom"));
    assert_eq!(
        refusal(home.path(), other).await,
        Some(OpenError::WrongPassphrase),
        "a letter without its accent is another letter"
    );
}

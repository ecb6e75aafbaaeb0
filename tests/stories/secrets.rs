use acceptance::{PASSPHRASE, Practice, secret};
use kith::commands::vault::unlock::RecoveryCheck;
use kith::commands::{export, vault::secrets};
use kith::error::CommandError;
use kith::lock::UnlockSecret;

fn wrong() -> UnlockSecret {
    UnlockSecret::Passphrase("four words are wrong here".to_owned())
}

#[tokio::test]
async fn export_needs_the_secret_and_wrong_secrets_have_to_wait() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    let path = ruth.desk().join("exported.json");
    ruth.will_pick(Some(path.clone()));
    let export = |secret| {
        export::export_course(
            ruth.vault(),
            ruth.vault_lock(),
            ruth.state(),
            ruth.id(),
            secret,
        )
    };
    for _ in 0..5 {
        assert_eq!(
            export(wrong()).await,
            Err(CommandError::WrongPassphrase),
            "a wrong secret exports nothing"
        );
    }
    assert!(!path.exists(), "no file is written");
    assert_eq!(
        export(secret()).await,
        Err(CommandError::Wait { seconds: 1 }),
        "wrong secrets of an export have to wait like those of an unlock"
    );
    ruth.wait(1);
    assert_eq!(
        export(secret()).await,
        Ok(true),
        "the right secret exports the course"
    );
}

#[tokio::test]
async fn code_of_a_colleague_opens_the_vault_until_it_is_revoked() {
    let practice = Practice::before_first_run();
    let own = practice.create_vault(PASSPHRASE).await.unwrap().join("-");
    let add = |secret| {
        secrets::add_colleague_code(
            practice.vault(),
            practice.vault_lock(),
            secret,
            "Dr. Amara Osei".to_owned(),
        )
    };
    assert_eq!(
        add(wrong()).await.err(),
        Some(CommandError::WrongPassphrase),
        "a wrong secret adds no code"
    );
    let theirs = add(secret()).await.unwrap().join("-");
    let labels = async || {
        let slots = secrets::recovery_slots(practice.vault()).await.unwrap();
        slots.into_iter().map(|slot| slot.label).collect::<Vec<_>>()
    };
    assert_eq!(
        labels().await,
        [None, Some("Dr. Amara Osei".to_owned())],
        "both codes are listed"
    );
    practice.lock().await;
    practice.unlock_with_code(&theirs).await.unwrap();
    secrets::revoke_colleague_code(practice.vault(), practice.vault_lock(), secret())
        .await
        .unwrap();
    assert_eq!(labels().await, [None], "only the owner's code is left");
    practice.lock().await;
    assert_eq!(
        practice.unlock_with_code(&theirs).await,
        Err(CommandError::WrongRecoveryCode),
        "the revoked code opens nothing"
    );
    practice.unlock_with_code(&own).await.unwrap();
}

#[tokio::test]
async fn recovery_sheet_is_asked_for_a_year_after_it_was_tried() {
    let practice = Practice::open().await;
    let checked = async || {
        secrets::recovery_checked(practice.vault(), practice.settings())
            .await
            .unwrap();
    };
    checked().await;
    let due = async |days| recovery_check(&practice, days).await;
    assert_eq!(
        due(364).await,
        None,
        "the sheet is not asked for within the first year"
    );
    let year_ago = Some(RecoveryCheck::YearAgo);
    assert_eq!(
        due(1).await,
        year_ago,
        "the sheet is asked for a year after it was tried"
    );
    checked().await;
    assert_eq!(
        due(364).await,
        None,
        "a sheet that was tried again is not asked for"
    );
    assert_eq!(
        due(1).await,
        year_ago,
        "the sheet is asked for a year after the second try"
    );
}

/// The notice about the recovery sheet at an unlock so many days later.
async fn recovery_check(practice: &Practice, days: i64) -> Option<RecoveryCheck> {
    practice.wait(days * 24 * 60 * 60);
    practice.lock().await;
    practice.unlock(PASSPHRASE).await.unwrap().recovery_check
}

#[tokio::test]
async fn untried_recovery_sheet_is_asked_for_at_every_unlock() {
    let practice = Practice::open().await;
    let never = Some(RecoveryCheck::NeverTried);
    for unlock in ["first", "second"] {
        let due = recovery_check(&practice, 0).await;
        assert_eq!(due, never, "{unlock} unlock: the sheet was never tried");
    }
    let try_it = async || {
        secrets::recovery_checked(practice.vault(), practice.settings())
            .await
            .unwrap();
        recovery_check(&practice, 1).await
    };
    assert_eq!(try_it().await, None, "a tried sheet is not asked for");
    secrets::new_recovery_code(
        practice.vault(),
        practice.vault_lock(),
        practice.settings(),
        secret(),
    )
    .await
    .unwrap();
    let due = recovery_check(&practice, 0).await;
    assert_eq!(due, never, "the new code was never tried");
    assert_eq!(try_it().await, None, "the new code was tried");
    secrets::replace_master_key(
        practice.vault(),
        practice.vault_lock(),
        practice.backups(),
        practice.settings(),
        secret(),
        PASSPHRASE.to_owned(),
    )
    .await
    .unwrap();
    let due = recovery_check(&practice, 0).await;
    assert_eq!(due, never, "the sheet of the new key was never tried");
}

#[tokio::test]
async fn tried_recovery_sheet_of_an_earlier_vault_does_not_count() {
    let practice = Practice::open().await;
    secrets::recovery_checked(practice.vault(), practice.settings())
        .await
        .unwrap();
    practice.lock().await;
    std::fs::remove_dir_all(practice.vault_folder()).unwrap();
    practice.wait(60);
    practice.create_vault(PASSPHRASE).await.unwrap();
    assert_eq!(
        recovery_check(&practice, 0).await,
        Some(RecoveryCheck::NeverTried),
        "the sheet of this vault was never tried"
    );
}

#[tokio::test]
async fn new_key_is_refused_if_no_backup_can_be_made() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    std::fs::write(practice.backups_folder(), "in the way").unwrap();
    let refused = secrets::replace_master_key(
        practice.vault(),
        practice.vault_lock(),
        practice.backups(),
        practice.settings(),
        secret(),
        "seven quiet kettles under Ghent".to_owned(),
    )
    .await;
    assert!(refused.is_err(), "no new key without a backup");
    assert_eq!(practice.codes().await, ["C-001"], "the vault stays open");
    practice.lock().await;
    practice
        .unlock(PASSPHRASE)
        .await
        .expect("the old passphrase still opens the vault");
}

#[tokio::test]
async fn old_secrets_open_nothing_after_a_new_key() {
    let practice = Practice::before_first_run();
    let old_code = practice.create_vault(PASSPHRASE).await.unwrap().join("-");
    practice.client("Ruth").await;
    practice.wait(3600);
    let chosen = "seven quiet kettles under Ghent";
    let replace = |secret| {
        secrets::replace_master_key(
            practice.vault(),
            practice.vault_lock(),
            practice.backups(),
            practice.settings(),
            secret,
            chosen.to_owned(),
        )
    };
    assert_eq!(
        replace(wrong()).await.err(),
        Some(CommandError::WrongPassphrase),
        "a wrong passphrase makes no new key"
    );
    assert_eq!(practice.codes().await, ["C-001"], "the vault stays open");
    let new = replace(secret()).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "the vault with the new key is open"
    );
    assert_eq!(
        new.old_backups.len(),
        1,
        "the earlier backup, which the old secret opens, is listed for removal"
    );
    practice.lock().await;
    assert_eq!(
        practice.unlock(PASSPHRASE).await.err(),
        Some(CommandError::WrongPassphrase),
        "the old passphrase opens nothing"
    );
    assert_eq!(
        practice.unlock_with_code(&old_code).await.err(),
        Some(CommandError::WrongRecoveryCode),
        "the old recovery code opens nothing"
    );
    practice
        .unlock_with_code(&new.groups.join("-"))
        .await
        .unwrap();
    practice.lock().await;
    practice.unlock(chosen).await.unwrap();
}

/// Another program opens the new vault as soon as it is in its place, as a virus scanner does.
#[cfg(unix)]
#[tokio::test]
async fn new_key_whose_vault_cannot_be_opened_at_once_is_reported_as_done() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let lock = practice.vault_folder().join("../vault.swap/making/lock");
    let somebody = std::thread::spawn(move || {
        loop {
            if let Ok(file) = std::fs::File::open(&lock) {
                // Kith holds the lock by now. This waits until Kith has checked the new vault and released it.
                std::thread::sleep(std::time::Duration::from_millis(10));
                file.lock().unwrap();
                return file;
            }
            std::thread::yield_now();
        }
    });
    let chosen = "eleven herons above the cold estuary";
    let made = secrets::replace_master_key(
        practice.vault(),
        practice.vault_lock(),
        practice.backups(),
        practice.state(),
        secret(),
        chosen.to_owned(),
    );
    let code = made.await.unwrap().groups.join("-");
    let state = practice.vault_state().await;
    assert_eq!(
        (state.open, state.lock_reason, state.failed),
        (false, Some(kith::lock::LockReason::NewKey), None),
        "the lock screen says that the new key is in use"
    );
    assert_eq!(
        practice.unlock(chosen).await.err(),
        Some(CommandError::InUse),
        "another program holds the vault"
    );
    drop(somebody.join().unwrap());
    assert_eq!(
        practice.unlock(PASSPHRASE).await.err(),
        Some(CommandError::WrongPassphrase),
        "the old passphrase opens nothing"
    );
    practice.unlock(chosen).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001"], "nothing is lost");
    practice.lock().await;
    practice.unlock_with_code(&code).await.unwrap();
}

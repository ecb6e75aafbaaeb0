use acceptance::{PASSPHRASE, Practice, secret};
use kith::commands::vault::unlock::RecoveryCheck;
use kith::commands::{export, vault::secrets};
use kith::error::CommandError;
use kith::lock::UnlockSecret;

fn wrong() -> UnlockSecret {
    UnlockSecret::Passphrase("four words are wrong here".to_owned())
}

#[tokio::test]
async fn an_export_asks_for_the_secret_and_a_wrong_one_counts() {
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
            "an open desk is not enough"
        );
    }
    assert!(!path.exists(), "nothing was written");
    assert_eq!(
        export(secret()).await,
        Err(CommandError::Wait { seconds: 1 }),
        "and guessing is as slow as at the door"
    );
    ruth.wait(1);
    assert_eq!(export(secret()).await, Ok(true), "whoever knows it goes on");
}

#[tokio::test]
async fn a_colleague_gets_a_code_of_their_own_that_is_revoked_alone() {
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
        "a stranger gives nobody a key"
    );
    let theirs = add(secret()).await.unwrap().join("-");
    let labels = async || {
        let slots = secrets::recovery_slots(practice.vault()).await.unwrap();
        slots.into_iter().map(|slot| slot.label).collect::<Vec<_>>()
    };
    assert_eq!(
        labels().await,
        [None, Some("Dr. Amara Osei".to_owned())],
        "both are listed"
    );
    practice.lock().await;
    practice.unlock_with_code(&theirs).await.unwrap();
    secrets::revoke_colleague_code(practice.vault(), practice.vault_lock(), secret())
        .await
        .unwrap();
    assert_eq!(labels().await, [None], "only one's own is left");
    practice.lock().await;
    assert_eq!(
        practice.unlock_with_code(&theirs).await,
        Err(CommandError::WrongRecoveryCode),
        "the colleague's opens nothing any more"
    );
    practice.unlock_with_code(&own).await.unwrap();
}

#[tokio::test]
async fn after_a_year_somebody_asks_for_the_recovery_sheet() {
    let practice = Practice::open().await;
    let checked = async || {
        secrets::recovery_checked(practice.vault(), practice.settings())
            .await
            .unwrap();
    };
    checked().await;
    let due = async |days| recovery_check(&practice, days).await;
    assert_eq!(due(364).await, None, "not within the first year");
    let year_ago = Some(RecoveryCheck::YearAgo);
    assert_eq!(due(1).await, year_ago, "a year after it was tried");
    checked().await;
    assert_eq!(due(364).await, None, "it was looked at");
    assert_eq!(due(1).await, year_ago, "a year after that");
}

/// What is said of the recovery sheet at an unlock so many days later.
async fn recovery_check(practice: &Practice, days: i64) -> Option<RecoveryCheck> {
    practice.wait(days * 24 * 60 * 60);
    practice.lock().await;
    practice.unlock(PASSPHRASE).await.unwrap().recovery_check
}

#[tokio::test]
async fn a_recovery_sheet_that_was_never_tried_is_asked_for_at_every_unlock() {
    let practice = Practice::open().await;
    let never = Some(RecoveryCheck::NeverTried);
    for unlock in ["first", "second"] {
        let due = recovery_check(&practice, 0).await;
        assert_eq!(
            due, never,
            "{unlock}: it locked while the sheet was printed"
        );
    }
    let try_it = async || {
        secrets::recovery_checked(practice.vault(), practice.settings())
            .await
            .unwrap();
        recovery_check(&practice, 1).await
    };
    assert_eq!(try_it().await, None, "groups were read back");
    secrets::new_recovery_code(
        practice.vault(),
        practice.vault_lock(),
        practice.settings(),
        secret(),
    )
    .await
    .unwrap();
    let due = recovery_check(&practice, 0).await;
    assert_eq!(due, never, "nobody has seen the new code");
    assert_eq!(try_it().await, None, "but now");
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
    assert_eq!(due, never, "the old sheet is void");
}

#[tokio::test]
async fn the_sheet_of_a_vault_that_was_here_before_says_nothing_of_this_one() {
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
        "another sheet was tried"
    );
}

#[tokio::test]
async fn without_a_backup_the_old_key_stays() {
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
    assert!(refused.is_err(), "the old vault would be nowhere");
    assert_eq!(practice.codes().await, ["C-001"], "the door is open");
    practice.lock().await;
    practice.unlock(PASSPHRASE).await.expect("as before");
}

#[tokio::test]
async fn whoever_knew_the_passphrase_is_locked_out_by_a_new_key() {
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
        "it is asked for again"
    );
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "and the door is still open"
    );
    let new = replace(secret()).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001"], "whoever did it works on");
    assert_eq!(
        new.old_backups.len(),
        1,
        "the backup made before still opens with the old secret, and is offered for removal"
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
        "nor does the old sheet"
    );
    practice
        .unlock_with_code(&new.groups.join("-"))
        .await
        .unwrap();
    practice.lock().await;
    practice.unlock(chosen).await.unwrap();
}

/// Somebody opens the new vault the very moment it is in its place, as a virus scanner would.
#[cfg(unix)]
#[tokio::test]
async fn a_new_key_that_does_not_open_at_once_is_told_as_done() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let lock = practice.vault_folder().join("../vault.swap/making/lock");
    let somebody = std::thread::spawn(move || {
        loop {
            if let Ok(file) = std::fs::File::open(&lock) {
                // Whoever made it holds it by now. This waits until the new vault was looked through and let go.
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
        "the lock screen says which passphrase holds"
    );
    assert_eq!(
        practice.unlock(chosen).await.err(),
        Some(CommandError::InUse),
        "somebody has it"
    );
    drop(somebody.join().unwrap());
    assert_eq!(
        practice.unlock(PASSPHRASE).await.err(),
        Some(CommandError::WrongPassphrase),
        "the old one is void"
    );
    practice.unlock(chosen).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001"], "nothing is lost");
    practice.lock().await;
    practice.unlock_with_code(&code).await.unwrap();
}

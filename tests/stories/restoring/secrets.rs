//! What opens a backup is what opened the vault on its day.

use acceptance::{PASSPHRASE, day, secret};
use kith::commands::{
    clients, retention,
    vault::{backups, secrets},
};
use kith::error::CommandError;
use kith::lock::UnlockSecret;

use super::{look, oldest, restore, rows, with_ruth_in_a_backup};

#[tokio::test]
async fn a_backup_of_another_passphrase_asks_for_that_one() {
    let practice = with_ruth_in_a_backup().await;
    let chosen = "seven quiet kettles under Ghent".to_owned();
    practice.wait(3600);
    secrets::change_passphrase(
        practice.vault(),
        practice.vault_lock(),
        secret(),
        chosen.clone(),
    )
    .await
    .unwrap();
    practice.lock().await;
    let rows = rows(&practice).await;
    let (new, old) = (rows.first().unwrap(), rows.last().unwrap());
    assert_eq!(new.opens_with, None, "today's passphrase opens the newest");
    assert!(old.opens_with.is_some(), "the older one names its day");
    assert_eq!(
        look(&practice, &old.id, UnlockSecret::Passphrase(chosen))
            .await
            .err(),
        Some(CommandError::WrongBackupPassphrase {
            made: Some(day("2026-01-06"))
        }),
        "today's does not open it, and which does is said"
    );
    assert!(
        look(&practice, &old.id, secret()).await.is_ok(),
        "that day's does"
    );
}

#[tokio::test]
async fn another_code_is_no_other_passphrase() {
    let practice = with_ruth_in_a_backup().await;
    practice.wait(3600);
    secrets::new_recovery_code(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        secret(),
    )
    .await
    .unwrap();
    let rows = rows(&practice).await;
    let old = rows.last().unwrap();
    assert_eq!(
        (old.other_secret, old.other_codes, old.opens_with),
        (false, true, Some(day("2026-01-06"))),
        "today's passphrase opens it, and only an older sheet"
    );
}

#[tokio::test]
async fn a_backup_older_than_the_sheet_asks_for_the_older_sheet() {
    let practice = with_ruth_in_a_backup().await;
    let id = oldest(&practice).await;
    let code = secrets::new_recovery_code(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        secret(),
    );
    let newest = UnlockSecret::RecoveryCode(code.await.unwrap().join(" "));
    assert_eq!(
        look(&practice, &id, newest).await.err(),
        Some(CommandError::WrongBackupCode {
            made: Some(day("2026-01-06"))
        }),
        "to look for the newest sheet would be to look in vain"
    );
    let short = UnlockSecret::Passphrase("short".to_owned());
    assert_eq!(
        look(&practice, &id, short).await.err(),
        Some(CommandError::WrongBackupPassphrase {
            made: Some(day("2026-01-06"))
        }),
        "what no vault ever had is not called today's either"
    );
}

#[tokio::test]
async fn at_an_open_desk_what_opens_the_backup_is_not_enough() {
    let practice = with_ruth_in_a_backup().await;
    let chosen = "seven quiet kettles under Ghent";
    let today = || Some(UnlockSecret::Passphrase(chosen.to_owned()));
    let wrong = || {
        Some(UnlockSecret::Passphrase(
            "four words are wrong here".to_owned(),
        ))
    };
    secrets::change_passphrase(
        practice.vault(),
        practice.vault_lock(),
        secret(),
        chosen.to_owned(),
    )
    .await
    .unwrap();
    let ruth = clients::clients(practice.vault()).await.unwrap()[0].id;
    retention::erase_client(
        practice.vault(),
        practice.vault_lock(),
        practice.backups(),
        ruth,
        "C-001".to_owned(),
        today().unwrap(),
        false,
    )
    .await
    .unwrap();
    let id = oldest(&practice).await;
    let bring = |today| {
        backups::bring_in_client(
            practice.vault(),
            practice.vault_lock(),
            practice.backups(),
            id.clone(),
            secret(),
            today,
            "C-001".to_owned(),
        )
    };
    for stranger in [None, wrong()] {
        assert_eq!(
            bring(stranger.clone()).await.err(),
            Some(CommandError::WrongPassphrase),
            "nobody is brought in by a stranger"
        );
        assert_eq!(
            restore(&practice, &id, secret(), stranger).await,
            Err(CommandError::WrongPassphrase),
            "nor does a stranger's backup take the place of the vault"
        );
    }
    assert_eq!(
        practice.codes().await,
        ["C-002"],
        "the door is open and nothing has changed"
    );
    bring(today()).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001", "C-002"], "its owner may");
    restore(&practice, &id, secret(), today()).await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001"], "as it was then");
}

#[tokio::test]
async fn guessing_todays_secret_beside_a_backup_is_as_slow_as_at_the_door() {
    let practice = with_ruth_in_a_backup().await;
    let id = oldest(&practice).await;
    let wrong = || {
        Some(UnlockSecret::Passphrase(
            "four words are wrong here".to_owned(),
        ))
    };
    for _ in 0..5 {
        assert_eq!(
            restore(&practice, &id, secret(), wrong()).await,
            Err(CommandError::WrongPassphrase),
            "what opens the backup is right, and yet"
        );
    }
    assert_eq!(
        restore(&practice, &id, secret(), wrong()).await,
        Err(CommandError::Wait { seconds: 1 }),
        "each wrong one counts"
    );
}

#[tokio::test]
async fn wrong_secrets_of_a_backup_have_to_wait_like_those_of_the_vault() {
    let practice = with_ruth_in_a_backup().await;
    practice.lock().await;
    let id = oldest(&practice).await;
    let wrong = || UnlockSecret::Passphrase("four words are wrong here".to_owned());
    for _ in 0..5 {
        assert_eq!(
            look(&practice, &id, wrong()).await.err(),
            Some(CommandError::WrongBackupPassphrase {
                made: Some(day("2026-01-06"))
            }),
            "wrong is wrong"
        );
    }
    assert_eq!(
        practice.unlock(PASSPHRASE).await.err(),
        Some(CommandError::Wait { seconds: 1 }),
        "a backup is no way around the wait"
    );
}

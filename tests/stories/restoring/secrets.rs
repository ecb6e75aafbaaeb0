//! A backup opens with the secret that opened the vault on the day of the backup.

use acceptance::{PASSPHRASE, day, secret};
use kith::commands::{
    clients, retention,
    vault::{backups, secrets},
};
use kith::error::CommandError;
use kith::lock::UnlockSecret;

use super::{look, oldest, restore, rows, with_ruth_in_a_backup};

#[tokio::test]
async fn backup_of_an_earlier_passphrase_asks_for_the_earlier_passphrase() {
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
    assert!(
        old.opens_with.is_some(),
        "the older backup names the day of its passphrase"
    );
    assert_eq!(
        look(&practice, &old.id, UnlockSecret::Passphrase(chosen))
            .await
            .err(),
        Some(CommandError::WrongBackupPassphrase {
            made: Some(day("2026-01-06"))
        }),
        "today's passphrase is refused with the day of the right one"
    );
    assert!(
        look(&practice, &old.id, secret()).await.is_ok(),
        "the passphrase of that day opens the backup"
    );
}

#[tokio::test]
async fn new_recovery_code_leaves_the_passphrase_of_earlier_backups_valid() {
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
        "today's passphrase opens the backup; of the sheets, only an older one does"
    );
}

#[tokio::test]
async fn backup_older_than_the_recovery_sheet_asks_for_the_older_sheet() {
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
        "the newest sheet is refused with the day of the right one"
    );
    let short = UnlockSecret::Passphrase("short".to_owned());
    assert_eq!(
        look(&practice, &id, short).await.err(),
        Some(CommandError::WrongBackupPassphrase {
            made: Some(day("2026-01-06"))
        }),
        "a passphrase too short for any vault is refused the same way"
    );
}

#[tokio::test]
async fn restoring_into_an_open_vault_also_needs_the_secret_of_today() {
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
            "no client is brought in without the secret of today"
        );
        assert_eq!(
            restore(&practice, &id, secret(), stranger).await,
            Err(CommandError::WrongPassphrase),
            "the backup does not replace the vault without the secret of today"
        );
    }
    assert_eq!(
        practice.codes().await,
        ["C-002"],
        "the vault is open and unchanged"
    );
    bring(today()).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "the secret of today brings the client in"
    );
    restore(&practice, &id, secret(), today()).await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "the vault holds the client of the backup"
    );
}

#[tokio::test]
async fn wrong_secrets_of_today_beside_a_backup_have_to_wait() {
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
            "the secret of today is wrong, though the backup opens"
        );
    }
    assert_eq!(
        restore(&practice, &id, secret(), wrong()).await,
        Err(CommandError::Wait { seconds: 1 }),
        "each wrong secret counts"
    );
}

#[tokio::test]
async fn wrong_secrets_of_a_backup_have_to_wait() {
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
            "a wrong secret of the backup is refused"
        );
    }
    assert_eq!(
        practice.unlock(PASSPHRASE).await.err(),
        Some(CommandError::Wait { seconds: 1 }),
        "wrong secrets of a backup delay the vault as well"
    );
}

use std::fs;
use std::path::Path;

use acceptance::{PASSPHRASE, Practice};
use kith::commands::vault::secrets;
use kith::commands::vault::unlock::{self, Noticed, RecoveryCheck};
use kith::error::CommandError;
use kith::lock::UnlockSecret;

#[tokio::test]
async fn wrong_passphrases_open_nothing_and_have_to_wait_longer_each_time() {
    let practice = Practice::open().await;
    practice.lock().await;
    for _ in 0..5 {
        assert_eq!(
            practice.unlock("four words are wrong here").await,
            Err(CommandError::WrongPassphrase),
            "wrong is wrong"
        );
    }
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::Wait { seconds: 1 }),
        "even the right one waits"
    );
    practice.wait(1);
    assert_eq!(
        practice.unlock("short").await,
        Err(CommandError::WrongPassphrase),
        "what could not be set opens nothing"
    );
    practice.wait(1);
    assert_eq!(
        practice.unlock("four words are wrong here").await,
        Err(CommandError::WrongPassphrase),
        "still wrong"
    );
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::Wait { seconds: 2 }),
        "the wait doubles"
    );
    practice.wait(60);
    practice.unlock(PASSPHRASE).await.unwrap();
    assert!(practice.vault_state().await.open, "nothing was erased");
}

#[tokio::test]
async fn the_recovery_code_opens_it_however_it_is_typed() {
    let practice = Practice::before_first_run();
    let code = practice.create_vault(PASSPHRASE).await.unwrap().join("-");
    practice.client("Ruth").await;
    practice.lock().await;
    assert_eq!(
        practice.unlock_with_code("no code at all").await,
        Err(CommandError::NotARecoveryCode),
        "a misread letter is said"
    );
    let typed = code
        .to_lowercase()
        .replace('0', "o")
        .replace('1', "l")
        .replace('-', " ");
    practice.unlock_with_code(&typed).await.unwrap();

    let other = Practice::before_first_run();
    let others = other.create_vault(PASSPHRASE).await.unwrap().join("");
    practice.lock().await;
    assert_eq!(
        practice.unlock_with_code(&others).await,
        Err(CommandError::WrongRecoveryCode),
        "another vault's sheet"
    );
}

#[tokio::test]
async fn a_changed_passphrase_is_the_only_one_and_the_recovery_sheet_still_opens() {
    let practice = Practice::before_first_run();
    let code = practice.create_vault(PASSPHRASE).await.unwrap().join("");
    let change = |current: &str, chosen: &str| {
        secrets::change_passphrase(
            practice.vault(),
            practice.vault_lock(),
            UnlockSecret::Passphrase(current.to_owned()),
            chosen.to_owned(),
        )
    };
    let chosen = "seven quiet kettles under Ghent";
    assert_eq!(
        change("not the passphrase at all", chosen).await,
        Err(CommandError::WrongPassphrase),
        "it is asked for again"
    );
    assert_eq!(
        change(PASSPHRASE, "password").await,
        Err(CommandError::WeakPassphrase),
        "a weak one is refused"
    );
    change(PASSPHRASE, chosen).await.unwrap();
    practice.lock().await;
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::WrongPassphrase),
        "the old one opens nothing"
    );
    practice.unlock(chosen).await.unwrap();

    let secret = UnlockSecret::Passphrase(chosen.to_owned());
    let fresh = secrets::new_recovery_code(
        practice.vault(),
        practice.vault_lock(),
        practice.settings(),
        secret,
    )
    .await
    .unwrap()
    .join("");
    practice.lock().await;
    assert_eq!(
        practice.unlock_with_code(&code).await,
        Err(CommandError::WrongRecoveryCode),
        "the old sheet is worth nothing"
    );
    practice.unlock_with_code(&fresh).await.unwrap();
}

#[tokio::test]
async fn whoever_lost_the_passphrase_sets_a_new_one_with_the_recovery_sheet() {
    let practice = Practice::before_first_run();
    let code = practice.create_vault(PASSPHRASE).await.unwrap().join("-");
    practice.lock().await;
    practice.unlock_with_code(&code).await.unwrap();

    let chosen = "seven quiet kettles under Ghent";
    let change = |code: &str| {
        secrets::change_passphrase(
            practice.vault(),
            practice.vault_lock(),
            UnlockSecret::RecoveryCode(code.to_owned()),
            chosen.to_owned(),
        )
    };
    assert_eq!(
        change("no code at all").await,
        Err(CommandError::NotARecoveryCode),
        "a misread letter is said"
    );
    change(&code).await.unwrap();
    practice.lock().await;
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::WrongPassphrase),
        "the lost one opens nothing, should it turn up"
    );
    practice.unlock(chosen).await.unwrap();
    practice.lock().await;
    practice.unlock_with_code(&code).await.unwrap();
}

#[tokio::test]
async fn wrong_recovery_codes_have_to_wait_inside_as_well() {
    let practice = Practice::open().await;
    let other = Practice::before_first_run();
    let others = other.create_vault(PASSPHRASE).await.unwrap().join("");
    let change = || {
        secrets::change_passphrase(
            practice.vault(),
            practice.vault_lock(),
            UnlockSecret::RecoveryCode(others.clone()),
            "seven quiet kettles under Ghent".to_owned(),
        )
    };
    for _ in 0..5 {
        assert_eq!(
            change().await,
            Err(CommandError::WrongRecoveryCode),
            "another vault's sheet changes nothing here"
        );
    }
    assert_eq!(
        change().await,
        Err(CommandError::Wait { seconds: 1 }),
        "a wrong code counts as a wrong try"
    );
    practice.lock().await;
    practice.wait(1);
    practice.unlock(PASSPHRASE).await.unwrap();
}

#[tokio::test]
async fn what_opening_showed_is_answered_once() {
    let practice = Practice::open().await;
    let showed = |repaired| Noticed {
        strengthen: true,
        altered: false,
        repaired,
        not_repaired: false,
        older: None,
        read_only: false,
        damaged: Vec::new(),
        recovery_check: Some(RecoveryCheck::NeverTried),
        place: None,
    };
    for header in ["vault.hdr", "vault.hdr.2"] {
        practice.lock().await;
        let path = practice.vault_folder().join(header);
        let whole = fs::read(&path).unwrap();
        let mut damaged = whole.clone();
        damaged[100] ^= 1;
        fs::write(&path, damaged).unwrap();
        assert_eq!(
            practice.unlock(PASSPHRASE).await,
            Ok(showed(true)),
            "{header} was damaged, and the other copy made it good"
        );
        assert!(
            fs::read(&path).unwrap() == whole,
            "{header} is as it was before"
        );
        practice.lock().await;
        assert_eq!(
            practice.unlock(PASSPHRASE).await,
            Ok(showed(false)),
            "nothing is left to heal; the cheap key of the stories is said again"
        );
    }
}

#[tokio::test]
async fn a_second_instance_is_kept_out_until_the_first_locks() {
    let first = Practice::open().await;
    let second = first.started_again();
    assert!(second.vault_state().await.exists, "it finds the vault");
    assert_eq!(
        second.unlock(PASSPHRASE).await,
        Err(CommandError::InUse),
        "and that somebody has it open"
    );
    first.client("Ruth").await;
    first.lock().await;
    second.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        first.unlock(PASSPHRASE).await,
        Err(CommandError::InUse),
        "now it is the other way round"
    );
}

#[tokio::test]
async fn a_passphrase_is_judged_while_it_is_typed_and_one_can_be_suggested() {
    let weak = unlock::judge_passphrase("my therapy notes 2026".to_owned())
        .await
        .unwrap();
    assert!(
        !weak.acceptable && weak.problem.is_some(),
        "words of the trade are guessed first"
    );
    let suggested = unlock::suggest_passphrase().await.unwrap();
    assert_eq!(suggested.split(' ').count(), 5, "five words");
    assert!(
        unlock::judge_passphrase(suggested)
            .await
            .unwrap()
            .acceptable,
        "what is suggested is accepted"
    );
    let twice = Practice::open().await;
    assert_eq!(
        twice.create_vault(PASSPHRASE).await,
        Err(CommandError::VaultExists),
        "a vault is never written over"
    );
}

#[tokio::test]
async fn a_vault_that_is_older_than_the_last_one_used_here_says_so() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    practice.lock().await;
    let older = practice.desk().join("older");
    copy(&practice.vault_folder(), &older);
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(noticed.older, None, "this is the one last used");
    practice.wait(3600);
    practice.client("Tom").await;
    practice.lock().await;
    fs::remove_dir_all(practice.vault_folder()).unwrap();
    copy(&older, &practice.vault_folder());
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert!(
        noticed.older.is_some(),
        "somebody put an old copy in its place, and that is said"
    );
}

#[tokio::test]
async fn a_kill_does_not_hide_that_the_vault_is_older_than_the_last_one_used_here() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    practice.lock().await;
    let older = practice.desk().join("older");
    copy(&practice.vault_folder(), &older);
    practice.unlock(PASSPHRASE).await.unwrap();
    practice.client("Tom").await;
    practice
        .backups()
        .make_if_due(practice.vault_lock().inner())
        .await;
    let restarted = practice.started_again();
    drop(practice);
    fs::remove_dir_all(restarted.vault_folder()).unwrap();
    copy(&older, &restarted.vault_folder());
    let noticed = restarted.unlock(PASSPHRASE).await.unwrap();
    assert!(
        noticed.older.is_some(),
        "half a minute after Tom was added this computer knew of it"
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

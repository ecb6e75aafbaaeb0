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
            "a wrong passphrase is refused"
        );
    }
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::Wait { seconds: 1 }),
        "the right passphrase has to wait as well"
    );
    practice.wait(1);
    assert_eq!(
        practice.unlock("short").await,
        Err(CommandError::WrongPassphrase),
        "a passphrase that is too weak to be set opens nothing"
    );
    practice.wait(1);
    assert_eq!(
        practice.unlock("four words are wrong here").await,
        Err(CommandError::WrongPassphrase),
        "a wrong passphrase is refused after the wait"
    );
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::Wait { seconds: 2 }),
        "the second wait is twice as long"
    );
    practice.wait(60);
    practice.unlock(PASSPHRASE).await.unwrap();
    assert!(
        practice.vault_state().await.open,
        "the vault opens after all wrong tries"
    );
}

#[tokio::test]
async fn recovery_code_opens_the_vault_with_any_spacing_and_case() {
    let practice = Practice::before_first_run();
    let code = practice.create_vault(PASSPHRASE).await.unwrap().join("-");
    practice.client("Ruth").await;
    practice.lock().await;
    assert_eq!(
        practice.unlock_with_code("no code at all").await,
        Err(CommandError::NotARecoveryCode),
        "a misread letter has an error of its own"
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
        "the code of another vault is refused"
    );
}

#[tokio::test]
async fn changed_passphrase_replaces_the_old_one_and_the_recovery_sheet_still_opens() {
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
        "the current passphrase must be typed"
    );
    assert_eq!(
        change(PASSPHRASE, "password").await,
        Err(CommandError::WeakPassphrase),
        "a weak new passphrase is refused"
    );
    change(PASSPHRASE, chosen).await.unwrap();
    practice.lock().await;
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::WrongPassphrase),
        "the old passphrase opens nothing"
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
        "the old recovery code opens nothing"
    );
    practice.unlock_with_code(&fresh).await.unwrap();
}

#[tokio::test]
async fn recovery_sheet_sets_a_new_passphrase_after_the_old_one_is_lost() {
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
        "a misread letter has an error of its own"
    );
    change(&code).await.unwrap();
    practice.lock().await;
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::WrongPassphrase),
        "the lost passphrase opens nothing any more"
    );
    practice.unlock(chosen).await.unwrap();
    practice.lock().await;
    practice.unlock_with_code(&code).await.unwrap();
}

#[tokio::test]
async fn wrong_recovery_codes_have_to_wait_in_the_open_vault_too() {
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
            "the code of another vault changes nothing in this one"
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
async fn notices_of_opening_are_given_once() {
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
            "{header} was damaged and is repaired from the other copy"
        );
        assert!(
            fs::read(&path).unwrap() == whole,
            "{header} holds the same bytes as before the damage"
        );
        practice.lock().await;
        assert_eq!(
            practice.unlock(PASSPHRASE).await,
            Ok(showed(false)),
            "nothing is repaired a second time; the cheap key derivation of the stories is noticed again"
        );
    }
}

#[tokio::test]
async fn second_instance_cannot_open_the_vault_until_the_first_locks() {
    let first = Practice::open().await;
    let second = first.started_again();
    assert!(
        second.vault_state().await.exists,
        "the second instance finds the vault"
    );
    assert_eq!(
        second.unlock(PASSPHRASE).await,
        Err(CommandError::InUse),
        "the second instance is told that the vault is open elsewhere"
    );
    first.client("Ruth").await;
    first.lock().await;
    second.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        first.unlock(PASSPHRASE).await,
        Err(CommandError::InUse),
        "now the first instance is told so"
    );
}

#[tokio::test]
async fn a_passphrase_is_judged_while_it_is_typed_and_one_can_be_suggested() {
    let weak = unlock::judge_passphrase("my therapy notes 2026".to_owned())
        .await
        .unwrap();
    assert!(
        !weak.acceptable && weak.problem.is_some(),
        "words of therapy are weak"
    );
    let spaced = unlock::judge_passphrase("seven lanterns under the bridge ".to_owned())
        .await
        .unwrap();
    assert!(
        spaced.outer_space && !weak.outer_space,
        "a space at the end is pointed out"
    );
    let suggested = unlock::suggest_passphrase().await.unwrap();
    assert_eq!(
        suggested.split(' ').count(),
        5,
        "a suggestion has five words"
    );
    assert!(
        unlock::judge_passphrase(suggested)
            .await
            .unwrap()
            .acceptable,
        "a suggested passphrase is strong enough"
    );
    let twice = Practice::open().await;
    assert_eq!(
        twice.create_vault(PASSPHRASE).await,
        Err(CommandError::VaultExists),
        "a second vault is never created over the first"
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
    assert_eq!(noticed.older, None, "the vault is the one last used here");
    practice.wait(3600);
    practice.client("Tom").await;
    practice.lock().await;
    fs::remove_dir_all(practice.vault_folder()).unwrap();
    copy(&older, &practice.vault_folder());
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert!(
        noticed.older.is_some(),
        "an older copy in the place of the vault is noticed"
    );
}

#[tokio::test]
async fn vault_older_than_the_last_one_used_here_is_noticed_after_a_kill() {
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
        "the newer state was remembered half a minute after Tom was added"
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

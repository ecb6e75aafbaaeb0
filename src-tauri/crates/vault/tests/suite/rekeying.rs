//! A new master key: old secrets no longer open the vault, no record is lost, and every kill leaves one vault.

use std::env;
use std::fs;
use std::path::Path;
use std::time::Duration;

use tempfile::{TempDir, tempdir};
use tokio::runtime::Runtime;
use vault::{
    AuditFilter, Draft, EditKind, KdfCost, OpenError, Passphrase, RecoveryCode, RecoverySlotKind,
    Secret, Vault, VaultError,
};

use crate::child::{HOME, child};
use crate::opening::refusal;
use crate::practice::*;

const NEW: &str = "eleven herons above the cold estuary";

fn new() -> Passphrase {
    Passphrase::try_from(NEW.to_owned()).unwrap()
}

/// A vault with records of every kind that a key signs.
async fn used_vault() -> (TempDir, Vault, RecoveryCode) {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    for n in 1..=3 {
        add_course(&vault, n).await;
        write_note(&vault, n, "second thoughts", minute(2))
            .await
            .unwrap();
    }
    vault.undo(client(2), minute(3)).await.unwrap();
    let draft = Draft {
        key: "note/1".to_owned(),
        client_id: Some(client(1)),
        body: "half a sen".to_owned(),
        at: minute(4),
    };
    vault.save_draft(&draft).await.unwrap();
    (home, vault, code)
}

/// Everything that can be read from the vault, without the audit trail.
async fn told(vault: &Vault) -> Vec<String> {
    let mut told = Vec::new();
    for n in 1..=3 {
        let course = vault.load_course(course_id(n)).await.unwrap();
        told.push(course::file::write(&course));
        let undo = vault.undo_state(client(n)).await.unwrap();
        told.push(serde_json::to_string(&undo).unwrap());
    }
    for draft in vault.drafts("").await.unwrap() {
        told.push(draft.body);
    }
    told
}

async fn replaced(vault: &Vault) -> Result<(Vault, RecoveryCode), VaultError> {
    let new = vault
        .replace_master_key(secret(), new(), KdfCost::LEAST, minute(9), |_| {})
        .await?;
    Ok((new.vault.expect("opens"), new.code))
}

/// The files of the program's folder, without the state of vaults.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "state")
        .collect()
}

#[tokio::test]
async fn rekeyed_vault_keeps_its_records_and_refuses_old_secrets() {
    let (home, vault, old_code) = used_vault().await;
    let colleagues = vault
        .add_colleague_code(secret(), "A colleague", minute(5))
        .await
        .unwrap();
    let before = told(&vault).await;
    let lines = vault.audit(&AuditFilter::default(), None, 1_000).await;
    let lines = lines.unwrap().lines.len();
    let old_file = fs::read(home.path().join("vault/vault.db")).unwrap();
    let (fresh, new_code) = replaced(&vault).await.unwrap();
    assert_eq!(
        vault.clients().await.err(),
        Some(VaultError::Locked),
        "the old one is closed"
    );
    assert_eq!(told(&fresh).await, before, "every record is there");
    assert_eq!(faults(&fresh).await, [], "every signature is right");
    let slots = fresh.recovery_slots().await.unwrap();
    assert_eq!(
        slots.iter().map(|slot| slot.kind).collect::<Vec<_>>(),
        [RecoverySlotKind::Own],
        "the colleague's code is gone"
    );
    let trail = fresh.audit(&AuditFilter::default(), None, 1_000).await;
    let trail = trail.unwrap().lines;
    let why = EditKind::ReplaceMasterKey.code();
    let said = trail.iter().filter(|line| line.edit == why).count();
    assert_eq!(trail.len() - said, lines, "the trail goes on");
    assert!(said > 0, "it has a line for the new key");
    fresh.undo(client(1), minute(10)).await.unwrap();
    fresh.redo(client(2), minute(11)).await.unwrap();
    assert_eq!(faults(&fresh).await, [], "it can be changed");
    fresh.lock().await.unwrap();
    let again = unlock(home.path(), typed(&new_code)).await.unwrap();
    assert_eq!(again.opening().older, None, "it is not reported as older");
    again.lock().await.unwrap();
    for old in [typed(&old_code), typed(&colleagues)] {
        assert_eq!(
            refusal(home.path(), old).await,
            Some(OpenError::WrongRecoveryCode),
            "the old recovery code"
        );
    }
    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::WrongPassphrase),
        "the old passphrase"
    );
    for new in [Secret::Passphrase(new()), typed(&new_code)] {
        assert_eq!(refusal(home.path(), new).await, None, "the new secrets");
    }
    assert_eq!(names(home.path()), ["vault"], "no other file is left");
    fs::write(home.path().join("vault/vault.db"), old_file).unwrap();
    assert_eq!(
        refusal(home.path(), Secret::Passphrase(new())).await,
        Some(OpenError::DatabaseDamaged),
        "the old database has another key"
    );
}

#[tokio::test]
async fn a_wrong_secret_or_a_broken_trail_changes_nothing() {
    let (home, vault, _) = used_vault().await;
    let wrong = vault
        .replace_master_key(
            Secret::Passphrase(new()),
            new(),
            KdfCost::LEAST,
            minute(9),
            |_| {},
        )
        .await;
    assert_eq!(
        wrong.err(),
        Some(VaultError::Secret(OpenError::WrongPassphrase)),
        "the repeated secret is wrong"
    );
    write_note(&vault, 1, "goes on", minute(10)).await.unwrap();
    assert_eq!(faults(&vault).await, [], "open as before");
    assert_eq!(names(home.path()), ["vault"], "no other file is left");
    vault.lock().await.unwrap();
    assert_eq!(refusal(home.path(), secret()).await, None, "the old secret");
}

#[tokio::test]
async fn rekey_dropped_at_any_point_leaves_the_vault_as_it_was() {
    let (home, vault, _) = used_vault().await;
    let before = told(&vault).await;
    let mut given_up = 0;
    for step in 0..12_u64 {
        let patience = Duration::from_millis(step * 40);
        match tokio::time::timeout(patience, replaced(&vault)).await {
            Err(_) => given_up += 1,
            Ok(done) => {
                done.unwrap().0.lock().await.unwrap();
                break;
            }
        }
        if vault.clients().await.is_err() {
            break;
        }
        assert_eq!(told(&vault).await, before, "step {step}: still open");
        // Windows removes an attached file at the next attempt or the next start.
        if cfg!(unix) {
            assert_eq!(
                names(home.path()),
                ["vault"],
                "step {step}: no other file is left"
            );
        }
    }
    assert!(given_up > 2, "dropped {given_up} times");
    vault.lock().await.unwrap();
    let old = refusal(home.path(), secret()).await;
    let new = refusal(home.path(), Secret::Passphrase(new())).await;
    assert!(
        old.is_none() != new.is_none(),
        "one of the two vaults: {old:?} {new:?}"
    );
    assert_eq!(names(home.path()), ["vault"], "no other file is left");
}

#[test]
fn rekey_killed_anywhere_leaves_one_complete_vault() {
    const THIS: &str = "rekeying::rekey_killed_anywhere_leaves_one_complete_vault";
    let runtime = Runtime::new().unwrap();
    if let Some(home) = env::var_os(HOME) {
        runtime.block_on(async {
            let vault = unlock(Path::new(&home), secret()).await.unwrap();
            replaced(&vault).await.unwrap();
        });
        return;
    }
    let (mut old, mut new_ones) = (0, 0);
    for round in 0..14_u64 {
        let (home, vault, _) = runtime.block_on(used_vault());
        let before = runtime.block_on(told(&vault));
        runtime.block_on(vault.lock()).unwrap();
        let mut killed = child(THIS, home.path());
        std::thread::sleep(Duration::from_millis(150 + round * 90));
        killed.kill().unwrap();
        killed.wait().unwrap();
        let opened = runtime.block_on(async {
            match unlock(home.path(), secret()).await {
                Ok(vault) => (vault, &mut old),
                Err(OpenError::WrongPassphrase) => {
                    let secret = Secret::Passphrase(new());
                    (unlock(home.path(), secret).await.unwrap(), &mut new_ones)
                }
                Err(error) => panic!("round {round}: neither vault is there: {error}"),
            }
        });
        let (vault, count) = opened;
        *count += 1;
        let after = runtime.block_on(told(&vault));
        assert_eq!(after, before, "round {round}: every record is there");
        assert_eq!(runtime.block_on(faults(&vault)), [], "round {round}");
        runtime.block_on(vault.lock()).unwrap();
        assert_eq!(
            names(home.path()),
            ["vault"],
            "round {round}: no other file is left"
        );
    }
    assert!(old > 0, "killed before the end: {old} old, {new_ones} new");
}

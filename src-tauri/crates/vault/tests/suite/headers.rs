//! The header: its layout, its two copies, and a reason of its own for each way it can be wrong.

use std::fs;
use std::path::Path;

use ring::digest::{SHA256, digest};
use tempfile::{TempDir, tempdir};
use vault::{
    Healing, KdfCost, LockedVault, OpenError, Passphrase, RecoveryCode, Secret, VaultError,
    VaultPath,
};

use crate::practice::*;

const COPIES: [&str; 2] = ["vault.hdr", "vault.hdr.2"];

async fn locked_vault() -> (TempDir, RecoveryCode) {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    vault.lock().await.unwrap();
    (home, code)
}

/// Changes a copy; `checksummed` as one who knows the format would, though not the key.
pub fn edit(home: &Path, copy: &str, checksummed: bool, edit: impl FnOnce(&mut Vec<u8>)) {
    let file = home.join("vault").join(copy);
    let mut bytes = fs::read(&file).unwrap();
    edit(&mut bytes);
    if checksummed {
        let sum = digest(&SHA256, &bytes[..4064]);
        bytes[4064..].copy_from_slice(sum.as_ref());
    }
    fs::write(&file, bytes).unwrap();
}

fn copies(home: &Path) -> [Vec<u8>; 2] {
    COPIES.map(|copy| fs::read(home.join("vault").join(copy)).unwrap())
}

async fn refusal(home: &Path, secret: Secret) -> Option<OpenError> {
    unlock(home, secret).await.err()
}

async fn opens(home: &Path, secret: Secret) -> vault::Opening {
    let vault = unlock(home, secret).await.unwrap();
    let opening = vault.opening();
    assert!(
        vault.load_course(course_id(1)).await.is_ok(),
        "the records are all there"
    );
    vault.lock().await.unwrap();
    opening
}

#[tokio::test]
async fn the_layout_is_the_one_written_down() {
    let (home, _) = locked_vault().await;
    let [first, second] = copies(home.path());
    assert_eq!(first.len(), 4096, "a header is 4,096 bytes");
    assert!(first == second, "both copies are the same");
    assert_eq!(first[..8], *b"KITHVLT\0", "magic");
    assert_eq!(
        first[8..12],
        [1, 0, 2, 0],
        "format 1, readable from schema 2"
    );
    assert_eq!(first[32..40], 1_u64.to_le_bytes(), "changed once: made");
    assert_eq!(
        first[40..48],
        minute(0).millis().to_le_bytes(),
        "when it was made"
    );
    assert_eq!(
        first[56..60],
        [1, 1, 1, 1],
        "slot 0: passphrase, active, NFKC, Argon2id"
    );
    assert_eq!(first[60..64], (19 * 1024_u32).to_le_bytes(), "m in KiB");
    assert_eq!(
        first[312..316],
        [2, 1, 0, 2],
        "slot 1: recovery, active, as it is, HKDF"
    );
    assert_eq!(first[316..328], [0; 12], "which costs nothing");
    assert!(
        first[568..4032].iter().all(|byte| *byte == 0),
        "no more slots, no labels, nothing else"
    );
    assert_eq!(
        &first[4064..],
        digest(&SHA256, &first[..4064]).as_ref(),
        "checksum"
    );
}

#[tokio::test]
async fn what_is_not_there_or_no_vault_is_told_apart() {
    let home = tempdir().unwrap();
    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::Missing),
        "no folder"
    );
    fs::create_dir(home.path().join("vault")).unwrap();
    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::Missing),
        "an empty folder"
    );
    fs::write(home.path().join("vault/vault.db"), "records").unwrap();
    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::HeaderDamaged),
        "a database without headers was a vault once, and nothing may be made in its place"
    );
    for bytes in [
        vec![],
        vec![0; 4096],
        vec![7; 4095],
        vec![7; 4097],
        vec![1; 1_000_000],
        b"KITHVLT\0".to_vec(),
    ] {
        for copy in COPIES {
            fs::write(home.path().join("vault").join(copy), &bytes).unwrap();
        }
        assert_eq!(
            refusal(home.path(), secret()).await,
            Some(OpenError::NotAVault),
            "{} bytes of junk",
            bytes.len()
        );
    }
}

#[tokio::test]
async fn a_good_copy_heals_the_other() {
    let (home, code) = locked_vault().await;
    let whole = copies(home.path());
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 5] = [
        ("gone", |file| fs::remove_file(file).unwrap()),
        ("emptied", |file| fs::write(file, "").unwrap()),
        ("zeroed", |file| fs::write(file, [0; 4096]).unwrap()),
        ("cut", |file| {
            fs::write(file, &fs::read(file).unwrap()[..4000]).unwrap()
        }),
        ("extended", |file| {
            fs::write(file, [fs::read(file).unwrap(), vec![0; 8]].concat()).unwrap()
        }),
    ];
    for (name, harm) in harms {
        for copy in COPIES {
            harm(&home.path().join("vault").join(copy));
            assert_eq!(
                opens(home.path(), typed(&code)).await.healing,
                Healing::Done,
                "{copy} {name}"
            );
            assert!(
                copies(home.path()) == whole,
                "{copy} {name}: as good as before"
            );
        }
    }
    assert_eq!(
        opens(home.path(), secret()).await.healing,
        Healing::NotNeeded,
        "nothing left to heal"
    );
}

#[tokio::test]
async fn both_copies_damaged_is_said() {
    let (home, code) = locked_vault().await;
    for (copy, at) in COPIES.into_iter().zip([100, 3000]) {
        edit(home.path(), copy, false, |bytes| bytes[at] ^= 1);
    }
    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::HeaderDamaged),
        "not a wrong passphrase"
    );
    assert_eq!(
        refusal(home.path(), typed(&code)).await,
        Some(OpenError::HeaderDamaged),
        "nor a wrong code"
    );
}

#[tokio::test]
async fn an_altered_header_is_said_and_the_other_copy_used() {
    let (home, _) = locked_vault().await;
    let whole = copies(home.path());
    edit(home.path(), COPIES[0], true, |bytes| bytes[12] = 1);
    let opening = opens(home.path(), secret()).await;
    assert!(
        opening.altered && opening.healing == Healing::Done,
        "the untouched copy opens and heals: {opening:?}"
    );
    assert!(copies(home.path()) == whole, "as good as before");
    for copy in COPIES {
        edit(home.path(), copy, true, |bytes| bytes[12] = 1);
    }
    let altered = copies(home.path());
    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::HeaderAltered),
        "both altered"
    );
    assert!(
        copies(home.path()) == altered,
        "and nothing was healed with what is not trusted"
    );
}

#[tokio::test]
async fn a_newer_vault_is_refused_and_not_touched() {
    for field in [8, 10] {
        let (home, code) = locked_vault().await;
        for copy in COPIES {
            edit(home.path(), copy, true, |bytes| bytes[field] = 3);
        }
        let before = snapshot(home.path());
        for secret in [secret(), typed(&code)] {
            let refusal = refusal(home.path(), secret).await;
            assert!(
                matches!(refusal, Some(OpenError::NewerThanThisApp { .. })),
                "byte {field}: {refusal:?}"
            );
        }
        assert!(snapshot(home.path()) == before, "not one byte changed");
    }
}

fn snapshot(home: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(home.join("vault"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|file| {
            (
                file.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&file).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[tokio::test]
async fn an_absurd_key_derivation_is_refused_at_once() {
    let (home, code) = locked_vault().await;
    for (at, value) in [
        (60, u32::MAX),
        (60, 1),
        (64, 0),
        (64, 1_000_000),
        (68, 0),
        (68, 999),
    ] {
        for copy in COPIES {
            edit(home.path(), copy, true, |bytes| {
                bytes[at..at + 4].copy_from_slice(&value.to_le_bytes())
            });
        }
        assert_eq!(
            refusal(home.path(), secret()).await,
            Some(OpenError::KdfOutOfBounds),
            "{value} at {at}"
        );
        for copy in COPIES {
            edit(home.path(), copy, true, |bytes| {
                bytes[60..64].copy_from_slice(&(19 * 1024_u32).to_le_bytes());
                bytes[64..72].copy_from_slice(&[1, 0, 0, 0, 1, 0, 0, 0]);
            });
        }
    }
    opens(home.path(), typed(&code)).await;
}

#[tokio::test]
async fn a_wrong_secret_is_a_wrong_secret() {
    let (home, _) = locked_vault().await;
    let (other, other_code) = locked_vault().await;
    let wrong = Passphrase::try_from("otter lamp nine crooked violin".to_owned()).unwrap();
    assert_eq!(
        refusal(home.path(), Secret::Passphrase(wrong)).await,
        Some(OpenError::WrongPassphrase),
        "one letter"
    );
    assert_eq!(
        refusal(home.path(), typed(&other_code)).await,
        Some(OpenError::WrongRecoveryCode),
        "another's code"
    );
    drop(other);
    assert!(
        opens(home.path(), secret()).await.strengthen,
        "the cheapest derivation asks to be strengthened"
    );
}

#[tokio::test]
async fn a_changed_passphrase_replaces_the_old_one_and_spares_the_code() {
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
        "the old one is asked for"
    );
    assert!(
        copies(home.path()) == old_copies,
        "and without it nothing changes"
    );
    vault
        .change_passphrase(secret(), new(), KdfCost::LEAST, minute(3))
        .await
        .unwrap();
    assert_eq!(faults(&vault).await, [], "the vault knows its new header");
    vault.lock().await.unwrap();

    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::WrongPassphrase),
        "the old one is out"
    );
    opens(home.path(), Secret::Passphrase(new())).await;
    opens(home.path(), typed(&code)).await;

    fs::write(home.path().join("vault").join(COPIES[0]), &old_copies[0]).unwrap();
    assert_eq!(
        refusal(home.path(), secret()).await,
        Some(OpenError::WrongPassphrase),
        "an older copy beside it does not bring the old passphrase back"
    );
    assert_eq!(
        opens(home.path(), Secret::Passphrase(new())).await.healing,
        Healing::Done,
        "the newer copy counts"
    );
    assert_eq!(
        copies(home.path())[0][32..40],
        2_u64.to_le_bytes(),
        "and replaces the older"
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
            "{blocked}: what was not done must not half work"
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
        "the lost sheet is void"
    );
    opens(home.path(), typed(&new)).await;
    opens(home.path(), secret()).await;
}

#[tokio::test]
async fn nothing_is_made_where_something_is() {
    let (home, _) = locked_vault().await;
    let before = snapshot(home.path());
    let again = LockedVault::create(
        VaultPath::in_home(home.path()),
        &passphrase(),
        KdfCost::LEAST,
        minute(9),
    )
    .await;
    assert_eq!(
        again.err(),
        Some(OpenError::AlreadyExists),
        "a vault is never made over another"
    );
    assert!(snapshot(home.path()) == before, "which is untouched");
    let elsewhere = tempdir().unwrap();
    fs::create_dir(elsewhere.path().join("vault")).unwrap();
    let (vault, _) = new_vault(elsewhere.path()).await;
    vault.lock().await.unwrap();
    let mut left: Vec<_> = fs::read_dir(elsewhere.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(
        left,
        ["state", "vault"],
        "an empty folder is no obstacle, and nothing else is left behind"
    );
}

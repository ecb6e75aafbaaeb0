//! The header: its layout, its two copies, and an error for each kind of damage.

use std::fs;
use std::path::Path;

use ring::digest::{SHA256, digest};
use tempfile::tempdir;
use vault::{HeaderRepair, KdfCost, LockedVault, OpenError, VaultPath};

use crate::folders::{contents, names};
use crate::opening::*;
use crate::practice::*;

/// The two copies of a header.
pub const COPIES: [&str; 2] = ["vault.hdr", "vault.hdr.2"];

/// Changes a copy; with `checksummed`, as somebody who knows the format but not the key would.
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

/// Both copies of the header.
pub fn copies(home: &Path) -> [Vec<u8>; 2] {
    COPIES.map(|copy| fs::read(home.join("vault").join(copy)).unwrap())
}

#[tokio::test]
async fn header_layout_is_the_documented_one() {
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
async fn missing_vault_and_no_vault_are_different_errors() {
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
        "a database without headers is a damaged vault, and is not replaced"
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
async fn good_header_copy_repairs_the_other() {
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
                opens(home.path(), typed(&code)).await.header_repair,
                HeaderRepair::Done,
                "{copy} {name}"
            );
            assert!(copies(home.path()) == whole, "{copy} {name}: repaired");
        }
    }
    assert_eq!(
        opens(home.path(), secret()).await.header_repair,
        HeaderRepair::NotNeeded,
        "nothing left to repair"
    );
}

#[tokio::test]
async fn two_damaged_header_copies_are_reported() {
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
async fn altered_header_is_reported_and_the_other_copy_used() {
    let (home, _) = locked_vault().await;
    let whole = copies(home.path());
    edit(home.path(), COPIES[0], true, |bytes| bytes[12] = 1);
    let opening = opens(home.path(), secret()).await;
    assert!(
        opening.altered && opening.header_repair == HeaderRepair::Done,
        "the unchanged copy opens and repairs the other: {opening:?}"
    );
    assert!(copies(home.path()) == whole, "repaired");
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
        "no copy was repaired from the altered one"
    );
}

#[tokio::test]
async fn newer_vault_is_refused_and_unchanged() {
    for field in [8, 10] {
        let (home, code) = locked_vault().await;
        for copy in COPIES {
            edit(home.path(), copy, true, |bytes| bytes[field] = 3);
        }
        let before = contents(&home.path().join("vault"));
        for secret in [secret(), typed(&code)] {
            let refusal = refusal(home.path(), secret).await;
            assert!(
                matches!(refusal, Some(OpenError::NewerThanThisApp { .. })),
                "byte {field}: {refusal:?}"
            );
        }
        assert!(
            contents(&home.path().join("vault")) == before,
            "the files are unchanged"
        );
    }
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
async fn create_refuses_a_folder_in_use() {
    let (home, _) = locked_vault().await;
    let before = contents(&home.path().join("vault"));
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
        "a vault is not overwritten"
    );
    assert!(
        contents(&home.path().join("vault")) == before,
        "it is unchanged"
    );
    let elsewhere = tempdir().unwrap();
    fs::create_dir(elsewhere.path().join("vault")).unwrap();
    let (vault, _) = new_vault(elsewhere.path()).await;
    vault.lock().await.unwrap();
    assert_eq!(
        names(elsewhere.path()),
        ["state", "vault"],
        "an empty folder is used, and no other file is left"
    );
}

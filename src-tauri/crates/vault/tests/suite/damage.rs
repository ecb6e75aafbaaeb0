//! Every damage to the files of a vault is found: bars 3 and 4.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::{TempDir, tempdir};
use vault::{EditKind, HeaderRepair, OpenError, RecoveryCode};

use crate::bar;
use crate::practice::*;

async fn locked_vault() -> (TempDir, RecoveryCode) {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    write_note(&vault, 1, "Second thoughts", minute(2))
        .await
        .unwrap();
    // Pages that were used and are free again are part of the file too.
    add_course(&vault, 2).await;
    write_note(&vault, 2, &"forget me ".repeat(4_000), minute(3))
        .await
        .unwrap();
    let mut change = vault.begin(EditKind::EraseClient, minute(4)).await.unwrap();
    change.erase_client(client(2)).await.unwrap();
    change.commit().await.unwrap();
    vault.lock().await.unwrap();
    (home, code)
}

fn database(home: &Path) -> PathBuf {
    home.join("vault").join("vault.db")
}

/// The sign of damage; none if there is none.
async fn shows(home: &Path, code: &RecoveryCode) -> Option<String> {
    let vault = match unlock(home, typed(code)).await {
        Ok(vault) => vault,
        Err(error) => return Some(error.to_string()),
    };
    if vault.is_read_only() {
        vault.lock().await.unwrap();
        return Some("read_only".to_owned());
    }
    let found = match vault.opening().header_repair {
        HeaderRepair::NotNeeded => faults(&vault)
            .await
            .first()
            .map(|step| format!("{}: {}", step.name, step.detail)),
        repair @ (HeaderRepair::Done | HeaderRepair::Failed) => Some(format!("{repair:?}")),
    };
    vault.lock().await.unwrap();
    found
}

/// Numbers that are the same in every run.
fn scattered() -> impl Iterator<Item = usize> {
    let next = |last: &u64| Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
    std::iter::successors(Some(20_260_101_u64), next)
        .skip(1)
        .map(|number| (number >> 33) as usize)
}

/// The positions of so many bits: one in each part of the file if there are as many as parts, the others anywhere.
pub fn bits(bytes: usize, part: usize, count: usize) -> Vec<usize> {
    let parts = bytes.div_ceil(part);
    let each = if count < parts { 0 } else { parts };
    let mut draw = scattered();
    let mut within = |from: usize, to: usize| from * 8 + draw.next().unwrap() % ((to - from) * 8);
    (0..each)
        .map(|number| (number * part, bytes.min((number + 1) * part)))
        .chain((each..count).map(|_| (0, bytes)))
        .map(|(from, to)| within(from, to))
        .collect()
}

#[tokio::test]
async fn a_flipped_bit_anywhere_is_found() {
    let (home, code) = locked_vault().await;
    assert_eq!(
        shows(home.path(), &code).await,
        None,
        "an unchanged vault is intact"
    );
    let count = bar::count(60);
    // Before a release there are enough bits for every byte of a header and every page.
    let headers = count / 4;
    for (name, part, flips) in [
        ("vault.hdr", 1, headers),
        ("vault.hdr.2", 1, headers),
        ("vault.db", 4096, count - 2 * headers),
    ] {
        let file = home.path().join("vault").join(name);
        let whole = fs::read(&file).unwrap();
        for bit in bits(whole.len(), part, flips) {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            fs::write(&file, bytes).unwrap();
            assert!(
                shows(home.path(), &code).await.is_some(),
                "{name}: flipped bit {bit} is not noticed"
            );
            fs::write(&file, &whole).unwrap();
        }
    }
    assert_eq!(
        shows(home.path(), &code).await,
        None,
        "restored, it is intact again"
    );
    bar::tell(3, count, count);
}

#[tokio::test]
async fn a_database_cut_emptied_or_another_vaults_is_damaged_and_never_new() {
    let (home, code) = locked_vault().await;
    let (other, _) = locked_vault().await;
    let whole = fs::read(database(home.path())).unwrap();
    let harms: [(&str, Vec<u8>); 6] = [
        ("emptied", vec![]),
        ("zeroed", vec![0; whole.len()]),
        ("cut to a stump", whole[..100].to_vec()),
        ("cut after the first page", whole[..4096].to_vec()),
        ("junk", vec![0x5A; whole.len()]),
        ("another vault's", fs::read(database(other.path())).unwrap()),
    ];
    for (name, bytes) in harms {
        fs::write(database(home.path()), &bytes).unwrap();
        for secret in [secret(), typed(&code)] {
            assert_eq!(
                unlock(home.path(), secret).await.err(),
                Some(OpenError::DatabaseDamaged),
                "{name}"
            );
        }
        assert!(
            fs::read(database(home.path())).unwrap() == bytes,
            "{name}: no new file replaces it"
        );
        bar::tell(4, 1, 1);
    }
    fs::remove_file(database(home.path())).unwrap();
    assert_eq!(
        unlock(home.path(), secret()).await.err(),
        Some(OpenError::DatabaseDamaged),
        "gone"
    );
    assert!(
        !database(home.path()).exists(),
        "a lost database is not replaced by an empty one"
    );
    bar::tell(4, 1, 1);
    fs::write(database(home.path()), whole).unwrap();
    assert_eq!(
        shows(home.path(), &code).await,
        None,
        "restored, it is intact again"
    );
}

#[tokio::test]
async fn a_database_cut_or_extended_by_pages_is_found() {
    let (home, code) = locked_vault().await;
    let whole = fs::read(database(home.path())).unwrap();
    let pages = whole.len() / 4096;
    // Before a release the file is cut after every page.
    let every = (pages / bar::count(8)).max(1);
    let cuts: Vec<usize> = (1..pages - 1).step_by(every).collect();
    for cut in &cuts {
        fs::write(database(home.path()), &whole[..(pages - cut) * 4096]).unwrap();
        assert!(
            shows(home.path(), &code).await.is_some(),
            "{cut} of {pages} pages cut off"
        );
    }
    let extras = [1, 100, 4096, 8192];
    for extra in extras {
        fs::write(
            database(home.path()),
            [whole.clone(), vec![0; extra]].concat(),
        )
        .unwrap();
        let shown = shows(home.path(), &code).await.unwrap_or_default();
        assert!(
            shown.starts_with("file_length"),
            "{extra} bytes too many: {shown:?}"
        );
    }
    let zeroed_page = [&whole[..4096 * 2], &[0; 4096], &whole[4096 * 3..]].concat();
    fs::write(database(home.path()), zeroed_page).unwrap();
    assert!(shows(home.path(), &code).await.is_some(), "a page of zeros");
    let tried = cuts.len() + extras.len() + 1;
    bar::tell(4, tried, tried);
}

//! Whatever happens to the file of a backup, it shows.

use std::fs;

use vault::{BackupError, list_backups};

use crate::backed_up::*;
use crate::practice::*;

/// The words for a flipped bit, by where it is.
fn words_for(byte: usize) -> &'static [BackupError] {
    match byte {
        0..8 => &[BackupError::NotABackup],
        // One bit further the number of the format is another.
        8..10 => &[
            BackupError::Damaged,
            BackupError::NewerThanThisApp { needs: 0 },
        ],
        48..4144 => &[BackupError::HeaderDamaged],
        // A length that says more than there is cannot be told from an end that is missing.
        4144..4148 => &[BackupError::Damaged, BackupError::Cut],
        _ => &[BackupError::Damaged],
    }
}

#[tokio::test]
async fn a_flipped_bit_anywhere_in_a_backup_is_found_and_named() {
    let (home, vault, code, backup) = backed_up().await;
    vault.lock().await.unwrap();
    let whole = fs::read(&backup.path).unwrap();
    let mut draw = 20_260_101_u64;
    // Every part in front of the database, and a bit of it here and there.
    let front = (0..60).chain((60..4144).step_by(97)).chain(4144..4200);
    let all = front.chain((0..350).map(|_| {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (draw >> 33) as usize % whole.len()
    }));
    for (turn, byte) in all.enumerate() {
        let mut bytes = whole.clone();
        bytes[byte] ^= 1 << (turn % 8);
        fs::write(&backup.path, bytes).unwrap();
        let found = refused(&backup.path, typed(&code), home.path()).await;
        let found = match found {
            Some(BackupError::NewerThanThisApp { .. }) => {
                Some(BackupError::NewerThanThisApp { needs: 0 })
            }
            found => found,
        };
        assert!(
            found
                .as_ref()
                .is_some_and(|found| words_for(byte).contains(found)),
            "byte {byte}: {found:?}"
        );
    }
    fs::write(&backup.path, &whole).unwrap();
    let found = refused(&backup.path, typed(&code), home.path()).await;
    assert_eq!(found, None, "put back, it opens again");
}

#[tokio::test]
async fn a_backup_cut_or_added_to_anywhere_says_so() {
    let (home, vault, code, backup) = backed_up().await;
    vault.lock().await.unwrap();
    let whole = fs::read(&backup.path).unwrap();
    let (_elsewhere, other, _, others) = backed_up().await;
    other.lock().await.unwrap();
    let others = fs::read(&others.path).unwrap();
    let says = async |bytes: &[u8]| {
        fs::write(&backup.path, bytes).unwrap();
        let listed = list_backups(&backups_of(home.path()));
        assert_eq!(listed.len(), 1, "listed, whatever is wrong with it");
        refused(&backup.path, typed(&code), home.path()).await
    };
    let ends = (8..whole.len())
        .step_by(whole.len() / 60)
        .chain([4144, 4148, whole.len() - 1]);
    for end in ends {
        assert_eq!(
            says(&whole[..end]).await,
            Some(BackupError::Cut),
            "cut at {end}"
        );
    }
    for more in [1, 16, 4096, 65_552] {
        let longer = [whole.as_slice(), &vec![0; more]].concat();
        assert_eq!(
            says(&longer).await,
            Some(BackupError::Extended),
            "{more} bytes more"
        );
    }
    let half = whole.len() / 2;
    let harms: [(&str, Vec<u8>, BackupError); 5] = [
        ("0 bytes", vec![], BackupError::Empty),
        ("zeroed", vec![0; whole.len()], BackupError::NotABackup),
        (
            "the end of another vault's",
            [
                &whole[..half],
                &others[others.len() - (whole.len() - half)..],
            ]
            .concat(),
            BackupError::Damaged,
        ),
        (
            "the header of another vault's",
            [&whole[..48], &others[48..4144], &whole[4144..]].concat(),
            BackupError::WrongRecoveryCode,
        ),
        (
            "a header under another name",
            whole[48..4144].to_vec(),
            BackupError::IsAHeader,
        ),
    ];
    for (name, bytes, error) in harms {
        assert_eq!(says(&bytes).await, Some(error), "{name}");
    }
    assert_eq!(says(&whole).await, None, "put back, it opens again");
}

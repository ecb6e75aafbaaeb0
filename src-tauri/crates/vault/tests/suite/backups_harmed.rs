//! Every damage to the file of a backup is found: bars 3 and 4.

use std::fs;

use vault::{BackupError, list_backups};

use crate::backed_up::*;
use crate::bar;
use crate::damage::bits;
use crate::practice::*;

/// The errors allowed for a flipped bit, by its position.
fn words_for(byte: usize) -> &'static [BackupError] {
    match byte {
        0..8 => &[BackupError::NotABackup],
        // One bit further, the number of the format is another.
        8..10 => &[
            BackupError::Damaged,
            BackupError::NewerThanThisApp { needs: 0 },
        ],
        48..4144 => &[BackupError::HeaderDamaged],
        // A length beyond the end looks like a missing end.
        4144..4148 => &[BackupError::Damaged, BackupError::Cut],
        _ => &[BackupError::Damaged],
    }
}

#[tokio::test]
async fn a_flipped_bit_anywhere_in_a_backup_is_found_and_named() {
    let (home, vault, code, backup) = backed_up().await;
    vault.lock().await.unwrap();
    let whole = fs::read(&backup.path).unwrap();
    let count = bar::count(400);
    // Every byte of the fields before the header copy. Of the header copy and the rest as many as asked for: before a
    // release every byte of the one and every 4 KiB of the other.
    let ends = (0..60).chain(4144..4200).map(|byte| byte * 8 + byte % 8);
    let header = bits(4144 - 60, 1, count / 2).into_iter();
    let rest = bits(whole.len() - 4200, 4096, count - count / 2).into_iter();
    let all: Vec<usize> = ends
        .chain(header.map(|bit| bit + 60 * 8))
        .chain(rest.map(|bit| bit + 4200 * 8))
        .collect();
    for bit in &all {
        let byte = bit / 8;
        let mut bytes = whole.clone();
        bytes[byte] ^= 1 << (bit % 8);
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
    assert_eq!(found, None, "restored, it opens again");
    bar::tell(3, all.len(), all.len());
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
        assert_eq!(listed.len(), 1, "it is listed with its damage");
        refused(&backup.path, typed(&code), home.path()).await
    };
    let every = (whole.len() / bar::count(60)).max(1);
    let ends: Vec<usize> = (8..whole.len())
        .step_by(every)
        .chain([4144, 4148, whole.len() - 1])
        .collect();
    for end in ends.iter().copied() {
        assert_eq!(
            says(&whole[..end]).await,
            Some(BackupError::Cut),
            "cut at {end}"
        );
    }
    let longer = [1, 16, 4096, 65_552];
    for more in longer {
        let added_to = [whole.as_slice(), &vec![0; more]].concat();
        assert_eq!(
            says(&added_to).await,
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
    let tried = ends.len() + longer.len() + harms.len();
    for (name, bytes, error) in harms {
        assert_eq!(says(&bytes).await, Some(error), "{name}");
    }
    assert_eq!(says(&whole).await, None, "restored, it opens again");
    bar::tell(4, tried, tried);
}

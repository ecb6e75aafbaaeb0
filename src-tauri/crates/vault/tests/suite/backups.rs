//! Backups are made, opened with the secrets of their time, copied, and refused with the right error.

use std::fs;
use std::path::Path;
use std::time::Duration;

use tempfile::tempdir;
use vault::{
    BackupError, BackupFile, Draft, Hold, KdfCost, LockedBackup, Passphrase, Secret, SlowPlace,
    list_backups,
};

use crate::backed_up::*;
use crate::practice::*;

#[tokio::test]
async fn backup_has_its_name_and_the_content_of_the_vault() {
    let (home, vault, code, backup) = backed_up().await;
    assert_eq!(
        backup.path.file_name().unwrap(),
        "kith-2026-01-01-0003.kithbackup",
        "the local time is in its name"
    );
    assert_eq!(backup.made, Some(wall(3)), "and is read back");
    assert_eq!(
        fs::read_dir(backups_of(home.path())).unwrap().count(),
        1,
        "no temporary file is left"
    );
    let then = vault.load_course(course_id(1)).await.unwrap();
    write_note(&vault, 1, "Later", minute(4)).await.unwrap();
    for secret in [secret(), typed(&code)] {
        let locked = LockedBackup::at(&backup.path).unwrap();
        let open = locked.open(secret, home.path()).await.unwrap();
        let clients = open.clients().await.unwrap().whole;
        assert_eq!(clients.len(), 1, "the client of that time");
        let courses = open.courses(clients[0].id).await.unwrap();
        assert!(courses == [then.clone()], "the course of that time");
        assert_eq!(
            open.manifest().made_at(),
            minute(3),
            "the time of the backup"
        );
        let steps = open.verify().await.unwrap();
        assert!(steps.iter().all(|step| step.ok), "verified: {steps:?}");
        open.close().await.unwrap();
    }
    vault.lock().await.unwrap();
    assert_eq!(
        fs::read_dir(home.path()).unwrap().count(),
        3,
        "vault, backups and state: the unpacked copy is removed"
    );
}

#[tokio::test]
async fn backup_opens_with_the_secrets_valid_when_it_was_made() {
    let (home, vault, code, then) = backed_up().await;
    let new = Passphrase::try_from("seven herons over the weir".to_owned()).unwrap();
    vault
        .change_passphrase(secret(), new, KdfCost::LEAST, minute(4))
        .await
        .unwrap();
    let new = || {
        Secret::Passphrase(Passphrase::try_from("seven herons over the weir".to_owned()).unwrap())
    };
    let new_code = vault.new_recovery_code(new(), minute(5)).await.unwrap();
    let now = back_up(&vault, home.path(), 6).await;
    let opens = async |file: &BackupFile, secret| refused(&file.path, secret, home.path()).await;
    assert_eq!(opens(&then, secret()).await, None, "that day's passphrase");
    assert_eq!(opens(&then, typed(&code)).await, None, "that day's code");
    assert_eq!(
        opens(&then, new()).await,
        Some(BackupError::WrongPassphrase),
        "today's passphrase"
    );
    assert_eq!(
        opens(&then, typed(&new_code)).await,
        Some(BackupError::WrongRecoveryCode),
        "today's code"
    );
    assert_eq!(
        opens(&now, new()).await,
        None,
        "today's passphrase opens today's backup"
    );
    assert_eq!(
        opens(&now, secret()).await,
        Some(BackupError::WrongPassphrase),
        "that day's passphrase does not open today's backup"
    );
    let listed = list_backups(&backups_of(home.path()));
    let opens_with: Vec<_> = listed
        .iter()
        .map(|file| file.summary.unwrap().opens_with)
        .collect();
    assert_eq!(
        opens_with,
        [minute(5), minute(0)],
        "each names the time of its secrets"
    );
    vault.new_recovery_code(new(), minute(6)).await.unwrap();
    back_up(&vault, home.path(), 7).await;
    let passphrases: Vec<_> = list_backups(&backups_of(home.path()))
        .iter()
        .map(|file| file.summary.unwrap().passphrase)
        .collect();
    assert!(
        passphrases[0] == passphrases[1] && passphrases[1] != passphrases[2],
        "a new code does not count as a new passphrase"
    );
    assert!(
        vault.manifest_of(&then).await.is_ok(),
        "both are backups of this vault"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn changes_since_a_backup_are_detected() {
    let (home, vault, _, backup) = backed_up().await;
    assert!(
        !vault.changed_since(&backup).await.unwrap(),
        "no change yet"
    );
    let draft = Draft {
        key: "note".to_owned(),
        client_id: None,
        body: "half a sentence".to_owned(),
        at: minute(4),
    };
    vault.save_draft(&draft).await.unwrap();
    assert!(
        vault.changed_since(&backup).await.unwrap(),
        "a text in progress"
    );
    let backup = back_up(&vault, home.path(), 5).await;
    assert!(
        !vault.changed_since(&backup).await.unwrap(),
        "it is in the next backup"
    );
    write_note(&vault, 1, "Afterwards", minute(6))
        .await
        .unwrap();
    assert!(vault.changed_since(&backup).await.unwrap(), "a note");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn copy_in_second_folder_is_checked_and_never_made_twice() {
    let (home, vault, _, backup) = backed_up().await;
    let stick = tempdir().unwrap();
    for time in 1..3 {
        let copy = copy_backup(&vault, &backup, stick.path()).await.unwrap();
        assert!(
            fs::read(&copy.path).unwrap() == fs::read(&backup.path).unwrap(),
            "the same bytes"
        );
        assert_eq!(
            fs::read_dir(stick.path()).unwrap().count(),
            1,
            "copied {time} times"
        );
    }
    let taken = stick.path().join(backup.path.file_name().unwrap());
    fs::write(&taken, "somebody else's").unwrap();
    let copy = copy_backup(&vault, &backup, stick.path()).await.unwrap();
    assert_eq!(
        fs::read(&taken).unwrap(),
        b"somebody else's",
        "nothing is overwritten"
    );
    assert!(copy.path != taken, "it has another name");
    let same = copy_backup(&vault, &backup, &backups_of(home.path())).await;
    assert_eq!(
        same.err(),
        Some(BackupError::SameAsSource),
        "a copy must be in another folder"
    );
    let mut bytes = fs::read(&backup.path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&backup.path, bytes).unwrap();
    let empty = tempdir().unwrap();
    let damaged = copy_backup(&vault, &backup, empty.path()).await;
    assert_eq!(
        damaged.err(),
        Some(BackupError::Damaged),
        "a damaged backup is not copied"
    );
    assert_eq!(
        fs::read_dir(empty.path()).unwrap().count(),
        0,
        "and no file is left there"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn failed_backup_reports_the_reason_and_leaves_no_file() {
    let (home, vault, _, _) = backed_up().await;
    let make = async |into: &Path| {
        vault
            .make_backup(into, minute(9), wall(9), |_| {})
            .await
            .err()
    };
    assert_eq!(
        make(&home.path().join("not there")).await,
        Some(BackupError::Missing),
        "a missing drive"
    );
    assert_eq!(
        make(&home.path().join("vault")).await,
        Some(BackupError::SameAsSource),
        "the folder of the vault"
    );
    vault.lock().await.unwrap();
    assert_eq!(
        make(&backups_of(home.path())).await,
        Some(BackupError::Locked),
        "locked"
    );
    let names = fs::read_dir(backups_of(home.path())).unwrap().count();
    assert_eq!(names, 1, "only one backup was made");
}

#[tokio::test]
async fn rotation_removes_only_backups_of_this_vault() {
    let (home, vault, _, first) = backed_up().await;
    let folder = backups_of(home.path());
    let day = 24 * 60;
    // Twenty days of the same backup under other names: the day in the name counts.
    for n in 1..20 {
        let made = wall(n * day)
            .format("kith-%Y-%m-%d-%H%M.kithbackup")
            .to_string();
        fs::copy(&first.path, folder.join(made)).unwrap();
    }
    let newest = folder.join(
        wall(19 * day)
            .format("kith-%Y-%m-%d-%H%M.kithbackup")
            .to_string(),
    );
    let renamed = folder.join("before the move.kithbackup");
    fs::rename(folder.join("kith-2026-01-02-0000.kithbackup"), &renamed).unwrap();
    let foreign = folder.join("kith-2026-01-04-0000.kithbackup");
    let (_elsewhere, other, _, others) = backed_up().await;
    fs::copy(&others.path, &foreign).unwrap();
    other.lock().await.unwrap();
    let held = vault
        .rotate_backups(&folder, wall(19 * day - 1))
        .await
        .unwrap();
    assert_eq!(
        held.held,
        Some(Hold::ClockWentBack),
        "none is removed if the newest is later than now"
    );
    let whole = fs::read(&newest).unwrap();
    fs::write(&newest, &whole[..whole.len() - 1]).unwrap();
    let slow = tempdir().unwrap();
    for file in fs::read_dir(&folder).unwrap().flatten() {
        fs::copy(file.path(), slow.path().join(file.file_name())).unwrap();
    }
    let rotated = vault.rotate_backups(&folder, wall(20 * day)).await.unwrap();
    let gone: Vec<String> = rotated
        .removed
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        gone,
        [
            "kith-2026-01-05-0000.kithbackup",
            "kith-2026-01-01-0003.kithbackup"
        ],
        "beyond two weeks the newest of each week and month stay; the cut one, the renamed and the other's too"
    );
    assert!(
        newest.exists() && renamed.exists() && foreign.exists(),
        "it stays"
    );
    let place = SlowPlace::default();
    let there =
        vault.rotate_slow_backups(&place, Duration::from_secs(60), slow.path(), wall(20 * day));
    let names = |paths: &[std::path::PathBuf]| -> Vec<_> {
        let names = paths
            .iter()
            .map(|path| path.file_name().unwrap().to_owned());
        names.collect()
    };
    assert_eq!(
        names(&there.await.unwrap().removed),
        names(&rotated.removed),
        "the same in a folder that may never answer"
    );
    assert_eq!(
        list_backups(slow.path()).len(),
        list_backups(&folder).len(),
        "they are removed there"
    );
    vault.lock().await.unwrap();
}

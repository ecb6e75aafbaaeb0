use std::fs;
use std::path::Path;

use acceptance::{PASSPHRASE, Practice, secret};
use kith::commands::export::picture::Picture;
use kith::commands::{clients, export, import, vault::restore};
use kith::error::CommandError;

use super::{go_back, rows, with_ruth_in_a_backup};

#[tokio::test]
async fn damaged_or_wrong_backup_file_is_reported_with_its_fault() {
    let practice = with_ruth_in_a_backup().await;
    let whole = fs::read(&vault::list_backups(&practice.backups_folder())[0].path).unwrap();
    let file = practice.desk().join("picked.kithbackup");
    let problem = async |bytes: &[u8], path: &Path| {
        fs::write(path, bytes).unwrap();
        practice.will_pick(Some(path.to_owned()));
        let row = restore::choose_backup_file(practice.state(), practice.backups()).await;
        row.unwrap().unwrap().problem
    };
    assert_eq!(
        problem(&whole, &file).await,
        None,
        "a whole backup has no fault"
    );
    assert_eq!(
        problem(b"", &file).await,
        Some(CommandError::BackupEmpty),
        "an empty file"
    );
    assert_eq!(
        problem(b"{}", &file).await,
        Some(CommandError::NotABackup),
        "another file with the name of a backup"
    );
    let header = fs::read(practice.vault_folder().join("vault.hdr")).unwrap();
    assert_eq!(
        problem(&header, &file).await,
        Some(CommandError::BackupIsAHeader),
        "the header of a vault with the name of a backup"
    );
    let mut flipped = whole.clone();
    let middle = whole.len() - 1000;
    flipped[middle] ^= 1;
    for (bytes, expected, why) in [
        (
            &whole[..whole.len() - 100],
            CommandError::BackupCut,
            "cut short",
        ),
        (
            &[&whole, b"more".as_slice()].concat(),
            CommandError::BackupExtended,
            "added to",
        ),
        (&flipped, CommandError::BackupDamaged, "one bit flipped"),
    ] {
        let shows = problem(bytes, &file).await;
        assert!(
            shows.is_none() || shows.as_ref() == Some(&expected),
            "{why}: the fault may show only once a secret is given"
        );
        assert_eq!(
            go_back(&practice, "chosen/picked.kithbackup").await,
            Err(expected),
            "{why}: the restore is refused"
        );
    }
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "the vault of today is open and unchanged"
    );
}

#[tokio::test]
async fn newest_backup_is_offered_for_a_vault_without_a_header() {
    let practice = with_ruth_in_a_backup().await;
    practice.lock().await;
    for header in ["vault.hdr", "vault.hdr.2"] {
        fs::write(practice.vault_folder().join(header), [7; 4096]).unwrap();
    }
    let state = practice.vault_state().await;
    assert!(
        state.exists && state.problem.is_some(),
        "the vault is reported as damaged, not as missing"
    );
    let newest = state.newest_backup.expect("a backup is offered");
    go_back(&practice, &newest.id).await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "both clients are there"
    );
}

/// Damages the database page of the newest text.
fn damage_last_text(practice: &Practice) {
    let database = practice.vault_folder().join("vault.db");
    let mut bytes = fs::read(&database).unwrap();
    let page = bytes.len() / 4096 - 2;
    bytes[page * 4096 + 100..page * 4096 + 900].fill(0x55);
    fs::write(&database, &bytes).unwrap();
}

#[tokio::test]
async fn readable_part_of_a_damaged_vault_can_be_exported() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    let sample = import::import_sample(ruth.vault()).await.unwrap();
    ruth.write(1, &"A long hour, told at length. ".repeat(2000))
        .await
        .unwrap();
    ruth.lock().await;
    damage_last_text(&ruth);
    assert!(
        ruth.unlock(PASSPHRASE).await.unwrap().read_only,
        "the damaged vault opens read-only"
    );
    let course = ruth.export(sample.course_id).await;
    assert!(
        course.is_ok_and(|file| !file.is_empty()),
        "the file is written though the audit trail cannot take a line"
    );
    ruth.will_pick(Some(ruth.desk().join("map.svg")));
    let drawn = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>".to_owned();
    let map = export::export_map(
        ruth.vault(),
        ruth.vault_lock(),
        ruth.state(),
        sample.course_id,
        Picture::Svg { text: drawn },
        secret(),
    );
    assert_eq!(map.await, Ok(true), "the map is written too");
}

#[tokio::test]
async fn damaged_vault_opens_read_only_and_a_backup_repairs_it() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=1).await;
    ruth.write(1, &"A long hour, told at length. ".repeat(2000))
        .await
        .unwrap();
    ruth.lock().await;
    damage_last_text(&ruth);

    let noticed = ruth.unlock(PASSPHRASE).await.unwrap();
    assert!(noticed.read_only, "the damaged vault opens read-only");
    assert_eq!(
        ruth.codes().await,
        ["C-001"],
        "the readable client is shown"
    );
    let tom = clients::NewClient {
        name: Some("Tom".to_owned()),
        code: None,
    };
    let added = clients::add_client(ruth.vault(), tom).await;
    assert_eq!(
        added.err(),
        Some(CommandError::ReadOnlyBecauseDamaged),
        "a damaged vault takes no change"
    );
    let newest = rows(&ruth).await.first().unwrap().id.clone();
    go_back(&ruth, &newest).await.unwrap();
    let noticed = ruth.unlock(PASSPHRASE).await.unwrap();
    assert!(!noticed.read_only, "the restored vault is not read-only");
    let exported = ruth.export(ruth.id()).await.unwrap();
    let text = String::from_utf8(exported).unwrap();
    assert!(
        text.contains("A long hour"),
        "the text of the backup is back"
    );
}

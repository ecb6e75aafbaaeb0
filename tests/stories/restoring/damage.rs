use std::fs;
use std::path::Path;

use acceptance::{PASSPHRASE, Practice, secret};
use kith::commands::export::picture::Picture;
use kith::commands::{clients, export, import, vault::restore};
use kith::error::CommandError;

use super::{go_back, rows, with_ruth_in_a_backup};

#[tokio::test]
async fn a_file_that_is_no_whole_backup_says_what_is_wrong_with_it() {
    let practice = with_ruth_in_a_backup().await;
    let whole = fs::read(&vault::list_backups(&practice.backups_folder())[0].path).unwrap();
    let file = practice.desk().join("picked.kithbackup");
    let problem = async |bytes: &[u8], path: &Path| {
        fs::write(path, bytes).unwrap();
        practice.will_pick(Some(path.to_owned()));
        let row = restore::choose_backup_file(practice.state(), practice.backups()).await;
        row.unwrap().unwrap().problem
    };
    assert_eq!(problem(&whole, &file).await, None, "a whole one is fine");
    assert_eq!(
        problem(b"", &file).await,
        Some(CommandError::BackupEmpty),
        "0 bytes"
    );
    assert_eq!(
        problem(b"{}", &file).await,
        Some(CommandError::NotABackup),
        "something else under its name"
    );
    let header = fs::read(practice.vault_folder().join("vault.hdr")).unwrap();
    assert_eq!(
        problem(&header, &file).await,
        Some(CommandError::BackupIsAHeader),
        "a vault's header, renamed"
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
        (
            &flipped,
            CommandError::BackupDamaged,
            "one bit of it turned",
        ),
    ] {
        let shows = problem(bytes, &file).await;
        assert!(
            shows.is_none() || shows.as_ref() == Some(&expected),
            "{why}: it may show only with a secret"
        );
        assert_eq!(
            go_back(&practice, "chosen/picked.kithbackup").await,
            Err(expected),
            "{why}, and said before anything is replaced"
        );
    }
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "and the vault of today is open and untouched"
    );
}

#[tokio::test]
async fn a_vault_whose_header_is_gone_is_offered_its_newest_backup() {
    let practice = with_ruth_in_a_backup().await;
    practice.lock().await;
    for header in ["vault.hdr", "vault.hdr.2"] {
        fs::write(practice.vault_folder().join(header), [7; 4096]).unwrap();
    }
    let state = practice.vault_state().await;
    assert!(
        state.exists && state.problem.is_some(),
        "it is damaged, not missing"
    );
    let newest = state.newest_backup.expect("there is a way back");
    go_back(&practice, &newest.id).await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001", "C-002"], "nobody is lost");
}

/// Spoils a page of what was written last.
fn damage_last_text(practice: &Practice) {
    let database = practice.vault_folder().join("vault.db");
    let mut bytes = fs::read(&database).unwrap();
    let page = bytes.len() / 4096 - 2;
    bytes[page * 4096 + 100..page * 4096 + 900].fill(0x55);
    fs::write(&database, &bytes).unwrap();
}

#[tokio::test]
async fn what_a_damaged_vault_still_reads_can_be_exported() {
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
    assert!(ruth.unlock(PASSPHRASE).await.unwrap().read_only, "damaged");
    let course = ruth.export(sample.course_id).await;
    assert!(
        course.is_ok_and(|file| !file.is_empty()),
        "the trail cannot take the entry, and the file is written all the same"
    );
    ruth.will_pick(Some(ruth.desk().join("map.svg")));
    let drawn = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>".to_owned();
    let map = export::export_map(
        ruth.vault(),
        ruth.door(),
        ruth.state(),
        sample.course_id,
        Picture::Svg { text: drawn },
        secret(),
    );
    assert_eq!(map.await, Ok(true), "and so is the map");
}

#[tokio::test]
async fn a_damaged_vault_is_read_not_written_and_a_backup_puts_it_right() {
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
    assert!(noticed.read_only, "it opens, and says that it is damaged");
    assert_eq!(ruth.codes().await, ["C-001"], "what can be read is shown");
    let tom = clients::NewClient {
        name: Some("Tom".to_owned()),
        code: None,
    };
    let added = clients::add_client(ruth.vault(), tom).await;
    assert_eq!(
        added.err(),
        Some(CommandError::ReadOnlyBecauseDamaged),
        "and nothing is written on top of damage"
    );
    let newest = rows(&ruth).await.first().unwrap().id.clone();
    go_back(&ruth, &newest).await.unwrap();
    let noticed = ruth.unlock(PASSPHRASE).await.unwrap();
    assert!(!noticed.read_only, "the backup is whole");
    let exported = ruth.export(ruth.id()).await.unwrap();
    let text = String::from_utf8(exported).unwrap();
    assert!(text.contains("A long hour"), "and so is every word");
}

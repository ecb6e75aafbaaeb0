//! A vault of an earlier schema is upgraded, also after a kill: bar 15.

use std::env;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::tempdir;
use tokio::runtime::Runtime;
use vault::{LockedBackup, LockedVault, OpenError, VaultPath, list_backups};

use crate::bar;
use crate::child::{HOME, child, say};
use crate::folders::contents;
use crate::golden::{copy, course_out_of_a_file};
use crate::practice::*;

/// Every file of the vault, byte for byte.
fn files(home: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = contents(&home.join("vault"));
    files.retain(|(name, _)| name != "lock");
    files
}

async fn is_all_there(home: &Path, when: &str) {
    let vault = unlock(home, secret())
        .await
        .unwrap_or_else(|error| panic!("{when}: {error}"));
    assert!(
        vault.load_course(course_id(1)).await.unwrap() == course("C-001")
            && vault.load_course(course_id(2)).await.unwrap() == course_out_of_a_file(),
        "{when}: every course is unchanged"
    );
    assert_eq!(faults(&vault).await, [], "{when}: the vault is intact");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn vault_is_backed_up_unchanged_before_upgrade() {
    let home = copy("schema-1");
    is_all_there(home.path(), "brought up to date").await;
    let backups = list_backups(&home.path().join("backups"));
    assert_eq!(backups.len(), 1, "one backup was made");
    let scratch = tempdir().unwrap();
    let backup = LockedBackup::at(&backups[0].path).unwrap();
    let backup = backup.open(secret(), scratch.path()).await.unwrap();
    assert_eq!(backup.manifest().schema, 1, "of the earlier schema");
    assert_eq!(backup.clients().await.unwrap().whole.len(), 2, "it opens");
    backup.close().await.unwrap();
    is_all_there(home.path(), "opened again").await;
    assert_eq!(
        list_backups(&home.path().join("backups")).len(),
        1,
        "a second upgrade is not needed"
    );
}

#[tokio::test]
async fn upgrade_without_backup_changes_nothing() {
    let home = copy("schema-1");
    let before = files(home.path());
    let locked = LockedVault::at(VaultPath::in_home(home.path())).unwrap();
    assert_eq!(
        locked.unlock(secret()).await.err(),
        Some(OpenError::NeedsBackup),
        "no folder was given"
    );
    fs::write(
        home.path().join("backups"),
        "a file where the folder should be",
    )
    .unwrap();
    assert!(
        matches!(
            unlock(home.path(), secret()).await.err(),
            Some(OpenError::BackupFailed(_))
        ),
        "the backup cannot be made"
    );
    fs::remove_file(home.path().join("backups")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(home.path().join("vault"), home.path().join("backups")).unwrap();
        assert_eq!(
            unlock(home.path(), secret()).await.err(),
            Some(OpenError::BackupFailed(vault::BackupError::SameAsSource)),
            "the backup must not be inside the vault"
        );
        fs::remove_file(home.path().join("backups")).unwrap();
    }
    assert!(files(home.path()) == before, "the vault is unchanged");
    is_all_there(home.path(), "with room for a backup").await;
}

#[test]
fn upgrade_killed_at_any_moment_continues_at_next_start() {
    const THIS: &str = "upgrading::upgrade_killed_at_any_moment_continues_at_next_start";
    let runtime = Runtime::new().unwrap();
    if let Some(home) = env::var_os(HOME) {
        say("begins");
        let vault = runtime
            .block_on(unlock(Path::new(&home), secret()))
            .unwrap();
        runtime.block_on(vault.lock()).unwrap();
        say("done");
        std::process::exit(0);
    }
    let whole = {
        let home = copy("schema-1");
        #[expect(clippy::disallowed_methods, reason = "how long a whole upgrade takes")]
        let begun = Instant::now();
        let mut child = child(THIS, home.path());
        child.wait().unwrap();
        begun.elapsed()
    };
    let kills = u32::try_from(bar::count(12)).unwrap();
    for kill in 0..kills {
        let home = copy("schema-1");
        let mut upgrading = child(THIS, home.path());
        std::thread::sleep(whole * (kill + 1) / (kills + 1));
        upgrading.kill().unwrap();
        upgrading.wait().unwrap();
        runtime.block_on(is_all_there(
            home.path(),
            &format!("kill {kill} of {kills}"),
        ));
        assert!(whole > Duration::ZERO, "the child ran");
    }
    bar::tell(15, kills as usize, kills as usize);
}

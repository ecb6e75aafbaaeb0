//! A vault is moved completely or not at all, and the old one is removed only after the new one was opened.

use std::env;
use std::fs;
use std::path::Path;
use std::time::Instant;

use tempfile::{TempDir, tempdir};
use tokio::runtime::Runtime;
use vault::{KdfCost, LockedVault, OpenError, RelocateError, VaultPath, forget_move, relocate};

use crate::child::{HOME, child};
use crate::practice::*;

/// A home with a locked vault in it, and another folder.
async fn locked() -> (TempDir, TempDir) {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    write_note(&vault, 1, "moves along", minute(2))
        .await
        .unwrap();
    vault.lock().await.unwrap();
    (home, tempdir().unwrap())
}

async fn is_all_there(home: &Path, when: &str) {
    let vault = unlock(home, secret())
        .await
        .unwrap_or_else(|error| panic!("{when}: {error}"));
    assert_eq!(
        note(&vault.load_course(course_id(1)).await.unwrap()),
        "moves along",
        "{when}"
    );
    assert_eq!(faults(&vault).await, [], "{when}: the vault is intact");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn next_start_opens_the_moved_vault_and_removes_the_old_one() {
    let (home, to) = locked().await;
    fs::create_dir(home.path().join("backups")).unwrap();
    let old = home.path().join("vault");
    let moved = relocate(home.path(), to.path()).unwrap();
    assert!(
        moved
            .folder()
            .starts_with(dunce::canonicalize(to.path()).unwrap()),
        "it is there"
    );
    assert!(
        moved == VaultPath::in_home(home.path()),
        "the pointer names it"
    );
    assert!(
        old.join("vault.db").is_file(),
        "the old one stays until the new one was opened"
    );
    assert!(
        matches!(
            unlock(home.path(), typed_wrong()).await.err(),
            Some(OpenError::WrongPassphrase)
        ),
        "a wrong secret does not open it"
    );
    assert!(old.is_dir(), "the old folder stays");
    is_all_there(home.path(), "opened in its new place").await;
    assert!(!old.exists(), "the old folder is removed");
    assert!(
        home.path().join("backups").is_dir(),
        "other files of the home stay"
    );
    let further = tempdir().unwrap();
    relocate(home.path(), further.path()).unwrap();
    is_all_there(home.path(), "moved once more").await;
    assert_eq!(
        fs::read_dir(to.path()).unwrap().count(),
        0,
        "no partial copy is left"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = VaultPath::in_home(home.path()).folder().to_owned();
        for (file, mode) in [(folder.clone(), 0o700), (folder.join("vault.db"), 0o600)] {
            let found = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
            assert_eq!(found, mode, "only the owner can read it");
        }
    }
}

fn typed_wrong() -> vault::Secret {
    let wrong = "seven quiet herons on a wire".to_owned();
    vault::Secret::Passphrase(vault::Passphrase::try_from(wrong).unwrap())
}

#[tokio::test]
async fn old_folder_changed_after_the_move_is_not_removed() {
    let (home, to) = locked().await;
    relocate(home.path(), to.path()).unwrap();
    let old = home.path().join("vault");
    let vault = LockedVault::at(VaultPath::at(&old))
        .unwrap()
        .unlock(secret())
        .await
        .unwrap();
    write_note(
        &vault,
        1,
        "written by a program that knows of no move",
        minute(3),
    )
    .await
    .unwrap();
    vault.lock().await.unwrap();
    is_all_there(home.path(), "the new one opens").await;
    assert!(old.join("vault.db").is_file(), "the changed folder stays");
}

#[tokio::test]
async fn unplugged_drive_is_not_reported_as_missing_vault() {
    let (home, to) = locked().await;
    relocate(home.path(), to.path()).unwrap();
    is_all_there(home.path(), "moved").await;
    assert_eq!(
        forget_move(home.path()),
        Err(RelocateError::Taken),
        "it is there"
    );
    let away = to.path().with_extension("away");
    fs::rename(to.path(), &away).unwrap();
    let here = || VaultPath::in_home(home.path());
    assert_eq!(
        LockedVault::at(here()).err(),
        Some(OpenError::Away),
        "the drive is missing"
    );
    let made = LockedVault::create(here(), &passphrase(), KdfCost::LEAST, minute(0)).await;
    assert_eq!(
        made.err(),
        Some(OpenError::Away),
        "no new vault is made in its folder"
    );
    fs::rename(&away, to.path()).unwrap();
    let made = LockedVault::create(here(), &passphrase(), KdfCost::LEAST, minute(0)).await;
    assert_eq!(
        made.err(),
        Some(OpenError::AlreadyExists),
        "nor in the home"
    );
    is_all_there(home.path(), "plugged in again").await;
    fs::write(home.path().join("vault.at"), "{ torn").unwrap();
    assert_eq!(
        LockedVault::at(here()).err(),
        Some(OpenError::Away),
        "the pointer cannot be read"
    );
    forget_move(home.path()).unwrap();
    assert_eq!(
        LockedVault::at(here()).err(),
        Some(OpenError::Missing),
        "the pointer is deleted on request"
    );
    let made = LockedVault::create(here(), &passphrase(), KdfCost::LEAST, minute(0)).await;
    made.unwrap().0.lock().await.unwrap();
    fs::write(home.path().join("vault.at"), "{ torn").unwrap();
    forget_move(home.path()).unwrap();
    assert!(
        !home.path().join("vault.at").exists(),
        "the vault in the home is not the moved one"
    );
}

#[tokio::test]
async fn unsuitable_folder_is_refused_with_its_reason() {
    let (home, to) = locked().await;
    let vault = home.path().join("vault");
    let before = fs::read(vault.join("vault.db")).unwrap();
    let refused = |to: &Path| relocate(home.path(), to).err().unwrap();
    assert_eq!(refused(&to.path().join("nowhere")), RelocateError::Missing);
    assert_eq!(
        refused(&vault),
        RelocateError::SamePlace,
        "a folder inside the vault"
    );
    fs::create_dir(to.path().join(".stfolder")).unwrap();
    let provider = "Syncthing".to_owned();
    assert_eq!(refused(to.path()), RelocateError::InCloud { provider });
    fs::remove_dir(to.path().join(".stfolder")).unwrap();
    fs::create_dir(to.path().join("kith-vault")).unwrap();
    fs::write(to.path().join("kith-vault").join("letter"), "mine").unwrap();
    assert_eq!(
        refused(to.path()),
        RelocateError::Taken,
        "a folder with this name exists"
    );
    fs::remove_dir_all(to.path().join("kith-vault")).unwrap();
    let open = unlock(home.path(), secret()).await.unwrap();
    assert_eq!(
        refused(to.path()),
        RelocateError::InUse,
        "an open vault is not moved"
    );
    open.lock().await.unwrap();
    if Path::new("/dev/full").exists() && Path::new("/sys").is_dir() {
        assert_eq!(
            refused(Path::new("/sys")),
            RelocateError::ReadOnly,
            "a read-only folder"
        );
    }
    assert_eq!(
        fs::read_dir(to.path()).unwrap().count(),
        0,
        "no file was left there"
    );
    assert!(
        !home.path().join("vault.at").exists(),
        "and no pointer was written"
    );
    assert!(
        fs::read(vault.join("vault.db")).unwrap() == before,
        "the vault is unchanged"
    );
    let nothing = tempdir().unwrap();
    assert_eq!(
        relocate(nothing.path(), to.path()).err(),
        Some(RelocateError::NoVault)
    );
}

#[test]
fn move_killed_at_any_moment_leaves_a_complete_vault() {
    const THIS: &str = "moving::move_killed_at_any_moment_leaves_a_complete_vault";
    if let Some(home) = env::var_os(HOME) {
        let home = Path::new(&home);
        relocate(home, &home.with_extension("to")).unwrap();
        std::process::exit(0);
    }
    let runtime = Runtime::new().unwrap();
    let (home, _) = runtime.block_on(locked());
    let to = home.path().with_extension("to");
    fs::create_dir(&to).unwrap();
    #[expect(clippy::disallowed_methods, reason = "how long a whole move takes")]
    let begun = Instant::now();
    child(THIS, home.path()).wait().unwrap();
    let whole = begun.elapsed();
    runtime.block_on(is_all_there(home.path(), "not killed"));
    for kill in 0..20_u32 {
        let (home, _) = runtime.block_on(locked());
        let to = home.path().with_extension("to");
        fs::create_dir(&to).unwrap();
        let mut moving = child(THIS, home.path());
        std::thread::sleep(whole * kill / 20);
        moving.kill().unwrap();
        moving.wait().unwrap();
        runtime.block_on(is_all_there(home.path(), &format!("kill {kill}")));
        let moved = VaultPath::in_home(home.path()).folder() != home.path().join("vault");
        if !moved {
            relocate(home.path(), &to)
                .unwrap_or_else(|error| panic!("kill {kill}, again: {error}"));
        }
        runtime.block_on(is_all_there(home.path(), &format!("kill {kill}, moved")));
        assert!(
            !home.path().join("vault").exists(),
            "kill {kill}: the old folder is removed in the end"
        );
        assert_eq!(
            fs::read_dir(&to).unwrap().count(),
            1,
            "kill {kill}: no partial copy is left"
        );
        fs::remove_dir_all(to).unwrap();
    }
    fs::remove_dir_all(to).unwrap();
}

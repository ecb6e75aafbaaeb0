//! Real disks that are full, write-protected, or unplugged in the middle. Only root may mount them: for other users
//! these tests print that and do nothing.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use tempfile::{TempDir, tempdir};
use vault::{BackupError, OpenBackup, VaultPath, list_backups, relocate, restore};

use crate::backed_up::*;
use crate::folders::names;
use crate::practice::*;

/// A mounted disk, unmounted when dropped.
struct Disk {
    at: TempDir,
}

impl Disk {
    /// An empty disk of so many KiB, in memory; none if this user may not mount it.
    fn of(kib: u32) -> Option<Self> {
        let size = format!("size={kib}k");
        Self::mounted(&["-t", "tmpfs", "-o", &size, "none"])
    }

    /// A drive: its files are in `inside`, also while it is unplugged.
    fn stick(inside: &Path) -> Option<Self> {
        Self::mounted(&["--bind", inside.to_str()?])
    }

    fn mounted(what: &[&str]) -> Option<Self> {
        let at = tempdir().unwrap();
        if did(Command::new("mount").args(what).arg(at.path())) {
            return Some(Self { at });
        }
        // Not captured by the test harness.
        writeln!(
            std::io::stderr(),
            "\nskipped: only root may mount a disk, so nothing was tried on one"
        )
        .unwrap();
        None
    }

    fn path(&self) -> &Path {
        self.at.path()
    }

    fn write_protect(&self, protected: bool) {
        let how = if protected {
            "remount,ro"
        } else {
            "remount,rw"
        };
        assert!(
            did(Command::new("mount").args(["-o", how]).arg(self.path())),
            "{how}"
        );
    }

    /// Fills the disk to the last byte.
    fn fill(&self) {
        let mut file = fs::File::create(self.path().join("filling")).unwrap();
        while file.write_all(&[0; 512]).is_ok() {}
    }

    fn make_room(&self) {
        fs::remove_file(self.path().join("filling")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        pull(self.path());
    }
}

/// Unmounts it, even if a program writes to it. Does nothing if it is unmounted already.
fn pull(at: &Path) {
    did(Command::new("umount").arg("-l").arg(at));
}

fn did(command: &mut Command) -> bool {
    let quiet = command.stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Restores over the locked vault in `home`, and calls `at_first` as soon as it has begun.
async fn put_back(
    home: &Path,
    backup: OpenBackup,
    at_first: impl Fn() + Send + Sync + 'static,
) -> Result<PathBuf, BackupError> {
    let place = VaultPath::in_home(home);
    let backups = home.join("backups");
    let target = target(&place, &backups);
    let restored = restore(target, backup, None, move |_| at_first()).await?;
    Ok(restored.kept.expect("the locked vault is kept as a folder"))
}

async fn still_says(home: &Path, text: &str) {
    let vault = unlock(home, secret()).await.unwrap();
    let course = vault.load_course(course_id(1)).await.unwrap();
    assert_eq!(note(&course), text, "the note is unchanged");
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn backup_to_full_or_read_only_drive_leaves_no_partial_file() {
    let Some(stick) = Disk::of(64) else { return };
    let (_home, vault, _, backup) = backed_up().await;
    let none = |_| {};
    let full = vault.make_backup(stick.path(), minute(3), wall(3), none);
    assert_eq!(
        full.await.err(),
        Some(BackupError::DiskFull),
        "a backup made there"
    );
    let full = copy_backup(&vault, &backup, stick.path()).await;
    assert_eq!(
        full.err(),
        Some(BackupError::DiskFull),
        "a backup copied there"
    );
    assert_eq!(names(stick.path()), [""; 0], "no partial file is left");
    stick.write_protect(true);
    let protected = vault.make_backup(stick.path(), minute(3), wall(3), none);
    assert_eq!(
        protected.await.err(),
        Some(BackupError::ReadOnly),
        "a backup made there"
    );
    let protected = copy_backup(&vault, &backup, stick.path()).await;
    assert_eq!(
        protected.err(),
        Some(BackupError::ReadOnly),
        "a backup copied there"
    );
    write_note(&vault, 1, "Written after that", minute(4))
        .await
        .expect("the vault can be locked");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn restore_to_full_or_read_only_disk_keeps_the_vault() {
    let Some(disk) = Disk::of(4096) else { return };
    let (elsewhere, other, _, _) = backed_up().await;
    other.lock().await.unwrap();
    let home = disk.path().join("home");
    copy_folder(elsewhere.path(), &home);
    let backup = elsewhere.path().join("one.kithbackup");
    fs::copy(&list_backups(&home.join("backups"))[0].path, &backup).unwrap();
    let before = fs::read(home.join("vault").join("vault.db")).unwrap();
    let as_it_was = |why: &str| {
        let after = fs::read(home.join("vault").join("vault.db")).unwrap();
        assert!(after == before, "{why}: the vault is unchanged");
        assert_eq!(
            names(&home),
            ["backups", "state", "vault"],
            "{why}: no partial file is left"
        );
    };
    disk.fill();
    let opened = open(&backup, secret(), elsewhere.path()).await;
    assert_eq!(
        put_back(&home, opened, || {}).await,
        Err(BackupError::DiskFull),
        "there is no room for another"
    );
    as_it_was("full");
    disk.make_room();
    disk.write_protect(true);
    let opened = open(&backup, secret(), elsewhere.path()).await;
    assert_eq!(
        put_back(&home, opened, || {}).await,
        Err(BackupError::ReadOnly),
        "nothing can be written"
    );
    as_it_was("protected");
    disk.write_protect(false);
    still_says(&home, "What was said").await;
}

#[tokio::test]
async fn backup_to_drive_removed_while_writing_does_not_count() {
    let inside = tempdir().unwrap();
    let Some(stick) = Disk::stick(inside.path()) else {
        return;
    };
    let (_home, vault, _, backup) = backed_up().await;
    let at = Arc::new(stick.path().to_owned());
    let pulls = Arc::clone(&at);
    let checked = vault.check_backup(&backup).await.unwrap();
    let copied = checked.copy_into(&at, move |_| pull(&pulls));
    assert_eq!(
        copied.err(),
        Some(BackupError::Missing),
        "unplugged after the bytes were written"
    );
    assert_eq!(
        names(&at),
        [""; 0],
        "no file is written into its empty folder"
    );
    let (from, into) = (inside.path().to_owned(), Arc::clone(&at));
    assert!(
        did(Command::new("mount").arg("--bind").arg(from).arg(&*into)),
        "plugged in again"
    );
    assert_eq!(
        list_backups(&at).len(),
        0,
        "a partial copy does not look like a backup"
    );
    let pulls = Arc::clone(&at);
    let made = vault.make_backup(&at, minute(3), wall(3), move |_| pull(&pulls));
    assert!(made.await.is_err(), "a backup made there fails");
    assert_eq!(list_backups(inside.path()).len(), 0, "no backup is listed");
    write_note(&vault, 1, "Written after that", minute(4))
        .await
        .expect("the vault can be locked");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn vault_removed_during_restore_comes_back_complete() {
    let inside = tempdir().unwrap();
    let Some(stick) = Disk::stick(inside.path()) else {
        return;
    };
    let (home, vault, _, backup) = backed_up().await;
    vault.lock().await.unwrap();
    relocate(home.path(), stick.path()).unwrap();
    still_says(home.path(), "What was said").await;
    let opened = open(&backup.path, secret(), home.path()).await;
    let at = stick.path().to_owned();
    let pulls = at.clone();
    let restored = put_back(home.path(), opened, move || pull(&pulls));
    assert!(restored.await.is_err(), "the restore fails");
    assert_eq!(
        names(&at),
        [""; 0],
        "no file is written into its empty folder"
    );
    assert!(
        did(Command::new("mount")
            .arg("--bind")
            .arg(inside.path())
            .arg(&at)),
        "plugged in again"
    );
    still_says(home.path(), "What was said").await;
}

#[tokio::test]
async fn vault_on_another_disk_is_restored_and_the_old_one_kept_beside_it() {
    let Some(disk) = Disk::of(8192) else { return };
    let (home, vault, _, backup) = backed_up().await;
    write_note(&vault, 1, "Said since", minute(20))
        .await
        .unwrap();
    vault.lock().await.unwrap();
    relocate(home.path(), disk.path()).unwrap();
    still_says(home.path(), "Said since").await;
    let opened = open(&backup.path, secret(), home.path()).await;
    let kept = put_back(home.path(), opened, || {}).await.unwrap();
    assert!(
        kept.starts_with(disk.path()) && kept.join("vault.db").is_file(),
        "a folder moves in one step only within its disk"
    );
    still_says(home.path(), "What was said").await;
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &there);
        } else {
            fs::copy(&path, there).unwrap();
        }
    }
}

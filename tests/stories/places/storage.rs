use std::fs;

use acceptance::{PASSPHRASE, Practice};
use kith::commands::clients;
use kith::error::CommandError;

/// Not on Windows, where the folder of an open file cannot be renamed.
#[cfg(not(windows))]
#[tokio::test]
async fn missing_vault_folder_is_reported_and_the_vault_works_once_it_is_back() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let (here, away) = (practice.vault_folder(), practice.desk().join("away"));
    fs::rename(&here, &away).unwrap();
    let sam = clients::NewClient {
        name: Some("Sam".to_owned()),
        code: None,
    };
    let lost = clients::add_client(practice.vault(), sam).await.err();
    assert_eq!(
        lost,
        Some(CommandError::VaultGone),
        "\"saved\" would be a lie"
    );
    practice
        .backups()
        .make_if_due(practice.vault_lock().inner())
        .await;
    assert!(
        !here.exists(),
        "no new folder is made in the place of the missing one"
    );
    fs::rename(&away, &here).unwrap();
    practice.client("Sam").await;
    practice.lock().await;
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        clients::clients(practice.vault()).await.unwrap().len(),
        2,
        "both clients are there"
    );
}

#[tokio::test]
async fn a_damaged_vault_is_told_apart_from_a_wrong_passphrase() {
    let practice = Practice::open().await;
    practice.lock().await;
    for header in ["vault.hdr", "vault.hdr.2"] {
        let path = practice.vault_folder().join(header);
        let mut bytes = fs::read(&path).unwrap();
        bytes[100] ^= 1;
        fs::write(path, bytes).unwrap();
    }
    let state = practice.vault_state().await;
    assert!(state.exists, "a damaged vault is not reported as missing");
    assert_eq!(
        state.problem,
        Some(CommandError::HeaderDamaged),
        "the lock screen names the damage"
    );
    assert_eq!(
        practice.unlock(PASSPHRASE).await,
        Err(CommandError::HeaderDamaged),
        "an unlock names the damage too"
    );
}

/// A disk for one test, which can be filled and made read-only. Needs Linux and root.
#[cfg(target_os = "linux")]
mod disk {
    use std::io::Write;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use acceptance::secret;
    use kith::commands::{export, import, vault::backups};

    use super::*;

    struct Disk(PathBuf);

    impl Disk {
        fn under(practice: &Practice, size: &str) -> Option<Self> {
            Self::at(practice.vault_folder().parent().unwrap(), size)
        }

        fn at(folder: &Path, size: &str) -> Option<Self> {
            let options = format!("size={size},mode=700");
            let mount = Command::new("mount")
                .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
                .arg(folder)
                .output()
                .ok()?;
            if !mount.status.success() {
                // Directly to standard error: the test harness captures the macros.
                std::io::stderr()
                    .write_all(
                        b"\nskipped: only root may mount a disk, so nothing was tried on one\n",
                    )
                    .unwrap();
                return None;
            }
            Some(Self(folder.to_owned()))
        }

        fn seal(&self, how: &str) {
            let remount = format!("remount,{how}");
            let sealed = Command::new("mount")
                .args(["-o", &remount])
                .arg(&self.0)
                .status()
                .unwrap();
            assert!(
                sealed.success(),
                "the disk can be mounted anew with `{how}`"
            );
        }
    }

    impl Drop for Disk {
        fn drop(&mut self) {
            Command::new("umount").arg("-l").arg(&self.0).status().ok();
        }
    }

    #[tokio::test]
    async fn full_disk_is_reported_and_loses_nothing() {
        let practice = Practice::before_first_run();
        let Some(disk) = Disk::under(&practice, "6m") else {
            return;
        };
        practice.create_vault(PASSPHRASE).await.unwrap();
        practice.client("Ruth").await;
        // Each file takes nine tenths of the room that is left, so that a long name has none.
        let ballast: Vec<_> = (0..6)
            .map(|nth| disk.0.join(format!("ballast-{nth}")))
            .collect();
        for file in &ballast {
            let mut size = 8_000_000;
            while size > 500 {
                fs::write(file, vec![1; size]).ok();
                if fs::metadata(file).is_ok_and(|file| file.len() >= size as u64) {
                    break;
                }
                size = size * 9 / 10;
            }
        }
        let long = clients::NewClient {
            name: Some("S".repeat(100_000)),
            code: None,
        };
        let full = clients::add_client(practice.vault(), long).await.err();
        assert_eq!(
            full,
            Some(CommandError::DiskFull),
            "a full disk has an error of its own"
        );
        assert_eq!(
            clients::clients(practice.vault()).await.unwrap().len(),
            1,
            "the vault stays open and holds Ruth"
        );
        for file in &ballast {
            fs::remove_file(file).unwrap();
        }
        practice.client("Sam").await;
        practice.lock().await;
        practice.unlock(PASSPHRASE).await.unwrap();
        assert_eq!(
            clients::clients(practice.vault()).await.unwrap().len(),
            2,
            "a change is saved once there is room"
        );
    }

    #[tokio::test]
    async fn read_only_folder_is_reported() {
        let practice = Practice::before_first_run();
        let Some(disk) = Disk::under(&practice, "16m") else {
            return;
        };
        practice.create_vault(PASSPHRASE).await.unwrap();
        practice.lock().await;
        disk.seal("ro");
        assert_eq!(
            practice.unlock(PASSPHRASE).await,
            Err(CommandError::FolderReadOnly),
            "the error names the folder, not an unsaved text"
        );
        disk.seal("rw");
        practice.unlock(PASSPHRASE).await.unwrap();
    }

    #[tokio::test]
    async fn full_or_protected_stick_is_reported_as_a_fault_of_the_stick() {
        let practice = Practice::open().await;
        let sample = import::import_sample(practice.vault()).await.unwrap();
        let stick = practice.desk().join("stick");
        fs::create_dir(&stick).unwrap();
        let Some(disk) = Disk::at(&stick, "64k") else {
            return;
        };
        fs::write(stick.join("ballast"), vec![1; 64 * 1024]).unwrap();
        let told = async || {
            practice.will_pick(Some(stick.clone()));
            let chosen = backups::choose_second_place(
                practice.vault(),
                practice.vault_lock(),
                practice.state(),
                practice.backups(),
            );
            let copied = chosen.await.unwrap().unwrap().problem;
            practice.will_pick(Some(stick.join("case.json")));
            let exported = export::export_course(
                practice.vault(),
                practice.vault_lock(),
                practice.state(),
                sample.course_id,
                secret(),
            );
            (copied, exported.await.err())
        };
        let both = |error: CommandError| (Some(error.clone()), Some(error));
        assert_eq!(told().await, both(CommandError::PlaceFull), "full");
        disk.seal("ro");
        assert_eq!(
            told().await,
            both(CommandError::PlaceReadOnly),
            "a write-protected stick"
        );
    }
}

//! A second place that never answers: a sleeping network drive, a failing stick.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "how long a lock takes")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use acceptance::{PASSPHRASE, Practice};
use kith::commands::export::{self, picture::Picture};
use kith::commands::vault::{audit, backups};
use kith::environment::clock::Clock;
use kith::error::CommandError;
use kith::lock::{BeforeWiping, LockReason, VaultLock};
use kith::web_view::window::before_exit;
use vault::{EditKind, KdfCost, LockedVault, Vault, VaultPath, list_backups};

/// The longest time from the start of a lock until the database is closed and the keys are wiped.
const LOCKED: Duration = Duration::from_secs(5);

/// A folder on a file system whose program reads no request: each access to it waits.
struct Silent {
    folder: PathBuf,
    program: Child,
}

impl Silent {
    /// Lays it over `folder`, for half a minute at most; none where nobody may mount anything.
    fn over(folder: &Path) -> Option<Self> {
        let mut program = Command::new("sh")
            .arg("-c")
            .arg(
                "exec 9<>/dev/fuse && \
                 mount -i -t fuse -o fd=9,rootmode=40000,user_id=0,group_id=0 silent \"$0\" && \
                 echo mounted && exec sleep 30",
            )
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut said = String::new();
        let out = program.stdout.take()?;
        BufReader::new(out).read_line(&mut said).ok()?;
        if said.trim() != "mounted" {
            program.wait().ok();
            // Directly to standard error: the test harness captures the macros.
            std::io::stderr()
                .write_all(b"\nskipped: only root may mount a file system that never answers\n")
                .unwrap();
            return None;
        }
        Some(Self {
            folder: folder.to_owned(),
            program,
        })
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        // Calls that wait get the error that the file system is gone.
        self.program.kill().ok();
        self.program.wait().ok();
        Command::new("umount")
            .arg("-l")
            .arg(&self.folder)
            .status()
            .ok();
    }
}

fn made(practice: &Practice) -> usize {
    let files = list_backups(&practice.backups_folder());
    files.iter().filter(|file| file.summary.is_ok()).count()
}

/// A practice with a client and a second place that has a copy.
async fn with_second_place() -> (Practice, PathBuf) {
    let practice = Practice::open().await;
    let folder = practice.desk().join("drive");
    fs::create_dir(&folder).unwrap();
    practice.will_pick(Some(folder.clone()));
    let chosen = backups::choose_second_place(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        practice.backups(),
    );
    assert!(chosen.await.unwrap().is_some());
    practice.client("Ruth").await;
    (practice, folder)
}

async fn lock(practice: &Practice) -> Duration {
    let began = Instant::now();
    practice.vault_lock().lock(LockReason::Asked).await;
    practice.vault_lock().wait_until_wiped().await;
    began.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vault_is_locked_in_time_and_opens_again_while_the_second_place_does_not_answer() {
    let (practice, folder) = with_second_place().await;
    let Some(silent) = Silent::over(&folder) else {
        return;
    };
    let took = lock(&practice).await;
    assert!(took < LOCKED, "locked after {took:?}");
    assert_eq!(
        made(&practice),
        2,
        "the backup in the program's own folder was made"
    );
    let began = Instant::now();
    practice.unlock(PASSPHRASE).await.unwrap();
    let took = began.elapsed();
    assert!(took < LOCKED, "opened again after {took:?}");
    let status = backups::backup_status(practice.vault(), practice.backups());
    let place = status.await.unwrap().second_place.unwrap();
    assert!(
        !place.reachable,
        "the status shows that the second place does not answer"
    );

    drop(silent);
    practice.backups().wait_for_copy().await;
    let took = lock(&practice).await;
    assert!(took < LOCKED, "locked after {took:?}");
    assert_eq!(
        list_backups(&folder).len(),
        2,
        "the missing backup is copied once the place answers"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_does_not_wait_for_a_backup_made_on_request() {
    let (practice, folder) = with_second_place().await;
    let Some(_silent) = Silent::over(&folder) else {
        return;
    };
    let asked = backups::make_backup(practice.vault(), practice.backups());
    let locked = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        lock(&practice).await
    };
    let began = Instant::now();
    let (asked, took) = tokio::join!(asked, locked);
    assert_eq!(asked.err(), Some(CommandError::VaultLocked));
    assert!(took < LOCKED, "locked after {took:?}");
    let took = began.elapsed();
    assert!(
        took < LOCKED,
        "the lock and the request together took {took:?}"
    );
    practice
        .unlock(PASSPHRASE)
        .await
        .expect("the vault opens again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_does_not_wait_for_a_list_of_backups() {
    let (practice, folder) = with_second_place().await;
    let Some(_silent) = Silent::over(&folder) else {
        return;
    };
    let listed = backups::backups(practice.vault(), practice.backups());
    let locked = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        lock(&practice).await
    };
    let (listed, took) = tokio::join!(listed, locked);
    assert_eq!(listed.err(), Some(CommandError::VaultLocked));
    assert!(took < LOCKED, "locked after {took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_ends_does_not_wait_for_a_second_place_that_does_not_answer() {
    let (practice, folder) = with_second_place().await;
    let Some(_silent) = Silent::over(&folder) else {
        return;
    };
    let application = practice.application().clone();
    let began = Instant::now();
    tokio::task::spawn_blocking(move || before_exit(&application))
        .await
        .unwrap();
    let took = began.elapsed();
    assert!(took < LOCKED, "ended after {took:?}");
    assert!(practice.vault_lock().is_locked());
    let again = practice.started_again();
    again.unlock(PASSPHRASE).await.expect("the file is free");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_wiped_in_time_while_the_work_after_a_lock_blocks() {
    struct Blocks;
    impl BeforeWiping for Blocks {
        fn before_wiping<'a>(
            &'a self,
            _: &'a Vault,
        ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
            Box::pin(async { std::thread::sleep(Duration::from_secs(8)) })
        }
    }
    let practice = Practice::open().await;
    practice.lock().await;
    let clock = Arc::new(Clock::system());
    let vault_lock = VaultLock::locked(clock, || Ok(KdfCost::LEAST), |_| {}, Arc::new(Blocks));
    let place = || LockedVault::at(VaultPath::at(practice.vault_folder())).unwrap();
    let secret = || acceptance::secret().try_into().unwrap();
    vault_lock
        .set_open(place().unlock(secret()).await.unwrap())
        .await;
    let began = Instant::now();
    vault_lock.lock(LockReason::Asked).await;
    vault_lock.wait_until_wiped().await;
    let took = began.elapsed();
    assert!(took < LOCKED, "wiped after {took:?}");
    let again = place().unlock(secret()).await.expect("the file is free");
    again.lock().await.unwrap();
}

#[tokio::test]
async fn a_backup_that_could_not_be_made_at_the_lock_is_made_after_the_next_unlock() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    // A file in the place of the folder of backups, so that no backup can be made.
    fs::write(practice.backups_folder(), "").unwrap();
    practice.lock().await;
    fs::remove_file(practice.backups_folder()).unwrap();
    let again = practice.started_again();
    again.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(made(&again), 0, "the unlock does not wait for the backup");
    again
        .backups()
        .make_if_due(again.vault_lock().inner())
        .await;
    assert_eq!(made(&again), 1, "the backup is made soon after the unlock");
    again
        .backups()
        .make_if_due(again.vault_lock().inner())
        .await;
    assert_eq!(made(&again), 1, "the backup is made once only");
    again.lock().await;
}

/// A picture of so many megabytes.
fn picture(megabytes: usize) -> Picture {
    Picture::Png {
        base64: format!("iVBORw0KGgoA{}", "AAAA".repeat(megabytes * 333_333)),
    }
}

/// The number of exported maps in the audit trail.
async fn exported_maps(practice: &Practice) -> usize {
    let all = audit::AuditFilter {
        client: None,
        from: None,
        to: None,
    };
    let page = audit::audit_lines(practice.vault(), all, None).await;
    let lines = page.unwrap().lines.into_iter();
    lines
        .filter(|line| {
            line.edit == Some(EditKind::ExportMap) && line.kind != audit::AuditKind::Journal
        })
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_does_not_wait_for_an_export_to_a_place_that_does_not_answer() {
    let (practice, folder) = with_second_place().await;
    let sam = practice.with_client("Sam").await.in_initial_phase().await;
    let practice = &*sam;
    let Some(silent) = Silent::over(&folder) else {
        return;
    };
    practice.will_pick(Some(folder.join("map.png")));
    let exported = export::export_map(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        sam.id(),
        picture(0),
        acceptance::secret(),
    );
    let locked = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        lock(practice).await
    };
    let (exported, took) = tokio::join!(exported, locked);
    assert_eq!(exported.err(), Some(CommandError::VaultLocked));
    assert!(took < LOCKED, "locked after {took:?}");
    drop(silent);
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        exported_maps(practice).await,
        0,
        "no file was written, and the trail names none"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_during_an_export_leaves_no_file_without_an_audit_line() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let practice = &*ruth;
    let path = practice.desk().join("map.png");
    let temporary = practice.desk().join("map.png.1.part");
    practice.will_pick(Some(path.clone()));
    // On a busy computer the file may be complete before the lock begins: then there is another attempt.
    let mut interrupted = false;
    for attempt in 1..=5 {
        let before = exported_maps(practice).await;
        let exported = export::export_map(
            practice.vault(),
            practice.vault_lock(),
            practice.state(),
            ruth.id(),
            // Large enough for a lock to begin before it is written.
            picture(24),
            acceptance::secret(),
        );
        let written = temporary.clone();
        let locked = async {
            for _ in 0..20_000 {
                if written.exists() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            lock(practice).await
        };
        let (exported, _) = tokio::join!(exported, locked);
        // The thread that writes goes on after the lock.
        while temporary.exists() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        practice.unlock(PASSPHRASE).await.unwrap();
        let lines = exported_maps(practice).await - before;
        assert!(
            lines == 1 || !path.exists(),
            "attempt {attempt}: {exported:?}, and a file without an audit line"
        );
        if exported == Err(CommandError::VaultLocked) {
            interrupted = true;
            break;
        }
        fs::remove_file(&path).unwrap();
    }
    assert!(interrupted, "a lock came in the middle of an export");
}

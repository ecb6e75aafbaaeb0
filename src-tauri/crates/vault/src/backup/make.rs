//! Making a backup.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;
use tokio::sync::OwnedMutexGuard;
use tokio::task::spawn_blocking;

use crate::backup::container;
use crate::backup::content_digest::{ContentDigest, Count};
use crate::backup::file_name;
use crate::backup::listing::BackupFile;
use crate::backup::manifest::Manifest;
use crate::backup::open::Unpacked;
use crate::backup::progress::{COPIED, Progress, ProgressReport};
use crate::backup::scratch::Scratch;
use crate::crypto::keys::Keys;
use crate::error::VaultError;
use crate::error::backup::{BackupError, INTERRUPTED};
use crate::header::format::Header;
use crate::location::path::VaultPath;
use crate::location::platform;
use crate::seeded;
use crate::storage::database;
use crate::storage::freshness::Mark;
use crate::storage::vault::{Inside, Vault};
use crate::timestamp::Timestamp;

/// After this many counts, the last one blocks all writers.
const TRIES: u8 = 3;
/// The database as it was at one moment, encrypted as ever, in a file of its own.
struct Copied {
    file: PathBuf,
    header: Header,
    keys: Arc<Keys>,
    schema: u16,
    head: Mark,
    digest: ContentDigest,
}

impl Vault {
    /// Makes a backup in the folder `into`, which must exist, and checks it with the code that restores it.
    /// Only then it gets its name, `kith-YYYY-MM-DD-HHMM.kithbackup` in local time, `local`. Other users of the vault
    /// wait only while the database is copied.
    ///
    /// # Errors
    /// Every reason is its own [`BackupError`]; nothing is left in the folder then.
    pub async fn make_backup(
        &self,
        into: &Path,
        at: Timestamp,
        local: NaiveDateTime,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<BackupFile, BackupError> {
        let report = ProgressReport::to(progress);
        let _stop = report.stop_when_dropped();
        self.refuse_own_folder(into)?;
        let made = async {
            let here = Scratch::within(self.path.folder())?;
            let there = Scratch::within(into)?;
            let copied = self.copy_database(here.path("copy.db"), &report).await?;
            report.reached(COPIED);
            let keys = Arc::clone(&copied.keys);
            let sealed = there.path("backup");
            let (to, telling) = (sealed.clone(), report.clone());
            let sealing = spawn_blocking(move || copied.seal(&to, at, &telling));
            sealing.await.map_err(|_| INTERRUPTED)??;
            check(&sealed, keys, &here, &report).await?;
            publish(&sealed, &file_name::free(into, local))
        };
        let made = made.await.map_err(|error| error.at_place(into))?;
        report.done();
        Ok(made)
    }

    /// Refuses the vault's own folder: a backup there would be lost with the vault.
    fn refuse_own_folder(&self, into: &Path) -> Result<(), BackupError> {
        if !into.is_dir() {
            return Err(BackupError::Missing);
        }
        if is_within(into, self.path.folder()) {
            return Err(BackupError::SameAsSource);
        }
        Ok(())
    }

    pub(crate) async fn shared_keys(&self) -> Result<Arc<Keys>, BackupError> {
        let mut inside = self.inside().await?;
        Ok(Arc::clone(&inside.open()?.keys))
    }

    /// Counts and copies the database as it is at one moment. It counts batch by batch, so that a person typing waits
    /// only for the copy. If changes keep coming, the last count blocks them.
    async fn copy_database(
        &self,
        file: PathBuf,
        report: &ProgressReport,
    ) -> Result<Copied, BackupError> {
        // The records read from a damaged vault are in memory, unencrypted and incomplete.
        self.check_writable().map_err(BackupError::of_vault)?;
        // SQLite fills an existing empty file; a file it creates itself could be read by others.
        platform::open_private_file(&file)?;
        let name = file
            .to_str()
            .ok_or(BackupError::Io(std::io::ErrorKind::InvalidFilename))?;
        let mut tries = 1;
        let (mut inside, head, digest) = loop {
            let counted = self.count(tries >= TRIES).await;
            if let Some(counted) = counted.map_err(BackupError::of_vault)? {
                break counted;
            }
            tries += 1;
        };
        self.check_in_place()?;
        let schema = database::schema_of(inside.connection()?).await?;
        let stopped = report.clone();
        inside
            .interrupt_when(move || stopped.is_stopped())
            .await
            .map_err(BackupError::of_vault)?;
        let copied = sqlx::query("VACUUM INTO ?1")
            .bind(name)
            .execute(inside.connection()?)
            .await;
        let open = inside
            .roll_back_unfinished()
            .await
            .map_err(BackupError::of_vault)?;
        copied.map_err(|error| BackupError::of_vault(error.into()))?;
        Ok(Copied {
            file,
            header: open.header.clone(),
            keys: Arc::clone(&open.keys),
            schema,
            head,
            digest,
        })
    }

    /// The locked connection and the count of its records; none if a change came in between. With `at_once` no
    /// change can come in between.
    async fn count(
        &self,
        at_once: bool,
    ) -> Result<Option<(OwnedMutexGuard<Inside>, Mark, ContentDigest)>, VaultError> {
        let mut count = Count::default();
        let mut inside = self.inside().await?;
        let head = Mark::of(inside.connection()?).await?;
        while count.next(inside.connection()?).await? {
            if !at_once {
                drop(inside);
                inside = self.inside().await?;
            }
        }
        if Mark::of(inside.connection()?).await? != head {
            return Ok(None);
        }
        let digest = count.with_drafts(inside.connection()?).await?;
        Ok(Some((inside, head, digest)))
    }
}

impl Copied {
    /// Seals it, and removes the copy.
    fn seal(self, to: &Path, at: Timestamp, report: &ProgressReport) -> Result<(), BackupError> {
        let mut database = File::open(&self.file)?;
        let manifest = Manifest {
            app: env!("CARGO_PKG_VERSION").to_owned(),
            schema: self.schema,
            made_at: at.millis(),
            vault_id: self.header.vault_id(),
            length: database.metadata()?.len(),
            head: self.head,
            digest: self.digest,
        };
        let mut sealed = platform::open_private_file(to)?;
        container::seal(
            &mut sealed,
            &mut database,
            &self.header,
            &self.keys.backup,
            &manifest,
            &|done, of| report.sealing(done, of),
        )?;
        drop(database);
        fs::remove_file(&self.file)?;
        Ok(())
    }
}

/// Unpacks, opens and compares the backup as a restore does.
async fn check(
    sealed: &Path,
    keys: Arc<Keys>,
    scratch: &Scratch,
    report: &ProgressReport,
) -> Result<(), BackupError> {
    let target = VaultPath::at(scratch.path("check"));
    platform::make_private_folder(target.folder())?;
    let unpacked = Unpacked::from(sealed, keys, target, report).await?;
    unpacked.vault.lock().await?;
    Ok(())
}

/// Gives a checked backup its name.
pub fn publish(sealed: &Path, name: &Path) -> Result<BackupFile, BackupError> {
    if seeded::fault("a backup cut after its check") {
        let file = platform::open_private_file(sealed)?;
        file.set_len(file.metadata()?.len() / 2)?;
    }
    platform::rename(sealed, name)?;
    if let Some(folder) = name.parent() {
        platform::sync_folder(folder)?;
        // The folder may be as new as the first backup in it; its parent may be unreadable, on a USB drive for example.
        folder.parent().map(platform::sync_folder);
    }
    Ok(BackupFile::at(name))
}

/// Whether a path is this folder or inside it, with links resolved.
pub fn is_within(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => path.starts_with(folder),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use tempfile::tempdir;

    use super::*;
    use crate::practice::*;

    /// The error of checking a backup made from a copy that `harm` was done to.
    async fn checked(harm: &'static str) -> Option<BackupError> {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        let scratch = Scratch::within(home.path()).unwrap();
        let copied = vault
            .copy_database(scratch.path("copy.db"), &ProgressReport::none())
            .await
            .unwrap();
        let keys = Arc::clone(&copied.keys);
        let expect = database::Expect::Schema;
        let opened = database::open(&copied.file, &keys.database, expect).await;
        let mut copy = opened.unwrap();
        sqlx::raw_sql(harm).execute(&mut copy).await.unwrap();
        database::close(copy).await.unwrap();
        let sealed = scratch.path("backup");
        copied
            .seal(&sealed, minute(2), &ProgressReport::none())
            .unwrap();
        let found = check(&sealed, keys, &scratch, &ProgressReport::none()).await;
        vault.lock().await.unwrap();
        found.err()
    }

    #[tokio::test]
    async fn copy_that_differs_from_the_vault_is_not_a_backup() {
        assert_eq!(checked("SELECT 1").await, None, "a whole copy is one");
        for harm in [
            "UPDATE record SET body = json_set(body, '$.summary', 'x') WHERE kind = 'session'",
            "UPDATE record SET position = 7 WHERE key = 'p2'",
            "DELETE FROM record WHERE key = 'p2'",
            "UPDATE client SET archived = 1",
            "DELETE FROM journal",
            "INSERT INTO draft (key, body, at) VALUES ('k', 'x', 1)",
            "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        ] {
            assert_eq!(checked(harm).await, Some(BackupError::Differs), "{harm}");
        }
    }

    #[tokio::test]
    async fn change_during_backup_is_in_it_completely_or_not_at_all() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        let folder = home.path().join("backups");
        fs::create_dir(&folder).unwrap();
        let local = minute(3).moment().unwrap().naive_utc();
        let saving = async {
            for turn in 0..20 {
                write_note(&vault, 1, &format!("note {turn}"), minute(turn + 4))
                    .await
                    .unwrap();
            }
        };
        let making = vault.make_backup(&folder, minute(3), local, |_| {});
        let (made, ()) = tokio::join!(making, saving);
        assert!(made.is_ok(), "and it comes to an end: {:?}", made.err());
        vault.lock().await.unwrap();
    }

    #[tokio::test]
    async fn backup_that_nobody_waits_for_releases_the_keys() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        let long = "a long note ".repeat(100_000);
        write_note(&vault, 1, &long, minute(2)).await.unwrap();
        let folder = home.path().join("backups");
        fs::create_dir(&folder).unwrap();
        let local = minute(3).moment().unwrap().naive_utc();
        let keys = vault.shared_keys().await.unwrap();
        // Every step of sealing takes its time.
        let slow = |progress: Progress| {
            let pause = if progress.percent > COPIED { 300 } else { 0 };
            std::thread::sleep(Duration::from_millis(pause));
        };
        let making = vault.make_backup(&folder, minute(3), local, slow);
        let dropped = tokio::time::timeout(Duration::from_secs(2), making).await;
        assert!(dropped.is_err(), "the backup was dropped before its end");
        vault.lock().await.unwrap();
        #[expect(
            clippy::disallowed_methods,
            reason = "how long the threads keep the keys"
        )]
        let began = Instant::now();
        while Arc::strong_count(&keys) > 1 && began.elapsed() < Duration::from_secs(1) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(Arc::strong_count(&keys), 1, "no thread has the keys");
    }
}

//! Making a backup.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;
use tokio::sync::OwnedMutexGuard;
use tokio::task::spawn_blocking;

use crate::backup::container;
use crate::backup::fault::BackupError;
use crate::backup::listing::BackupFile;
use crate::backup::manifest::Manifest;
use crate::backup::name;
use crate::backup::open::{INTERRUPTED, Unpacked};
use crate::backup::progress::{COPIED, Progress, Report};
use crate::backup::scratch::Scratch;
use crate::backup::tally::{Count, Tally};
use crate::database;
use crate::error::VaultError;
use crate::folder::VaultPath;
use crate::freshness::Mark;
use crate::header::Header;
use crate::keys::Keys;
use crate::open_vault::{Inside, Vault};
use crate::platform;
use crate::seeded;
use crate::timestamp::Timestamp;

/// How often the vault is counted before nobody is let in meanwhile.
const TRIES: u8 = 3;
/// The database as it was at one moment, encrypted as ever, in a file of its own.
struct Copied {
    file: PathBuf,
    header: Header,
    keys: Arc<Keys>,
    schema: u16,
    head: Mark,
    tally: Tally,
}

impl Vault {
    /// Makes a backup into the folder `into`, which must be there, and checks it by the code that restores it.
    /// Only then it bears its name, `kith-YYYY-MM-DD-HHMM.kithbackup` by the clock on the wall, `local`. The
    /// vault waits only while the database is copied.
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
        let report = Report::to(progress);
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
            publish(&sealed, &name::free(into, local))
        };
        let made = made.await.map_err(|error| error.at_place(into))?;
        report.done();
        Ok(made)
    }

    /// A backup in the vault's own folder would go wherever the vault goes.
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

    /// Counts and copies the database as it is at one moment. It is counted batch by batch, so that whoever types
    /// waits for the copying only; who goes on saving meanwhile waits for one counting in the end.
    async fn copy_database(&self, file: PathBuf, report: &Report) -> Result<Copied, BackupError> {
        // What was read of a damaged vault lies in memory, unencrypted and not whole.
        self.check_writable().map_err(BackupError::of_vault)?;
        // SQLite fills an empty file that is there; one it makes itself could be read by others.
        platform::open_private_file(&file)?;
        let name = file
            .to_str()
            .ok_or(BackupError::Io(std::io::ErrorKind::InvalidFilename))?;
        let mut tries = 1;
        let (mut inside, head, tally) = loop {
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
        let open = inside.settle().await.map_err(BackupError::of_vault)?;
        copied.map_err(|error| BackupError::of_vault(error.into()))?;
        Ok(Copied {
            file,
            header: open.header.clone(),
            keys: Arc::clone(&open.keys),
            schema,
            head,
            tally,
        })
    }

    /// The vault, held, and what it holds; none if it was changed while it was counted. Counted `at_once`, nobody
    /// can change it meanwhile.
    async fn count(
        &self,
        at_once: bool,
    ) -> Result<Option<(OwnedMutexGuard<Inside>, Mark, Tally)>, VaultError> {
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
        let tally = count.with_drafts(inside.connection()?).await?;
        Ok(Some((inside, head, tally)))
    }
}

impl Copied {
    /// Seals it, and removes the copy.
    fn seal(self, to: &Path, at: Timestamp, report: &Report) -> Result<(), BackupError> {
        let mut database = File::open(&self.file)?;
        let manifest = Manifest {
            app: env!("CARGO_PKG_VERSION").to_owned(),
            schema: self.schema,
            made_at: at.millis(),
            vault_id: self.header.vault_id(),
            length: database.metadata()?.len(),
            head: self.head,
            tally: self.tally,
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

/// Unpacks, opens and compares it as restoring does.
async fn check(
    sealed: &Path,
    keys: Arc<Keys>,
    scratch: &Scratch,
    report: &Report,
) -> Result<(), BackupError> {
    let place = VaultPath::at(scratch.path("check"));
    platform::make_private_folder(place.folder())?;
    let unpacked = Unpacked::from(sealed, keys, place, report).await?;
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
        // The folder may be as new as the first backup in it; the one around a stick may be nobody's to read.
        folder.parent().map(platform::sync_folder);
    }
    Ok(BackupFile::at(name))
}

/// Whether a path is a folder or in it, whatever it is called on the way.
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

    /// What checking says of a backup of a copy that `harm` was done to.
    async fn checked(harm: &'static str) -> Option<BackupError> {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        let scratch = Scratch::within(home.path()).unwrap();
        let copied = vault
            .copy_database(scratch.path("copy.db"), &Report::none())
            .await
            .unwrap();
        let keys = Arc::clone(&copied.keys);
        let expect = database::Expect::Schema;
        let opened = database::open(&copied.file, &keys.database, expect).await;
        let mut copy = opened.unwrap();
        sqlx::raw_sql(harm).execute(&mut copy).await.unwrap();
        database::close(copy).await.unwrap();
        let sealed = scratch.path("backup");
        copied.seal(&sealed, minute(2), &Report::none()).unwrap();
        let found = check(&sealed, keys, &scratch, &Report::none()).await;
        vault.lock().await.unwrap();
        found.err()
    }

    #[tokio::test]
    async fn a_copy_that_is_not_what_was_copied_is_no_backup() {
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
    async fn who_saves_while_it_is_counted_is_in_the_backup_or_not_but_never_half() {
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
    async fn a_backup_nobody_waits_for_any_more_lets_go_of_the_keys() {
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
        assert!(dropped.is_err(), "it is half way");
        vault.lock().await.unwrap();
        let began = Instant::now();
        while Arc::strong_count(&keys) > 1 && began.elapsed() < Duration::from_secs(1) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(Arc::strong_count(&keys), 1, "no thread has them any more");
    }
}

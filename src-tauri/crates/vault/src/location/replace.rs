//! Replaces a whole vault with another. If the program is killed at any point, one of the two is there, complete.
//!
//! It never replaces `vault.db` alone: SQLite would apply a journal left beside it to the new file. During the
//! replacement the folder `vault.swap` lies beside the vault, with a `lock` and up to three vaults: `making` is
//! incomplete and will be deleted, `whole` is complete and synced, `old` is the replaced one. Once the old vault has
//! moved out, the new one moves in, now or at the next start; before that everything is as it was.

mod work_folder;

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::error::OpenError;
use crate::location::path::VaultPath;
use crate::location::platform;
use crate::location::single_opener::SingleOpener;
use crate::seeded;
use work_folder::{WorkFolder, is_there, move_folder};

/// A vault being made that will replace another, or be the first. Dropped, it leaves no file behind.
pub struct Replacement {
    target: VaultPath,
    work: WorkFolder,
    // Held until no file of the replacement is left.
    lock: Option<File>,
}

/// Finishes or undoes a replacement that was interrupted.
///
/// # Errors
/// [`OpenError::InUse`] if another program is doing it.
pub fn finish_interrupted(target: &VaultPath) -> Result<(), OpenError> {
    let work = WorkFolder::beside(target);
    let Some(lock) = work.claim()? else {
        return Ok(());
    };
    work.finish(target, lock)
}

/// Whether a replacement is in progress, here or in another program.
pub fn is_going_on(target: &VaultPath) -> bool {
    matches!(WorkFolder::beside(target).claim(), Err(OpenError::InUse))
}

impl Replacement {
    /// Begins one; a killed one is finished or undone first.
    ///
    /// # Errors
    /// [`OpenError::InUse`] if another is going on, [`OpenError::AlreadyExists`] if one could not be.
    pub fn begin(target: &VaultPath) -> Result<Self, OpenError> {
        finish_interrupted(target)?;
        let work = WorkFolder::beside(target);
        if let Some(parent) = target.folder().parent() {
            fs::create_dir_all(parent)?;
        }
        match platform::make_private_folder(&work.0) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        // Files moved into a folder whose own name is not on disk yet would be lost with it in a power failure.
        if let Some(parent) = target.folder().parent()
            && !seeded::fault("a replacement in a folder that is not synced")
        {
            platform::sync_folder(parent)?;
        }
        let lock = work.claim()?.ok_or(OpenError::InUse)?;
        if work.whole().exists() || work.old().exists() {
            return Err(OpenError::AlreadyExists);
        }
        platform::make_private_folder(&work.making())?;
        Ok(Self {
            target: target.clone(),
            work,
            lock: Some(lock),
        })
    }

    /// The empty folder in which the new vault is made.
    pub fn making(&self) -> VaultPath {
        VaultPath::at(self.work.making())
    }

    /// Replaces the old vault with the new one. No file of either vault may be open but `current`, the lock that keeps
    /// others out of the old one as long as possible. The old vault moves to `kept`, on the same disk; with none it is
    /// removed, and must be in a backup.
    ///
    /// # Errors
    /// Everything is as it was then, unless the disk moved the old vault out and then refuses to move either back: the
    /// next start moves the new one in.
    pub fn put_in_place(
        self,
        current: Option<SingleOpener>,
        kept: Option<&Path>,
    ) -> Result<(), OpenError> {
        self.seal()?;
        // Windows moves no folder with an open file. A program that opens the vault now sees the replacement and gives up.
        drop(current);
        let old = kept.map_or_else(|| self.work.old(), Path::to_owned);
        let moved = match is_there(self.target.folder())? {
            true => move_folder(self.target.folder(), &old).and_then(|()| self.move_in()),
            false => self.move_in(),
        };
        moved.or_else(|failed| self.undo_failed_move(&old, failed))
    }

    /// Undoes a failed step. The step may have succeeded all the same: a folder may have moved though the disk did not
    /// confirm it. If the target folder is missing, the old vault moves back, or else the new one in.
    fn undo_failed_move(&self, old: &Path, failed: io::Error) -> Result<(), OpenError> {
        let new_waits = || self.work.whole().exists();
        if !is_there(self.target.folder())? && new_waits() {
            move_folder(old, self.target.folder())
                .or_else(|_| self.move_in())
                .ok();
        }
        if is_there(self.target.folder())? && !new_waits() {
            return Ok(());
        }
        Err(failed.into())
    }

    /// Syncs the new vault, and marks it as complete by its name.
    fn seal(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.work.making())? {
            platform::open_private_file(&entry?.path())?.sync_all()?;
        }
        platform::sync_folder(&self.work.making())?;
        move_folder(&self.work.making(), &self.work.whole())
    }

    fn move_in(&self) -> io::Result<()> {
        move_folder(&self.work.whole(), self.target.folder())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // A replacement that cannot be finished now is finished at the next start.
        if let Some(lock) = self.lock.take() {
            self.work.finish(&self.target, lock).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::mem::ManuallyDrop;

    use tempfile::{TempDir, tempdir};

    use super::*;

    /// A folder in place of a vault.
    fn vault_named(name: &str) -> (TempDir, VaultPath) {
        let home = tempdir().unwrap();
        let path = VaultPath::in_home(home.path());
        fs::create_dir(path.folder()).unwrap();
        fs::write(path.database(), name).unwrap();
        (home, path)
    }

    fn begun(path: &VaultPath) -> Replacement {
        let swap = Replacement::begin(path).unwrap();
        fs::write(swap.making().database(), "new").unwrap();
        swap
    }

    fn found(path: &VaultPath) -> String {
        fs::read_to_string(path.database()).unwrap_or_default()
    }

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Drops the replacement like a kill of the program: nothing is cleaned up, and only the lock is released.
    fn killed(swap: Replacement) {
        let mut swap = ManuallyDrop::new(swap);
        drop(swap.lock.take());
    }

    #[test]
    fn new_vault_replaces_the_old_one_and_no_file_stays_beside_it() {
        let (home, path) = vault_named("old");
        begun(&path).put_in_place(None, None).unwrap();
        assert_eq!(found(&path), "new", "the new vault is in place");
        assert_eq!(names(home.path()), ["vault"], "no other file is left");
    }

    #[test]
    fn old_vault_is_moved_to_the_given_folder() {
        let (home, path) = vault_named("old");
        let kept = home.path().join("kept");
        begun(&path).put_in_place(None, Some(&kept)).unwrap();
        assert_eq!(
            found(&VaultPath::at(&kept)),
            "old",
            "the old vault is kept unchanged"
        );
        assert_eq!(found(&path), "new", "the new vault is in place");
    }

    #[test]
    fn dropped_replacement_changes_nothing() {
        let (home, path) = vault_named("old");
        drop(begun(&path));
        assert_eq!(found(&path), "old", "the old vault is unchanged");
        assert_eq!(names(home.path()), ["vault"], "no other file is left");
    }

    #[test]
    fn replacement_killed_after_any_step_leaves_one_complete_vault() {
        type Step = fn(&Replacement) -> io::Result<()>;
        let steps: [(Step, &str); 4] = [
            (|_| Ok(()), "old"),
            (Replacement::seal, "old"),
            (
                |swap| move_folder(swap.target.folder(), &swap.work.old()),
                "new",
            ),
            (Replacement::move_in, "new"),
        ];
        for killed_after in 0..steps.len() {
            let (home, path) = vault_named("old");
            let swap = begun(&path);
            for (step, _) in &steps[..=killed_after] {
                step(&swap).unwrap();
            }
            killed(swap);
            for start in ["first", "second"] {
                finish_interrupted(&path).unwrap();
                assert_eq!(
                    found(&path),
                    steps[killed_after].1,
                    "killed after step {killed_after}, {start} start"
                );
            }
            assert_eq!(
                names(home.path()),
                ["vault"],
                "step {killed_after}: no other file is left"
            );
        }
    }

    #[test]
    fn replacement_killed_after_old_vault_left_moves_the_new_one_in() {
        let (home, path) = vault_named("old");
        let swap = begun(&path);
        swap.seal().unwrap();
        let kept = home.path().join("kept");
        move_folder(path.folder(), &kept).unwrap();
        killed(swap);
        finish_interrupted(&path).unwrap();
        assert_eq!(found(&path), "new", "the old vault had been moved away");
        assert_eq!(
            names(home.path()),
            ["kept", "vault"],
            "both vaults are there"
        );
    }

    #[test]
    fn replacement_without_old_vault_is_finished() {
        let home = tempdir().unwrap();
        let path = VaultPath::at(home.path().join("new folder").join("vault"));
        let swap = begun(&path);
        swap.seal().unwrap();
        killed(swap);
        finish_interrupted(&path).unwrap();
        assert_eq!(found(&path), "new", "a complete vault is moved in");
    }

    #[test]
    fn existing_folder_for_the_old_vault_stops_the_replacement() {
        let (home, path) = vault_named("old");
        let kept = home.path().join("kept");
        fs::create_dir(&kept).unwrap();
        assert!(
            begun(&path).put_in_place(None, Some(&kept)).is_err(),
            "the folder for the old vault exists already"
        );
        assert_eq!(found(&path), "old", "as it was");
        assert_eq!(names(home.path()), ["kept", "vault"], "as it was");
    }

    #[test]
    fn third_vault_in_the_folder_deletes_neither_of_the_two() {
        let (_home, path) = vault_named("old");
        let swap = begun(&path);
        swap.seal().unwrap();
        move_folder(path.folder(), &swap.work.old()).unwrap();
        let work = WorkFolder(swap.work.0.clone());
        killed(swap);
        fs::create_dir(path.folder()).unwrap();
        fs::write(path.database(), "third").unwrap();
        finish_interrupted(&path).unwrap();
        let all = [
            path.clone(),
            VaultPath::at(work.whole()),
            VaultPath::at(work.old()),
        ];
        assert_eq!(
            all.map(|path| found(&path)),
            ["third", "new", "old"],
            "all are there"
        );
        assert_eq!(
            Replacement::begin(&path).err(),
            Some(OpenError::AlreadyExists),
            "no other replacement is begun"
        );
    }

    #[test]
    fn failed_move_is_judged_by_the_folders_on_disk() {
        let fails = || io::Error::from(io::ErrorKind::TimedOut);
        let failed = Err(OpenError::Io(io::ErrorKind::TimedOut));
        type Step = fn(&Replacement, &Path);
        let nothing: Step = |_, _| {};
        let old_left: Step = |swap, old| move_folder(swap.target.folder(), old).unwrap();
        let old_is_gone: Step = |swap, _| fs::remove_dir_all(swap.target.folder()).unwrap();
        let both_moved: Step = |swap, old| {
            move_folder(swap.target.folder(), old).unwrap();
            swap.move_in().unwrap();
        };
        for (case, done, answer, stays) in [
            ("nothing moved", nothing, failed, "old"),
            ("the old one left", old_left, failed, "old"),
            ("the old one left, and is gone", old_is_gone, Ok(()), "new"),
            (
                "both folders moved, and the disk reported an error",
                both_moved,
                Ok(()),
                "new",
            ),
        ] {
            let (home, path) = vault_named("old");
            let swap = begun(&path);
            swap.seal().unwrap();
            let old = swap.work.old();
            done(&swap, &old);
            assert_eq!(swap.undo_failed_move(&old, fails()), answer, "{case}");
            drop(swap);
            assert_eq!(found(&path), stays, "{case}");
            assert_eq!(
                names(home.path()),
                ["vault"],
                "{case}: no other file is left"
            );
        }
    }

    #[test]
    fn only_one_replacement_runs_at_a_time() {
        let (_home, path) = vault_named("old");
        let swap = begun(&path);
        assert!(is_going_on(&path), "a replacement is in progress");
        assert_eq!(
            Replacement::begin(&path).err(),
            Some(OpenError::InUse),
            "a second one"
        );
        assert_eq!(
            finish_interrupted(&path).err(),
            Some(OpenError::InUse),
            "it does not count as killed"
        );
        assert_eq!(found(&swap.making()), "new", "it is unchanged");
        drop(swap);
        assert!(!is_going_on(&path), "it has ended");
        assert_eq!(finish_interrupted(&path), Ok(()), "another one may begin");
    }
}

//! Moves a vault to another folder. If the program is killed at any point, the next start opens a complete vault.
//!
//! The vault is copied under a temporary name, read back and compared, and only then renamed. Then `vault.at` in the
//! program's folder names the new folder: from here on the next start opens the new vault. The old one is removed
//! after the new one was opened once, and only if it was not changed since.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use ring::digest::{Context, SHA256};

use crate::error::OpenError;
use crate::error::storage::StorageError;
use crate::location::kind::{self, Location};
use crate::location::path::VaultPath;
use crate::location::platform;
use crate::location::pointer::{Moved, OldFolder, Pointer};
use crate::location::replace;
use crate::location::single_opener::SingleOpener;

/// The name of the folder of a moved vault, in the folder that was chosen.
const NAME: &str = "kith-vault";
const MOVING: &str = ".moving";
const GONE: &str = ".gone";
const BLOCK: usize = 1 << 16;

/// Why a vault was not moved; it is where it was. Safe to log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RelocateError {
    /// A program copies this folder to other computers.
    #[error("{provider} copies the folder to other computers")]
    InCloud {
        /// The program.
        provider: String,
    },
    /// The folder is on another computer.
    #[error("the folder is on a network drive")]
    OnNetwork,
    /// There is no such folder.
    #[error("the folder does not exist")]
    Missing,
    /// Something else is there already.
    #[error("something else is already in this folder")]
    Taken,
    /// The vault is in this folder already, or would be inside itself.
    #[error("the vault is already in this folder")]
    SamePlace,
    /// The folder cannot be written.
    #[error("the folder cannot be written")]
    ReadOnly,
    /// The disk has too little room for it.
    #[error("the disk is full")]
    DiskFull,
    /// It is open, here or in another program.
    #[error("another window or program has the vault open")]
    InUse,
    /// There is no vault to move.
    #[error("there is no vault here")]
    NoVault,
    /// The copy differs from the original when read back.
    #[error("the copy differs from the original")]
    Differs,
    /// The name of the folder is not Unicode text.
    #[error("the name of the folder is not Unicode text")]
    NotText,
    /// Any other error of the file system.
    #[error("input or output failed: {0}")]
    Io(io::ErrorKind),
}

impl From<io::Error> for RelocateError {
    fn from(error: io::Error) -> Self {
        match StorageError::from(error) {
            StorageError::Missing => Self::Missing,
            StorageError::ReadOnly => Self::ReadOnly,
            StorageError::DiskFull => Self::DiskFull,
            StorageError::InUse => Self::InUse,
            StorageError::Io(kind) => Self::Io(kind),
            StorageError::OutOfMemory
            | StorageError::NotRead
            | StorageError::Damaged
            | StorageError::Constraint(_)
            | StorageError::Setting(_) => Self::Io(io::ErrorKind::Other),
        }
    }
}

impl From<OpenError> for RelocateError {
    fn from(error: OpenError) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "nothing is opened")]
        match error {
            OpenError::InUse => Self::InUse,
            OpenError::ReadOnly => Self::ReadOnly,
            OpenError::DiskFull => Self::DiskFull,
            OpenError::Missing | OpenError::Away => Self::NoVault,
            OpenError::Io(kind) => Self::Io(kind),
            _ => Self::Io(io::ErrorKind::Other),
        }
    }
}

/// Moves the locked vault of the program whose data folder is `home` into a folder of its own in `to`. Backups and
/// settings stay. Takes as long as copying the file twice, on the calling thread.
///
/// # Errors
/// Each reason is its own [`RelocateError`]; the vault is where it was then.
pub fn relocate(home: &Path, to: &Path) -> Result<VaultPath, RelocateError> {
    replace::finish_interrupted(&VaultPath::in_home(home))?;
    let (from, target, name) = from_and_target(home, to)?;
    let opener = SingleOpener::claim(&from)?;
    let digest = digest_of(&from)?;
    copy_into_place(&from, &target, &digest)?;
    let left = OldFolder {
        folder: from
            .folder()
            .to_str()
            .ok_or(RelocateError::NotText)?
            .to_owned(),
        digest,
    };
    Pointer {
        folder: name,
        left: Some(left),
    }
    .write(home)?;
    drop(opener);
    Ok(VaultPath::in_home(home))
}

/// Checks a folder for [`relocate`] without changing anything, also while the vault is open.
///
/// # Errors
/// The error that [`relocate`] would return.
pub fn may_relocate(home: &Path, to: &Path) -> Result<(), RelocateError> {
    let (_, target, _) = from_and_target(home, to)?;
    // A folder with a vault in it may be left from a killed move; only `relocate` can check that.
    if target.folder().exists() && !target.database().exists() && is_not_empty(target.folder())? {
        return Err(RelocateError::Taken);
    }
    Ok(())
}

/// The vault's current path, its new path, and the name of the new folder.
fn from_and_target(
    home: &Path,
    to: &Path,
) -> Result<(VaultPath, VaultPath, String), RelocateError> {
    let from = VaultPath::in_home(home);
    if !from.database().is_file() {
        return Err(RelocateError::NoVault);
    }
    if !to.is_dir() {
        return Err(RelocateError::Missing);
    }
    // Shown to people, so without the `\\?\` that Windows puts before a canonical path.
    let to = dunce::canonicalize(to)?;
    let target = VaultPath::at(to.join(NAME));
    let name = target
        .folder()
        .to_str()
        .ok_or(RelocateError::NotText)?
        .to_owned();
    let here = dunce::canonicalize(from.folder())?;
    if to.starts_with(&here) || target.folder() == here {
        return Err(RelocateError::SamePlace);
    }
    match kind::locate(target.folder()) {
        Location::Cloud { provider } => return Err(RelocateError::InCloud { provider }),
        Location::Network => return Err(RelocateError::OnNetwork),
        Location::Ordinary | Location::Removable => {}
    }
    Ok((from, target, name))
}

/// Deletes the pointer to a moved vault, so that another can be created or restored in the program's folder. Only if
/// there is no vault where the pointer leads.
///
/// # Errors
/// [`RelocateError::Taken`] if a vault is there.
pub fn forget_move(home: &Path) -> Result<(), RelocateError> {
    match Moved::of(home) {
        Moved::To(pointer) if VaultPath::at(&pointer.folder).database().exists() => {
            Err(RelocateError::Taken)
        }
        // An unreadable pointer leads nowhere.
        Moved::To(_) | Moved::Somewhere | Moved::Never => Ok(Pointer::remove(home)?),
    }
}

/// Removes the old folder of a moved vault, if its files are still those that were copied. A failure is ignored: the
/// next opening tries again.
pub fn remove_old_folder(path: &VaultPath) {
    let Some(home) = path.moved_in() else { return };
    let Moved::To(Pointer {
        folder,
        left: Some(left),
    }) = Moved::of(home)
    else {
        return;
    };
    let old = VaultPath::at(&left.folder);
    if old.folder() == path.folder() || remove(&old, &left.digest).is_err() {
        return;
    }
    // If the pointer cannot be written, the next opening looks for the old folder again.
    Pointer { folder, left: None }.write(home).ok();
}

fn remove(old: &VaultPath, digest: &str) -> io::Result<()> {
    let gone = old.sibling(GONE);
    if old.folder().is_dir() {
        let nobody = SingleOpener::claim(old).map_err(|_| io::ErrorKind::ResourceBusy)?;
        if digest_of(old)? != digest {
            return Ok(());
        }
        // Windows moves no folder of which a file is open.
        drop(nobody);
        platform::rename(old.folder(), gone.folder())?;
    }
    platform::remove_folder(gone.folder())
}

/// Copies a vault, so that the copy is complete or not there at all.
fn copy_into_place(
    from: &VaultPath,
    target: &VaultPath,
    digest: &str,
) -> Result<(), RelocateError> {
    if target.folder().is_dir() && is_not_empty(target.folder())? {
        // An earlier move was killed before it wrote the pointer.
        let same = target.database().is_file() && digest_of(target)? == digest;
        if !same {
            return Err(RelocateError::Taken);
        }
        return Ok(sync_name(target)?);
    }
    let moving = target.sibling(MOVING);
    platform::remove_folder(moving.folder())?;
    let copied = copy(from, &moving, digest).and_then(|()| {
        if target.folder().is_dir() {
            fs::remove_dir(target.folder())?;
        }
        platform::rename(moving.folder(), target.folder())?;
        Ok(sync_name(target)?)
    });
    if copied.is_err() {
        platform::remove_folder(moving.folder()).ok();
    }
    copied
}

/// Makes the folder's name survive a power failure.
fn sync_name(vault: &VaultPath) -> io::Result<()> {
    let parent = vault.folder().parent();
    parent.map_or(Ok(()), platform::sync_folder)
}

fn copy(from: &VaultPath, moving: &VaultPath, digest: &str) -> Result<(), RelocateError> {
    platform::make_private_folder(moving.folder())?;
    for file in files(from)? {
        let Some(name) = file.file_name() else {
            continue;
        };
        let mut source = File::open(&file)?;
        let mut copy = platform::open_private_file(&moving.folder().join(name))?;
        io::copy(&mut source, &mut copy)?;
        copy.flush()?;
        copy.sync_all()?;
    }
    platform::sync_folder(moving.folder())?;
    if digest_of(moving)? == digest {
        Ok(())
    } else {
        Err(RelocateError::Differs)
    }
}

fn is_not_empty(folder: &Path) -> io::Result<bool> {
    Ok(fs::read_dir(folder)?.next().is_some())
}

/// The files of the vault, sorted: with a journal that a killed program left, without the lock.
fn files(vault: &VaultPath) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(vault.folder())? {
        let file = entry?.path();
        let temporary = file.extension().is_some_and(|ending| ending == "tmp");
        if file.is_file() && file != vault.lock() && !temporary {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// SHA-256 over names, lengths and bytes of all files.
fn digest_of(vault: &VaultPath) -> io::Result<String> {
    let mut sum = Context::new(&SHA256);
    for file in files(vault)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut file = File::open(&file)?;
        sum.update(&(name.len() as u64).to_le_bytes());
        sum.update(name.as_bytes());
        sum.update(&file.metadata()?.len().to_le_bytes());
        let mut block = vec![0; BLOCK];
        loop {
            let read = file.read(&mut block)?;
            match block.get(..read) {
                Some(bytes) if !bytes.is_empty() => sum.update(bytes),
                _ => break,
            }
        }
    }
    let sum = sum.finish();
    Ok(sum
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

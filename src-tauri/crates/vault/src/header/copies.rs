//! The two copies of the header: which one is used, and how one repairs the other.

use std::io;
use std::sync::Arc;

use crate::crypto::keys::Keys;
use crate::crypto::unlock_secret::Secret;
use crate::error::OpenError;
use crate::header::format::Header;

use crate::location::path::VaultPath;
use crate::location::staged_file::{Staged, read_small};

/// Both copies as found on disk.
pub struct Copies([Result<Header, OpenError>; 2]);

/// A header that a secret opened and whose seal held.
pub struct Unlocked {
    /// The header.
    pub header: Header,
    /// The keys that the copy protects.
    pub keys: Arc<Keys>,
    /// The newer copy was altered by someone without the key; this is the other one.
    pub other_was_altered: bool,
}

impl Copies {
    /// Reads both; a missing or damaged copy is kept as its error.
    pub fn read(path: &VaultPath) -> Result<Self, OpenError> {
        if !path.folder().is_dir() {
            return Err(path.why_missing());
        }
        let copies = path.headers().map(|file| read_copy(&file));
        if matches!(copies, [Err(OpenError::Missing), Err(OpenError::Missing)])
            && path.database().exists()
        {
            return Err(OpenError::HeaderDamaged);
        }
        Ok(Self(copies))
    }

    /// The whole copies, the newer first.
    fn by_age(&self) -> Vec<&Header> {
        let mut whole: Vec<&Header> = self
            .0
            .iter()
            .filter_map(|copy| copy.as_ref().ok())
            .collect();
        whole.sort_by_key(|header| std::cmp::Reverse(header.seq()));
        whole
    }

    /// The newer whole copy.
    pub fn newest(&self) -> Result<&Header, OpenError> {
        self.by_age()
            .first()
            .copied()
            .ok_or_else(|| self.why_neither())
    }

    /// The error if neither copy can be used: "damaged" rather than "not a vault", and that rather than "missing".
    fn why_neither(&self) -> OpenError {
        let reasons = || {
            self.0
                .iter()
                .filter_map(|copy| copy.as_ref().err().copied())
        };
        [OpenError::HeaderDamaged, OpenError::NotAVault]
            .into_iter()
            .find(|reason| reasons().any(|found| found == *reason))
            .or_else(|| reasons().find(|found| *found != OpenError::Missing))
            .unwrap_or(OpenError::Missing)
    }

    /// Opens the newer copy. The other is tried only if the seal of the newer is broken: if the passphrase is wrong, the
    /// other copy may still accept an old passphrase.
    pub fn open(&self, secret: &Secret, schema: u16) -> Result<Unlocked, OpenError> {
        let newest = self.newest()?;
        match open_sealed(newest, secret, schema) {
            Err(OpenError::HeaderAltered) => {}
            result => return result,
        }
        let other = self
            .by_age()
            .into_iter()
            .nth(1)
            .ok_or(OpenError::HeaderAltered)?;
        let unlocked = open_sealed(other, secret, schema).map_err(|_| OpenError::HeaderAltered)?;
        Ok(Unlocked {
            other_was_altered: true,
            ..unlocked
        })
    }

    /// How many of the two copies on disk are this header.
    pub fn count_of(&self, header: &Header) -> usize {
        self.0
            .iter()
            .filter(|copy| copy.as_ref().is_ok_and(|copy| copy == header))
            .count()
    }

    /// Whether both copies on disk are this header.
    pub fn both_are(&self, header: &Header) -> bool {
        self.count_of(header) == self.0.len()
    }
}

fn read_copy(file: &std::path::Path) -> Result<Header, OpenError> {
    Header::read(&read_small(file)?)
}

fn open_sealed(header: &Header, secret: &Secret, schema: u16) -> Result<Unlocked, OpenError> {
    header.check_versions(schema)?;
    let (_, keys) = header.unlock(secret)?;
    Ok(Unlocked {
        header: header.clone(),
        keys: Arc::new(keys),
        other_was_altered: false,
    })
}

/// Writes `header` over both copies. `check` gets the staged bytes, read back from disk, before either copy changes; if
/// it refuses, or a copy cannot be replaced, both stay as they were.
pub fn replace(
    path: &VaultPath,
    old: &Header,
    new: &Header,
    check: impl FnOnce(&Header) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let [first, second] = path.headers();
    let staged = Staged::write(&first, new.bytes())?;
    let staged_second = match Staged::write(&second, new.bytes()) {
        Ok(second) => second,
        Err(error) => {
            staged.discard()?;
            return Err(error.into());
        }
    };
    let read = |staged: &Staged| Header::read(&staged.read_back()?);
    let checked = read(&staged)
        .and_then(|header| check(&header))
        .and_then(|()| read(&staged_second));
    if let Err(error) = checked {
        staged.discard()?;
        staged_second.discard()?;
        return Err(error);
    }
    let published = staged.publish().and_then(|()| staged_second.publish());
    if let Err(error) = published {
        write_both(path, old)?;
        return Err(error.into());
    }
    Ok(())
}

/// Writes `header` over both copies, one after the other.
pub fn write_both(path: &VaultPath, header: &Header) -> io::Result<()> {
    for file in path.headers() {
        Staged::write(&file, header.bytes())?.publish()?;
    }
    Ok(())
}

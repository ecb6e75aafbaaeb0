//! The bytes of a backup. Every part is bound to what comes before it: none can be cut, added to, exchanged with
//! another file's or moved.
//!
//! nonce = counter u64 big-endian ‖ 3 zero bytes ‖ 1 for the last chunk; the manifest is counter 0
//! associated data = SHA-256 of all bytes before the manifest length

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use ring::aead::{Aad, LessSafeKey, Nonce};

use crate::backup::fault::BackupError;
use crate::backup::manifest::Manifest;
use crate::backup::tally::sha256;
use crate::header::{self, Header};
use crate::keys::BackupKey;
use crate::layout::{field, put};
use crate::schema::SCHEMA;
use crate::secret::random;

const MAGIC: &[u8; 8] = b"KITHBAK\0";
const FORMAT: u16 = 1;
const FORMAT_AT: usize = 8;
const ZEROS: usize = 10;
const SALT: usize = 16;
const HEADER: usize = 48;
/// Bytes before the length of the manifest.
const FRONT: usize = HEADER + header::SIZE;
/// What one sealed chunk of the database holds.
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// No manifest is longer.
const LONGEST_MANIFEST: usize = 1024 * 1024;

/// Everything of a backup that lies before the database, read without any secret.
pub struct Envelope {
    header: Header,
    salt: [u8; 32],
    associated: [u8; 32],
    manifest: Vec<u8>,
    /// Bytes of the whole file.
    length: u64,
}

impl Envelope {
    /// Reads it, and leaves the file where the database begins.
    pub fn read(file: &mut File) -> Result<Self, BackupError> {
        let length = file.metadata()?.len();
        if length == 0 {
            return Err(BackupError::Empty);
        }
        file.seek(SeekFrom::Start(0))?;
        let front = up_to(file, FRONT + 4)?;
        if front.starts_with(header::MAGIC) {
            return Err(BackupError::IsAHeader);
        }
        if !front.starts_with(MAGIC) {
            return Err(BackupError::NotABackup);
        }
        if front.len() < FRONT + 4 {
            return Err(BackupError::Cut);
        }
        check_front(&front)?;
        let header = Header::read(front.get(HEADER..FRONT).unwrap_or_default())?;
        header.check_versions(SCHEMA)?;
        let bytes = usize::try_from(u32::from_le_bytes(field(&front, FRONT)));
        let bytes = bytes
            .ok()
            .filter(|bytes| (TAG..=LONGEST_MANIFEST).contains(bytes));
        let bytes = bytes.ok_or(BackupError::Damaged)?;
        let manifest = up_to(file, bytes)?;
        if manifest.len() < bytes {
            return Err(BackupError::Cut);
        }
        Ok(Self {
            header,
            salt: field(&front, SALT),
            associated: sha256(front.get(..FRONT).unwrap_or_default()),
            manifest,
            length,
        })
    }

    /// The header as it was on the day.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Bytes of the whole file.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// What it says it holds. That as many bytes follow as it says is seen here too.
    pub fn manifest(&self, key: &BackupKey) -> Result<Manifest, BackupError> {
        let key = key.of_file(&self.salt)?;
        let mut sealed = self.manifest.clone();
        let opened = open(&key, 0, false, &self.associated, &mut sealed)?;
        let manifest: Manifest =
            serde_json::from_slice(opened).map_err(|_| BackupError::Damaged)?;
        if manifest.vault_id != self.header.vault_id() {
            return Err(BackupError::OtherVault);
        }
        let before = (FRONT + 4 + self.manifest.len()) as u64;
        let expected = chunks(manifest.length)
            .checked_mul(TAG as u64)
            .and_then(|tags| tags.checked_add(manifest.length)?.checked_add(before));
        match expected.map(|expected| self.length.cmp(&expected)) {
            Some(std::cmp::Ordering::Equal) => Ok(manifest),
            Some(std::cmp::Ordering::Greater) => Err(BackupError::Extended),
            Some(std::cmp::Ordering::Less) | None => Err(BackupError::Cut),
        }
    }

    /// Opens every chunk and gives the database to `sink`, for as long as `progress` lets it.
    pub fn extract(
        &self,
        file: &mut File,
        key: &BackupKey,
        manifest: &Manifest,
        sink: &mut dyn Write,
        progress: &dyn Fn(u64, u64) -> Result<(), BackupError>,
    ) -> Result<(), BackupError> {
        let key = key.of_file(&self.salt)?;
        file.seek(SeekFrom::Start((FRONT + 4 + self.manifest.len()) as u64))?;
        let count = chunks(manifest.length);
        let mut left = manifest.length;
        for number in 1..=count {
            let bytes = left.min(CHUNK as u64);
            left -= bytes;
            let mut sealed = up_to(file, usize::try_from(bytes).unwrap_or(CHUNK) + TAG)?;
            if (sealed.len() as u64) < bytes + TAG as u64 {
                return Err(BackupError::Cut);
            }
            let opened = open(&key, number, number == count, &self.associated, &mut sealed)?;
            sink.write_all(opened)?;
            progress(number, count)?;
        }
        Ok(())
    }
}

fn check_front(front: &[u8]) -> Result<(), BackupError> {
    match u16::from_le_bytes(field(front, FORMAT_AT)) {
        FORMAT if field(front, ZEROS) == [0; SALT - ZEROS] => Ok(()),
        0 | FORMAT => Err(BackupError::Damaged),
        newer => Err(BackupError::NewerThanThisApp {
            needs: u32::from(newer),
        }),
    }
}

/// Writes a backup of `database`, for as long as `progress` lets it, and syncs it.
pub fn seal(
    out: &mut File,
    database: &mut File,
    header: &Header,
    key: &BackupKey,
    manifest: &Manifest,
    progress: &dyn Fn(u64, u64) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let salt = random::<32>()?;
    let key = key.of_file(&salt)?;
    let mut front = [0; FRONT];
    put(&mut front, 0, MAGIC);
    put(&mut front, FORMAT_AT, &FORMAT.to_le_bytes());
    put(&mut front, SALT, &salt);
    put(&mut front, HEADER, header.bytes());
    let associated = sha256(&front);
    let mut sealed = serde_json::to_vec(manifest).map_err(io::Error::from)?;
    close(&key, 0, false, &associated, &mut sealed)?;
    let bytes =
        u32::try_from(sealed.len()).map_err(|_| BackupError::Io(io::ErrorKind::InvalidData))?;
    out.write_all(&front)?;
    out.write_all(&bytes.to_le_bytes())?;
    out.write_all(&sealed)?;
    let count = chunks(manifest.length);
    for number in 1..=count {
        let mut chunk = up_to(database, CHUNK)?;
        close(&key, number, number == count, &associated, &mut chunk)?;
        out.write_all(&chunk)?;
        progress(number, count)?;
    }
    out.sync_all()?;
    Ok(())
}

/// Every file has a last chunk.
fn chunks(length: u64) -> u64 {
    length.div_ceil(CHUNK as u64).max(1)
}

/// So many bytes, or as many as there are.
fn up_to(file: &mut File, bytes: usize) -> io::Result<Vec<u8>> {
    let mut read = Vec::with_capacity(bytes + TAG);
    file.take(bytes as u64).read_to_end(&mut read)?;
    Ok(read)
}

fn nonce(counter: u64, last: bool) -> Nonce {
    let mut nonce = [0; 12];
    put(&mut nonce, 0, &counter.to_be_bytes());
    put(&mut nonce, 11, &[u8::from(last)]);
    Nonce::assume_unique_for_key(nonce)
}

fn close(
    key: &LessSafeKey,
    counter: u64,
    last: bool,
    associated: &[u8; 32],
    bytes: &mut Vec<u8>,
) -> Result<(), BackupError> {
    key.seal_in_place_append_tag(nonce(counter, last), Aad::from(associated), bytes)
        .map_err(|_| BackupError::Io(io::ErrorKind::InvalidInput))
}

fn open<'a>(
    key: &LessSafeKey,
    counter: u64,
    last: bool,
    associated: &[u8; 32],
    sealed: &'a mut [u8],
) -> Result<&'a [u8], BackupError> {
    key.open_in_place(nonce(counter, last), Aad::from(associated), sealed)
        .map(|opened| &*opened)
        .map_err(|_| BackupError::Damaged)
}

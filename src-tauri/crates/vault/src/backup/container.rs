//! The bytes of a backup. Every part is authenticated together with the parts before it: none can be cut, extended,
//! moved or replaced by a part of another file.
//!
//! nonce = counter u64 big-endian ‖ 3 zero bytes ‖ 1 for the last chunk; the manifest is counter 0
//! associated data = SHA-256 of all bytes before the manifest length

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use ring::aead::{Aad, LessSafeKey, Nonce};

use crate::backup::content_digest::sha256;
use crate::backup::manifest::Manifest;
use crate::bytes::{field, put};
use crate::crypto::keys::BackupKey;
use crate::crypto::secret_bytes::random;
use crate::error::backup::BackupError;
use crate::header::format::{self, Header};
use crate::storage::schema::SCHEMA;

const MAGIC: &[u8; 8] = b"KITHBAK\0";
const FORMAT: u16 = 1;
const FORMAT_AT: usize = 8;
const ZEROS: usize = 10;
const SALT: usize = 16;
const HEADER: usize = 48;
/// Bytes before the length of the manifest.
const FRONT: usize = HEADER + format::SIZE;
/// Bytes of the database in one sealed chunk.
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// No manifest is longer.
const LONGEST_MANIFEST: usize = 1024 * 1024;

/// The part of a backup before the database, read without any secret.
pub struct Envelope {
    header: Header,
    salt: [u8; 32],
    associated: [u8; 32],
    manifest: Vec<u8>,
    /// Bytes of the whole file.
    length: u64,
}

impl Envelope {
    /// Reads it, and leaves the file position at the beginning of the database.
    pub fn read(file: &mut File) -> Result<Self, BackupError> {
        let length = file.metadata()?.len();
        if length == 0 {
            return Err(BackupError::Empty);
        }
        file.seek(SeekFrom::Start(0))?;
        let front = up_to(file, FRONT + 4)?;
        if front.starts_with(format::MAGIC) {
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

    /// The vault's header when the backup was made.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Bytes of the whole file.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The manifest. Also checks that the file has the length that the manifest names.
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

    /// Decrypts every chunk and writes the database to `sink`, until `progress` stops it.
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

/// Writes a backup of `database` and syncs it, until `progress` stops it.
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

/// Reads that many bytes, or up to the end of the file.
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

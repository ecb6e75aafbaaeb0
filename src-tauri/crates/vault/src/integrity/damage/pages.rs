//! The pages of a SQLCipher database, each checked and decrypted on its own.
//!
//! page = ciphertext ‖ initialisation vector 16 ‖ HMAC-SHA512 64; the first one begins with the salt, 16 bytes.
//! HMAC key = PBKDF2-HMAC-SHA512(key, salt xor 3a…, 2 rounds, 32 bytes)
//! HMAC over ciphertext ‖ initialisation vector ‖ page number, little-endian
//! text = AES-256-CBC(key, initialisation vector, ciphertext)

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::num::NonZeroU32;
use std::path::Path;
use std::thread;

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, KeyInit};
use ring::{hmac, pbkdf2};
use zeroize::Zeroizing;

use crate::bytes::field;
use crate::crypto::keys::DatabaseKey;
use crate::error::OpenError;
use crate::storage::database;

/// Bytes of a page.
const SIZE: usize = 4096;
const SALT: usize = 16;
const VECTOR: usize = 16;
const MAC: usize = 64;
/// Bytes of a page that SQLite uses.
pub const USABLE: usize = SIZE - VECTOR - MAC;
const ROUNDS: NonZeroU32 = NonZeroU32::MIN.saturating_add(1);

/// Pages read in one call while all are checked.
const AT_ONCE: usize = 256;
/// More threads than this only wait for the disk.
const MOST_THREADS: usize = 4;

/// An encrypted database file in memory, with its cipher and MAC key.
pub struct Pages {
    bytes: Vec<u8>,
    cipher: Aes256,
    mac: PageMac,
}

/// The key that checks the MAC of each page.
struct PageMac(hmac::Key);

impl Pages {
    /// Reads the file, which must not be open elsewhere. A page that the disk cannot read counts as damaged.
    pub fn read(file: &Path, key: &DatabaseKey) -> Result<Self, OpenError> {
        let bytes = File::open(file).and_then(|file| {
            let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
            Ok(all_of(file, length))
        });
        let bytes = bytes.map_err(|error| database::at_open(error.into()))?;
        Ok(Self {
            mac: PageMac::of(field(&bytes, 0), key),
            bytes,
            cipher: Aes256::new(key.expose().into()),
        })
    }

    /// How many pages there are, with a page that was cut.
    pub fn count(&self) -> usize {
        self.bytes.len().div_ceil(SIZE)
    }

    /// How many have a wrong MAC.
    pub fn damaged(&self) -> usize {
        let damaged = |number: &usize| self.whole(*number).is_none();
        (1..=self.count()).filter(damaged).count()
    }

    /// The ciphertext and initialisation vector of a page whose MAC is right.
    fn whole(&self, number: usize) -> Option<(&[u8], &[u8])> {
        let page = self
            .bytes
            .get(number.checked_sub(1)? * SIZE..number * SIZE)?;
        self.mac.whole(number, page)
    }

    /// The decrypted page as SQLite reads it; none if it is damaged.
    pub fn open(&self, number: usize) -> Option<Zeroizing<Vec<u8>>> {
        let (text, vector) = self.whole(number)?;
        let mut plain = Zeroizing::new(Vec::with_capacity(USABLE));
        // The salt replaces bytes of page 1 whose value SQLite knows.
        plain.resize(USABLE - text.len(), 0);
        let mut before: [u8; 16] = field(vector, 0);
        for block in text.chunks_exact(16) {
            let block: [u8; 16] = field(block, 0);
            let mut opened = block.into();
            self.cipher.decrypt_block(&mut opened);
            plain.extend(opened.iter().zip(before).map(|(one, other)| one ^ other));
            before = block;
        }
        Some(plain)
    }
}

/// The bytes of a file. If a part cannot be read, its pages are read one by one; those that cannot be read stay zeros,
/// whose MAC is wrong.
fn all_of(mut file: impl Read + Seek, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    let mut read = |at: usize, into: &mut [u8]| {
        file.seek(SeekFrom::Start(to_u64(at)))?;
        file.read_exact(into)
    };
    let parts = bytes.chunks_mut(AT_ONCE * SIZE);
    for (begin, part) in (0..).step_by(AT_ONCE * SIZE).zip(parts) {
        if read(begin, part).is_ok() {
            continue;
        }
        for (at, page) in (begin..).step_by(SIZE).zip(part.chunks_mut(SIZE)) {
            if read(at, page).is_err() {
                page.fill(0);
            }
        }
    }
    bytes
}

impl PageMac {
    /// The key of the database that begins with this salt.
    fn of(salt: [u8; SALT], key: &DatabaseKey) -> Self {
        let salt = salt.map(|byte| byte ^ 0x3a);
        let mut mac = Zeroizing::new([0; 32]);
        pbkdf2::derive(
            pbkdf2::PBKDF2_HMAC_SHA512,
            ROUNDS,
            &salt,
            key.expose(),
            mac.as_mut(),
        );
        Self(hmac::Key::new(hmac::HMAC_SHA512, mac.as_ref()))
    }

    /// The ciphertext and initialisation vector of a page whose MAC is right.
    fn whole<'a>(&self, number: usize, page: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
        let (text, vector_and_mac) = page.split_at_checked(USABLE)?;
        let (vector, mac) = vector_and_mac.split_at_checked(VECTOR)?;
        let text = text.get(if number == 1 { SALT } else { 0 }..)?;
        let mut signed = hmac::Context::with_key(&self.0);
        signed.update(text);
        signed.update(vector);
        signed.update(&u32::try_from(number).ok()?.to_le_bytes());
        (signed.sign().as_ref() == mac).then_some((text, vector))
    }

    /// Whether the MACs of pages `first` to `last` are right.
    fn fits(&self, file: &Path, first: usize, last: usize) -> io::Result<bool> {
        let mut file = File::open(file)?;
        file.seek(SeekFrom::Start(to_u64((first - 1) * SIZE)))?;
        let mut bytes = vec![0; AT_ONCE * SIZE];
        for begin in (first..=last).step_by(AT_ONCE) {
            let pages = AT_ONCE.min(last + 1 - begin);
            let Some(read) = bytes.get_mut(..pages * SIZE) else {
                return Ok(false);
            };
            file.read_exact(read)?;
            let mut pages = (begin..).zip(read.chunks_exact(SIZE));
            if !pages.all(|(number, page)| self.whole(number, page).is_some()) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether the MAC of every page of a database is right, checked on several cores, which SQLite does on one. The file
/// must not be open elsewhere. A file that cannot be read is not right; SQLite then names the error.
pub fn all_fit(file: &Path, key: &DatabaseKey) -> bool {
    fits(file, key).unwrap_or(false)
}

fn fits(file: &Path, key: &DatabaseKey) -> io::Result<bool> {
    let mut salt = [0; SALT];
    let mut opened = File::open(file)?;
    opened.read_exact(&mut salt)?;
    let length = usize::try_from(opened.metadata()?.len()).map_err(io::Error::other)?;
    if length % SIZE != 0 {
        return Ok(false);
    }
    let mac = PageMac::of(salt, key);
    let count = length / SIZE;
    let threads = thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS));
    let part = count.div_ceil(threads);
    thread::scope(|scope| {
        let parts: Vec<_> = (1..=count)
            .step_by(part.max(1))
            .map(|first| {
                let last = count.min(first + part - 1);
                let mac = &mac;
                scope.spawn(move || mac.fits(file, first, last))
            })
            .collect();
        let mut all = true;
        for part in parts {
            all &= part
                .join()
                .map_err(|_| io::Error::from(io::ErrorKind::Interrupted))??;
        }
        Ok(all)
    })
}

fn to_u64(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::tempdir;

    use super::*;
    use crate::header::copies::Copies;
    use crate::location::path::VaultPath;
    use crate::practice::*;
    use crate::storage::schema::SCHEMA;

    /// A disk that refuses every read over a bad place.
    struct BadPlaces(io::Cursor<Vec<u8>>, Vec<usize>);

    impl Read for BadPlaces {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let from = usize::try_from(self.0.position()).unwrap();
            if self
                .1
                .iter()
                .any(|bad| (from..from + into.len()).contains(bad))
            {
                // After an error the content of the buffer is undefined.
                into.fill(0x55);
                return Err(io::Error::other("a bad place"));
            }
            self.0.read(into)
        }
    }

    impl Seek for BadPlaces {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn unreadable_page_affects_no_other_page() {
        let length = (2 * AT_ONCE + 3) * SIZE + 77;
        let whole: Vec<u8> = (0..length).map(|at| (at / SIZE % 250 + 1) as u8).collect();
        let bad = [0, AT_ONCE + 7, 2 * AT_ONCE + 3];
        let places = bad.map(|page| page * SIZE + 5).to_vec();
        let read = all_of(BadPlaces(io::Cursor::new(whole.clone()), places), length);
        for (page, (read, whole)) in read.chunks(SIZE).zip(whole.chunks(SIZE)).enumerate() {
            if bad.contains(&page) {
                assert!(read.iter().all(|byte| *byte == 0), "page {page} is zeros");
            } else {
                assert!(read == whole, "page {page} is unchanged");
            }
        }
    }

    #[tokio::test]
    async fn one_changed_byte_makes_a_page_damaged() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        vault.lock().await.unwrap();
        let path = VaultPath::in_home(home.path());
        let copies = Copies::read(&path).unwrap();
        let keys = copies.open(&secret(), SCHEMA).unwrap().keys;
        let fits = || all_fit(&path.database(), &keys.database);
        let whole = fs::read(path.database()).unwrap();
        assert!(fits(), "unchanged");
        for page in 0..whole.len() / SIZE {
            let mut harmed = whole.clone();
            harmed[page * SIZE + page * 7 % SIZE] ^= 1;
            fs::write(path.database(), &harmed).unwrap();
            assert!(!fits(), "page {}", page + 1);
        }
        for length in [0, 1, SIZE - 1, whole.len() - 1] {
            fs::write(path.database(), &whole[..length]).unwrap();
            assert!(!fits(), "cut to {length} bytes");
        }
        fs::remove_file(path.database()).unwrap();
        assert!(!fits(), "missing");
    }
}

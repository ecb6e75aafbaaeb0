//! The pages of a SQLCipher database, each checked and decrypted by itself.
//!
//! page = ciphertext ‖ initialisation vector 16 ‖ HMAC-SHA512 64; the first one begins with the salt, 16 bytes.
//! HMAC key = PBKDF2-HMAC-SHA512(key, salt xor 3a…, 2 rounds, 32 bytes)
//! HMAC over ciphertext ‖ initialisation vector ‖ page number, little-endian
//! text = AES-256-CBC(key, initialisation vector, ciphertext)

use std::fs;
use std::num::NonZeroU32;
use std::path::Path;

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, KeyInit};
use ring::{hmac, pbkdf2};
use zeroize::Zeroizing;

use crate::database;
use crate::error::OpenError;
use crate::keys::DatabaseKey;
use crate::layout::field;

/// Bytes of a page.
const SIZE: usize = 4096;
const SALT: usize = 16;
const VECTOR: usize = 16;
const MAC: usize = 64;
/// Bytes of a page that SQLite uses.
pub const USABLE: usize = SIZE - VECTOR - MAC;
const ROUNDS: NonZeroU32 = NonZeroU32::MIN.saturating_add(1);

/// A database as it lies on disk, and what opens it.
pub struct Pages {
    bytes: Vec<u8>,
    cipher: Aes256,
    mac: hmac::Key,
}

impl Pages {
    /// Reads the file. Nothing may have it open.
    pub fn read(file: &Path, key: &DatabaseKey) -> Result<Self, OpenError> {
        let bytes = fs::read(file).map_err(|error| database::at_open(error.into()))?;
        let salt: [u8; SALT] = field(&bytes, 0);
        let salt = salt.map(|byte| byte ^ 0x3a);
        let mut mac = Zeroizing::new([0; 32]);
        pbkdf2::derive(
            pbkdf2::PBKDF2_HMAC_SHA512,
            ROUNDS,
            &salt,
            key.expose(),
            mac.as_mut(),
        );
        Ok(Self {
            bytes,
            cipher: Aes256::new(key.expose().into()),
            mac: hmac::Key::new(hmac::HMAC_SHA512, mac.as_ref()),
        })
    }

    /// How many pages there are; what is left of one that was cut counts.
    pub fn count(&self) -> usize {
        self.bytes.len().div_ceil(SIZE)
    }

    /// How many of them do not fit their MAC.
    pub fn damaged(&self) -> usize {
        let damaged = |number: &usize| self.whole(*number).is_none();
        (1..=self.count()).filter(damaged).count()
    }

    /// The ciphertext of a page that fits its MAC, and its initialisation vector.
    fn whole(&self, number: usize) -> Option<(&[u8], &[u8])> {
        let page = self
            .bytes
            .get(number.checked_sub(1)? * SIZE..number * SIZE)?;
        let (text, vector_and_mac) = page.split_at_checked(USABLE)?;
        let (vector, mac) = vector_and_mac.split_at_checked(VECTOR)?;
        let text = text.get(if number == 1 { SALT } else { 0 }..)?;
        let mut signed = hmac::Context::with_key(&self.mac);
        signed.update(text);
        signed.update(vector);
        signed.update(&u32::try_from(number).ok()?.to_le_bytes());
        (signed.sign().as_ref() == mac).then_some((text, vector))
    }

    /// What SQLite would read of a page; none if it is damaged.
    pub fn open(&self, number: usize) -> Option<Zeroizing<Vec<u8>>> {
        let (text, vector) = self.whole(number)?;
        let mut plain = Zeroizing::new(Vec::with_capacity(USABLE));
        // Where the salt lies, SQLite knows what stands there.
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

//! One master key, one derived key per purpose, and how the master key is wrapped.

#[cfg(test)]
#[cfg(target_os = "linux")]
mod memory;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::{hkdf, hmac};
use zeroize::Zeroizing;

use crate::bytes::{field, hex, put};
use crate::crypto::secret_bytes::Secret32;
use crate::error::OpenError;
use crate::error::storage::StorageError;

/// A master key, wrapped: 32 bytes of ciphertext and the 16 of the tag.
pub type Wrapped = [u8; 48];

/// The master key. It is wiped from memory as soon as the key of each purpose is derived.
pub struct MasterKey(Secret32);

/// The key of the database, raw.
pub struct DatabaseKey(Secret32);

/// The key that seals the header.
pub struct HeaderKey(Secret32);

/// The key that chains the audit trail.
pub struct AuditKey(Secret32);

/// The key from which the keys of backup files are derived.
pub struct BackupKey(Secret32);

/// The key that seals the last state of the vault.
pub struct StateKey(Secret32);

/// A key that wraps the master key, made from a passphrase or a recovery code.
pub struct WrappingKey(Secret32);

/// The keys of every purpose.
pub struct Keys {
    /// Opens the database.
    pub database: DatabaseKey,
    /// Seals the header.
    pub header: HeaderKey,
    /// Chains the audit trail.
    pub audit: AuditKey,
    /// Opens backups.
    pub backup: BackupKey,
    /// Seals the last state of the vault.
    pub state: StateKey,
}

impl MasterKey {
    /// A new master key: 32 random bytes.
    pub fn make() -> Result<Self, StorageError> {
        Secret32::random().map(Self)
    }

    /// key = HKDF-SHA256(master key, salt = vault id, info = label), one label per purpose.
    pub fn keys(&self, vault_id: &[u8; 16]) -> Result<Keys, StorageError> {
        let derive = |label: &[u8]| hkdf_sha256(self.0.expose(), vault_id, label);
        Ok(Keys {
            database: DatabaseKey(derive(b"db/v1")?),
            header: HeaderKey(derive(b"header-mac/v1")?),
            audit: AuditKey(derive(b"audit/v1")?),
            backup: BackupKey(derive(b"backup/v1")?),
            state: StateKey(derive(b"state/v1")?),
        })
    }

    /// wrapped = AES-256-GCM(slot key, nonce, master key, associated data).
    pub fn wrap(
        &self,
        key: &WrappingKey,
        nonce: [u8; 12],
        associated: &[u8],
    ) -> Result<Wrapped, StorageError> {
        let mut sealed = Zeroizing::new(*self.0.expose());
        let tag = key
            .cipher()?
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(associated),
                sealed.as_mut(),
            )
            .map_err(|_| REFUSED)?;
        let mut wrapped = [0; 48];
        put(&mut wrapped, 0, sealed.as_ref());
        put(&mut wrapped, 32, tag.as_ref());
        Ok(wrapped)
    }

    /// The reverse of [`Self::wrap`]; none if the slot key is another, or anything was changed.
    pub fn unwrap(
        wrapped: &Wrapped,
        key: &WrappingKey,
        nonce: [u8; 12],
        associated: &[u8],
    ) -> Result<Option<Self>, StorageError> {
        let cipher = key.cipher()?;
        let mut buffer = Zeroizing::new(*wrapped);
        let opened = cipher.open_in_place(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(associated),
            buffer.as_mut(),
        );
        let Ok(master) = opened else { return Ok(None) };
        Secret32::filled(|key| {
            put(key, 0, master);
            Ok(())
        })
        .map(|secret| Some(Self(secret)))
    }
}

impl WrappingKey {
    /// From a key derivation.
    pub fn new(secret: Secret32) -> Self {
        Self(secret)
    }

    /// key = HKDF-SHA256(the code's 16 random bytes, salt = slot salt, info = `kith/recovery-slot/v1`).
    pub fn from_recovery(random: &[u8; 16], salt: &[u8; 32]) -> Result<Self, OpenError> {
        Ok(Self(hkdf_sha256(random, salt, b"kith/recovery-slot/v1")?))
    }

    fn cipher(&self) -> Result<LessSafeKey, StorageError> {
        aes_256_gcm(&self.0)
    }
}

impl DatabaseKey {
    /// The key itself, for reading pages without SQLite.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    /// The key as SQLCipher takes it: a raw key in hexadecimal.
    pub fn as_pragma(&self) -> Zeroizing<String> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut pragma = Zeroizing::new(String::with_capacity(72));
        pragma.push_str("\"x'");
        for byte in self.0.expose() {
            for nibble in [byte >> 4, byte & 15] {
                pragma.push(
                    DIGITS
                        .get(usize::from(nibble))
                        .copied()
                        .map_or('0', char::from),
                );
            }
        }
        pragma.push_str("'\"");
        pragma
    }
}

impl HeaderKey {
    /// HMAC-SHA256(`header-mac/v1` key, bytes).
    pub fn seal(&self, bytes: &[u8]) -> [u8; 32] {
        hmac_sha256(self.0.expose(), bytes)
    }

    /// Whether `seal` is the seal of `bytes`, in constant time.
    pub fn sealed(&self, bytes: &[u8], seal: &[u8]) -> bool {
        is_hmac_sha256(self.0.expose(), bytes, seal)
    }
}

impl AuditKey {
    /// HMAC-SHA256(`audit/v1` key, bytes).
    pub fn sign(&self, bytes: &[u8]) -> [u8; 32] {
        hmac_sha256(self.0.expose(), bytes)
    }

    /// The same in hexadecimal.
    pub fn sign_as_text(&self, bytes: &[u8]) -> String {
        hex(&self.sign(bytes))
    }
}

impl BackupKey {
    /// key = HKDF-SHA256(`backup/v1` key, salt = file salt, info = `kith/backup-file/v1`).
    pub fn of_file(&self, salt: &[u8; 32]) -> Result<LessSafeKey, StorageError> {
        let key = hkdf_sha256(self.0.expose(), salt, b"kith/backup-file/v1")?;
        aes_256_gcm(&key)
    }
}

impl StateKey {
    /// HMAC-SHA256(`state/v1` key, bytes).
    pub fn seal(&self, bytes: &[u8]) -> [u8; 32] {
        hmac_sha256(self.0.expose(), bytes)
    }

    /// Whether `seal` is the seal of `bytes`, in constant time.
    pub fn sealed(&self, bytes: &[u8], seal: &[u8]) -> bool {
        is_hmac_sha256(self.0.expose(), bytes, seal)
    }
}

fn aes_256_gcm(key: &Secret32) -> Result<LessSafeKey, StorageError> {
    UnboundKey::new(&AES_256_GCM, key.expose())
        .map(LessSafeKey::new)
        .map_err(|_| REFUSED)
}

/// HMAC-SHA256(key, bytes).
pub fn hmac_sha256(key: &[u8], bytes: &[u8]) -> [u8; 32] {
    field(
        hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), bytes).as_ref(),
        0,
    )
}

fn is_hmac_sha256(key: &[u8], bytes: &[u8], seal: &[u8]) -> bool {
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, key), bytes, seal).is_ok()
}

/// The crypto library fails only on wrong lengths, which the types exclude.
const REFUSED: StorageError = StorageError::Io(std::io::ErrorKind::InvalidInput);

fn hkdf_sha256(secret: &[u8], salt: &[u8], info: &[u8]) -> Result<Secret32, StorageError> {
    let key = extract_and_expand(secret, salt, info)?;
    // The crypto library leaves the last derived key on the stack. A second derivation, from nothing, overwrites it.
    extract_and_expand(&[], salt, info)?;
    Ok(key)
}

/// Never inlined, so that the second call uses the same part of the stack as the first.
#[inline(never)]
fn extract_and_expand(secret: &[u8], salt: &[u8], info: &[u8]) -> Result<Secret32, StorageError> {
    let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(secret);
    let info = [info];
    let expanded = extracted
        .expand(&info, hkdf::HKDF_SHA256)
        .map_err(|_| REFUSED)?;
    Secret32::filled(|key| expanded.fill(key).map_err(|_| REFUSED))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn master(byte: u8) -> MasterKey {
        MasterKey(
            Secret32::filled(|key| {
                key.fill(byte);
                Ok::<(), StorageError>(())
            })
            .unwrap(),
        )
    }

    #[test]
    fn hkdf_agrees_with_rfc_5869() {
        let key = hkdf_sha256(
            &[0x0b; 22],
            &hex("000102030405060708090a0b0c"),
            &hex("f0f1f2f3f4f5f6f7f8f9"),
        )
        .unwrap();
        assert_eq!(
            key.expose().as_slice(),
            hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"),
            "test case 1"
        );
    }

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<u8> = text
            .chars()
            .map(|digit| digit.to_digit(16).unwrap() as u8)
            .collect();
        digits
            .chunks_exact(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect()
    }

    #[test]
    fn every_purpose_has_its_own_key() {
        let keys = master(1).keys(&[9; 16]).unwrap();
        let database = keys.database.as_pragma();
        assert_eq!(database.len(), 69, "64 digits as a blob literal in quotes");
        assert_ne!(
            keys.header.seal(b"x"),
            keys.audit.sign(b"x"),
            "one label per purpose"
        );
        let elsewhere = master(1).keys(&[8; 16]).unwrap();
        assert_ne!(
            keys.header.seal(b"x"),
            elsewhere.header.seal(b"x"),
            "one salt per vault"
        );
    }

    #[test]
    fn only_the_same_key_and_the_same_slot_unwrap() {
        let slot_key = |byte| WrappingKey::from_recovery(&[byte; 16], &[3; 32]).unwrap();
        let wrapped = master(1).wrap(&slot_key(1), [5; 12], b"slot 0").unwrap();
        let opened = |wrapped: &Wrapped, key, nonce, associated: &[u8]| {
            MasterKey::unwrap(wrapped, &slot_key(key), nonce, associated).unwrap()
        };
        assert!(
            opened(&wrapped, 1, [5; 12], b"slot 0").is_some_and(|key| key.0.expose() == &[1; 32]),
            "unwrapping gives the wrapped key"
        );
        assert!(
            opened(&wrapped, 2, [5; 12], b"slot 0").is_none(),
            "another key"
        );
        assert!(
            opened(&wrapped, 1, [6; 12], b"slot 0").is_none(),
            "another nonce"
        );
        assert!(
            opened(&wrapped, 1, [5; 12], b"slot 1").is_none(),
            "moved to another slot"
        );
        for bit in 0..48 * 8 {
            let mut flipped = wrapped;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(
                opened(&flipped, 1, [5; 12], b"slot 0").is_none(),
                "bit {bit} flipped"
            );
        }
    }
}

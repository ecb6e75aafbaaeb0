//! A key slot of the header: the master key, wrapped by one secret. 256 bytes:
//!
//! `0` kind · `1` state · `2` normalisation · `3` KDF · `4` m (KiB) · `8` t · `12` p · `16` salt 32 · `48` nonce 12 ·
//! `60` wrapped master key 48 · `108` label 64 · `172` zeros

use crate::bytes::{field, put};
use crate::crypto::kdf::KdfCost;
use crate::crypto::keys::{MasterKey, WrappingKey};
use crate::crypto::passphrase::Passphrase;
use crate::crypto::recovery_code::RecoveryCode;
use crate::crypto::secret_bytes::random;
use crate::error::OpenError;

/// Bytes of a slot.
pub const SIZE: usize = 256;

const NORMALISATION: usize = 2;
const KDF: usize = 3;
const M_KIB: usize = 4;
const T: usize = 8;
const P: usize = 12;
const SALT: usize = 16;
const NONCE: usize = 48;
const WRAPPED: usize = 60;
const LABEL: usize = 108;

const ACTIVE: u8 = 1;
const REVOKED: u8 = 2;
const NFKC: u8 = 1;
const ARGON2ID: u8 = 1;
const HKDF: u8 = 2;

/// The slot of the passphrase.
pub const PASSPHRASE_SLOT: u8 = 0;
/// The slot of the recovery code.
pub const RECOVERY_SLOT: u8 = 1;
/// The slot of a colleague's recovery code.
pub const COLLEAGUE_SLOT: u8 = 2;

/// The kind of secret that opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum SlotKind {
    /// The therapist's passphrase.
    Passphrase = 1,
    /// The recovery code on paper.
    Recovery = 2,
    /// A second recovery code, for a colleague.
    SecondRecovery = 3,
}

/// A slot as in the header; bytes of a later version stay as they are.
#[derive(Clone, Copy)]
pub struct KeySlot([u8; SIZE]);

impl KeySlot {
    /// The slot in these bytes.
    pub fn from_bytes(bytes: [u8; SIZE]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; SIZE] {
        &self.0
    }

    /// Wraps the master key with a passphrase.
    pub fn for_passphrase(
        master: &MasterKey,
        passphrase: &Passphrase,
        cost: KdfCost,
        vault_id: &[u8; 16],
        index: u8,
    ) -> Result<Self, OpenError> {
        let mut slot = Self::blank(SlotKind::Passphrase, ARGON2ID)?;
        put(&mut slot.0, NORMALISATION, &[NFKC]);
        put(&mut slot.0, M_KIB, &cost.m_kib.to_le_bytes());
        put(&mut slot.0, T, &cost.t.to_le_bytes());
        put(&mut slot.0, P, &cost.p.to_le_bytes());
        let key = WrappingKey::new(cost.derive(passphrase.expose(), &slot.salt())?);
        slot.seal(master, &key, vault_id, index)
    }

    /// Wraps the master key with a recovery code of this kind; m = t = p = 0.
    pub fn for_recovery(
        kind: SlotKind,
        master: &MasterKey,
        code: &RecoveryCode,
        vault_id: &[u8; 16],
        index: u8,
    ) -> Result<Self, OpenError> {
        let slot = Self::blank(kind, HKDF)?;
        let key = WrappingKey::from_recovery(&code.expose(), &slot.salt())?;
        slot.seal(master, &key, vault_id, index)
    }

    /// A revoked slot, which no secret opens.
    pub fn revoked(kind: SlotKind) -> Self {
        let mut bytes = [0; SIZE];
        put(&mut bytes, 0, &[kind as u8, REVOKED]);
        Self(bytes)
    }

    fn blank(kind: SlotKind, kdf: u8) -> Result<Self, OpenError> {
        let mut bytes = [0; SIZE];
        put(&mut bytes, 0, &[kind as u8, ACTIVE, 0, kdf]);
        put(&mut bytes, SALT, &random::<32>()?);
        put(&mut bytes, NONCE, &random::<12>()?);
        Ok(Self(bytes))
    }

    fn seal(
        mut self,
        master: &MasterKey,
        key: &WrappingKey,
        vault_id: &[u8; 16],
        index: u8,
    ) -> Result<Self, OpenError> {
        let wrapped = master.wrap(key, self.nonce(), &self.associated(vault_id, index))?;
        put(&mut self.0, WRAPPED, &wrapped);
        Ok(self)
    }

    /// Whether it is in use and of this kind.
    pub fn is(&self, kind: SlotKind) -> bool {
        self.0.starts_with(&[kind as u8, ACTIVE])
    }

    /// The cost of deriving its key; none for slots without a derivation.
    pub fn cost(&self) -> Option<KdfCost> {
        let number = |at| u32::from_le_bytes(field(&self.0, at));
        let cost = KdfCost {
            m_kib: number(M_KIB),
            t: number(T),
            p: number(P),
        };
        (field(&self.0, KDF) == [ARGON2ID]).then_some(cost)
    }

    /// The master key, if this is the right passphrase. Takes about a second.
    pub fn open_with_passphrase(
        &self,
        passphrase: &Passphrase,
        vault_id: &[u8; 16],
        index: u8,
    ) -> Result<Option<MasterKey>, OpenError> {
        let cost = self.cost().ok_or(OpenError::KdfOutOfBounds)?;
        if field(&self.0, NORMALISATION) != [NFKC] {
            return Err(OpenError::KdfOutOfBounds);
        }
        let key = WrappingKey::new(cost.derive(passphrase.expose(), &self.salt())?);
        self.unwrap(&key, vault_id, index)
    }

    /// The master key, if this is the right recovery code.
    pub fn open_with_code(
        &self,
        code: &RecoveryCode,
        vault_id: &[u8; 16],
        index: u8,
    ) -> Result<Option<MasterKey>, OpenError> {
        if field(&self.0, KDF) != [HKDF] {
            return Err(OpenError::KdfOutOfBounds);
        }
        let key = WrappingKey::from_recovery(&code.expose(), &self.salt())?;
        self.unwrap(&key, vault_id, index)
    }

    fn unwrap(
        &self,
        key: &WrappingKey,
        vault_id: &[u8; 16],
        index: u8,
    ) -> Result<Option<MasterKey>, OpenError> {
        let associated = self.associated(vault_id, index);
        Ok(MasterKey::unwrap(
            &field(&self.0, WRAPPED),
            key,
            self.nonce(),
            &associated,
        )?)
    }

    /// `kith/slot/v1` ‖ vault id ‖ index ‖ slot\[0..48\] ‖ slot\[108..256\]
    fn associated(&self, vault_id: &[u8; 16], index: u8) -> Vec<u8> {
        let head: [u8; NONCE] = field(&self.0, 0);
        let tail: [u8; SIZE - LABEL] = field(&self.0, LABEL);
        [b"kith/slot/v1".as_slice(), vault_id, &[index], &head, &tail].concat()
    }

    /// The salt of its key; new with every secret.
    pub fn salt(&self) -> [u8; 32] {
        field(&self.0, SALT)
    }

    fn nonce(&self) -> [u8; 12] {
        field(&self.0, NONCE)
    }
}

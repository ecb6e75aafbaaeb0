//! The header of a vault: 4,096 bytes from which a secret gets the keys. Little-endian:
//!
//! `0` magic · `8` format · `10` min_reader · `12` flags · `16` vault id · `32` seq · `40` created · `48` changed ·
//! `56` 8 slots × 256 · `2104` zeros · `4032` HMAC-SHA256 over 0..4032 · `4064` SHA-256 over 0..4064

use ring::digest::{SHA256, digest};

use crate::bytes::{field, put};
use crate::crypto::kdf::KdfCost;
use crate::crypto::keys::{HeaderKey, Keys, MasterKey};
use crate::crypto::passphrase::Passphrase;
use crate::crypto::recovery_code::RecoveryCode;
use crate::crypto::unlock_secret::Secret;
use crate::error::OpenError;
use crate::header::slot::{self, KeySlot, PASSPHRASE_SLOT, RECOVERY_SLOT, SlotKind};
use crate::seeded;
use crate::timestamp::Timestamp;

/// Bytes of a header.
pub const SIZE: usize = 4096;
/// How many slots it has.
pub const SLOTS: u8 = 8;
/// The format written.
const FORMAT: u16 = 1;

/// The first bytes of a header.
pub const MAGIC: &[u8; 8] = b"KITHVLT\0";
const FORMAT_AT: usize = 8;
const MIN_READER: usize = 10;
const VAULT_ID: usize = 16;
const SEQ: usize = 32;
const CREATED: usize = 40;
const CHANGED: usize = 48;
const FIRST_SLOT: usize = 56;
const SEAL: usize = 4032;
const CHECKSUM: usize = 4064;

/// One undamaged header, byte for byte as on disk.
#[derive(Clone, PartialEq, Eq)]
pub struct Header([u8; SIZE]);

impl Header {
    /// A header without slots, not sealed yet.
    pub fn new(vault_id: [u8; 16], min_reader: u16, at: Timestamp) -> Self {
        let mut bytes = [0; SIZE];
        put(&mut bytes, 0, MAGIC);
        put(&mut bytes, FORMAT_AT, &FORMAT.to_le_bytes());
        put(&mut bytes, MIN_READER, &min_reader.to_le_bytes());
        put(&mut bytes, VAULT_ID, &vault_id);
        put(&mut bytes, CREATED, &at.millis().to_le_bytes());
        put(&mut bytes, CHANGED, &at.millis().to_le_bytes());
        Self(bytes)
    }

    /// Reads a copy and checks size, magic and checksum. [`Self::check_versions`] checks the versions.
    pub fn read(bytes: &[u8]) -> Result<Self, OpenError> {
        let bytes: [u8; SIZE] = bytes.try_into().map_err(|_| OpenError::NotAVault)?;
        if !bytes.starts_with(MAGIC) {
            return Err(OpenError::NotAVault);
        }
        let header = Self(bytes);
        if header.checksum() != field(&header.0, CHECKSUM) {
            return Err(OpenError::HeaderDamaged);
        }
        Ok(header)
    }

    /// Refuses a header of a later Kith.
    pub fn check_versions(&self, schema: u16) -> Result<(), OpenError> {
        let needs = self.min_reader();
        let format = u16::from_le_bytes(field(&self.0, FORMAT_AT));
        if format != FORMAT || needs > schema {
            assert!(!seeded::fault("panics at a newer header"), "seeded");
            return Err(OpenError::NewerThanThisApp {
                needs: u32::from(needs),
            });
        }
        Ok(())
    }

    /// The lowest schema a program must know to read the vault.
    pub fn min_reader(&self) -> u16 {
        u16::from_le_bytes(field(&self.0, MIN_READER))
    }

    /// The header with `schema` as the lowest schema of a reader; none if it has that already. It must be sealed again.
    pub fn for_readers_of(&self, schema: u16) -> Option<Self> {
        let needs = self.min_reader();
        if needs >= schema {
            return None;
        }
        let mut raised = self.clone();
        put(&mut raised.0, MIN_READER, &schema.to_le_bytes());
        put(
            &mut raised.0,
            SEQ,
            &self.seq().saturating_add(1).to_le_bytes(),
        );
        Some(raised)
    }

    /// The bytes as they go to disk.
    pub fn bytes(&self) -> &[u8; SIZE] {
        &self.0
    }

    /// The vault that it belongs to.
    pub fn vault_id(&self) -> [u8; 16] {
        field(&self.0, VAULT_ID)
    }

    /// How often it was changed.
    pub fn seq(&self) -> u64 {
        u64::from_le_bytes(field(&self.0, SEQ))
    }

    /// When the vault was made.
    pub fn created(&self) -> Timestamp {
        Timestamp::from_millis(i64::from_le_bytes(field(&self.0, CREATED)))
    }

    /// When a secret was last changed.
    pub fn changed(&self) -> Timestamp {
        Timestamp::from_millis(i64::from_le_bytes(field(&self.0, CHANGED)))
    }

    /// The salt of the passphrase, which tells one passphrase from another; none if there is no passphrase.
    pub fn passphrase_salt(&self) -> Option<[u8; 32]> {
        let mut slots = self.slots();
        let of_passphrase = slots.find(|(_, slot)| slot.is(SlotKind::Passphrase));
        of_passphrase.map(|(_, slot)| slot.salt())
    }

    fn slot_at(index: u8) -> usize {
        FIRST_SLOT + usize::from(index) * slot::SIZE
    }

    /// The slots, with their index.
    pub fn slots(&self) -> impl Iterator<Item = (u8, KeySlot)> {
        (0..SLOTS).map(|index| {
            (
                index,
                KeySlot::from_bytes(field(&self.0, Self::slot_at(index))),
            )
        })
    }

    /// Writes a slot. The header must be sealed again.
    pub fn set_slot(&mut self, index: u8, slot: &KeySlot) {
        put(&mut self.0, Self::slot_at(index), slot.bytes());
    }

    /// A header of the same vault that no secret opens.
    pub fn without_secrets(&self) -> Self {
        let mut header = self.clone();
        for index in 0..SLOTS {
            header.set_slot(index, &KeySlot::from_bytes([0; slot::SIZE]));
        }
        header
    }

    /// Counts a change of the secrets.
    pub fn touch(&mut self, at: Timestamp) {
        let seq = self.seq().saturating_add(1);
        put(&mut self.0, SEQ, &seq.to_le_bytes());
        put(&mut self.0, CHANGED, &at.millis().to_le_bytes());
    }

    /// Seals it: HMAC over all before, SHA-256 over both.
    pub fn seal(&mut self, key: &HeaderKey) {
        let seal = key.seal(self.before_seal());
        put(&mut self.0, SEAL, &seal);
        let checksum = self.checksum();
        put(&mut self.0, CHECKSUM, &checksum);
    }

    /// The keys that the secret opens, if the header's seal is intact.
    pub fn unlock(&self, secret: &Secret) -> Result<(MasterKey, Keys), OpenError> {
        let master = self.open(secret)?;
        let keys = master.keys(&self.vault_id())?;
        if self.is_sealed_by(&keys.header) {
            Ok((master, keys))
        } else {
            Err(OpenError::HeaderAltered)
        }
    }

    /// Whether the seal is intact.
    pub fn is_sealed_by(&self, key: &HeaderKey) -> bool {
        key.sealed(self.before_seal(), &field::<32>(&self.0, SEAL))
    }

    fn before_seal(&self) -> &[u8] {
        self.0.get(..SEAL).unwrap_or_default()
    }

    fn checksum(&self) -> [u8; 32] {
        field(
            digest(&SHA256, self.0.get(..CHECKSUM).unwrap_or_default()).as_ref(),
            0,
        )
    }

    /// The master key, if the secret opens one of the slots.
    fn open(&self, secret: &Secret) -> Result<MasterKey, OpenError> {
        let id = self.vault_id();
        let (kinds, refused): (&[SlotKind], _) = match secret {
            Secret::Passphrase(_) => (&[SlotKind::Passphrase], OpenError::WrongPassphrase),
            Secret::Recovery(_) => (
                &[SlotKind::Recovery, SlotKind::SecondRecovery],
                OpenError::WrongRecoveryCode,
            ),
        };
        for (index, slot) in self
            .slots()
            .filter(|(_, slot)| kinds.iter().any(|kind| slot.is(*kind)))
        {
            let master = match secret {
                Secret::Passphrase(passphrase) => {
                    slot.open_with_passphrase(passphrase, &id, index)?
                }
                Secret::Recovery(code) => slot.open_with_code(code, &id, index)?,
            };
            if let Some(master) = master {
                return Ok(master);
            }
        }
        Err(refused)
    }

    /// Puts a new master key behind the header, opened by these secrets.
    pub fn with_new_master_key(
        mut self,
        passphrase: &Passphrase,
        cost: KdfCost,
        code: &RecoveryCode,
        at: Timestamp,
    ) -> Result<(Self, Keys), OpenError> {
        let master = MasterKey::make()?;
        let vault_id = self.vault_id();
        let keys = master.keys(&vault_id)?;
        self.set_slot(
            PASSPHRASE_SLOT,
            &KeySlot::for_passphrase(&master, passphrase, cost, &vault_id, PASSPHRASE_SLOT)?,
        );
        self.set_slot(
            RECOVERY_SLOT,
            &KeySlot::for_recovery(SlotKind::Recovery, &master, code, &vault_id, RECOVERY_SLOT)?,
        );
        self.touch(at);
        self.seal(&keys.header);
        Ok((self, keys))
    }

    /// Whether any passphrase slot costs less than a new one may.
    pub fn is_weak(&self) -> bool {
        self.slots()
            .filter(|(_, slot)| slot.is(SlotKind::Passphrase))
            .any(|(_, slot)| slot.cost().is_some_and(|cost| cost.is_weak()))
    }
}

//! Secret bytes: no `Debug`, no `Clone`, no comparison, no serialising, wiped on drop. And random bytes.

use ring::rand::{SecureRandom, SystemRandom};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::error::storage::StorageError;

/// Thirty-two secret bytes, boxed so that moving them leaves no copy behind.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Secret32(Box<[u8; 32]>);

impl Secret32 {
    /// Lets `fill` write the bytes in place, so that no copy is left in memory.
    pub fn filled<E>(fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>) -> Result<Self, E> {
        let mut secret = Self(Box::new([0; 32]));
        fill(&mut secret.0)?;
        Ok(secret)
    }

    /// Thirty-two random bytes.
    pub fn random() -> Result<Self, StorageError> {
        Self::filled(|bytes| fill_random(bytes))
    }

    /// The bytes, for the cipher and nothing else.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Random bytes that are not secret: salts, nonces, ids of vaults.
pub fn random<const N: usize>() -> Result<[u8; N], StorageError> {
    let mut bytes = [0; N];
    fill_random(&mut bytes)?;
    Ok(bytes)
}

/// Fills with random bytes of the system.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one source of chance"
)]
pub fn fill_random(bytes: &mut [u8]) -> Result<(), StorageError> {
    SystemRandom::new()
        .fill(bytes)
        .map_err(|_| StorageError::Io(std::io::ErrorKind::Other))
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};

    use serde::Serialize;

    use crate::{Passphrase, RecoveryCode};

    use super::Secret32;

    /// Does not compile if `$type` implements one of the traits: the call becomes ambiguous.
    macro_rules! never {
        ($type:ty: $($bound:path),+) => {$(
            const _: fn() = || {
                trait Ambiguous<Marker> {
                    fn call() {}
                }
                struct Implements;
                impl<T: ?Sized> Ambiguous<()> for T {}
                impl<T: ?Sized + $bound> Ambiguous<Implements> for T {}
                <$type as Ambiguous<_>>::call();
            };
        )+};
    }

    never!(Secret32: Debug, Display, PartialEq, Clone, Serialize);
    never!(Passphrase: Debug, Display, PartialEq, Clone, Serialize);
    never!(RecoveryCode: Debug, Display, PartialEq, Clone, Serialize);

    #[test]
    fn two_random_secrets_differ() {
        let (one, other) = (Secret32::random().unwrap(), Secret32::random().unwrap());
        assert_ne!(
            one.expose(),
            other.expose(),
            "two random secrets are the same"
        );
    }
}

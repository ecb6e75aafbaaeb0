//! Derives a key from a passphrase with Argon2id: its bounds, and its cost on this computer.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroize;

use crate::crypto::secret_bytes::Secret32;
use crate::error::OpenError;

const MIB: u32 = 1024;

/// The cost of one derivation: memory in KiB, passes, lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfCost {
    pub(crate) m_kib: u32,
    pub(crate) t: u32,
    pub(crate) p: u32,
}

impl KdfCost {
    /// The cost without measuring: 256 MiB, three passes, four lanes.
    pub const STANDARD: Self = Self {
        m_kib: 256 * MIB,
        t: 3,
        p: 4,
    };

    /// The least the reader accepts: 19 MiB, one pass. For tests; a vault opened with it asks to be strengthened.
    pub const LEAST: Self = Self {
        m_kib: 19 * MIB,
        t: 1,
        p: 1,
    };

    /// Never written weaker than this.
    pub const FLOOR: Self = Self {
        m_kib: 64 * MIB,
        t: 3,
        p: 4,
    };

    /// The cost that takes about a second on this computer (0.7 to 1.5 s), never below 64 MiB and three passes.
    /// Blocks for a few seconds.
    ///
    /// # Errors
    /// [`OpenError::OutOfMemory`] if there is not even memory for the least.
    pub fn calibrated() -> Result<Self, OpenError> {
        Self::calibrated_by(|cost| {
            #[expect(clippy::disallowed_methods, reason = "the cost is a span of time")]
            let start = Instant::now();
            cost.derive(b"calibration only", &[0; 32])?;
            Ok(start.elapsed())
        })
    }

    fn calibrated_by(
        mut measure: impl FnMut(Self) -> Result<Duration, OpenError>,
    ) -> Result<Self, OpenError> {
        let mut cost = Self::STANDARD;
        loop {
            let lighter = Self {
                m_kib: cost.m_kib / 2,
                ..cost
            };
            let can_go_lower = lighter.m_kib >= Self::FLOOR.m_kib;
            match measure(cost) {
                Err(OpenError::OutOfMemory) if can_go_lower => cost = lighter,
                Err(error) => return Err(error),
                Ok(took) if took > Duration::from_millis(1500) && can_go_lower => cost = lighter,
                Ok(took) if took < Duration::from_millis(700) => {
                    return Ok(cost.with_passes_for(took));
                }
                Ok(_) => return Ok(cost),
            }
        }
    }

    /// Raises the number of passes, so that a derivation that took `took` takes about a second.
    fn with_passes_for(self, took: Duration) -> Self {
        let pass = took.as_millis().max(1) / u128::from(self.t.max(1));
        let wanted = u32::try_from(1000 / pass.max(1)).unwrap_or(u32::MAX);
        let stronger = Self {
            t: wanted.clamp(self.t, 16),
            ..self
        };
        if stronger.within_bounds() {
            stronger
        } else {
            self
        }
    }

    /// Whether the reader accepts it: 19 MiB to 1 GiB, 1 to 16 passes, 1 to 16 lanes, m·t at most 4 GiB.
    pub(crate) fn within_bounds(self) -> bool {
        (19 * MIB..=1024 * MIB).contains(&self.m_kib)
            && (1..=16).contains(&self.t)
            && (1..=16).contains(&self.p)
            && u64::from(self.m_kib) * u64::from(self.t) <= 4 * 1024 * u64::from(MIB)
    }

    /// Whether a vault written with it should be offered a stronger one.
    pub(crate) fn is_weak(self) -> bool {
        self.m_kib < Self::FLOOR.m_kib || self.t < Self::FLOOR.t
    }

    /// Argon2id(secret, salt, m, t, p), version 0x13, 32 bytes.
    pub(crate) fn derive(self, secret: &[u8], salt: &[u8; 32]) -> Result<Secret32, OpenError> {
        if !self.within_bounds() {
            return Err(OpenError::KdfOutOfBounds);
        }
        let params = Params::new(self.m_kib, self.t, self.p, Some(32))
            .map_err(|_| OpenError::KdfOutOfBounds)?;
        let mut blocks = reserve(params.block_count())?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let key = Secret32::filled(|key| {
            argon2
                .hash_password_into_with_memory(secret, salt, key, blocks.as_mut_slice())
                .map_err(|_| OpenError::KdfOutOfBounds)
        });
        blocks.iter_mut().for_each(Zeroize::zeroize);
        key
    }
}

/// Memory for Argon2; returns an error if there is not enough.
fn reserve(blocks: usize) -> Result<Vec<Block>, OpenError> {
    let mut memory = Vec::new();
    memory
        .try_reserve_exact(blocks)
        .map_err(|_| OpenError::OutOfMemory)?;
    memory.resize(blocks, Block::new());
    Ok(memory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_derivation_is_argon2id_as_published() {
        let key = KdfCost::LEAST
            .derive(b"password", b"saltsaltsaltsaltsaltsaltsaltsalt")
            .unwrap();
        let mut plain = [0; 32];
        let params = Params::new(19 * 1024, 1, 1, Some(32)).unwrap();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(b"password", b"saltsaltsaltsaltsaltsaltsaltsalt", &mut plain)
            .unwrap();
        assert_eq!(
            key.expose(),
            &plain,
            "the memory of this crate does not change the result"
        );
    }

    #[test]
    fn missing_memory_is_an_error_of_its_own() {
        assert_eq!(
            reserve(usize::MAX / 2048).err(),
            Some(OpenError::OutOfMemory),
            "running out of memory must neither abort nor look like a wrong passphrase"
        );
    }

    #[test]
    fn absurd_costs_are_refused_at_once() {
        let absurd = [
            KdfCost {
                m_kib: 19 * MIB - 1,
                t: 1,
                p: 1,
            },
            KdfCost {
                m_kib: 1024 * MIB + 1,
                t: 1,
                p: 1,
            },
            KdfCost {
                m_kib: u32::MAX,
                t: u32::MAX,
                p: u32::MAX,
            },
            KdfCost {
                m_kib: 64 * MIB,
                t: 0,
                p: 4,
            },
            KdfCost {
                m_kib: 64 * MIB,
                t: 17,
                p: 4,
            },
            KdfCost {
                m_kib: 64 * MIB,
                t: 3,
                p: 0,
            },
            KdfCost {
                m_kib: 64 * MIB,
                t: 3,
                p: 17,
            },
            KdfCost {
                m_kib: 1024 * MIB,
                t: 5,
                p: 4,
            },
        ];
        #[expect(clippy::disallowed_methods, reason = "how long refusing takes")]
        let start = Instant::now();
        for cost in absurd {
            assert_eq!(
                cost.derive(b"x", &[0; 32]).err(),
                Some(OpenError::KdfOutOfBounds),
                "{cost:?} must be refused"
            );
        }
        assert!(
            start.elapsed() < Duration::from_millis(5 * 8),
            "refusing takes less than 5 ms each"
        );
    }

    #[test]
    fn the_bounds_themselves_are_accepted() {
        for cost in [
            KdfCost::LEAST,
            KdfCost::STANDARD,
            KdfCost {
                m_kib: 1024 * MIB,
                t: 4,
                p: 16,
            },
            KdfCost {
                m_kib: 256 * MIB,
                t: 16,
                p: 1,
            },
        ] {
            assert!(cost.within_bounds(), "{cost:?} lies within the bounds");
        }
    }

    #[test]
    fn calibration_aims_at_a_second_and_never_below_the_floor() {
        let per_mib_pass = |micros: u64| {
            KdfCost::calibrated_by(move |cost| {
                Ok(Duration::from_micros(
                    micros * u64::from(cost.m_kib / MIB) * u64::from(cost.t),
                ))
            })
            .unwrap()
        };
        assert_eq!(
            per_mib_pass(1300),
            KdfCost::STANDARD,
            "a computer that takes a second has the standard cost"
        );
        assert_eq!(
            per_mib_pass(1_000_000),
            KdfCost::FLOOR,
            "a slow computer never gets less than the floor"
        );
        let fast = per_mib_pass(300);
        assert!(
            fast.t > 3 && fast.within_bounds(),
            "a fast computer makes more passes: {fast:?}"
        );
        let short_of_memory = KdfCost::calibrated_by(|cost| {
            if cost.m_kib > 128 * MIB {
                Err(OpenError::OutOfMemory)
            } else {
                Ok(Duration::from_secs(1))
            }
        });
        assert_eq!(
            short_of_memory.map(|cost| cost.m_kib),
            Ok(128 * MIB),
            "with little memory a lower cost is chosen"
        );
    }
}

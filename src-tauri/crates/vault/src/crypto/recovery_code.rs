//! The recovery code: opens the vault without the passphrase, and is kept on paper.
//!
//! code = version (8 bits, 1) ‖ random (128 bits) ‖ first 24 bits of SHA-256(`kith/recovery/v1` ‖ version ‖ random),
//! written as 32 Crockford base32 characters in 8 groups of 4.

use ring::digest::{SHA256, digest};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::bytes::{field, put};
use crate::crypto::secret_bytes::fill_random;
use crate::error::storage::StorageError;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const VERSION: u8 = 1;
const CHARACTERS: usize = 32;
const GROUP: usize = 4;
const BYTES: usize = 20;
const RANDOM_AT: usize = 1;
const CHECKSUM_AT: usize = 17;

/// A recovery code, valid in form. Wiped on drop.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode(Box<[u8; BYTES]>);

/// Why a typed recovery code is wrong; groups are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// Not 32 characters.
    #[error("a recovery code has 32 characters, here are {have}")]
    Length {
        /// How many there are.
        have: usize,
    },
    /// A character no code contains.
    #[error("group {group} has a character that no recovery code contains")]
    Character {
        /// In which group.
        group: usize,
    },
    /// The checksum is wrong. If one wrong character, or two that changed places, explain it, their group
    /// is named.
    #[error("{}", checksum_says(*.group))]
    Checksum {
        /// The group where it probably is.
        group: Option<usize>,
    },
    /// Made by a later Kith.
    #[error("a recovery code of a newer version of Kith")]
    Newer,
}

fn checksum_says(group: Option<usize>) -> String {
    match group {
        Some(group) => format!("group {group} is mistyped"),
        None => "more than one character is mistyped: compare every group".to_owned(),
    }
}

impl RecoveryCode {
    /// A new code.
    pub(crate) fn make() -> Result<Self, StorageError> {
        let mut random = Zeroizing::new([0; 16]);
        fill_random(random.as_mut())?;
        Ok(Self::of(&random))
    }

    fn of(random: &[u8; 16]) -> Self {
        let mut code = Self(Box::new([0; BYTES]));
        put(code.0.as_mut(), 0, &[VERSION]);
        put(code.0.as_mut(), RANDOM_AT, random);
        let checksum = code.expected_checksum();
        put(code.0.as_mut(), CHECKSUM_AT, &checksum);
        code
    }

    /// The 16 random bytes, for the key derivation.
    pub(crate) fn expose(&self) -> Zeroizing<[u8; 16]> {
        Zeroizing::new(field(self.0.as_ref(), RANDOM_AT))
    }

    fn expected_checksum(&self) -> [u8; 3] {
        let mut input = Zeroizing::new([0; 16 + CHECKSUM_AT]);
        put(input.as_mut(), 0, b"kith/recovery/v1");
        put(
            input.as_mut(),
            16,
            &field::<CHECKSUM_AT>(self.0.as_ref(), 0),
        );
        field(digest(&SHA256, input.as_ref()).as_ref(), 0)
    }

    fn has_valid_checksum(&self) -> bool {
        field::<3>(self.0.as_ref(), CHECKSUM_AT) == self.expected_checksum()
    }

    /// The eight groups, for the recovery sheet. The caller wipes them.
    #[must_use]
    pub fn groups(&self) -> [String; 8] {
        let symbols = Zeroizing::new(symbols_of(&self.0));
        let mut symbols = symbols.iter();
        std::array::from_fn(|_| {
            symbols
                .by_ref()
                .take(GROUP)
                .filter_map(|symbol| ALPHABET.get(usize::from(*symbol)))
                .map(|letter| char::from(*letter))
                .collect()
        })
    }

    /// Reads what was typed: o is 0, i and l are 1; case, spaces and dashes do not matter.
    ///
    /// # Errors
    /// [`RecoveryCodeError`], with the group if it can be determined.
    pub fn parse(typed: &str) -> Result<Self, RecoveryCodeError> {
        let mut symbols = Zeroizing::new([0_u8; CHARACTERS]);
        let mut have = 0;
        for letter in typed.chars().filter(|c| !c.is_whitespace() && !is_dash(*c)) {
            if let Some(symbol) = symbols.get_mut(have) {
                *symbol = value_of(letter).ok_or(RecoveryCodeError::Character {
                    group: have / GROUP + 1,
                })?;
            }
            have += 1;
        }
        if have != CHARACTERS {
            return Err(RecoveryCodeError::Length { have });
        }
        let code = Self::from_symbols(&symbols);
        if !code.has_valid_checksum() {
            return Err(RecoveryCodeError::Checksum {
                group: wrong_group(&symbols),
            });
        }
        if field::<1>(code.0.as_ref(), 0) != [VERSION] {
            return Err(RecoveryCodeError::Newer);
        }
        Ok(code)
    }

    /// Five bits a symbol, the highest first.
    fn from_symbols(symbols: &[u8; CHARACTERS]) -> Self {
        let mut code = Self(Box::new([0; BYTES]));
        for (eight, five) in symbols.chunks_exact(8).zip(code.0.chunks_exact_mut(5)) {
            let bits = eight
                .iter()
                .fold(0_u64, |bits, symbol| bits << 5 | u64::from(*symbol));
            put(five, 0, &field::<5>(&bits.to_be_bytes(), 3));
        }
        code
    }
}

fn symbols_of(bytes: &[u8; BYTES]) -> [u8; CHARACTERS] {
    let mut symbols = [0; CHARACTERS];
    for (five, eight) in bytes.chunks_exact(5).zip(symbols.chunks_exact_mut(8)) {
        let mut bits = five
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for symbol in eight.iter_mut().rev() {
            *symbol = u8::try_from(bits & 31).unwrap_or_default();
            bits >>= 5;
        }
    }
    symbols
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn value_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET
        .iter()
        .position(|known| char::from(*known) == letter)?;
    u8::try_from(at).ok()
}

/// The one group in which a single other character, or two neighbours the other way round, would make the checksum
/// right.
fn wrong_group(symbols: &[u8; CHARACTERS]) -> Option<usize> {
    let mut found = None;
    for at in 0..CHARACTERS {
        let turned = (at / GROUP == (at + 1) / GROUP).then(|| with_swapped(symbols, at));
        let others = (0..32).map(|symbol| with(symbols, at, &[symbol]));
        for tried in others.chain(turned) {
            if RecoveryCode::from_symbols(&tried).has_valid_checksum() {
                let group = at / GROUP + 1;
                if found.is_some_and(|other| other != group) {
                    return None;
                }
                found = Some(group);
            }
        }
    }
    found
}

fn with(symbols: &[u8; CHARACTERS], at: usize, other: &[u8]) -> Zeroizing<[u8; CHARACTERS]> {
    let mut tried = Zeroizing::new(*symbols);
    put(tried.as_mut(), at, other);
    tried
}

/// The code with this character and the next exchanged.
fn with_swapped(symbols: &[u8; CHARACTERS], at: usize) -> Zeroizing<[u8; CHARACTERS]> {
    let [one, next] = field(symbols, at);
    with(symbols, at, &[next, one])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(typed: &str) -> Option<RecoveryCodeError> {
        RecoveryCode::parse(typed).err()
    }

    fn written(code: &RecoveryCode) -> String {
        code.groups().join("-")
    }

    #[test]
    fn known_code_keeps_its_form() {
        let code = RecoveryCode::of(&[0xA5; 16]);
        assert_eq!(
            written(&code),
            "06JT-B9D5-MPJT-B9D5-MPJT-B9D5-MPJY-3153",
            "sheets printed by earlier versions must still open their vaults"
        );
    }

    #[test]
    fn code_is_read_in_every_way_of_typing() {
        for _ in 0..50 {
            let code = RecoveryCode::make().unwrap();
            let plain = written(&code);
            let sloppy = format!(
                "  {}\n",
                plain
                    .to_lowercase()
                    .replace('-', " – ")
                    .replace('0', "o")
                    .replace('1', "l")
            );
            for typed in [
                plain.clone(),
                sloppy,
                plain.replace('-', "").replace('1', "I").replace('0', "O"),
            ] {
                assert!(
                    RecoveryCode::parse(&typed).is_ok_and(|read| read.0 == code.0),
                    "look-alikes are the same"
                );
            }
        }
    }

    #[test]
    fn one_wrong_character_is_found_in_its_group() {
        let plain: Vec<char> = written(&RecoveryCode::of(&[7; 16]))
            .replace('-', "")
            .chars()
            .collect();
        for at in 0..CHARACTERS {
            let mut wrong = plain.clone();
            wrong[at] = if wrong[at] == '7' { '8' } else { '7' };
            let typed: String = wrong.iter().collect();
            assert_eq!(
                error_of(&typed),
                Some(RecoveryCodeError::Checksum {
                    group: Some(at / GROUP + 1)
                }),
                "the wrong group is named"
            );
        }
    }

    #[test]
    fn two_characters_that_changed_places_are_found_in_their_group() {
        let plain = written(&RecoveryCode::of(&[0x3B; 16]));
        let mut found = 0;
        for at in (0..plain.len() - 1).filter(|at| at % 5 < 3) {
            let mut turned: Vec<char> = plain.chars().collect();
            turned.swap(at, at + 1);
            let typed: String = turned.into_iter().collect();
            if typed != plain {
                found += 1;
                let group = Some(at / 5 + 1);
                assert_eq!(
                    error_of(&typed),
                    Some(RecoveryCodeError::Checksum { group }),
                    "the group with the exchanged characters is named"
                );
            }
        }
        assert!(found > 10, "most neighbours differ: {found}");
    }

    #[test]
    fn wrong_form_and_mistyped_code_are_different_errors() {
        let plain = written(&RecoveryCode::of(&[7; 16]));
        assert_eq!(
            error_of(""),
            Some(RecoveryCodeError::Length { have: 0 }),
            "nothing typed"
        );
        assert_eq!(
            error_of(&format!("{plain}7")),
            Some(RecoveryCodeError::Length { have: 33 }),
            "one too many"
        );
        assert_eq!(
            error_of(&plain.replace("E1R7", "U1R7")),
            Some(RecoveryCodeError::Character { group: 2 }),
            "u is in no code"
        );
        let two_wrong = plain.replace("043G", "ZZ3G");
        assert!(
            matches!(
                error_of(&two_wrong),
                Some(RecoveryCodeError::Checksum { .. })
            ),
            "two wrong characters"
        );
        for hostile in [
            "\0".repeat(32),
            "é".repeat(32),
            "🦊".repeat(40),
            "0".repeat(10_000_000),
        ] {
            assert!(error_of(&hostile).is_some(), "any other text is refused");
        }
    }
}

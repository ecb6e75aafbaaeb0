//! The passphrase: its accepted length and its normalisation.

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// Fewest characters, after normalising.
pub const SHORTEST: usize = 15;
/// Most characters, after normalising.
pub const LONGEST: usize = 256;

/// A passphrase of acceptable length, normalised once with NFKC and otherwise as typed. Wiped on drop.
///
/// Whether it is strong enough for a new vault is another question: [`Strength::of`](crate::Strength::of).
pub struct Passphrase(Zeroizing<String>);

/// Why a text cannot be a passphrase at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// Fewer than 15 characters.
    #[error("a passphrase has at least {SHORTEST} characters")]
    TooShort,
    /// More than 256 characters.
    #[error("a passphrase has at most {LONGEST} characters")]
    TooLong,
    /// Holds a NUL character, which some keyboards and terminals cannot repeat.
    #[error("a passphrase holds no NUL character")]
    HasNul,
}

impl Passphrase {
    /// The normalised bytes, for the key derivation.
    pub(crate) fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl TryFrom<String> for Passphrase {
    type Error = PassphraseError;

    fn try_from(mut typed: String) -> Result<Self, PassphraseError> {
        let normal = normalised(&typed);
        typed.zeroize();
        let normal = normal?;
        if normal.contains('\0') {
            return Err(PassphraseError::HasNul);
        }
        if normal.chars().count() < SHORTEST {
            return Err(PassphraseError::TooShort);
        }
        Ok(Self(normal))
    }
}

/// NFKC of `typed`, given up as soon as it is too long.
fn normalised(typed: &str) -> Result<Zeroizing<String>, PassphraseError> {
    // Reserved in full, so that growing leaves no copies behind.
    let mut normal = Zeroizing::new(String::with_capacity(LONGEST * 4));
    for (count, letter) in typed.nfkc().enumerate() {
        if count == LONGEST {
            return Err(PassphraseError::TooLong);
        }
        normal.push(letter);
    }
    Ok(normal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(text: &str) -> Option<PassphraseError> {
        Passphrase::try_from(text.to_owned()).err()
    }

    #[test]
    fn passphrase_of_15_to_256_characters_is_accepted() {
        assert_eq!(
            error_of(&"a".repeat(14)),
            Some(PassphraseError::TooShort),
            "14 are too few"
        );
        assert_eq!(
            error_of(&"ä".repeat(15)),
            None,
            "characters count, not bytes"
        );
        assert_eq!(error_of(&"😀".repeat(256)), None, "256 are the most");
        assert_eq!(
            error_of(&"a".repeat(257)),
            Some(PassphraseError::TooLong),
            "257 are too many"
        );
        assert_eq!(
            error_of(&"a".repeat(10_000_000)),
            Some(PassphraseError::TooLong),
            "ten million too"
        );
        assert_eq!(
            error_of("fifteen letters\0"),
            Some(PassphraseError::HasNul),
            "NUL cannot be typed again"
        );
    }

    #[test]
    fn the_same_word_typed_on_two_keyboards_is_the_same_passphrase() {
        let composed = Passphrase::try_from("caf\u{e9} au lait et croissant".to_owned()).unwrap();
        let decomposed =
            Passphrase::try_from("cafe\u{301} au lait et croissant".to_owned()).unwrap();
        assert!(
            composed.expose() == decomposed.expose(),
            "NFKC makes both forms one"
        );
        let wide = Passphrase::try_from("ｃａｆｅ\u{301} au lait et croissant".to_owned()).unwrap();
        assert!(
            composed.expose() == wide.expose(),
            "wide letters of an East Asian keyboard too"
        );
        let spaced = Passphrase::try_from(" Cafe au lait et croissant ".to_owned()).unwrap();
        assert!(
            spaced.expose() == b" Cafe au lait et croissant ",
            "nothing is trimmed or lowered"
        );
    }
}

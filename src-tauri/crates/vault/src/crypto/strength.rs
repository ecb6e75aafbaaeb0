//! The strength of a passphrase, and a random passphrase.

use std::io;

use zeroize::Zeroizing;
use zxcvbn::zxcvbn;

use crate::crypto::passphrase::{Passphrase, PassphraseError};
use crate::crypto::secret_bytes::random;
use crate::error::OpenError;

/// The EFF's long word list for five dice (2016, Joseph Bonneau), CC BY 3.0 US,
/// <https://www.eff.org/dice>; words only, in the order of the dice.
const WORDS: &str = include_str!("strength/eff_large_wordlist.txt");

/// How many words the list has: six to the fifth.
const WORD_COUNT: u32 = 7776;

/// Words that an attacker tries first on a therapist's vault.
const CONTEXT: &[&str] = &[
    "kith",
    "vault",
    "therapy",
    "therapist",
    "psychotherapy",
    "psychotherapist",
    "interpersonal",
    "psychology",
    "psychologist",
    "counselling",
    "counseling",
    "counsellor",
    "counselor",
    "psychiatry",
    "psychiatrist",
    "clinic",
    "clinical",
    "client",
    "clients",
    "patient",
    "patients",
    "session",
    "sessions",
    "notes",
    "practice",
    "records",
    "passphrase",
    "password",
    "secret",
    "depression",
    "recovery",
    "my",
    "the",
    "and",
    "of",
    "for",
    "is",
];

/// Long but well-known passphrases.
const COMMON: &[&str] = &[
    "correcthorsebatterystaple",
    "thequickbrownfoxjumpsoverthelazydog",
    "thequickbrownfox",
    "letmeinletmein",
    "letmeinletmeinletmein",
    "iloveyouiloveyou",
    "iloveyouforever",
    "iloveyousomuch",
    "passwordpassword",
    "passwordpassword1",
    "password123456789",
    "password1234567",
    "qwertyuiopasdfghjkl",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiop123456",
    "qwertyqwertyqwerty",
    "abcdefghijklmnop",
    "abcdefghijklmnopqrstuvwxyz",
    "123456789012345",
    "1234567890123456",
    "1234567890qwertyuiop",
    "administrator123",
    "changemechangeme",
    "trustno1trustno1",
    "opensesameopensesame",
    "tobeornottobe",
    "tobeornottobethatisthequestion",
    "maytheforcebewithyou",
    "livelonganprosper",
    "livelongandprosper",
    "onceuponatime",
    "inthebeginning",
    "ourfatherwhoartinheaven",
    "whatdoesntkillyou",
    "loremipsumdolorsitamet",
    "cogitoergosum",
    "carpediemcarpediem",
    "hellohellohello",
];

/// Why a passphrase is not good enough for a new vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Not a passphrase at all.
    Form(PassphraseError),
    /// Well known, or made only of words of the trade.
    Common,
    /// A machine would guess it (zxcvbn below 3).
    Guessable,
}

/// The strength of a passphrase, the same in the window and in the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// From 0 (guessed at once) to 4 (out of reach), as zxcvbn counts.
    pub score: u8,
    /// Why it is refused for a new vault; none if it is accepted.
    pub weakness: Option<Weakness>,
}

impl Strength {
    /// Rates a typed passphrase.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let known = is_common(typed);
        let head: Zeroizing<String> = Zeroizing::new(typed.chars().take(100).collect());
        let score = if known {
            0
        } else {
            u8::from(zxcvbn(&head, CONTEXT).score())
        };
        let weakness = match Passphrase::try_from(typed.to_owned()) {
            Err(error) => Some(Weakness::Form(error)),
            Ok(_) if known => Some(Weakness::Common),
            Ok(_) if score < 3 => Some(Weakness::Guessable),
            Ok(_) => None,
        };
        Self { score, weakness }
    }

    /// Whether a vault may be made with it.
    #[must_use]
    pub fn is_acceptable(self) -> bool {
        self.weakness.is_none()
    }
}

/// Whether its letters and digits are a well-known phrase, or only words of the trade and digits.
fn is_common(typed: &str) -> bool {
    let squeezed: Zeroizing<String> = Zeroizing::new(
        typed
            .chars()
            .filter(|c| c.is_alphanumeric())
            .take(256)
            .flat_map(char::to_lowercase)
            .collect(),
    );
    if COMMON.contains(&squeezed.as_str()) {
        return true;
    }
    let letters: Zeroizing<String> =
        Zeroizing::new(squeezed.chars().filter(|c| !c.is_numeric()).collect());
    is_made_of_context(&letters)
}

/// Whether the whole text can be cut into context words.
fn is_made_of_context(text: &str) -> bool {
    // reachable[n]: the first n bytes can be cut.
    let mut reachable = vec![false; text.len() + 1];
    if let Some(start) = reachable.first_mut() {
        *start = true;
    }
    for at in 0..text.len() {
        if reachable.get(at) != Some(&true) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        for word in CONTEXT.iter().filter(|word| rest.starts_with(**word)) {
            if let Some(end) = reachable.get_mut(at + word.len()) {
                *end = true;
            }
        }
    }
    reachable.last() == Some(&true)
}

/// A passphrase of five random words, 64 bits.
///
/// # Errors
/// [`OpenError::Io`] if the system gives no random numbers.
pub fn suggest_passphrase() -> Result<Zeroizing<String>, OpenError> {
    let mut phrase = Zeroizing::new(String::with_capacity(64));
    for index in 0..5 {
        if index > 0 {
            phrase.push(' ');
        }
        let word = WORDS.lines().nth(random_below(WORD_COUNT)? as usize);
        phrase.push_str(word.ok_or(OpenError::Io(io::ErrorKind::InvalidData))?);
    }
    Ok(phrase)
}

/// A random number below `bound`, each equally likely.
fn random_below(bound: u32) -> Result<u32, OpenError> {
    let limit = u32::MAX - u32::MAX % bound;
    loop {
        let drawn = u32::from_le_bytes(random()?);
        if drawn < limit {
            return Ok(drawn % bound);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_word_list_is_whole() {
        let words: HashSet<&str> = WORDS.lines().collect();
        assert_eq!(
            words.len(),
            WORD_COUNT as usize,
            "every word once, or the five carry less than 64 bits"
        );
        assert!(
            words
                .iter()
                .all(|word| word.len() >= 3
                    && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')),
            "words that anyone can type"
        );
    }

    #[test]
    fn a_suggested_passphrase_is_five_words_and_acceptable() {
        let suggestions: HashSet<String> = (0..20)
            .map(|_| suggest_passphrase().unwrap().to_string())
            .collect();
        assert_eq!(
            suggestions.len(),
            20,
            "two alike would mean they are not drawn by lot"
        );
        for phrase in suggestions {
            assert_eq!(phrase.split(' ').count(), 5, "five words");
            assert!(
                Strength::of(&phrase).is_acceptable(),
                "what the program suggests it must accept"
            );
        }
    }

    #[test]
    fn well_known_and_guessable_passphrases_are_refused() {
        for (phrase, weakness) in [
            ("Correct horse battery staple", Weakness::Common),
            ("my therapy session notes 2026", Weakness::Common),
            ("Kith Vault Passphrase!", Weakness::Common),
            ("aaaaaaaaaaaaaaaaaaaa", Weakness::Guessable),
            ("abcabcabcabcabcabc", Weakness::Guessable),
            ("short", Weakness::Form(PassphraseError::TooShort)),
        ] {
            assert_eq!(
                Strength::of(phrase).weakness,
                Some(weakness),
                "{phrase:?} opens too easily"
            );
        }
        for phrase in [
            "otter lamp nine crooked violins",
            "Zwölf Möwen klauen Ernas Brötchen",
            "🦊 hides 7 kettles in Ghent",
        ] {
            assert_eq!(
                Strength::of(phrase).weakness,
                None,
                "{phrase:?} has no rule of composition to obey"
            );
        }
    }

    #[test]
    fn judging_takes_any_text() {
        for text in [
            "",
            "\0",
            "\u{202e}evil",
            &"ａ".repeat(100_000),
            &"client".repeat(50_000),
        ] {
            assert!(
                !Strength::of(text).is_acceptable(),
                "hostile text is judged, not choked on"
            );
        }
    }
}

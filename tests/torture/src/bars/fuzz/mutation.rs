//! Small changes to bytes, of kinds that often break readers.

use crate::random::Random;

/// Words of JSON, numbers at a limit, and text with special characters.
const WORDS: &[&str] = &[
    "null",
    "true",
    "-1",
    "0",
    "1e308",
    "1e999",
    "9007199254740993",
    "18446744073709551616",
    "0.1",
    "\"\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"9999-12-31\"",
    "\"0000-00-00\"",
    "\"2026-03-29T02:30:00\"",
    "[]",
    "{}",
    "[[[[[[[[",
    "{\"\":",
    "\"__proto__\"",
    "\u{202e}",
    "\u{1f468}\u{200d}\u{1f469}",
    "e\u{301}",
    "-",
    "U",
    "o0Il1",
];

const EDGES: [u8; 8] = [0, 1, 0x7f, 0x80, 0xfe, 0xff, b'"', b'\\'];

/// A changed copy: one to eight changes.
pub fn mutate(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(8) {
        change(&mut bytes, random);
    }
    bytes
}

/// A copy with one or two other words.
pub fn reword(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(2) {
        let at = random.below(bytes.len());
        replace_word(&mut bytes, at, random);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let length = random.below(64).min(bytes.len() - at);
    match random.below(12) {
        0..3 => set(bytes, at, |byte| byte ^ (1 << (at % 8))),
        3..5 => {
            let edge = random.one_of(&EDGES).copied().unwrap_or_default();
            set(bytes, at, |_| edge);
        }
        5 => {
            let any = random.next().to_le_bytes();
            for (number, byte) in any.into_iter().enumerate() {
                set(bytes, at + number, |_| byte);
            }
        }
        6 => {
            bytes.drain(at..at + length);
        }
        7 => {
            let again: Vec<u8> = bytes.iter().skip(at).take(length).copied().collect();
            let to = random.below(bytes.len());
            bytes.splice(to..to, again);
        }
        8 => bytes.truncate(bytes.len() - random.below(bytes.len() / 4 + 1)),
        9 => bytes.extend(std::iter::repeat_n(0, random.below(5_000))),
        10 => replace_word(bytes, at, random),
        _ => {
            let word = random.one_of(WORDS).copied().unwrap_or_default();
            bytes.splice(at..at, word.bytes());
        }
    }
}

fn set(bytes: &mut [u8], at: usize, new: impl Fn(u8) -> u8) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte = new(*byte);
    }
}

/// Replaces the word around `at`, up to the next comma or bracket on each side.
fn replace_word(bytes: &mut Vec<u8>, at: usize, random: &mut Random) {
    let border = |byte: &u8| matches!(byte, b',' | b':' | b'[' | b']' | b'{' | b'}' | b'-');
    let from = bytes
        .iter()
        .take(at)
        .rposition(border)
        .map_or(0, |at| at + 1);
    let to = bytes
        .iter()
        .skip(at)
        .position(border)
        .map_or(bytes.len(), |end| at + end);
    let word = random.one_of(WORDS).copied().unwrap_or_default();
    bytes.splice(from.min(to)..to, word.bytes());
}

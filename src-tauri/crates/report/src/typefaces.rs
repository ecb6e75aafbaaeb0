//! The typefaces of a page.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Inter, regular to bold, with Latin, Greek and Cyrillic letters. It has the optical size that the window uses and no
/// alternate letters.
static INTER: &[u8] = include_bytes!("../fonts/Inter.ttf");

/// Characters that are never drawn: they only change how their neighbours are drawn.
const UNDRAWN: &[RangeInclusive<char>] = &[
    '\u{ad}'..='\u{ad}',
    '\u{61c}'..='\u{61c}',
    '\u{180b}'..='\u{180f}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{e0000}'..='\u{e0fff}',
];

/// The bundled typeface, and those that were added for letters that it lacks.
pub struct Typefaces {
    fonts: Vec<Font>,
}

impl Typefaces {
    /// The bundled typeface alone.
    #[must_use]
    pub fn bundled() -> Self {
        let inter = Font::new(Bytes::new(INTER), 0).expect("the bundled typeface is readable");
        Self { fonts: vec![inter] }
    }

    /// Adds a typeface from the bytes of its file. Bytes that are no typeface are ignored.
    pub fn add(&mut self, file: Vec<u8>, index: u32) {
        self.fonts.extend(Font::new(Bytes::new(file), index));
    }

    /// The letters of a text that no typeface has.
    #[must_use]
    pub fn lacking(&self, text: &str) -> BTreeSet<char> {
        let drawn = |letter: &char| {
            !letter.is_control()
                && !letter.is_whitespace()
                && !UNDRAWN.iter().any(|range| range.contains(letter))
        };
        let has = |letter: char| {
            let mut fonts = self.fonts.iter();
            fonts.any(|font| font.info().coverage.contains(u32::from(letter)))
        };
        let letters: BTreeSet<char> = text.chars().filter(drawn).collect();
        letters.into_iter().filter(|letter| !has(*letter)).collect()
    }

    pub(crate) fn book(&self) -> LazyHash<FontBook> {
        LazyHash::new(FontBook::from_fonts(&self.fonts))
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_typeface_has_european_letters_and_reports_the_ones_it_lacks() {
        let bundled = Typefaces::bundled();
        let names = "Zoë, Łukasz, Šárka, Ελένη, Світлана, Nguyễn Thị · “…” – 5 → 3";
        assert_eq!(
            bundled.lacking(names),
            BTreeSet::new(),
            "these letters are in the bundled typeface"
        );
        let lacking = bundled.lacking("ليلى and 王芳 and 👩‍👧");
        assert!(
            ['ل', '王', '👧'].iter().all(|it| lacking.contains(it)),
            "Arabic, Chinese and emoji are not"
        );
        assert!(
            !lacking.contains(&'\u{200d}') && !lacking.contains(&'a'),
            "a joiner is never drawn, and a Latin letter is there"
        );
    }

    #[test]
    fn bytes_that_are_no_typeface_are_ignored() {
        let mut typefaces = Typefaces::bundled();
        typefaces.add(b"MZ and no typeface".to_vec(), 0);
        assert_eq!(
            typefaces.fonts.len(),
            1,
            "only the bundled typeface is left"
        );
    }
}

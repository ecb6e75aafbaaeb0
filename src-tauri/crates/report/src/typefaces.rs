//! What letters are drawn with.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Inter, regular to bold: Latin, Greek and Cyrillic. As its makers publish it, at the optical size the window
/// shows it in and without the alternate letters nobody asks for.
static INTER: &[u8] = include_bytes!("../fonts/Inter.ttf");

/// Signs that say how others are drawn, and are not drawn themselves.
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

/// The face Kith brings along, and those that were added for letters it lacks.
pub struct Typefaces {
    fonts: Vec<Font>,
}

impl Typefaces {
    /// The face Kith brings along.
    #[must_use]
    pub fn bundled() -> Self {
        let inter = Font::new(Bytes::new(INTER), 0).expect("the bundled face is whole");
        Self { fonts: vec![inter] }
    }

    /// Adds a face out of the bytes of its file, for letters the others lack. What is no face is passed over.
    pub fn add(&mut self, file: Vec<u8>, index: u32) {
        self.fonts.extend(Font::new(Bytes::new(file), index));
    }

    /// The letters of a text that no face has.
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
    fn the_bundled_face_has_the_letters_of_europe_and_says_what_it_lacks() {
        let bundled = Typefaces::bundled();
        let names = "Zoë, Łukasz, Šárka, Ελένη, Світлана, Nguyễn Thị · “…” – 5 → 3";
        assert_eq!(bundled.lacking(names), BTreeSet::new(), "all of these");
        let lacking = bundled.lacking("ليلى and 王芳 and 👩‍👧");
        assert!(
            ['ل', '王', '👧'].iter().all(|it| lacking.contains(it)),
            "Arabic, Chinese, emoji"
        );
        assert!(
            !lacking.contains(&'\u{200d}') && !lacking.contains(&'a'),
            "what joins two signs is not drawn"
        );
    }

    #[test]
    fn what_is_no_face_is_passed_over() {
        let mut typefaces = Typefaces::bundled();
        typefaces.add(b"MZ and no face".to_vec(), 0);
        assert_eq!(typefaces.fonts.len(), 1, "only the bundled one");
    }
}

//! Fonts for printed pages: the bundled one, and fonts of this computer for letters that it lacks.

use std::collections::BTreeSet;

use fontdb::{Database, FaceInfo, Style};
use report::Typefaces;
use ttf_parser::{Face, Permissions};

/// Fonts that together have the letters of a text, as far as this computer has them.
#[must_use]
pub fn for_text(text: &str) -> Typefaces {
    let mut typefaces = Typefaces::bundled();
    let mut lacking = typefaces.lacking(text);
    if lacking.is_empty() {
        return typefaces;
    }
    let mut computer = Database::new();
    computer.load_system_fonts();
    let mut faces: Vec<&FaceInfo> = computer.faces().collect();
    faces.sort_by_key(|face| plainness(face));
    for face in faces {
        let file = computer
            .with_face_data(face.id, |file, index| {
                helps(file, index, &lacking).then(|| (file.to_vec(), index))
            })
            .flatten();
        if let Some((file, index)) = file {
            typefaces.add(file, index);
            lacking = typefaces.lacking(text);
        }
        if lacking.is_empty() {
            break;
        }
    }
    typefaces
}

/// Upright, proportional, regular fonts first; equal ones by name, so that a page looks the same every time.
fn plainness(face: &FaceInfo) -> (bool, bool, bool, u16, String) {
    let name = face.post_script_name.clone();
    (
        face.style != Style::Normal,
        face.monospaced,
        name.contains("Serif"),
        face.weight.0.abs_diff(400),
        name,
    )
}

/// Whether a font has one of the letters, and its licence allows it inside a document.
fn helps(file: &[u8], index: u32, letters: &BTreeSet<char>) -> bool {
    Face::parse(file, index).is_ok_and(|face| {
        face.permissions() != Some(Permissions::Restricted)
            && letters
                .iter()
                .any(|letter| face.glyph_index(*letter).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_missing_in_the_bundled_font_come_from_fonts_of_this_computer() {
        let plain = for_text("Leila · Ελένη");
        assert!(
            plain.lacking("ل").contains(&'ل'),
            "no font is added if the bundled one is enough"
        );
        let mut computer = Database::new();
        computer.load_system_fonts();
        let arabic = BTreeSet::from(['ل']);
        let here = computer.faces().any(|face| {
            let helps = |file: &[u8], index| helps(file, index, &arabic);
            computer.with_face_data(face.id, helps) == Some(true)
        });
        assert_eq!(
            for_text("ليلى").lacking("ل").is_empty(),
            here,
            "the letters are drawn if this computer has a font for them"
        );
    }
}

//! A picture the window drew, looked at before it becomes a file: only what Kith itself draws leaves.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use specta::Type;

use crate::error::CommandError;

/// Larger is no map.
const LARGEST: usize = 32 * 1024 * 1024;

/// What a drawing of Kith's never has: anything that runs, loads or leads elsewhere.
const FOREIGN: &[&str] = &[
    "<!",
    "<?",
    "<script",
    "<foreignobject",
    "<image",
    "<use",
    "<style",
    "<a ",
    "<a>",
    "href",
    "url(",
    " on",
];

/// The first bytes of every PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A picture as the window sends it.
#[derive(Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Picture {
    /// A drawing that stays sharp at any size.
    Svg {
        /// The drawing.
        text: String,
    },
    /// A picture made of points.
    Png {
        /// Its bytes, in base 64.
        base64: String,
    },
}

impl Picture {
    /// How the file's name ends.
    #[must_use]
    pub const fn ending(&self) -> &'static str {
        match self {
            Self::Svg { .. } => "svg",
            Self::Png { .. } => "png",
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`CommandError::NotAPicture`] for anything Kith does not draw.
    pub fn into_bytes(self) -> Result<Vec<u8>, CommandError> {
        let bytes = match self {
            Self::Svg { text } => is_plain_drawing(&text).then(|| text.into_bytes()),
            Self::Png { base64 } => STANDARD
                .decode(base64)
                .ok()
                .filter(|bytes| bytes.starts_with(PNG)),
        };
        bytes
            .filter(|bytes| bytes.len() <= LARGEST)
            .ok_or(CommandError::NotAPicture)
    }
}

/// One SVG with shapes and text in it, and nothing else. Text is written with entities, so that a name may
/// contain any of the foreign words but never their angle brackets.
fn is_plain_drawing(text: &str) -> bool {
    let whole = text.starts_with("<svg ") && text.ends_with("</svg>");
    let markup = tags(text);
    whole
        && !FOREIGN
            .iter()
            .any(|word| markup.contains(&word.to_lowercase()))
}

/// Everything between angle brackets, in small letters and with one kind of space between attributes; what
/// stands between the tags is text.
fn tags(text: &str) -> String {
    let mut inside = false;
    let mut markup = String::new();
    for letter in text.chars() {
        inside = inside || letter == '<';
        if inside && (letter.is_whitespace() || letter == '/') {
            markup.push(' ');
        } else if inside {
            markup.extend(letter.to_lowercase());
        }
        inside = inside && letter != '>';
    }
    markup
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> Result<Vec<u8>, CommandError> {
        let text = format!("<svg viewBox=\"0 0 1 1\">{inner}</svg>");
        Picture::Svg { text }.into_bytes()
    }

    #[test]
    fn shapes_and_text_become_a_file() {
        assert!(svg("<circle r=\"1\"/><text>Leila</text>").is_ok(), "a map");
        assert!(
            svg("<text>url( href onload=</text>").is_ok(),
            "a name may be any text"
        );
    }

    #[test]
    fn nothing_that_runs_loads_or_leads_elsewhere_does() {
        for foreign in [
            "<script>1</script>",
            "<SCRIPT>1</SCRIPT>",
            "<image x=\"1\"/>",
            "<use xlink:href=\"#x\"/>",
            "<circle onload=\"1\"/>",
            "<circle/onload=\"1\"/>",
            "<circle\tonload=\"1\"/>",
            "<circle\nfill=\"url(http://x)\"/>",
            "<foreignObject></foreignObject>",
            "<!DOCTYPE svg>",
        ] {
            assert!(
                matches!(svg(foreign), Err(CommandError::NotAPicture)),
                "{foreign}"
            );
        }
        let text = "<html></html>".to_owned();
        assert!(
            matches!(
                Picture::Svg { text }.into_bytes(),
                Err(CommandError::NotAPicture)
            ),
            "no drawing at all"
        );
    }

    #[test]
    fn a_png_is_one_by_its_first_bytes() {
        let png = |bytes: &[u8]| {
            let base64 = STANDARD.encode(bytes);
            Picture::Png { base64 }.into_bytes()
        };
        assert!(png(b"\x89PNG\r\n\x1a\n....").is_ok(), "a PNG");
        assert!(
            matches!(png(b"MZ...."), Err(CommandError::NotAPicture)),
            "a program is none"
        );
    }
}

//! Checks a picture that the window sent before it becomes a file: only pictures that Kith draws are accepted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use report::{Drawing, MapPage};
use serde::Deserialize;
use specta::Type;

use crate::environment::fonts;
use crate::error::CommandError;

/// The largest picture, in bytes.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The first bytes of every PNG file.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A picture as the window sends it.
#[derive(Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Picture {
    /// A vector drawing.
    Svg {
        /// The drawing.
        text: String,
    },
    /// A bitmap.
    Png {
        /// The bytes of a PNG file, in base 64.
        base64: String,
    },
    /// A page to print or to send.
    Pdf {
        /// The content of the page.
        page: MapPage,
    },
}

impl Picture {
    /// The extension of the file name.
    #[must_use]
    pub const fn ending(&self) -> &'static str {
        match self {
            Self::Svg { .. } => "svg",
            Self::Png { .. } => "png",
            Self::Pdf { .. } => "pdf",
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`CommandError::NotAPicture`] for content that Kith does not draw.
    pub fn into_bytes(self) -> Result<Vec<u8>, CommandError> {
        match self {
            Self::Svg { text } => Ok(Drawing::read(text)?.into_svg().into_bytes()),
            Self::Png { base64 } => STANDARD
                .decode(base64)
                .ok()
                .filter(|bytes| bytes.starts_with(PNG) && bytes.len() <= MOST_BYTES)
                .ok_or(CommandError::NotAPicture),
            Self::Pdf { page } => {
                let typefaces = fonts::for_text(&page.svg);
                Ok(std::mem::take(&mut *page.print(&typefaces)?))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawing_with_a_script_is_refused() {
        let svg = |inner: &str| Picture::Svg {
            text: format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>"),
        };
        assert!(
            svg("<circle r=\"1\"/>").into_bytes().is_ok(),
            "a circle is accepted"
        );
        assert_eq!(
            svg("<script>1</script>").into_bytes().err(),
            Some(CommandError::NotAPicture),
            "a script is refused"
        );
    }

    #[test]
    fn png_is_recognised_by_its_first_bytes() {
        let png = |bytes: &[u8]| {
            let base64 = STANDARD.encode(bytes);
            Picture::Png { base64 }.into_bytes()
        };
        assert!(
            png(b"\x89PNG\r\n\x1a\n....").is_ok(),
            "it begins like a PNG"
        );
        assert!(
            matches!(png(b"MZ...."), Err(CommandError::NotAPicture)),
            "it begins like a program"
        );
    }
}

//! The relationship map on paper.

use serde::Deserialize;
use typst::foundations::{Bytes, dict};
use zeroize::Zeroizing;

use crate::drawing::Drawing;
use crate::error::ReportError;
use crate::paper::Paper;
use crate::press;
use crate::typefaces::Typefaces;

/// A page with a map on it, as the window draws it.
#[derive(Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MapPage {
    /// The whole page as SVG: heading, map, what the lines mean.
    pub svg: String,
    /// The paper it was drawn for.
    pub paper: Paper,
    /// What the file calls itself. It names no client: programs show it in their windows' titles.
    pub title: String,
    /// The map in words, for whoever hears it.
    pub spoken: String,
    /// The language of all this, as in `en`.
    pub language: String,
}

impl MapPage {
    /// The page as a PDF: the drawing as vectors, its texts as text.
    ///
    /// # Errors
    /// [`ReportError`]; a drawing that is not Kith's own is refused before anything is done with it.
    pub fn print(self, typefaces: &Typefaces) -> Result<Zeroizing<Vec<u8>>, ReportError> {
        let svg = Drawing::read(self.svg)?.into_svg();
        let (width, height) = self.paper.points();
        let data = dict! {
            "svg" => Bytes::from_string(svg),
            "width" => width,
            "height" => height,
            "title" => self.title,
            "spoken" => self.spoken,
            "language" => self.language,
        };
        press::print(include_str!("templates/map.typ"), data, typefaces)
    }
}

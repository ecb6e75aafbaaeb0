//! The page with the relationship map.

use serde::Deserialize;
use typst::foundations::{Bytes, dict};
use zeroize::Zeroizing;

use crate::drawing::Drawing;
use crate::error::ReportError;
use crate::page_layout;
use crate::page_size::Paper;
use crate::typefaces::Typefaces;

/// A page with a map, as the window draws it.
#[derive(Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MapPage {
    /// The whole page as SVG: heading, map and legend.
    pub svg: String,
    /// The paper that it was drawn for.
    pub paper: Paper,
    /// The title of the file. It names no client: programs show it in the titles of their windows.
    pub title: String,
    /// The map in words, for a screen reader.
    pub spoken: String,
    /// The language of the texts, such as `en`.
    pub language: String,
}

impl MapPage {
    /// Makes a PDF of the page: the drawing as vectors, its texts as text.
    ///
    /// # Errors
    /// [`ReportError`]. A drawing that Kith did not make is refused before anything else reads it.
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
        page_layout::to_pdf(include_str!("templates/map.typ"), data, typefaces)
    }
}

//! The recovery sheet: the code that opens a vault, on paper.

use serde::Deserialize;
use typst::foundations::{Array, Value, dict};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::ReportError;
use crate::paper::Paper;
use crate::press;
use crate::typefaces::Typefaces;

/// A recovery sheet, in the words of whoever prints it.
#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RecoverySheet {
    /// What the sheet is, as its heading and as the name of the file's content.
    pub title: String,
    /// Which vault, who holds the sheet, when the code was made.
    pub about: Vec<String>,
    /// The code.
    pub groups: Vec<String>,
    /// How to use it, and what it cannot do.
    #[zeroize(skip)]
    pub sections: Vec<Section>,
    /// The language of all this, as in `en`.
    #[zeroize(skip)]
    pub language: String,
    /// The paper.
    #[zeroize(skip)]
    pub paper: Paper,
}

/// A few lines under a heading.
#[derive(Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Section {
    /// The heading.
    pub title: String,
    /// The lines.
    pub lines: Vec<String>,
    /// Whether they are steps, one after the other.
    pub steps: bool,
}

impl RecoverySheet {
    /// The sheet as a PDF. The code is wiped from what this crate holds; what the PDF engine let go of is wiped only
    /// where the program's allocator wipes what is freed.
    ///
    /// # Errors
    /// [`ReportError`].
    pub fn print(&self, typefaces: &Typefaces) -> Result<Zeroizing<Vec<u8>>, ReportError> {
        let (width, height) = self.paper.points();
        let sections = self.sections.iter().map(|section| {
            Value::Dict(dict! {
                "title" => section.title.as_str(),
                "lines" => texts(&section.lines),
                "steps" => section.steps,
            })
        });
        let data = dict! {
            "title" => self.title.as_str(),
            "about" => texts(&self.about),
            "groups" => texts(&self.groups),
            "sections" => sections.collect::<Array>(),
            "language" => self.language.as_str(),
            "width" => width,
            "height" => height,
        };
        press::print(
            include_str!("templates/recovery_sheet.typ"),
            data,
            typefaces,
        )
    }
}

fn texts(lines: &[String]) -> Array {
    lines
        .iter()
        .map(|line| Value::Str(line.as_str().into()))
        .collect()
}

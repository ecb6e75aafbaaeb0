//! The recovery sheet: a page with the code that opens a vault.

use serde::Deserialize;
use typst::foundations::{Array, Value, dict};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::ReportError;
use crate::page_layout;
use crate::page_size::Paper;
use crate::typefaces::Typefaces;

/// A recovery sheet. The caller gives all texts.
#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RecoverySheet {
    /// The heading of the sheet, and the title of the file.
    pub title: String,
    /// Lines about the sheet: which vault it opens, who holds it, when the code was made.
    pub about: Vec<String>,
    /// The groups of the code.
    pub groups: Vec<String>,
    /// How to use the sheet, and what it cannot do.
    #[zeroize(skip)]
    pub sections: Vec<Section>,
    /// The language of the texts, such as `en`.
    #[zeroize(skip)]
    pub language: String,
    /// The paper that it is printed on.
    #[zeroize(skip)]
    pub paper: Paper,
}

/// Lines under a heading.
#[derive(Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Section {
    /// The heading.
    pub title: String,
    /// The lines.
    pub lines: Vec<String>,
    /// Whether the lines are numbered steps.
    pub steps: bool,
}

impl RecoverySheet {
    /// Makes a PDF of the sheet. This crate wipes its own copies of the code. Copies that the PDF engine freed are wiped
    /// only if the allocator of the program wipes freed memory.
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
        page_layout::to_pdf(
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

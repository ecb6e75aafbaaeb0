//! The reasons why a page cannot be made.

/// Why a page cannot be made. Safe to log: it holds no text of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// Kith does not make such drawings: this one runs or loads something, links elsewhere, or is no drawing at all.
    #[error("not a drawing of Kith's")]
    ForeignDrawing,
    /// The drawing is larger than any map.
    #[error("the drawing is too large")]
    TooLarge,
    /// The page cannot be laid out.
    #[error("cannot lay out")]
    CannotLayOut,
    /// A drawing or a letter cannot be written into the PDF.
    #[error("cannot embed")]
    CannotEmbed,
}

//! What can go wrong on the way to paper.

/// Safe to log: it names no text of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The drawing is not one that Kith makes: it runs, loads or leads elsewhere, or it is no drawing at all.
    #[error("not a drawing of Kith's")]
    ForeignDrawing,
    /// The drawing is larger than any map.
    #[error("the drawing is too large")]
    TooLarge,
    /// The page cannot be laid out.
    #[error("cannot lay out")]
    CannotLayOut,
    /// A drawing or a letter cannot be put into the file.
    #[error("cannot embed")]
    CannotEmbed,
}

//! Makes the PDF pages of a course: it takes data and returns the bytes of a PDF.
//!
//! Nothing here reads a file, a clock or a random number. The texts of a page go into it as data and are never read as
//! markup. The caller gives the sentences.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod drawing;
mod error;
mod map_page;
mod page_layout;
mod page_size;
mod recovery_sheet;
mod typefaces;

pub use drawing::Drawing;
pub use error::ReportError;
pub use map_page::MapPage;
pub use page_size::{Orientation, Paper, PaperSize};
pub use recovery_sheet::{RecoverySheet, Section};
pub use typefaces::Typefaces;

//! A course on paper: data in, PDF bytes out.
//!
//! Nothing here reads a file, a clock or a random number. What is printed goes into the page as data and is
//! never read as markup; the sentences of a page come from whoever prints it.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod drawing;
mod error;
mod map;
mod paper;
mod press;
mod recovery_sheet;
mod typefaces;

pub use drawing::Drawing;
pub use error::ReportError;
pub use map::MapPage;
pub use paper::{Paper, PaperSize, Way};
pub use recovery_sheet::{RecoverySheet, Section};
pub use typefaces::Typefaces;

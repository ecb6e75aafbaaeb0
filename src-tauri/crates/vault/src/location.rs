//! Where a vault lies, and how its files and folders are written, held and moved.

pub mod kind;
pub mod path;
pub mod platform;
pub mod pointer;
pub mod relocate;
pub mod replace;
pub mod single_opener;
pub mod staged_file;

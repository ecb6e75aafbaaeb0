//! The folder of a vault: its kind, its files, its lock, and how it is moved and replaced.

pub mod kind;
pub mod path;
pub mod platform;
pub mod pointer;
pub mod relocate;
pub mod replace;
pub mod single_opener;
pub mod staged_file;

//! Pages as PDF, read back.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a page that cannot be read back has failed"
)]

#[cfg(target_os = "linux")]
mod memory;
mod pages;
mod reader;
mod sheets;

//! Makes PDF pages and reads them back.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

#[cfg(target_os = "linux")]
mod memory;
mod pages;
mod reader;
mod sheets;

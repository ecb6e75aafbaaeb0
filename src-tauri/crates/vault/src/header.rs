//! The header of a vault: how to get from a secret to its keys.

pub mod copies;
pub mod format;
pub mod slot;

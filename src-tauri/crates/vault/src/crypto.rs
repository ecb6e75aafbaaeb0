//! Secrets, and the keys made of them.

pub mod kdf;
pub mod keys;
pub mod passphrase;
pub mod recovery_code;
pub mod secret_bytes;
pub mod strength;
pub mod unlock_secret;

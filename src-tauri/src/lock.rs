//! The door between locked and open: who may pass, when it locks by itself, and how wrong tries are slowed down.

pub mod auto_lock;
pub mod confirm_secret;
mod door;
mod open_vault;
mod reason;
mod throttle;
mod unlock_secret;
mod vault_replacement;

pub use door::{Door, LastAct};
pub use open_vault::OpenVault;
pub use reason::{LockReason, Notice};
pub use unlock_secret::UnlockSecret;
pub use vault_replacement::Behind;

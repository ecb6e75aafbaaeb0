//! The lock of the vault: whether the vault is open, when it locks by itself, and the wait after wrong secrets.

pub mod auto_lock;
pub mod confirm_secret;
mod open_vault;
mod reason;
mod throttle;
mod unlock_secret;
mod vault_lock;
mod vault_replacement;

pub use open_vault::OpenVault;
pub use reason::{LockReason, Notice};
pub use unlock_secret::UnlockSecret;
pub use vault_lock::{BeforeWiping, VaultLock};
pub use vault_replacement::EndState;

//! Commands about the vault itself: unlocking, secrets, place, backups, audit trail.

pub mod audit;
pub mod backups;
pub mod location;
pub mod restore;
pub mod secrets;
pub mod unlock;

//! Commands about the vault itself: opening, secrets, place, backups, audit trail.

pub mod audit;
pub mod backups;
pub mod location;
pub mod restore;
pub mod secrets;
pub mod unlock;

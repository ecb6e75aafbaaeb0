//! Verifies vaults, and reads damaged ones.

pub mod audit;
pub mod damage;
pub mod salvage;
pub mod verify;

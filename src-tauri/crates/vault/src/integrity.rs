//! Whether a vault is whole, and reading one that is not.

pub mod audit;
pub mod damage;
pub mod salvage;
pub mod verify;

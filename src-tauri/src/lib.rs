//! The desktop application: assembles the house and opens its window. Decides nothing.

mod app;
pub mod backups;
pub mod change;
pub mod commands;
pub mod environment;
pub mod error;
pub mod events;
pub mod lock;
pub mod web_view;

pub use app::{manage_state, run};

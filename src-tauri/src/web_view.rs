//! The web view: its one window, and the settings that keep it private and light.

pub mod gpu;
pub mod memory_wiping;
pub mod window;

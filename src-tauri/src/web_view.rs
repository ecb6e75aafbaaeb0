//! The window, and settings of the web view for privacy and memory.

pub mod gpu;
pub mod memory_wiping;
pub mod window;

//! The desktop application.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

/// Overwrites memory when it is freed, so that notes do not remain after a lock.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> tauri::Result<()> {
    kith::run()
}

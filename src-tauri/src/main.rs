//! The desktop application.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

/// Wipes every block of memory as it is given back, so that notes do not outlive the lock.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> tauri::Result<()> {
    kith::run()
}

//! Wiping what the window's own libraries give back.
//!
//! Kith's allocator wipes what Rust gives back. A note on its way to the page also passes through buffers of GTK
//! and WebKit, which would keep its words long after the lock.

/// Has everything in this process wiped as it is given back. On Linux this starts the program once more, as the
/// C library and WebKit read their orders only then; the process stays the same.
#[cfg(target_os = "linux")]
pub fn wipe_what_is_freed() {
    use std::env;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    // Overwritten when it is freed, and nothing freed is laid aside before that. Large pieces go back to the system
    // at once: what the page frees is laid aside in between otherwise, hundreds of megabytes after a full map.
    const C_LIBRARY: (&str, &str) = (
        "GLIBC_TUNABLES",
        "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0:glibc.malloc.arena_max=2:\
         glibc.malloc.mmap_threshold=32768:glibc.malloc.trim_threshold=131072",
    );
    // Takes its memory from the C library, instead of from a hoard of its own that is never wiped.
    const WEBKIT: (&str, &str) = ("Malloc", "1");

    // Systems may take the orders away from a program they guard, so it is this that says they were given.
    const GIVEN: (&str, &str) = ("KITH_WIPES", "1");

    if env::var_os(GIVEN.0).is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else {
        return;
    };
    let mut arguments = env::args_os();
    let mut again = Command::new(program);
    again.arg0(arguments.next().unwrap_or_default());
    // Comes back only if it failed; then the program goes on as it is.
    let _failed = again
        .args(arguments)
        .envs([C_LIBRARY, WEBKIT, GIVEN])
        .exec();
}

/// Elsewhere the web view is left as the system made it.
#[cfg(not(target_os = "linux"))]
pub fn wipe_what_is_freed() {}

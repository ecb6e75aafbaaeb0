//! Overwrites memory that the libraries of the window free.
//!
//! Kith's allocator overwrites memory that Rust frees. A note also passes through buffers of GTK and WebKit on its way
//! to the page, where its words would remain long after a lock.

/// Makes everything in this process overwrite memory when it is freed. On Linux the program is started once more in the
/// same process, because the C library and WebKit read these settings only at the start.
#[cfg(target_os = "linux")]
pub fn wipe_what_is_freed() {
    use std::env;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    // Memory is overwritten when it is freed, and no freed memory is cached before that. Large blocks go back to the
    // system at once: otherwise hundreds of megabytes stay cached after a full map.
    const C_LIBRARY: (&str, &str) = (
        "GLIBC_TUNABLES",
        "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0:glibc.malloc.arena_max=2:\
         glibc.malloc.mmap_threshold=32768:glibc.malloc.trim_threshold=131072",
    );
    // WebKit uses the C library's memory, not a cache of its own that is never overwritten.
    const WEBKIT: (&str, &str) = ("Malloc", "1");

    // Set by this program, because a system may remove the other variables for a protected program.
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
    // Returns only after an error; then the program continues as it is.
    let _failed = again
        .args(arguments)
        .envs([C_LIBRARY, WEBKIT, GIVEN])
        .exec();
}

/// On other systems the web view has no such setting.
#[cfg(not(target_os = "linux"))]
pub fn wipe_what_is_freed() {}

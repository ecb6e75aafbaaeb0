//! Memory pages of the operating system: all that differs between Linux, macOS and Windows.

use std::ptr::NonNull;

/// The functions with which a heap gets pages and returns them.
#[derive(Clone, Copy)]
pub struct Pages {
    /// New pages of this length, filled with zeros and locked if the system allows it. Nothing if there is no memory.
    pub map: fn(usize) -> Option<NonNull<u8>>,
    /// Returns pages to the system.
    ///
    /// # Safety
    ///
    /// They come from `map`, have this length, and nothing uses them any more.
    pub unmap: unsafe fn(NonNull<u8>, usize),
}

/// Those of the operating system.
pub const SYSTEM: Pages = Pages { map, unmap };

#[cfg(unix)]
fn map(length: usize) -> Option<NonNull<u8>> {
    // SAFETY: a new private mapping, at an address the system chooses, touches no memory in use.
    let start = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            length,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANON,
            -1,
            0,
        )
    };
    if start == libc::MAP_FAILED {
        return None;
    }
    // Both may be refused, as by RLIMIT_MEMLOCK; the memory is used all the same.
    // SAFETY: the range is the mapping just made, and neither call changes its contents.
    unsafe {
        #[cfg(target_os = "linux")]
        libc::madvise(start, length, libc::MADV_DONTDUMP);
        libc::mlock(start, length);
    }
    NonNull::new(start.cast())
}

#[cfg(unix)]
unsafe fn unmap(start: NonNull<u8>, length: usize) {
    // SAFETY: the caller gives a whole mapping that nothing uses any more.
    unsafe { libc::munmap(start.as_ptr().cast(), length) };
}

#[cfg(windows)]
fn map(length: usize) -> Option<NonNull<u8>> {
    use windows_sys::Win32::System::Memory::{
        MEM_COMMIT, MEM_RESERVE, PAGE_READWRITE, VirtualAlloc, VirtualLock,
    };

    // SAFETY: new pages, at an address the system chooses, touch no memory in use.
    let start = unsafe {
        VirtualAlloc(
            std::ptr::null(),
            length,
            MEM_RESERVE | MEM_COMMIT,
            PAGE_READWRITE,
        )
    };
    let pages = NonNull::new(start.cast::<u8>())?;
    // SAFETY: the range is the pages just made, and locking does not change their contents.
    let lock = || unsafe { VirtualLock(start, length) != 0 };
    if !lock() {
        allow_to_lock(length);
        lock();
    }
    Some(pages)
}

/// Windows locks no more than the smallest working set of the process, which is 200 KiB at first.
#[cfg(windows)]
fn allow_to_lock(length: usize) {
    use windows_sys::Win32::System::Threading::{
        GetCurrentProcess, GetProcessWorkingSetSize, SetProcessWorkingSetSize,
    };

    let (mut least, mut most) = (0_usize, 0_usize);
    // SAFETY: the handle is always valid, and both numbers live as long as the call.
    unsafe {
        let process = GetCurrentProcess();
        if GetProcessWorkingSetSize(process, &raw mut least, &raw mut most) != 0 {
            SetProcessWorkingSetSize(
                process,
                least.saturating_add(length),
                most.saturating_add(length),
            );
        }
    }
}

#[cfg(windows)]
unsafe fn unmap(start: NonNull<u8>, _: usize) {
    use windows_sys::Win32::System::Memory::{MEM_RELEASE, VirtualFree};

    // SAFETY: the caller gives pages as `VirtualAlloc` made them, which nothing uses any more.
    unsafe { VirtualFree(start.as_ptr().cast(), 0, MEM_RELEASE) };
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::fs;

    use super::*;

    const LENGTH: usize = 16 << 10;

    /// The lines of the system about the mapping that has this address.
    fn described(address: NonNull<u8>) -> String {
        let all = fs::read_to_string("/proc/self/smaps").unwrap();
        let mut lines = all.lines().skip_while(|line| {
            let range = line.split(' ').next().unwrap().split_once('-');
            range.is_none_or(|(from, to)| {
                let end = |digits| usize::from_str_radix(digits, 16).unwrap_or(0);
                !(end(from)..end(to)).contains(&address.addr().get())
            })
        });
        let line = lines.find(|line| line.starts_with("VmFlags:"));
        line.unwrap_or_default().to_owned()
    }

    #[test]
    fn pages_are_locked_and_kept_out_of_core_dumps() {
        let pages = map(LENGTH).unwrap();
        let flags = described(pages);
        assert!(flags.contains(" dd"), "not in a core dump: {flags}");
        assert!(flags.contains(" lo"), "locked: {flags}");
        // SAFETY: the pages were just made, and nothing uses them.
        unsafe { unmap(pages, LENGTH) };
        assert!(!described(pages).contains(" dd"), "returned");
    }
}

//! Searches the memory of this process for copies of a printed code. Only Linux lets a process read its own memory.

use std::alloc::System;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;

use report::{Orientation, Paper, PaperSize, RecoverySheet, Typefaces};
use zeroizing_alloc::ZeroAlloc;

/// Wipes freed memory, as the program does.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// A code that is made at run time, so that the program file holds no copy of it.
fn code() -> String {
    ["ZQ", "7K"].concat().to_lowercase().to_uppercase()
}

/// How many copies of the code writable memory holds.
fn copies(wanted: &[u8]) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let ranges = maps.lines().filter(|line| line.contains("rw-p"));
    let mut found = 0;
    for line in ranges {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let (from, to) = (
            u64::from_str_radix(from, 16).unwrap(),
            u64::from_str_radix(to, 16).unwrap(),
        );
        let mut piece = vec![0_u8; 1 << 16];
        let mut at = from;
        while at < to {
            let length = usize::try_from((to - at).min(1 << 16)).unwrap();
            let read = memory.read_at(&mut piece[..length], at).unwrap_or(0);
            found += piece[..read]
                .windows(wanted.len())
                .filter(|window| *window == wanted)
                .count();
            at += length as u64;
        }
    }
    found
}

#[test]
fn printed_code_leaves_no_copy_in_memory() {
    let code = code().repeat(3);
    let alone = copies(code.as_bytes());
    let sheet = RecoverySheet {
        title: "Sheet".to_owned(),
        about: Vec::new(),
        groups: vec![code.clone()],
        sections: Vec::new(),
        language: "en".to_owned(),
        paper: Paper {
            size: PaperSize::A4,
            way: Orientation::Portrait,
        },
    };
    assert!(
        copies(code.as_bytes()) > alone,
        "the search finds the copy in the sheet"
    );
    let pdf = sheet.print(&Typefaces::bundled()).expect("it is printed");
    drop((pdf, sheet));
    assert_eq!(copies(code.as_bytes()), alone, "printing left no copy");
}

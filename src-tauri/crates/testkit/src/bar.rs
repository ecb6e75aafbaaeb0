//! The number of repetitions and the result of a test that belongs to a bar (a numbered requirement of
//! `docs/SECURITY.md`). `cargo xtask torture` asks for more repetitions than a plain run of the tests.

use std::io::Write;

/// The number of repetitions: `KITH_TORTURE_COUNT` if it is set, otherwise `quick`.
pub fn count(quick: usize) -> usize {
    std::env::var("KITH_TORTURE_COUNT")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(quick)
}

/// Prints the result of the test for `cargo xtask torture`.
pub fn tell(bar: u8, tried: usize, found: usize) {
    let line = format!("\nbar {bar}: tried {tried} found {found}\n");
    std::io::stdout()
        .write_all(line.as_bytes())
        .expect("standard output takes a line");
}

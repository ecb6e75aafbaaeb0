//! How often a test of a bar is repeated, and its result: `cargo xtask torture` repeats more often than the tests do by
//! themselves.

use std::io::Write;

/// The number of repetitions: `KITH_TORTURE_COUNT`, or `quick`.
pub fn count(quick: usize) -> usize {
    std::env::var("KITH_TORTURE_COUNT")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(quick)
}

/// Prints the result for `cargo xtask torture`.
pub fn tell(bar: u8, tried: usize, found: usize) {
    let line = format!("\nbar {bar}: tried {tried} found {found}\n");
    std::io::stdout()
        .write_all(line.as_bytes())
        .expect("standard output takes a line");
}

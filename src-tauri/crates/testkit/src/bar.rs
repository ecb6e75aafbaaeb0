//! How often a bar is tried, and what is said of it: `cargo xtask torture` asks for more than the tests do by
//! themselves.

use std::io::Write;

/// How often: `KITH_TORTURE_COUNT`, or what is quick.
pub fn count(quick: usize) -> usize {
    std::env::var("KITH_TORTURE_COUNT")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(quick)
}

/// What came of it, for `cargo xtask torture`.
pub fn tell(bar: u8, tried: usize, found: usize) {
    let line = format!("\nbar {bar}: tried {tried} found {found}\n");
    std::io::stdout()
        .write_all(line.as_bytes())
        .expect("standard output takes a line");
}

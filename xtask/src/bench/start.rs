//! From starting the program to its window and to its lock screen.

use std::path::Path;

use super::Measured;
use crate::display::opening;
use crate::step::Outcome;

const STARTS: usize = 10;

pub fn measure(kith: &Path, home: &Path) -> Outcome<Measured> {
    // The first start fills the caches: the budget is for a warm one.
    opening::watch(kith, home)?;
    let mut windows = Vec::new();
    let mut locks = Vec::new();
    for _ in 0..STARTS {
        let opening = opening::watch(kith, home)?;
        windows.push(opening.window.as_secs_f64() * 1000.0);
        locks.push(opening.first_screen.as_secs_f64() * 1000.0);
    }
    Ok(Measured::from([
        ("native window shown".to_owned(), p95(&mut windows)),
        ("start to lock screen".to_owned(), p95(&mut locks)),
    ]))
}

/// The value that 95 % of the measures do not exceed.
fn p95(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * 95).div_ceil(100).saturating_sub(1);
    values.get(rank).copied().unwrap_or_default()
}

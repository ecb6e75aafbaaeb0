//! Measures how long it takes to print a map of 40 people. `cargo xtask bench` starts it; `KITH_ANSWERS` names the file
//! for the results, as JSON.
#![expect(
    clippy::unwrap_used,
    reason = "a measurement that cannot be made stops"
)]
#![expect(clippy::disallowed_methods, reason = "a measurement takes time")]

use std::collections::BTreeMap;
use std::time::Instant;
use std::{env, fs};

use report::{MapPage, Orientation, Paper, PaperSize, Typefaces};

const PAGES: usize = 20;

fn main() {
    let svg = include_str!("../../../../tests/golden/reports/map-of-40-a4-landscape.svg");
    let mut took: Vec<f64> = (0..PAGES).map(|_| print(svg)).collect();
    took.sort_by(f64::total_cmp);
    let p95 = *took.get(PAGES * 95 / 100).unwrap();
    let answers = BTreeMap::from([("PDF of a map of 40 people", p95)]);
    let file = env::var_os("KITH_ANSWERS").unwrap();
    fs::write(file, serde_json::to_string(&answers).unwrap()).unwrap();
}

/// Milliseconds from the drawing to the bytes of the PDF. The typeface is read again each time, as for a first page.
fn print(svg: &str) -> f64 {
    let page = MapPage {
        svg: svg.to_owned(),
        paper: Paper {
            size: PaperSize::A4,
            way: Orientation::Landscape,
        },
        title: "Relationship map".to_owned(),
        spoken: "Relationship map".to_owned(),
        language: "en".to_owned(),
    };
    let begun = Instant::now();
    page.print(&Typefaces::bundled()).unwrap();
    begun.elapsed().as_secs_f64() * 1000.0
}

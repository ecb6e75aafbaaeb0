//! `cargo xtask torture`: the fifteen bars a vault must hold, one line each. `cargo xtask test` tries them in a
//! smaller size.

mod bars_in_tests;

use std::path::PathBuf;
use std::process::Command;

use crate::selection::cargo_for_all;
use crate::step::{Outcome, Problem, carry_out, command};
use crate::{place, setup, stories};
pub use bars_in_tests::filter_without_bars;

use bars_in_tests::BarInTests;

/// How often things are tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// In every run of the tests.
    Ci,
    /// Before a release.
    Release,
}

/// The run that the command line asks for.
struct Wanted {
    bars: Vec<u8>,
    count: Option<u64>,
    size: Size,
    seeded: bool,
}

impl Wanted {
    fn read(arguments: &[String]) -> Outcome<Self> {
        let mut wanted = Self {
            bars: Vec::new(),
            count: None,
            size: Size::Release,
            seeded: false,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || {
                let number = arguments
                    .next()
                    .and_then(|number| number.parse::<u64>().ok());
                number.ok_or_else(|| Problem::new(format!("{argument} asks for a number")))
            };
            match argument.as_str() {
                "--bar" => wanted.bars.push(bar(number()?)?),
                "--count" => wanted.count = Some(number()?),
                "--ci-size" => wanted.size = Size::Ci,
                // The default, named.
                "--release-size" => wanted.size = Size::Release,
                "--seeded" => wanted.seeded = true,
                _ => return Err(Problem::new(format!("torture does not know {argument}"))),
            }
        }
        Ok(wanted)
    }

    fn in_tests() -> Self {
        Self {
            bars: Vec::new(),
            count: None,
            size: Size::Ci,
            seeded: false,
        }
    }

    fn wants(&self, bar: u8) -> bool {
        self.bars.is_empty() || self.bars.contains(&bar)
    }
}

fn bar(number: u64) -> Outcome<u8> {
    u8::try_from(number)
        .ok()
        .filter(|number| (1..=15).contains(number))
        .ok_or_else(|| Problem::new("the bars are 1 to 15"))
}

/// The bars that are asked for.
pub fn run(arguments: &[String]) -> Outcome {
    let wanted = Wanted::read(arguments)?;
    let own = wanted.bars.is_empty() || wanted.bars.iter().any(|bar| !bars_in_tests::knows(*bar));
    let others = bars_in_tests::bars(|bar| wanted.wants(bar.number));
    check(&wanted, own, &others)
}

/// In the size of every run of the tests: all but those that stories check.
pub fn in_tests() -> Outcome {
    let mut wanted = Wanted::in_tests();
    if !cfg!(target_os = "linux") {
        // The other two stand between a program and its disk, which only Linux is prepared for.
        wanted.bars = vec![1, 7, 13, 14];
    }
    check(
        &wanted,
        true,
        &bars_in_tests::bars(|bar| !bar.is_in_window()),
    )
}

/// All stories in the real window, and the bars they check.
pub fn in_stories() -> Outcome {
    if !cfg!(target_os = "linux") {
        println!("The stories need WebKitWebDriver, so they run on Linux only.");
        return Ok(());
    }
    check(
        &Wanted::in_tests(),
        false,
        &bars_in_tests::bars(BarInTests::is_in_window),
    )
}

/// Checks bars; `own` says whether those of the program `torture` are among them.
fn check(wanted: &Wanted, own: bool, others: &[&BarInTests]) -> Outcome {
    setup::for_torture()?;
    let mut failed = Vec::new();
    if own {
        let program = program(wanted.seeded)?;
        if carry_out(&mut arguments_for(&program, wanted)).is_err() {
            failed.push("the vault's own".to_owned());
        }
    }
    if others.iter().any(|bar| bar.needs_pages()) {
        setup::for_window()?;
        setup::for_virtual_window()?;
        crate::program::pages()?;
    }
    let results = match bars_in_tests::stories_of(others) {
        Some(names) => Some(stories::run(&names)?),
        None => None,
    };
    for bar in others {
        let (line, good) = if wanted.seeded {
            bar.notices_fault(results.as_ref())?
        } else {
            bar.run(wanted.count, wanted.size, results.as_ref())?
        };
        println!("{line}");
        if !good {
            failed.push(format!("bar {}", bar.number));
        }
    }
    if results.is_some_and(|results| !results.good) {
        failed.push("the stories".to_owned());
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(format!(
            "these do not hold: {}",
            failed.join(", ")
        )))
    }
}

fn arguments_for(program: &PathBuf, wanted: &Wanted) -> Command {
    let mut torture = command(&place::root(), program, &[]);
    for bar in &wanted.bars {
        torture.args(["--bar", &bar.to_string()]);
    }
    if let Some(count) = wanted.count {
        torture.args(["--count", &count.to_string()]);
    }
    if wanted.size == Size::Release {
        torture.arg("--release-size");
    }
    if wanted.seeded {
        torture.arg("--seeded");
    }
    torture
}

/// Builds the program `torture`. The one with seeded faults gets a name of its own.
fn program(seeded: bool) -> Outcome<PathBuf> {
    let mut build = cargo_for_all(&["build", "--bin", "torture"]);
    if seeded {
        build.args(["--features", "torture/seeded-faults"]);
    }
    carry_out(&mut build)?;
    let built = place::target()
        .join("debug")
        .join(format!("torture{}", std::env::consts::EXE_SUFFIX));
    crate::program::keep_as(
        &built,
        if seeded {
            "torture-seeded"
        } else {
            "torture-sound"
        },
    )
}

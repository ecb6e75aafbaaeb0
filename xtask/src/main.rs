//! Every recipe of the project, on every system.

mod bench;
mod cross;
mod dependency_cache;
mod display;
mod dist;
mod notices;
mod place;
mod program;
#[cfg(test)]
mod repository;
mod run;
mod selection;
mod setup;
mod step;
mod stories;
mod test;
mod torture;

use std::process::ExitCode;

const RECIPES: &str = "\
cargo xtask run             set up, build and open Kith; without a display, walk the sample case and save pictures
cargo xtask test            everything: Rust, the fifteen bars in small sizes, interface, stories in the real window
cargo xtask test NAME…      a part of it: course, memory, vault, report, rescue, testkit, kith, acceptance, lints,
                            torture, ui, e2e
cargo xtask torture         the fifteen bars in the size of a release: [--bar N] [--count N] [--ci-size] [--seeded]
cargo xtask cross [SYSTEM]  windows: build, and test under Wine; macos: lint (both from Debian)
cargo xtask bench [--json]  measure each budget once
cargo xtask dist            the installer of this system
cargo xtask notices         THIRD-PARTY-NOTICES.txt, after a dependency changed";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (recipe, rest) = match arguments.split_first() {
        Some((recipe, rest)) => (recipe.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let done = match recipe {
        "run" => run::run(),
        "test" => test::run(rest),
        "torture" => torture::run(rest),
        "cross" => cross::run(rest),
        "bench" => bench::run(rest),
        "dist" => dist::run(),
        "notices" => notices::write(),
        "help" | "--help" | "-h" => {
            println!("{RECIPES}");
            Ok(())
        }
        other => Err(step::Problem::new(format!(
            "There is no recipe '{other}'.\n\n{RECIPES}"
        ))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nxtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

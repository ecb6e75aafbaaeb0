//! The bars that are tests of a package or stories in the real window: how they are run a given number of times.
//! Such a test reads `KITH_TORTURE_COUNT` and says `bar N: tried T found F`.

use std::process::{Command, Stdio};

use super::Size;
use crate::place;
use crate::step::{During, Outcome, command};
use crate::stories::{self, Told};

/// How often, for the tests that count.
const COUNT: &str = "KITH_TORTURE_COUNT";
/// Names the fault to a vault built with the feature `seeded-faults`.
const FAULT: &str = "KITH_SEEDED_FAULT";

/// A bar and where it is tested.
pub struct Elsewhere {
    pub number: u8,
    what: &'static str,
    /// How often before a release; in every run the tests know it themselves.
    release: u64,
    tests: Tests,
    /// The fault that must make it fail.
    fault: &'static str,
}

/// Where tests are.
enum Tests {
    /// Those of a package whose names contain one of these.
    Package {
        package: &'static str,
        target: &'static str,
        names: &'static [&'static str],
    },
    /// Stories in the real window; all of them if none is named.
    Window(&'static [&'static str]),
}

const fn vault(names: &'static [&'static str]) -> Tests {
    Tests::Package {
        package: "kith-vault",
        target: "suite",
        names,
    }
}

pub const ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        number: 3,
        what: "a flipped bit is found",
        release: 20_000,
        tests: vault(&["a_flipped_bit_anywhere"]),
        fault: "verify sees nothing",
    },
    Elsewhere {
        number: 4,
        what: "cut, extended, emptied, swapped: the right message",
        release: 0,
        tests: vault(&["damage::a_database", "headers::"]),
        fault: "verify sees nothing",
    },
    Elsewhere {
        number: 5,
        what: "an old page copied back is found",
        release: 1_000,
        tests: vault(&["copied_back::"]),
        fault: "verify sees nothing",
    },
    Elsewhere {
        number: 10,
        what: "every command takes hostile values",
        release: 0,
        tests: Tests::Package {
            package: "acceptance",
            target: "stories",
            names: &["hostile::"],
        },
        fault: "panics at hostile text",
    },
    Elsewhere {
        number: 11,
        what: "hostile text in every field stays text",
        release: 150,
        tests: Tests::Window(&["hostile-text"]),
        fault: "",
    },
    Elsewhere {
        number: 15,
        what: "an earlier schema brought up to date, and killed",
        release: 0,
        tests: vault(&["upgrading::", "golden::"]),
        fault: "verify sees nothing",
    },
    Elsewhere {
        number: 12,
        what: "no connection leaves this computer",
        release: 0,
        tests: Tests::Window(&[]),
        fault: "",
    },
];

/// Whether a bar is told here.
pub fn knows(bar: u8) -> bool {
    ELSEWHERE.iter().any(|elsewhere| elsewhere.number == bar)
}

impl Elsewhere {
    /// Tries it, and says in one line what came of it and whether it holds.
    pub fn run(&self, count: Option<u64>, size: Size) -> Outcome<(String, bool)> {
        let count = count.or((size == Size::Release && self.release > 0).then_some(self.release));
        let told = match &self.tests {
            Tests::Package {
                package,
                target,
                names,
            } => tests(package, target, names, count, None)?,
            Tests::Window(names) => stories::tell(names, count)?,
        };
        Ok((self.line(&told), told.good))
    }

    /// Tries it on a vault with a fault, and says whether it was noticed.
    pub fn notices(&self) -> Outcome<(String, bool)> {
        let said = |verdict: &str| {
            format!(
                "bar {:>2}  fault: {:<44} {verdict}",
                self.number, self.fault
            )
        };
        Ok(match &self.tests {
            Tests::Package {
                package,
                target,
                names,
            } => {
                let told = tests(package, target, names, None, Some(self.fault))?;
                let noticed = !told.good && told.tests > 0;
                (
                    said(if noticed { "noticed" } else { "NOT NOTICED" }),
                    noticed,
                )
            }
            Tests::Window(_) => (said("planted and found in every run of its stories"), true),
        })
    }

    fn line(&self, told: &Told) -> String {
        let (tried, found) = told
            .counts
            .get(&self.number)
            .copied()
            .unwrap_or((told.tests, told.passed));
        let verdict = if told.good { "ok" } else { "FAILED" };
        format!(
            "bar {:>2}  {:<52} tried {tried:>8}  found {found:>8}  lost {:>4}  {verdict}",
            self.number,
            self.what,
            tried.saturating_sub(found)
        )
    }
}

/// Runs tests of a package, quietly unless they fail.
fn tests(
    package: &str,
    target: &str,
    names: &[&str],
    count: Option<u64>,
    fault: Option<&str>,
) -> Outcome<Told> {
    let mut run = command(
        &place::root(),
        place::cargo(),
        &["test", "--quiet", "-p", package, "--test", target],
    );
    if package == "acceptance" {
        run.args(["--features", "kith/custom-protocol"]);
    }
    if let Some(fault) = fault {
        run.args(["--features", "kith-vault/seeded-faults"])
            .env(FAULT, fault);
    }
    run.arg("--")
        .args(["--nocapture", "--test-threads", "2"])
        .args(names);
    if let Some(count) = count {
        run.env(COUNT, count.to_string());
    }
    let told = said(&mut run)?;
    if !told.good && fault.is_none() {
        println!("{}", told.words);
    }
    Ok(told)
}

fn said(run: &mut Command) -> Outcome<Told> {
    let output = run
        .stdin(Stdio::null())
        .output()
        .during("running the tests of a bar")?;
    Ok(Told::read(
        &String::from_utf8_lossy(&output.stdout),
        &String::from_utf8_lossy(&output.stderr),
        output.status.success(),
    ))
}

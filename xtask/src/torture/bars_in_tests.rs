//! The bars that are tests of a package or stories in the real window. Such a test reads `KITH_TORTURE_COUNT` if it
//! counts, and prints `bar N: tried T found F`; a story plants its fault itself and prints `control N: planted P found F`.

use std::process::{Command, Stdio};

use super::Size;
use crate::selection::TestProgram;
use crate::step::{During, Outcome};
use crate::stories::StoryResults;

/// How often, for the tests that count.
const COUNT: &str = "KITH_TORTURE_COUNT";
/// Names the fault to a vault built with the feature `seeded-faults`.
const FAULT: &str = "KITH_SEEDED_FAULT";

/// A bar and where it is tested.
pub struct BarInTests {
    pub number: u8,
    what: &'static str,
    /// How often in every run and before a release, where the tests count; by themselves they try it less often.
    /// Stories in the window always run in the size of a release.
    counts: Option<(u64, u64)>,
    tests: Tests,
    /// The fault that must make it fail.
    fault: &'static str,
}

/// The tests of a bar.
enum Tests {
    /// Those of a package whose names contain one of these, in one of its test programs or, with none, beside its code.
    Package {
        package: &'static str,
        target: Option<&'static str>,
        names: &'static [&'static str],
    },
    /// Stories in the real window; all of them if none is named.
    Window(&'static [&'static str]),
}

const fn vault(names: &'static [&'static str]) -> Tests {
    Tests::Package {
        package: "kith-vault",
        target: Some("suite"),
        names,
    }
}

const BARS_IN_TESTS: &[BarInTests] = &[
    BarInTests {
        number: 3,
        what: "a flipped bit is found",
        counts: Some((500, 20_000)),
        tests: vault(&["a_flipped_bit_anywhere"]),
        fault: "nobody sees damage",
    },
    BarInTests {
        number: 4,
        what: "cut, extended, emptied, swapped: the right message",
        counts: Some((60, 2_000)),
        tests: vault(&["damage::a_database", "headers::", "a_backup_cut_or_added"]),
        fault: "nobody sees damage",
    },
    BarInTests {
        number: 5,
        what: "an old page copied back is found",
        counts: Some((100, 1_000)),
        tests: vault(&["copied_back::"]),
        fault: "nobody sees damage",
    },
    BarInTests {
        number: 8,
        what: "no word of a client in any file",
        counts: None,
        tests: Tests::Window(&["clear-text"]),
        fault: "a page that keeps a word for itself",
    },
    BarInTests {
        number: 9,
        what: "no secret in memory two seconds after the lock",
        counts: None,
        tests: Tests::Window(&["clear-text"]),
        fault: "a secret in the title of a page",
    },
    // Only Linux lets a program look at its own memory.
    #[cfg(target_os = "linux")]
    BarInTests {
        number: 9,
        what: "no key in memory after the lock",
        counts: Some((2, 20)),
        tests: Tests::Package {
            package: "kith-vault",
            target: None,
            names: &["keys::memory::"],
        },
        fault: "keys that outlive the lock",
    },
    BarInTests {
        number: 10,
        what: "every command takes hostile values",
        counts: Some((21, 400)),
        tests: Tests::Package {
            package: "acceptance",
            target: Some("stories"),
            names: &["hostile::"],
        },
        fault: "panics at hostile text",
    },
    BarInTests {
        number: 11,
        what: "hostile text in every field stays text",
        counts: None,
        tests: Tests::Window(&["hostile-text"]),
        fault: "text let into the page",
    },
    BarInTests {
        number: 15,
        what: "an earlier schema brought up to date, and killed",
        counts: Some((12, 300)),
        tests: vault(&["upgrading::", "golden::"]),
        fault: "an upgrade without a backup",
    },
    BarInTests {
        number: 12,
        what: "no connection leaves this computer",
        counts: None,
        tests: Tests::Window(&[]),
        fault: "a connection beyond this computer",
    },
];

/// Whether tests or stories check this bar.
pub fn knows(bar: u8) -> bool {
    BARS_IN_TESTS.iter().any(|known| known.number == bar)
}

/// Some of the bars.
pub fn bars(wanted: impl Fn(&BarInTests) -> bool) -> Vec<&'static BarInTests> {
    BARS_IN_TESTS.iter().filter(|bar| wanted(bar)).collect()
}

/// The filter for nextest that leaves out the tests of the bars: they run in a stage of their own, which counts.
pub fn filter_without_bars() -> String {
    let bars: Vec<String> = BARS_IN_TESTS
        .iter()
        .filter_map(|bar| match &bar.tests {
            Tests::Package {
                package,
                target,
                names,
            } => {
                let place = match target {
                    Some(target) => format!("binary(={target})"),
                    None => "kind(lib)".to_owned(),
                };
                let names: Vec<String> = names.iter().map(|name| format!("test({name})")).collect();
                Some(format!(
                    "(package(={package}) & {place} & ({}))",
                    names.join(" | ")
                ))
            }
            Tests::Window(_) => None,
        })
        .collect();
    format!("not ({})", bars.join(" | "))
}

/// The stories that check these bars, as [`crate::stories::run`] takes them; none if no story does.
pub fn stories_of(bars: &[&BarInTests]) -> Option<Vec<&'static str>> {
    let mut names = Vec::new();
    let mut any = false;
    for bar in bars {
        match bar.tests {
            Tests::Window([]) => return Some(Vec::new()),
            Tests::Window(of_bar) => {
                any = true;
                names.extend(of_bar);
            }
            Tests::Package { .. } => {}
        }
    }
    any.then_some(names)
}

impl BarInTests {
    /// Whether stories check it.
    pub fn is_in_window(&self) -> bool {
        matches!(self.tests, Tests::Window(_))
    }

    /// Whether the window is compiled for it, with the pages in it.
    pub fn needs_pages(&self) -> bool {
        match self.tests {
            Tests::Package { package, .. } => package == "acceptance",
            Tests::Window(_) => true,
        }
    }

    /// Checks it; returns a line for the table and whether the bar holds. `stories` are the results of the stories.
    pub fn run(
        &self,
        count: Option<u64>,
        size: Size,
        stories: Option<&StoryResults>,
    ) -> Outcome<(String, bool)> {
        let count = count.or(self.counts.map(|(in_every_run, release)| match size {
            Size::Ci => in_every_run,
            Size::Release => release,
        }));
        Ok(match &self.tests {
            Tests::Package {
                package,
                target,
                names,
            } => {
                let results = tests(package, *target, names, count, None)?;
                let sum = (results.tests, results.passed);
                let counted = results.counts.get(&self.number).copied();
                self.line(counted.unwrap_or(sum), results.good && results.tests > 0)
            }
            Tests::Window(_) => {
                let counted = stories.and_then(|results| results.counts.get(&self.number));
                let counted = counted.copied().unwrap_or_default();
                let good = counted.0 > 0 && counted.0 == counted.1;
                self.line(counted, good && self.found_control(stories))
            }
        })
    }

    /// Checks it against a seeded fault; returns a line for the table and whether the fault was noticed.
    pub fn notices_fault(&self, stories: Option<&StoryResults>) -> Outcome<(String, bool)> {
        let noticed = match &self.tests {
            Tests::Package {
                package,
                target,
                names,
            } => {
                let results = tests(package, *target, names, None, Some(self.fault))?;
                !results.good && results.tests > 0
            }
            Tests::Window(_) => self.found_control(stories),
        };
        let verdict = if noticed { "noticed" } else { "NOT NOTICED" };
        let line = format!(
            "bar {:>2}  fault: {:<44} {verdict}",
            self.number, self.fault
        );
        Ok((line, noticed))
    }

    /// Whether the stories planted faults and found each of them.
    fn found_control(&self, stories: Option<&StoryResults>) -> bool {
        let control = stories.and_then(|results| results.controls.get(&self.number));
        control.is_some_and(|(planted, found)| *planted > 0 && planted == found)
    }

    fn line(&self, (tried, found): (u64, u64), good: bool) -> (String, bool) {
        let verdict = if good { "ok" } else { "FAILED" };
        let line = format!(
            "bar {:>2}  {:<48} tried {tried:>8}  found {found:>8}  lost {:>4}  {verdict}",
            self.number,
            self.what,
            tried.saturating_sub(found)
        );
        (line, good)
    }
}

/// Runs tests of a package, quietly unless they fail.
fn tests(
    package: &str,
    target: Option<&str>,
    names: &[&str],
    count: Option<u64>,
    fault: Option<&str>,
) -> Outcome<StoryResults> {
    let seeded: &[&str] = match fault {
        Some(_) => &["kith-vault/seeded-faults"],
        None => &[],
    };
    let mut run = TestProgram::build(package, target, seeded)?.command();
    if let Some(fault) = fault {
        run.env(FAULT, fault);
    }
    run.args(["--nocapture", "--test-threads", "2"]).args(names);
    if let Some(count) = count {
        run.env(COUNT, count.to_string());
    }
    let results = results_of(&mut run)?;
    if !results.good && fault.is_none() {
        println!("{}", results.output);
    }
    Ok(results)
}

fn results_of(run: &mut Command) -> Outcome<StoryResults> {
    let output = run
        .stdin(Stdio::null())
        .output()
        .during("running the tests of a bar")?;
    Ok(StoryResults::read(
        &String::from_utf8_lossy(&output.stdout),
        &String::from_utf8_lossy(&output.stderr),
        output.status.success(),
    ))
}

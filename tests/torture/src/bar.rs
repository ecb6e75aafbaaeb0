//! A bar: something done many times, and counted.

use std::fmt;

/// What came of it.
#[derive(Default)]
pub struct Count {
    /// How often it was tried.
    pub tried: u64,
    /// What was found as it must be: saves that are there, faults that were said.
    pub found: u64,
    /// What was not, one line each.
    pub lost: Vec<String>,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.tried += other.tried;
        self.found += other.found;
        self.lost.extend(other.lost);
    }
}

/// Why a bar could not be tried at all.
pub type Tried = Result<Count, String>;

/// One of the fifteen.
pub struct Bar {
    pub number: u8,
    pub what: &'static str,
    /// How often in every run of the tests.
    pub ci: u64,
    /// How often before a release.
    pub release: u64,
    pub run: fn(u64) -> Tried,
    /// The faults each of which must make it fail.
    pub faults: &'static [Fault],
}

/// A fault put into the vault on purpose.
pub struct Fault {
    pub name: &'static str,
    /// After how many tries at most it must be noticed.
    pub tries: u64,
    /// The only flow it harms.
    pub flow: Option<&'static str>,
}

impl Fault {
    pub const fn anywhere(name: &'static str, tries: u64) -> Self {
        Self {
            name,
            tries,
            flow: None,
        }
    }

    pub const fn in_flow(name: &'static str, tries: u64, flow: &'static str) -> Self {
        Self {
            name,
            tries,
            flow: Some(flow),
        }
    }
}

impl Bar {
    /// Whether it holds: something was tried, and nothing was lost.
    pub fn holds(&self, count: &Count) -> bool {
        count.tried > 0 && count.lost.is_empty()
    }

    /// One line: number, what, tried, found, lost, verdict.
    pub fn line(&self, count: &Count) -> String {
        let lost = count.lost.len();
        let verdict = if self.holds(count) { "ok" } else { "FAILED" };
        format!(
            "bar {:>2}  {:<48} tried {:>8}  found {:>8}  lost {lost:>4}  {verdict}",
            self.number, self.what, count.tried, count.found
        )
    }
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bar {}", self.number)
    }
}

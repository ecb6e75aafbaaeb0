//! A bar: a numbered requirement (`docs/SECURITY.md`), tried many times and counted.

use std::fmt;

/// The result of the tries.
#[derive(Default)]
pub struct Count {
    /// The number of tries.
    pub tried: u64,
    /// Results as they must be: saves that are in the vault, faults that are reported.
    pub found: u64,
    /// All other results, one line each.
    pub lost: Vec<String>,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.tried += other.tried;
        self.found += other.found;
        self.lost.extend(other.lost);
    }
}

/// The count, or the reason why the bar cannot be tried.
pub type Tried = Result<Count, String>;

/// One of the fifteen bars.
pub struct Bar {
    pub number: u8,
    pub what: &'static str,
    /// The number of tries in every run of the tests.
    pub ci: u64,
    /// The number of tries before a release.
    pub release: u64,
    pub run: fn(u64) -> Tried,
    /// Faults in the vault; each must make the bar fail.
    pub faults: &'static [Fault],
}

/// A fault put into the vault on purpose.
pub struct Fault {
    pub name: &'static str,
    /// The number of tries within which the bar must fail.
    pub tries: u64,
    /// The only flow that the fault affects.
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
    /// Whether the vault meets it: something was tried, and nothing was lost.
    pub fn holds(&self, count: &Count) -> bool {
        count.tried > 0 && count.lost.is_empty()
    }

    /// One line: number, description, tries, found, lost, verdict.
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

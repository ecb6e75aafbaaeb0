//! The stories in the real window, and what they and other tests report about the bars.

mod connections;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use connections::Connections;

use crate::display::Display;
use crate::place;
use crate::program::{self, Profile, Window};
use crate::step::{During, Outcome, Problem, carry_out_within, command};

/// The number of the bar about connections.
const CONNECTIONS: u8 = 12;

/// The results of tests, as they printed them.
#[derive(Default)]
pub struct StoryResults {
    /// Whether all of them passed.
    pub good: bool,
    pub tests: u64,
    pub passed: u64,
    /// For each bar how often it was tried, and how often the result was right.
    pub counts: BTreeMap<u8, (u64, u64)>,
    /// For each bar how many faults its stories put in, and how many of them they found.
    pub controls: BTreeMap<u8, (u64, u64)>,
    pub output: String,
}

impl StoryResults {
    /// From what a run printed: `bar N: tried T found F`, `control N: planted P found F`, and the sums of libtest or
    /// of node.
    pub fn read(output: &str, errors: &str, good: bool) -> Self {
        let mut results = Self {
            good,
            output: format!("{output}{errors}"),
            ..Self::default()
        };
        for line in output.lines() {
            let line = line.trim_start_matches(['#', ' ']);
            let numbers: Vec<u64> = line
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|digits| digits.parse().ok())
                .collect();
            match (line, numbers.as_slice()) {
                (line, [bar, tried, found]) if line.starts_with("bar ") => {
                    add(&mut results.counts, *bar, (*tried, *found));
                }
                (line, [bar, planted, found]) if line.starts_with("control ") => {
                    add(&mut results.controls, *bar, (*planted, *found));
                }
                (line, [passed, failed, ..]) if line.starts_with("test result:") => {
                    results.tests += passed + failed;
                    results.passed += passed;
                }
                (line, [tests]) if line.starts_with("tests ") => results.tests += tests,
                (line, [passed]) if line.starts_with("pass ") => results.passed += passed,
                _ => {}
            }
        }
        results
    }
}

fn add(sums: &mut BTreeMap<u8, (u64, u64)>, bar: u64, more: (u64, u64)) {
    let sum = sums
        .entry(u8::try_from(bar).unwrap_or_default())
        .or_default();
    *sum = (sum.0 + more.0, sum.1 + more.1);
}

/// Runs the stories whose file names contain one of `names`, or all; each story ends its own programs. Only WebKit on
/// Linux lets a test drive the real window.
pub fn run(names: &[&str]) -> Outcome<StoryResults> {
    if !cfg!(target_os = "linux") {
        return Err(Problem::new(
            "the stories need WebKitWebDriver, so they run on Linux only",
        ));
    }
    let driven = program::window(Window::Driven, Profile::Dev)?;
    let pictures = place::target().join("e2e");
    fs::create_dir_all(&pictures).during("making the folder for pictures")?;
    let folder = place::root().join("tests/e2e");
    let files = files(&folder, names)?;
    let display = Display::start(None)?;
    let prepared = Folder::empty(pictures.join("prepared-homes"))?;
    let tap = pictures.join("results.tap");
    let watched = pictures.join("connections");
    let mut tests = command(&folder, "strace", connections::WATCH);
    tests
        .arg("-o")
        .arg(&watched)
        .args(["node", "--test", "--test-concurrency=2"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", tap.display()))
        .args(files)
        .env("DISPLAY", display.name())
        .env("KITH_PROGRAM", driven)
        .env("KITH_PICTURES", &pictures)
        .env("KITH_PREPARED_HOMES", &prepared.0);
    let done = carry_out_within(&mut tests, Duration::from_secs(40 * 60));
    let read = |file: &Path| fs::read_to_string(file).during(file.display());
    let connections = Connections::read(&read(&watched)?);
    let mut results = StoryResults::read(&read(&tap)?, "", done.is_ok());
    println!("{connections}");
    results.good &= connections.are_local();
    results
        .counts
        .insert(CONNECTIONS, (connections.all(), connections.local));
    let seen = connections::would_be_seen(&pictures)?;
    results.controls.insert(CONNECTIONS, (1, u64::from(seen)));
    Ok(results)
}

/// A folder that is empty at first, and gone when dropped.
struct Folder(PathBuf);

impl Folder {
    fn empty(path: PathBuf) -> Outcome<Self> {
        // A run that was killed leaves its own.
        if path.exists() {
            fs::remove_dir_all(&path).during(path.display())?;
        }
        fs::create_dir_all(&path).during(path.display())?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

fn files(folder: &Path, names: &[&str]) -> Outcome<Vec<String>> {
    let mut files: Vec<String> = fs::read_dir(folder.join("stories"))
        .during("reading the stories")?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|file| file.ends_with(".test.mjs"))
        .filter(|file| names.is_empty() || names.iter().any(|name| file.contains(name)))
        .map(|file| format!("stories/{file}"))
        .collect();
    files.sort();
    Ok(files)
}

//! The stories in the real window, and what they and other tests tell about the bars.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::connects::{self, Connects};
use crate::display::Display;
use crate::place;
use crate::program::{self, Profile, Window};
use crate::step::{During, Outcome, Problem, carry_out_within, command};

/// Which bar the connections are.
const CONNECTIONS: u8 = 12;

/// What tests said of themselves.
#[derive(Default)]
pub struct Told {
    /// All of them passed.
    pub good: bool,
    pub tests: u64,
    pub passed: u64,
    /// For each bar how often it was tried, and how often what was found was as it must be.
    pub counts: BTreeMap<u8, (u64, u64)>,
    /// For each bar how many faults its stories put in, and how many of them they found.
    pub controls: BTreeMap<u8, (u64, u64)>,
    pub words: String,
}

impl Told {
    /// From what a run printed: `bar N: tried T found F`, `control N: planted P found F`, and the sums of libtest or
    /// of node.
    pub fn read(output: &str, errors: &str, good: bool) -> Self {
        let mut told = Self {
            good,
            words: format!("{output}{errors}"),
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
                    add(&mut told.counts, *bar, (*tried, *found));
                }
                (line, [bar, planted, found]) if line.starts_with("control ") => {
                    add(&mut told.controls, *bar, (*planted, *found));
                }
                (line, [passed, failed, ..]) if line.starts_with("test result:") => {
                    told.tests += passed + failed;
                    told.passed += passed;
                }
                (line, [tests]) if line.starts_with("tests ") => told.tests += tests,
                (line, [passed]) if line.starts_with("pass ") => told.passed += passed,
                _ => {}
            }
        }
        told
    }
}

fn add(sums: &mut BTreeMap<u8, (u64, u64)>, bar: u64, more: (u64, u64)) {
    let sum = sums
        .entry(u8::try_from(bar).unwrap_or_default())
        .or_default();
    *sum = (sum.0 + more.0, sum.1 + more.1);
}

/// Those whose names contain one of `names`, or all; each story ends its own programs. Only WebKit on Linux lets us
/// drive the real window.
pub fn tell(names: &[&str]) -> Outcome<Told> {
    if !cfg!(target_os = "linux") {
        return Err(Problem::new(
            "the stories need WebKitWebDriver, so they run on Linux only",
        ));
    }
    let driven = program::window(Window::Driven, Profile::Dev)?;
    let shots = place::target().join("e2e");
    fs::create_dir_all(&shots).during("making the folder for pictures")?;
    let folder = place::root().join("tests/e2e");
    let files = files(&folder, names)?;
    let display = Display::start(None)?;
    let prepared = Folder::empty(shots.join("prepared-homes"))?;
    let told = shots.join("told.tap");
    let watched = shots.join("connects");
    let mut tests = command(&folder, "strace", connects::WATCH);
    tests
        .arg("-o")
        .arg(&watched)
        .args(["node", "--test", "--test-concurrency=2"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", told.display()))
        .args(files)
        .env("DISPLAY", display.name())
        .env("KITH_PROGRAM", driven)
        .env("KITH_PICTURES", &shots)
        .env("KITH_PREPARED_HOMES", &prepared.0);
    let done = carry_out_within(&mut tests, Duration::from_secs(40 * 60));
    let read = |file: &Path| fs::read_to_string(file).during(file.display());
    let connects = Connects::read(&read(&watched)?);
    let mut told = Told::read(&read(&told)?, "", done.is_ok());
    println!("{connects}");
    told.good &= connects.are_local();
    told.counts
        .insert(CONNECTIONS, (connects.all(), connects.local));
    let seen = connects::would_be_seen(&shots)?;
    told.controls.insert(CONNECTIONS, (1, u64::from(seen)));
    Ok(told)
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

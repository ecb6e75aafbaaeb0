//! `cargo xtask test`: everything, or the parts that are named.

use std::fs;
use std::time::{Duration, Instant};

use crate::program::{Profile, Window};
use crate::selection::{self, FEATURES, PACKAGES, cargo, cargo_for_all};
use crate::step::{During, Outcome, Problem, answer, carry_out, command};
use crate::{dependency_cache, display, notices, place, program, setup, torture};

/// The crates with tests: the name given on the command line, and the package.
const CRATES: &[(&str, &str)] = &[
    ("course", "kith-course"),
    ("memory", "kith-memory"),
    ("vault", "kith-vault"),
    ("report", "kith-report"),
    ("rescue", "rescue"),
    ("testkit", "testkit"),
    ("kith", "kith"),
    ("acceptance", "acceptance"),
];

pub fn run(names: &[String]) -> Outcome {
    let crates = crates_among(names)?;
    let wanted = |part: &str| names.is_empty() || names.iter().any(|name| name == part);
    let begun = Instant::now();
    let mut took = Vec::new();
    let mut stage = |name: &'static str, work: &dyn Fn() -> Outcome| -> Outcome {
        println!("\n== {name}");
        let since = Instant::now();
        let before = processor_time();
        let done = work();
        let busy = processor_time().zip(before);
        took.push(Took {
            name,
            time: since.elapsed(),
            busy: busy.map(|(after, before)| after.saturating_sub(before)),
        });
        done.map_err(|problem| Problem::new(format!("'{name}' failed: {problem}")))
    };

    stage("compiled dependencies", &dependency_cache::restore)?;
    let window = ["lints", "kith", "acceptance", "ui", "e2e"]
        .iter()
        .any(|part| wanted(part));
    if window {
        stage("set up", &|| {
            setup::for_window()?;
            setup::for_virtual_window()?;
            program::pages()
        })?;
    }
    if wanted("lints") {
        stage("format", &format)?;
        stage("clippy", &clippy)?;
        stage("documentation", &documentation)?;
        stage("one build of each dependency", &selection::check_one_build)?;
        stage("licences and sources", &dependencies)?;
        stage("third-party notices", &notices::check)?;
        stage("spelling", &spelling)?;
        stage("this recipe", &recipes)?;
    }
    if !crates.is_empty() {
        stage("rust", &|| rust(&crates, names.is_empty()))?;
    }
    if names.is_empty() {
        stage("keep compiled dependencies", &dependency_cache::save)?;
    }
    if wanted("torture") {
        stage("torture", &torture::in_tests)?;
    }
    if wanted("ui") {
        stage("interface", &interface)?;
    }
    if wanted("e2e") {
        stage("the private window", &private_window)?;
        stage("stories in the real window", &torture::in_stories)?;
    }
    println!("\n{:>9}  {:>9}  stage", "time", "CPU time");
    for Took { name, time, busy } in &took {
        let busy = busy.map_or_else(String::new, seconds);
        println!("{:>9}  {busy:>9}  {name}", seconds(*time));
    }
    let all = seconds(begun.elapsed());
    println!("{all:>9}  {:>9}  all of it passed", "");
    Ok(())
}

/// How long a stage took, and for how long its commands kept a processor busy.
struct Took {
    name: &'static str,
    time: Duration,
    busy: Option<Duration>,
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f32())
}

/// The processor time of all commands that have ended so far, where the system tells (Linux).
fn processor_time() -> Option<Duration> {
    // The kernel counts hundredths of a second in the 16th and 17th field; the 2nd may contain spaces.
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut children = fields.split(' ').skip(13).take(2).map(str::parse::<u64>);
    let ticks = children.next()?.ok()? + children.next()?.ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// The packages to test; every name must mean something.
fn crates_among(names: &[String]) -> Outcome<Vec<&'static str>> {
    if names.is_empty() {
        return Ok(CRATES.iter().map(|(_, package)| *package).collect());
    }
    let mut packages = Vec::new();
    for name in names {
        match CRATES.iter().find(|(short, _)| short == name) {
            Some((_, package)) => packages.push(*package),
            None if matches!(name.as_str(), "lints" | "torture" | "ui" | "e2e") => {}
            None => {
                return Err(Problem::new(format!(
                    "There is nothing called '{name}' to test: course, memory, vault, report, rescue, testkit, kith, acceptance, lints, torture, ui, e2e."
                )));
            }
        }
    }
    Ok(packages)
}

fn format() -> Outcome {
    carry_out(&mut cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Outcome {
    let mut lint = cargo(&["clippy", "--workspace", "--all-targets"]);
    carry_out(lint.args(FEATURES).args(["--", "-D", "warnings"]))
}

fn documentation() -> Outcome {
    let mut explain = cargo_for_all(&["doc", "--no-deps"]);
    carry_out(explain.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Checks that `deny.toml` allows the packages of the program.
fn dependencies() -> Outcome {
    let mut deny = command(
        &place::root(),
        setup::tools::cargo_deny()?,
        &["--locked", "check"],
    );
    carry_out(deny.args(["licenses", "bans", "sources"]))
}

fn spelling() -> Outcome {
    carry_out(&mut command(&place::root(), setup::tools::typos()?, &[]))
}

/// The tests of these recipes, and of the rules for the whole repository.
fn recipes() -> Outcome {
    carry_out(&mut cargo(&["test", "--quiet", "-p", "xtask"]))
}

fn rust(packages: &[&str], all: bool) -> Outcome {
    let nextest = answer("cargo-nextest", &["nextest", "--version"]).is_some();
    if !nextest {
        println!(
            "cargo-nextest is missing (cargo install cargo-nextest --locked); cargo test does it more slowly."
        );
    }
    if cfg!(target_os = "linux") && answer("id", &["-u"]).as_deref() != Some("0") {
        println!(
            "Skipped, as only root may mount a disk: what full, protected and pulled disks do to a vault or a backup."
        );
    }
    let mut tests = cargo(if nextest {
        &["nextest", "run"]
    } else {
        &["test"]
    });
    if all {
        tests.args(PACKAGES);
        if nextest {
            // The stage "torture" runs these, and counts.
            tests.args(["--filterset", &torture::filter_without_bars()]);
        }
    } else {
        for package in packages {
            tests.args(["-p", package]);
        }
    }
    if packages.contains(&"kith") || packages.contains(&"acceptance") {
        tests.args(FEATURES);
    }
    carry_out(&mut tests)
}

fn interface() -> Outcome {
    let ui = place::ui();
    for script in ["check", "lint", "test"] {
        carry_out(&mut command(&ui, "npm", &["run", "--silent", script]))?;
    }
    Ok(())
}

/// The program as it is given to people cannot be driven; that it opens and shows its first screen can be seen.
fn private_window() -> Outcome {
    if !cfg!(target_os = "linux") {
        println!("The virtual screen needs Xvfb, so this runs on Linux only.");
        return Ok(());
    }
    let kith = program::window(Window::Private, Profile::Dev)?;
    let home = place::target().join("private-home");
    if home.exists() {
        fs::remove_dir_all(&home).during("clearing the earlier data folder")?;
    }
    let opening = display::opening::watch(&kith, &home)?;
    println!(
        "Its first screen was there after {} ms.",
        opening.first_screen.as_millis()
    );
    Ok(())
}

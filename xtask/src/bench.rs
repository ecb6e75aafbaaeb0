//! `cargo xtask bench`: each budget measured once, with a practice of 400 clients in the vault. With `--json` the
//! figures alone go to standard output, and the table beside everything else to standard error.

mod budget;
mod start;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use budget::Finding;

use crate::display::Display;
use crate::program::{self, Profile, Window};
use crate::step::{During, Outcome, Problem, carry_out, command, print_to_standard_error};
use crate::{place, setup};

/// The measured values by name; `budget` knows the units and limits.
type Measured = BTreeMap<String, f64>;

/// Opens the invented practice.
const PASSPHRASE: &str = "quarter pelican varnish omelette tundra";

pub fn run(arguments: &[String]) -> Outcome {
    let json = match arguments {
        [] => false,
        [only] if only == "--json" => true,
        _ => return Err(Problem::new("bench knows --json and nothing else")),
    };
    if json {
        print_to_standard_error();
    }
    if !cfg!(target_os = "linux") {
        eprintln!("bench reads the screen of a virtual display, so it runs on Linux only.");
        return Ok(());
    }
    setup::for_window()?;
    setup::for_virtual_window()?;
    program::pages()?;
    let folder = place::target().join("bench");
    let home = folder.join("home");
    if home.exists() {
        fs::remove_dir_all(&home).during("clearing the earlier practice")?;
    }
    fs::create_dir_all(&home).during("making a folder for the practice")?;
    let driven = program::window(Window::Driven, Profile::Release)?;
    let private = program::window(Window::Private, Profile::Release)?;

    let mut measured = storage(&home, &folder.join("storage.json"))?;
    measured.extend(paper(&folder.join("paper.json"))?);
    measured.insert("program size".to_owned(), megabytes(&private)?);
    measured.extend(start::measure(&private, &home)?);
    measured.extend(window(&driven, &home, &folder.join("window.json"))?);

    let findings = budget::judge(&measured);
    if json {
        let text = serde_json::to_string_pretty(&findings)
            .map_err(|error| Problem::new(error.to_string()))?;
        println!("{text}");
        eprintln!("{}", table(&findings));
    } else {
        println!("{}", table(&findings));
    }
    Ok(())
}

/// Makes the practice and measures the vault without any window.
fn storage(home: &Path, answers: &Path) -> Outcome<Measured> {
    let mut bench = command(
        &place::root(),
        place::cargo(),
        &["bench", "-p", "kith-vault", "--bench", "practice", "--"],
    );
    carry_out(
        bench
            .env("KITH_HOME", home)
            .env("KITH_PASSPHRASE", PASSPHRASE)
            .env("KITH_ANSWERS", answers),
    )?;
    read(answers)
}

/// Measures what is printed without any window.
fn paper(answers: &Path) -> Outcome<Measured> {
    let mut bench = command(
        &place::root(),
        place::cargo(),
        &["bench", "-p", "kith-report", "--bench", "page"],
    );
    carry_out(bench.env("KITH_ANSWERS", answers))?;
    read(answers)
}

/// Measures the screens in the real window.
fn window(kith: &Path, home: &Path, answers: &Path) -> Outcome<Measured> {
    let display = Display::start(None)?;
    carry_out(
        command(&place::root().join("tests/e2e"), "node", &["bench.mjs"])
            .env("DISPLAY", display.name())
            .env("KITH_PROGRAM", kith)
            .env("KITH_HOME", home)
            .env("KITH_PASSPHRASE", PASSPHRASE)
            .env("KITH_ANSWERS", answers),
    )?;
    read(answers)
}

fn read(answers: &Path) -> Outcome<Measured> {
    let text = fs::read_to_string(answers).during(answers.display())?;
    serde_json::from_str(&text)
        .map_err(|error| Problem::new(format!("{}: {error}", answers.display())))
}

fn megabytes(file: &Path) -> Outcome<f64> {
    Ok(fs::metadata(file).during(file.display())?.len() as f64 / 1e6)
}

fn table(findings: &[Finding]) -> String {
    let mut lines = vec![format!(
        "\n{:<52} {:>10} {:<4} {:>8}",
        "", "measured", "", "budget"
    )];
    for Finding {
        name,
        value,
        unit,
        budget,
        ok,
    } in findings
    {
        let budget = budget.map_or_else(String::new, |budget| budget.to_string());
        let verdict = match ok {
            Some(true) => "ok",
            Some(false) => "OVER",
            None => "",
        };
        lines.push(format!(
            "{name:<52} {value:>10.1} {unit:<4} {budget:>8}  {verdict}"
        ));
    }
    lines.join("\n")
}

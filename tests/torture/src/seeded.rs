//! Tries each bar on a vault with a fault put in on purpose. A bar that does not fail then checks nothing.

use std::process::Command;

use crate::bar::{Bar, Fault};
use crate::flow;

/// Environment variable with the name of the fault, for a program built with the feature `seeded-faults`.
const FAULT: &str = "KITH_SEEDED_FAULT";

/// Tries each bar with each of its faults; true if the bar failed every time.
#[expect(clippy::print_stdout, reason = "a program for the terminal")]
pub fn run<'a>(bars: impl Iterator<Item = &'a Bar>) -> Result<bool, String> {
    if !cfg!(feature = "seeded-faults") {
        return Err("built without the feature seeded-faults".to_owned());
    }
    let io = |error: std::io::Error| error.to_string();
    let mut noticed_all = true;
    let faults = bars.flat_map(|bar| bar.faults.iter().map(move |fault| (bar, fault)));
    for (bar, Fault { name, tries, flow }) in faults {
        let mut again = Command::new(std::env::current_exe().map_err(io)?);
        if let Some(flow) = flow {
            again.env(flow::ONLY, flow);
        }
        let tried = again
            .args(["--bar", &bar.number.to_string()])
            .args(["--count", &tries.to_string()])
            .env(FAULT, name)
            .output()
            .map_err(io)?;
        let noticed = tried.status.code() == Some(1);
        let verdict = if noticed { "noticed" } else { "NOT NOTICED" };
        println!("bar {:>2}  fault: {name:<44} {verdict}", bar.number);
        let said = String::from_utf8_lossy(&tried.stdout);
        println!("        {}", said.lines().nth(1).unwrap_or_default().trim());
        noticed_all &= noticed;
    }
    Ok(noticed_all)
}

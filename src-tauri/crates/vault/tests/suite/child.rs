//! Runs a test again in a child process that can be killed.

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The folder of the vault; set for the child only.
pub const HOME: &str = "KITH_VAULT_TEST_HOME";

/// Runs the test of this name in a child process.
pub fn child(test: &str, home: &Path) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args([test, "--exact", "--nocapture"])
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    testkit::process::start(&mut command).unwrap()
}

/// Sends the parent a line.
pub fn say(line: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "\n{line}").unwrap();
    out.flush().unwrap();
}

//! Runs a test again in a child process that can be killed.

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Where the child finds the vault; only set for the child.
pub const HOME: &str = "KITH_VAULT_TEST_HOME";

/// Runs the test of this name as a child.
pub fn child(test: &str, home: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Tells the parent something, as a line.
pub fn say(line: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "\n{line}").unwrap();
    out.flush().unwrap();
}

//! Rules for the whole repository, as tests of this package.

mod comments;
mod pointers;
mod versions;

use std::collections::BTreeSet;
use std::process::Command;

use crate::place;

/// The files that git knows.
fn tracked_files() -> BTreeSet<String> {
    let listed = Command::new("git")
        .args(["ls-files"])
        .current_dir(place::root())
        .output()
        .unwrap();
    let files = String::from_utf8(listed.stdout).unwrap();
    let files: BTreeSet<String> = files.lines().map(str::to_owned).collect();
    assert!(files.len() > 100, "git lists the files");
    files
}

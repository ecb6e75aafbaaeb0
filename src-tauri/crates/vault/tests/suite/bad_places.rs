//! A disk that does not answer for one place any more, and a database on it. The library that makes reads
//! fail is compiled by the C compiler of the system; without one this test prints that and does nothing.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::{TempDir, tempdir};
use vault::Left;

use crate::child::{HOME, say};
use crate::practice::*;
use crate::read_only::{PAGE, database, page_count, practice, readable};

const LIBRARY: &str = include_str!("../../../../../tests/torture/src/preload.c");
const TEST: &str = "bad_places::bad_sector_loses_only_the_records_on_it";

/// The compiled library, in its own folder.
fn compile() -> Option<(TempDir, PathBuf)> {
    let folder = tempdir().unwrap();
    let [source, library] = ["preload.c", "preload.so"].map(|name| folder.path().join(name));
    std::fs::write(&source, LIBRARY).unwrap();
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .args(["-ldl", "-lpthread"])
        .status();
    if compiled.is_ok_and(|status| status.success()) {
        return Some((folder, library));
    }
    eprintln!("skipped: nothing compiles C here");
    None
}

/// The output of a program that opens the vault while this byte of the database cannot be read.
fn told(library: &Path, home: &Path, bad: usize) -> String {
    let ran = Command::new(env::current_exe().unwrap())
        .args([TEST, "--exact", "--nocapture"])
        .env(HOME, home)
        .env("LD_PRELOAD", library)
        .env("KITH_PRELOAD_ROOT", home)
        .env("KITH_PRELOAD_REFUSE", format!("b:{bad}:5:1"))
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    let line = said.lines().find_map(|line| line.strip_prefix("told: "));
    line.unwrap_or(&said).to_owned()
}

/// The child: opens the vault and reads all of it.
async fn tell(home: &Path) {
    let vault = match unlock(home, secret()).await {
        Ok(vault) => vault,
        Err(error) => return say(&format!("told: {error}")),
    };
    let whole = readable(&vault).await;
    let salvage = vault.salvage().await.unwrap();
    let left = |course: &&vault::Salvaged| matches!(course.left, Left::Whole(_));
    let salvaged = salvage.courses.iter().filter(left).count();
    let read_only = vault.is_read_only();
    say(&format!(
        "told: read only {read_only}, {}",
        whole.min(salvaged) >= 6
    ));
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn bad_sector_loses_only_the_records_on_it() {
    if let Some(home) = env::var_os(HOME) {
        return tell(Path::new(&home)).await;
    }
    let Some((_folder, library)) = compile() else {
        return;
    };
    let (home, _) = practice().await;
    let pages = page_count(home.path());
    let mut most = 0;
    for page in (1..pages).step_by(15) {
        let told = told(&library, home.path(), page * PAGE + 700);
        assert!(told.starts_with("read only true"), "page {page}: {told}");
        most += usize::from(told.ends_with("true"));
    }
    assert!(
        most > pages / 15 / 2,
        "at least half of the courses: {most}"
    );
    let first = told(&library, home.path(), 700);
    assert!(
        first.starts_with("input or output failed"),
        "without the first page nothing can be checked, and the disk is at fault: {first}"
    );
    let beyond = told(&library, home.path(), pages * PAGE);
    assert!(
        beyond.starts_with("read only false"),
        "no place of the file: {beyond}"
    );
    assert!(database(home.path()).is_file(), "the file is still there");
}

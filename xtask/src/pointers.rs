//! The repository explains itself: no line names a document, a section or an issue that a reader of it cannot open.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::place;

/// Files that are data, or the words of others.
const NOT_READ: &[&str] = &[
    "Cargo.lock",
    "THIRD-PARTY-NOTICES.txt",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "ui/package-lock.json",
    "tests/golden/",
    "xtask/src/pointers.rs",
];

/// Where the sources of clinical facts are listed, by ids such as S1.
const SOURCES: &str = "docs/clinical-sources.md";

/// Documents and folders that were never part of the repository.
const OUTSIDE: &[&str] = &["`reference`", "`reference/", "`course-rules`", "../shared"];

/// A number after one of these leads to a text that is elsewhere.
const NUMBERED: &[&str] = &["issue ", "Issue ", "section ", "Section ", "§", "§ "];

struct Repository {
    files: BTreeSet<String>,
    sources: String,
}

impl Repository {
    /// What a line names that cannot be opened.
    fn faults(&self, line: &str, is_clinical: bool) -> Vec<String> {
        let mut faults = Vec::new();
        faults.extend(
            OUTSIDE
                .iter()
                .filter(|name| line.contains(**name))
                .map(|name| (*name).to_owned()),
        );
        for before in NUMBERED {
            let mut parts = line.split(before).skip(1);
            if parts.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
                faults.push(format!("{before}…"));
            }
        }
        let is_in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
        let words = line
            .split(|c: char| !is_in_name(c))
            .map(|word| word.trim_end_matches('.'));
        for word in words {
            if word.len() > 3 && word.ends_with(".md") && !self.has_file(word) {
                faults.push(word.to_owned());
            }
            if is_clinical && is_source(word) && !self.has_source(word) {
                faults.push(word.to_owned());
            }
        }
        faults
    }

    /// A name may leave out the folders above.
    fn has_file(&self, name: &str) -> bool {
        let end = format!("/{name}");
        self.files.contains(name) || self.files.iter().any(|file| file.ends_with(&end))
    }

    fn has_source(&self, id: &str) -> bool {
        let mut words = self.sources.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| word == id)
    }
}

/// S1 to S99.
fn is_source(word: &str) -> bool {
    word.strip_prefix('S').is_some_and(|digits| {
        (1..=2).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit())
    })
}

#[test]
fn a_name_of_something_outside_is_a_fault() {
    let repository = Repository {
        files: BTreeSet::from(["docs/README.md".to_owned()]),
        sources: "- **S19** A source.".to_owned(),
    };
    for (line, faults) in [
        ("/// One to three (`reference` 1.2).", 1),
        ("// As vault.md says.", 1),
        ("// See ../shared/design/vault.md, section 4.", 3),
        ("// Issue 12 asks for it.", 1),
        ("// Half up [S21].", 1),
        ("// As cases/README.md says.", 1),
        ("// Half up [S19]; the README.md lists the commands.", 0),
        ("// A section of 4 people, an issue, S100.", 0),
    ] {
        assert_eq!(repository.faults(line, true).len(), faults, "{line}");
    }
}

#[test]
fn no_line_names_anything_outside_the_repository() {
    let root = place::root();
    let listed = Command::new("git")
        .args(["ls-files"])
        .current_dir(&root)
        .output()
        .unwrap();
    let files = String::from_utf8(listed.stdout).unwrap();
    let files: Vec<&str> = files.lines().collect();
    assert!(files.len() > 100, "git lists the files");
    let repository = Repository {
        files: files.iter().map(|file| (*file).to_owned()).collect(),
        sources: fs::read_to_string(root.join(SOURCES)).unwrap_or_default(),
    };
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| !NOT_READ.iter().any(|start| file.starts_with(start)))
    {
        // Pictures and typefaces are no text; a file that is being moved is not there.
        let Ok(text) = fs::read_to_string(root.join(file)) else {
            continue;
        };
        let is_clinical = file.starts_with("src-tauri/crates/course/");
        for (number, line) in text.lines().enumerate() {
            for fault in repository.faults(line, is_clinical) {
                faults.push(format!("{file}:{}: {fault}", number + 1));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "these lead out of the repository:\n{}",
        faults.join("\n")
    );
}

//! The repository explains itself: no line names a document, a section or an issue that a reader of it cannot open.

use std::collections::BTreeSet;
use std::fs;

use super::tracked_files;
use crate::place;

/// Files that are data, or the words of others.
const NOT_READ: &[&str] = &[
    "Cargo.lock",
    "THIRD-PARTY-NOTICES.txt",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "ui/package-lock.json",
    "tests/golden/",
    "xtask/src/repository/pointers.rs",
];

/// The list of the sources of clinical facts, by ids such as S1.
const SOURCES: &str = "docs/clinical-sources.md";

/// Documents and folders that were never part of the repository.
const OUTSIDE: &[&str] = &["`reference`", "`reference/", "`course-rules`", "../shared"];

/// A number after one of these leads to a text that is elsewhere.
const NUMBERED: &[&str] = &["issue ", "Issue ", "section ", "Section ", "§", "§ "];

/// The endings of source files. A name of data, such as `vault.db`, may be that of a file Kith makes.
const SOURCES_END: &[&str] = &[
    ".rs", ".ts", ".js", ".mjs", ".svelte", ".css", ".sql", ".typ", ".toml", ".md",
];

struct Repository {
    files: BTreeSet<String>,
    sources: String,
}

impl Repository {
    /// The names in a line that cannot be opened.
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

    /// Paths between backticks that name no file and no folder. A path with `…`, braces or a star stands for many; what
    /// is in `target/` or the user's own folder is not in the tree.
    fn missing_paths(&self, line: &str) -> Vec<String> {
        if line.trim_start().starts_with("```") {
            return Vec::new();
        }
        let spans: Vec<&str> = line.split('`').collect();
        if spans.len().is_multiple_of(2) {
            return vec!["a backtick without its partner on the line".to_owned()];
        }
        let is_in_path = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        let is_elsewhere = |span: &str| span.starts_with("target/") || span.starts_with('/');
        let quoted = spans.into_iter().skip(1).step_by(2);
        quoted
            .filter(|span| span.chars().all(is_in_path) && !is_elsewhere(span))
            .filter(|span| {
                if span.contains('/') {
                    !self.has_path(span)
                } else {
                    SOURCES_END.iter().any(|end| span.ends_with(end)) && !self.has_file(span)
                }
            })
            .map(str::to_owned)
            .collect()
    }

    /// From the top of the tree; a folder may end with a slash.
    fn has_path(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains(path) || self.files.iter().any(|file| file.starts_with(&folder))
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
fn a_quoted_path_that_is_not_in_the_tree_is_a_fault() {
    let repository = Repository {
        files: BTreeSet::from(["docs/README.md".to_owned(), "ui/src/main.ts".to_owned()]),
        sources: String::new(),
    };
    for (line, faults) in [
        ("The page starts in `ui/src/main.js`.", 1),
        ("See `ui/lib/` and `ui/src/mai`.", 2),
        ("The page starts in `other.ts`.", 1),
        ("A span `ui/src", 1),
        ("The page starts in `ui/src/main.ts`, or `main.ts`.", 0),
        ("`ui/src`, `ui/src/`, `docs/README.md`", 0),
        (
            "`ui/lib/…`, `ui/{a,b}/c.ts`, `ui/*/c.ts`, `target/tour/`, `~/.cache/kith`, `/tmp/x`",
            0,
        ),
        ("`npm run lint/x`, `vault.db`, `plan::contract`, and/or", 0),
        ("```", 0),
    ] {
        assert_eq!(repository.missing_paths(line).len(), faults, "{line}");
    }
}

fn is_document(file: &str) -> bool {
    file == "README.md" || (file.starts_with("docs/") && file.ends_with(".md"))
}

fn repository() -> Repository {
    Repository {
        files: tracked_files(),
        sources: fs::read_to_string(place::root().join(SOURCES)).unwrap_or_default(),
    }
}

#[test]
fn every_path_that_a_document_quotes_is_in_the_tree() {
    let repository = repository();
    let mut faults = Vec::new();
    for file in repository.files.iter().filter(|file| is_document(file)) {
        let Ok(text) = fs::read_to_string(place::root().join(file)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for fault in repository.missing_paths(line) {
                faults.push(format!("{file}:{}: {fault}", number + 1));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "documents quote what is not in the tree:\n{}",
        faults.join("\n")
    );
}

#[test]
fn no_line_names_anything_outside_the_repository() {
    let root = place::root();
    let repository = repository();
    let mut faults = Vec::new();
    for file in repository
        .files
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

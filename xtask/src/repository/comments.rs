//! A comment names its subject first: no sentence of a comment begins with a clause such as "What it does".

use std::fs;

use super::tracked_files;
use crate::place;

/// A sentence that begins with one of these and asks nothing has a clause as its subject, or puts one before it.
const BEGINS_CLAUSE: &[&str] = &[
    "What",
    "Whatever",
    "Where",
    "Wherever",
    "Which",
    "Whichever",
    "Who",
    "Whoever",
    "Whom",
    "Whose",
];

/// The bindings take their comments from Rust. A migration that was released does not change. This file has faulty
/// examples.
const NOT_READ: &[&str] = &[
    "ui/src/backend/bindings.ts",
    "src-tauri/crates/vault/migrations/",
    "xtask/src/repository/comments.rs",
];

/// The signs of comments in a language.
struct Syntax {
    /// Begin a comment that ends with its line; the longest first.
    line: &'static [&'static str],
    /// Begin and end a comment of several lines.
    block: &'static [(&'static str, &'static str)],
}

impl Syntax {
    fn of(file: &str) -> Option<Self> {
        let (line, block): (&[_], &[_]) = match file.rsplit_once('.')?.1 {
            "rs" => (&["///", "//!", "//"], &[("/*", "*/")]),
            "ts" | "js" | "mjs" => (&["//"], &[("/*", "*/")]),
            "svelte" => (&["//"], &[("/*", "*/"), ("<!--", "-->")]),
            "css" | "c" => (&[], &[("/*", "*/")]),
            "sql" => (&["--"], &[]),
            "typ" => (&["//"], &[]),
            "toml" | "sh" => (&["#"], &[]),
            _ => return None,
        };
        Some(Self { line, block })
    }
}

enum Line<'a> {
    Code,
    Comment(&'a str),
    CommentBehindCode(&'a str),
}

/// Reads a file line by line.
struct Reader {
    syntax: Syntax,
    /// Ends the comment of several lines that is open.
    until: Option<&'static str>,
}

impl Reader {
    fn read<'a>(&mut self, line: &'a str) -> Line<'a> {
        let line = line.trim();
        if let Some(end) = self.until {
            return self.read_inside(line, end);
        }
        let mut blocks = self.syntax.block.iter();
        if let Some((begin, end)) = blocks.find(|(begin, _)| line.starts_with(begin)) {
            return self.read_inside(&line[begin.len()..], end);
        }
        let mut signs = self.syntax.line.iter();
        if let Some(comment) = signs.find_map(|sign| line.strip_prefix(sign)) {
            return Line::Comment(comment.trim());
        }
        let mut signs = self.syntax.line.iter();
        let behind_code = signs.find_map(|sign| line.split_once(&format!(" {sign} ")));
        behind_code.map_or(Line::Code, |(_, comment)| {
            Line::CommentBehindCode(comment.trim())
        })
    }

    fn read_inside<'a>(&mut self, line: &'a str, end: &'static str) -> Line<'a> {
        let ended = line.split_once(end);
        self.until = ended.is_none().then_some(end);
        let comment = ended.map_or(line, |(comment, _)| comment);
        Line::Comment(comment.trim_start_matches('*').trim())
    }
}

/// Comments that follow each other without an empty line, and the number of the first line.
type Paragraph = (usize, String);

fn paragraphs(text: &str, syntax: Syntax) -> Vec<Paragraph> {
    let mut reader = Reader {
        syntax,
        until: None,
    };
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut is_open = false;
    for (number, line) in text.lines().enumerate() {
        let (comment, continues) = match reader.read(line) {
            Line::Code => ("", false),
            Line::Comment(comment) => (comment, true),
            Line::CommentBehindCode(comment) => (comment, false),
        };
        let is_empty = comment.is_empty();
        match paragraphs.last_mut() {
            _ if is_empty => {}
            Some((_, paragraph)) if is_open && continues => {
                paragraph.push(' ');
                paragraph.push_str(comment);
            }
            _ => paragraphs.push((number + 1, comment.to_owned())),
        }
        is_open = continues && !is_empty;
    }
    paragraphs
}

/// The sentences of a paragraph. A colon ends one too.
fn sentences(paragraph: &str) -> impl Iterator<Item = &str> {
    paragraph
        .split_inclusive(". ")
        .flat_map(|part| part.split_inclusive("? "))
        .flat_map(|part| part.split_inclusive("! "))
        .flat_map(|part| part.split_inclusive(": "))
        .map(|part| part.trim_start_matches(['(', '-', ' ']).trim_end())
}

fn begins_with_clause(sentence: &str) -> bool {
    let word = sentence
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    BEGINS_CLAUSE.contains(&word) && !sentence.ends_with('?')
}

/// The first line of each paragraph with such a sentence, and the sentence.
fn faults(text: &str, syntax: Syntax) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    for (number, paragraph) in paragraphs(text, syntax) {
        let found = sentences(&paragraph).filter(|sentence| begins_with_clause(sentence));
        faults.extend(found.map(|sentence| (number, sentence.to_owned())));
    }
    faults
}

#[test]
fn a_comment_that_begins_with_a_clause_is_a_fault() {
    for (file, text, faulty_lines) in [
        ("a.rs", "/// What it does.\nfn a() {}", vec![1]),
        (
            "a.rs",
            "//! A crate.\n//!\n//! Where it fails, it\n//! stops.",
            vec![3],
        ),
        (
            "a.rs",
            "/// It stops. Whoever asks gets\n/// nothing.",
            vec![1],
        ),
        (
            "a.rs",
            "let a = 1; // Which one.\nlet b = 2; // The other.",
            vec![1],
        ),
        ("a.ts", "/** What is kept. */\nconst a = 1;", vec![1]),
        ("a.css", "a {}\n/*\n * What is cut.\n */", vec![3]),
        ("a.svelte", "<!-- Who is shown: the client. -->", vec![1]),
        ("a.sql", "-- A table: What it holds.", vec![1]),
        ("a.toml", "# What is refused.\na = 1", vec![1]),
        ("a.rs", "/// Says what it does, and where.", vec![]),
        ("a.rs", "// What does it do? It stops.", vec![]),
        (
            "a.rs",
            "/// Whether it stops.\n/// How often it stops.",
            vec![],
        ),
        ("a.rs", "let a = \"What it does.\";", vec![]),
        (
            "a.css",
            "/* One. */\na { content: 'What it does.'; }",
            vec![],
        ),
        ("a.ts", "/**\n * One.\n */\nWhat.it = 1;", vec![]),
    ] {
        let found = faults(text, Syntax::of(file).unwrap());
        let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, faulty_lines, "{file}: {text}");
    }
}

#[test]
fn every_comment_names_its_subject_first() {
    let mut read = 0;
    let mut found = Vec::new();
    for file in tracked_files() {
        if NOT_READ.iter().any(|start| file.starts_with(start)) {
            continue;
        }
        let Some(syntax) = Syntax::of(&file) else {
            continue;
        };
        let Ok(text) = fs::read_to_string(place::root().join(&file)) else {
            continue;
        };
        read += 1;
        for (line, sentence) in faults(&text, syntax) {
            found.push(format!("{file}:{line}: {sentence}"));
        }
    }
    assert!(read > 500, "only {read} files were read");
    assert!(
        found.is_empty(),
        "these comments begin with a clause. Name the thing first: \"What it holds\" is \"Its contents\".\n{}",
        found.join("\n")
    );
}

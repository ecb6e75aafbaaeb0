//! Reads wrong files: each is refused with the path and the code of its fault.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

use std::collections::BTreeMap;

use course::file::{FileFault, FileProblem, read};
use serde::Deserialize;
use serde_json::{Value, json};

const TRANSITION: &str = include_str!("../../../../../tests/golden/cases/case-transition.json");
const DISPUTE: &str = include_str!("../../../../../tests/golden/cases/case-dispute.json");

fn refuse(bytes: &[u8]) -> FileFault {
    let mut ids = || "id".to_owned();
    read(bytes, &mut ids).expect_err("a wrong file is refused")
}

/// One fault in the dispute case: values to set, keys to remove, and the expected path and code.
#[derive(Deserialize)]
struct Seed {
    what: String,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    remove: Vec<String>,
    path: String,
    code: String,
}

impl Seed {
    fn file(&self) -> Value {
        let mut file: Value = serde_json::from_str(DISPUTE).unwrap();
        for (place, value) in &self.set {
            *at(&mut file, place) = value.clone();
        }
        for place in &self.remove {
            let (parent, key) = place.rsplit_once('/').unwrap();
            file.pointer_mut(parent)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(key)
                .unwrap();
        }
        file
    }
}

/// The value at a JSON pointer. The last key may be new.
fn at<'a>(file: &'a mut Value, place: &str) -> &'a mut Value {
    let (parent, key) = place.rsplit_once('/').unwrap();
    match file.pointer_mut(parent).unwrap() {
        Value::Array(elements) => &mut elements[key.parse::<usize>().unwrap()],
        parent @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)) => &mut parent[key],
    }
}

#[test]
fn each_wrong_file_is_refused_with_the_path_and_code_of_its_fault() {
    let seeds: Vec<Seed> = serde_json::from_str(include_str!("wrong-files.json")).unwrap();
    assert!(
        seeds.len() >= 100,
        "the table has at least a hundred faults"
    );
    let mut others = Vec::new();
    for seed in seeds {
        let found = match read(seed.file().to_string().as_bytes(), &mut || "id".to_owned()) {
            Ok(_) => ("imported".to_owned(), "none"),
            Err(fault) => (fault.path.clone(), fault.problem.code()),
        };
        if (found.0.as_str(), found.1) != (seed.path.as_str(), seed.code.as_str()) {
            others.push((seed.what, found));
        }
    }
    assert!(
        others.is_empty(),
        "files with another path or code: {others:#?}"
    );
}

#[test]
fn a_fault_shows_nothing_of_the_client() {
    let mut file: Value = serde_json::from_str(TRANSITION).unwrap();
    file["people"][0]["category"] = json!("Farida's secret");
    let fault = refuse(file.to_string().as_bytes());
    let shown = format!(
        "{fault} {fault:?} {}",
        serde_json::to_string(&fault).unwrap()
    );
    assert!(
        !shown.contains("secret"),
        "a fault holds a path and no text of the file"
    );
}

#[test]
fn code_in_json_is_the_code_of_the_problem() {
    let problems = [
        FileProblem::DuplicateKey,
        FileProblem::TooLarge { limit_mb: 20 },
        FileProblem::NotHeld,
    ];
    for problem in problems {
        let fault = FileFault {
            path: "a".to_owned(),
            problem,
        };
        let json = serde_json::to_value(&fault).unwrap();
        assert_eq!(
            json["code"],
            json!(fault.problem.code()),
            "the code in JSON"
        );
        assert_eq!(json["path"], json!("a"), "the path in JSON");
    }
}

#[test]
fn invalid_json_is_refused_with_its_line() {
    for bytes in [
        &b""[..],
        b"{",
        b"nonsense",
        b"{\"a\": \"\\ud800\"}",
        b"\xff\xfe{}",
        b"{} {}",
        b"{\"a\": 1e999}",
    ] {
        let fault = refuse(bytes);
        assert_eq!(
            (fault.path.as_str(), fault.problem.code()),
            ("", "not_json"),
            "{bytes:?}"
        );
    }
    let FileProblem::NotJson { line, .. } = refuse(b"{\n\n!").problem else {
        panic!("not JSON")
    };
    assert_eq!(line, 3, "the fault has the line");
    for (bytes, code) in [
        (&b"[]"[..], "wrong_type"),
        (b"null", "wrong_type"),
        (b"{}", "missing_key"),
    ] {
        assert_eq!(refuse(bytes).problem.code(), code, "the JSON is no course");
    }
}

#[test]
fn duplicate_key_is_refused() {
    let twice = DISPUTE.replacen("\"code\":", "\"code\": \"other\", \"code\":", 1);
    let fault = refuse(twice.as_bytes());
    assert_eq!(
        (fault.path.as_str(), fault.problem.code()),
        ("client.code", "duplicate_key"),
        "client.code is there twice"
    );
}

#[test]
fn deep_nesting_is_refused_without_a_crash() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!(
            "{{\"note\": {}1{}}}",
            open.repeat(10_000),
            close.repeat(10_000)
        );
        let fault = refuse(deep.as_bytes());
        assert_eq!(
            fault.problem.code(),
            "too_deep",
            "ten thousand levels are too deep"
        );
        assert!(
            fault.path.starts_with("note"),
            "the path begins with note: {}",
            fault.path
        );
    }
    let unfinished = "[".repeat(1_000_000);
    assert_eq!(
        refuse(unfinished.as_bytes()).problem.code(),
        "too_deep",
        "unfinished nesting is too deep, too"
    );
}

#[test]
fn file_larger_than_20_megabytes_is_refused() {
    let mut file = vec![b' '; 20_000_000];
    file.splice(..DISPUTE.len(), DISPUTE.bytes());
    let mut next = 0;
    let mut ids = || {
        next += 1;
        next.to_string()
    };
    assert!(read(&file, &mut ids).is_ok(), "20 MB are read");
    file.push(b' ');
    assert_eq!(
        refuse(&file).problem,
        FileProblem::TooLarge { limit_mb: 20 },
        "one more byte is refused"
    );
}

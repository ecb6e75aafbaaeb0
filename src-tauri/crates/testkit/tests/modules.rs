//! The check of modules reports each fault that is put into a small crate, and nothing else.

use std::fs;

use testkit::modules::check;

const LAYERS: &[&[&str]] = &[&["dates"], &["plan"], &["plan::*", "session"]];

/// A crate without a problem: `session` and `plan::gate` use `plan`, and `plan` uses `dates`.
const IN_ORDER: &[(&str, &str)] = &[
    (
        "lib.rs",
        "pub mod dates; pub mod plan; pub mod session; pub use plan::Plan;",
    ),
    (
        "dates.rs",
        "//! Not an import: use crate::session::Session;\npub struct Day; pub const TEXT: &str = \"crate::session::Session\";",
    ),
    (
        "plan.rs",
        "pub mod gate; pub use gate::Gate; use crate::dates::Day; pub struct Plan(Day);",
    ),
    ("plan/gate.rs", "use super::Plan; pub struct Gate(Plan);"),
    (
        "session.rs",
        "use crate::Plan; pub struct Session(Plan); #[cfg(test)] mod tests { use crate::plan::gate::Gate; }",
    ),
];

/// Checks the crate without a problem after some files are changed or added.
fn check_with(changed: &[(&str, &str)]) -> Vec<String> {
    check_layers(changed, LAYERS)
}

fn check_layers(changed: &[(&str, &str)], layers: &[&[&str]]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in IN_ORDER.iter().chain(changed) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    }
    check(folder.path(), layers)
}

#[test]
fn crate_in_order_has_no_problem() {
    assert_eq!(
        check_with(&[]),
        Vec::<String>::new(),
        "re-exports, comments, strings and tests are not imports"
    );
}

#[test]
fn import_from_a_higher_layer_is_reported() {
    let problems = check_with(&[
        ("dates.rs", "use crate::session::SPAN; pub struct Day;"),
        ("session.rs", "pub const SPAN: u8 = 1;"),
    ]);
    assert_eq!(
        problems,
        ["dates imports session, which is in a higher layer"]
    );
}

#[test]
fn circle_of_two_files_is_reported() {
    let problems = check_with(&[
        (
            "plan/gate.rs",
            "use crate::session::Session; pub struct Gate;",
        ),
        (
            "session.rs",
            "use crate::plan::gate::Gate; pub struct Session;",
        ),
    ]);
    let expected = [
        "circle of imports: plan::gate → session → plan::gate",
        "circle of imports in one layer: plan::* → session → plan::*",
    ];
    assert_eq!(problems, expected);
}

#[test]
fn circle_of_a_file_and_its_folder_is_reported() {
    let problems = check_layers(
        &[("plan.rs", "pub mod gate; use gate::Gate; pub struct Plan;")],
        &[&["dates"], &["plan", "session"]],
    );
    assert_eq!(problems, ["circle of imports: plan → plan::gate → plan"]);
}

#[test]
fn circle_of_folders_without_a_circle_of_files_is_reported() {
    let files = [
        ("lib.rs", "mod people; mod map;"),
        ("people.rs", "mod names; mod rings;"),
        ("people/names.rs", "use crate::map::lines::LINES;"),
        ("people/rings.rs", "pub const RINGS: u8 = 1;"),
        ("map.rs", "pub mod lines; mod drawing;"),
        ("map/lines.rs", "pub const LINES: u8 = 1;"),
        (
            "map/drawing.rs",
            "fn rings() -> u8 { crate::people::rings::RINGS }",
        ),
    ];
    assert_eq!(
        check_layers(&files, &[&["people", "map"]]),
        ["circle of imports in one layer: map → people → map"]
    );
}

#[test]
fn circle_of_three_files_names_all_of_them() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "use crate::{a::A, b::B, d::D}; pub struct C;"),
        ("d.rs", "pub struct D;"),
    ];
    let problems = check_layers(&files, &[&["a"], &["b"], &["c"], &["d"]]);
    assert!(
        problems.contains(&"circle of imports: b → c → b (and with them a)".to_owned()),
        "{problems:?}"
    );
}

/// Each way to write an import of `session` in the lowest layer.
#[test]
fn every_form_of_an_import_is_seen() {
    let session = (
        "session.rs",
        "pub struct Session; pub const SPAN: u8 = 1; pub mod notes { pub struct Note; } pub fn held() {}",
    );
    let forms = [
        "use crate::session::Session as Held;",
        "use crate::{session::{self, Session}};",
        "use super::session::*;",
        "use crate::session; fn f() { session::held() }",
        "use crate::session::notes::Note;",
        "fn f() -> u8 { crate::session::SPAN }",
        "fn f() { use crate::session::Session; }",
        "fn f() { use crate::session; session::held() }",
        "fn f() { println!(\"{}\", crate::session::SPAN) }",
        "macro_rules! m { () => { $crate::session::SPAN } }",
        "impl From<super::session::Session> for u8 {}",
        "use crate::Short;",
        "pub use crate::session::Session;",
        "mod inner { use super::super::session::Session; }",
        "#[cfg(windows)] use crate::session::Session;",
    ];
    for form in forms {
        let lib = (
            "lib.rs",
            "mod dates; mod plan; mod session; pub use plan::Plan; pub use session::Session as Short;",
        );
        let dates = format!("pub struct Day; {form}");
        let problems = check_with(&[lib, session, ("dates.rs", &dates)]);
        assert_eq!(
            problems,
            ["dates imports session, which is in a higher layer"],
            "{form}"
        );
    }
}

#[test]
fn exported_macro_belongs_to_the_file_that_defines_it() {
    let files = [
        (
            "session.rs",
            "#[macro_export] macro_rules! redacted { () => {} }",
        ),
        ("dates.rs", "pub struct Day; crate::redacted!();"),
    ];
    assert_eq!(
        check_with(&files),
        ["dates imports session, which is in a higher layer"]
    );
}

#[test]
fn file_that_uses_its_own_re_export_imports_it() {
    let problems = check_with(&[(
        "plan.rs",
        "pub mod gate; pub use gate::Gate; pub struct Plan; fn f(gate: Gate) {}",
    )]);
    let expected = [
        "circle of imports: plan → plan::gate → plan",
        "plan imports plan::gate, which is in a higher layer",
    ];
    assert_eq!(problems, expected);
}

#[test]
fn module_that_imports_from_the_root_that_imports_it_is_a_circle() {
    let problems = check_with(&[
        (
            "lib.rs",
            "mod dates; mod plan; mod session; pub use plan::Plan; pub const MOST: u8 = 1; use dates::Day;",
        ),
        ("dates.rs", "use crate::MOST; pub struct Day;"),
    ]);
    assert_eq!(problems, ["circle of imports: crate → dates → crate"]);
}

#[test]
fn module_without_a_layer_is_reported() {
    let problems = check_layers(&[], &[&["dates"], &["plan"]]);
    assert_eq!(problems, ["session is in no layer"]);
}

#[test]
fn layer_without_a_module_is_reported() {
    let problems = check_layers(
        &[],
        &[&["dates"], &["plan", "session", "map", "session::*"]],
    );
    let expected = [
        "the layers name map, but it holds no module",
        "the layers name session::*, but it holds no module",
    ];
    assert_eq!(problems, expected);
}

#[test]
fn declared_module_without_a_file_is_reported() {
    let problems = check_with(&[("dates.rs", "mod moon; pub struct Day;")]);
    assert!(
        problems
            .iter()
            .any(|problem| problem.starts_with("cannot read dates::moon")),
        "{problems:?}"
    );
}

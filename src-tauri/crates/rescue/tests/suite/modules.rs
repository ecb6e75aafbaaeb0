//! The files of the program are layers: none imports from a higher one, and no files import each other in a circle.

use testkit::modules::check;

/// Lowest first. Only `commands` knows every command; no command knows it.
const LAYERS: &[&[&str]] = &[
    &["clock", "refusal"],
    &["arguments", "output", "secrets"],
    &["clients", "verification"],
    &["backup", "export", "import"],
    &["salvage"],
    &["commands"],
];

#[test]
fn imports_form_no_circle_and_follow_the_layers() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    assert_eq!(
        check(source, LAYERS),
        Vec::<String>::new(),
        "imports against the layers"
    );
}

//! The folders of the crate are layers: none imports from a higher one, and no files import each other in a circle.

use testkit::modules::check;

/// Lowest first. The header does not depend on the database, nor records on changes. A backup opens the vault that it
/// unpacked, and a locked vault is backed up before an upgrade.
const LAYERS: &[&[&str]] = &[
    &["bytes", "seeded", "timestamp"],
    &["error"],
    &["crypto", "location"],
    &["header"],
    &["storage"],
    &["record"],
    &["search"],
    &["change"],
    &["integrity"],
    &["open"],
    &["backup"],
    &["locked"],
    &["secrets"],
    &["practice"],
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

//! Each version stands in one place: that of the program in `Cargo.toml`, that of the compiler in
//! `rust-toolchain.toml`.

use std::fs;

use serde_json::Value;

use crate::place;
use crate::step::answer;

fn read(file: &str) -> String {
    fs::read_to_string(place::root().join(file)).unwrap()
}

fn json(file: &str) -> Value {
    serde_json::from_str(&read(file)).unwrap()
}

#[test]
fn the_compiler_is_the_pinned_one() {
    let file = read("rust-toolchain.toml");
    let pinned = file
        .lines()
        .find_map(|line| line.strip_prefix("channel = "))
        .map(|channel| channel.trim_matches('"'))
        .unwrap();
    let compiler = answer("rustc", &["--version"]).unwrap();
    assert!(
        compiler.starts_with(&format!("rustc {pinned} ")),
        "rust-toolchain.toml names {pinned}, but this is {compiler}"
    );
    let least = read("Cargo.toml");
    let least = least
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .map(|version| version.trim_matches('"'))
        .unwrap();
    assert!(
        pinned.starts_with(&format!("{least}.")),
        "the manifests ask for Rust {least}, rust-toolchain.toml for {pinned}"
    );
}

#[test]
fn only_cargo_names_the_version_of_the_program() {
    // Tauri takes the version of the package where its configuration names none.
    for file in ["src-tauri/tauri.conf.json", "ui/package.json"] {
        assert_eq!(
            json(file).get("version"),
            None,
            "{file} has a version of its own"
        );
    }
    let lock = json("ui/package-lock.json");
    assert_eq!(lock.get("version"), None, "ui/package-lock.json has one");
}

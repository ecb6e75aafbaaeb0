//! The packages whose code or typefaces are in the pages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::{Work, read, texts_in};
use crate::place;
use crate::step::{Outcome, Problem};

/// Compiled into the pages although it is a tool otherwise, with the parts of it that go along.
const COMPILED_IN: [&str; 3] = ["svelte", "clsx", "esm-env"];

#[derive(Deserialize)]
struct Package {
    #[serde(default)]
    version: String,
    license: Option<String>,
    #[serde(default)]
    dependencies: BTreeMap<String, String>,
}

pub fn bundled() -> Outcome<Vec<Work>> {
    let ui = place::ui();
    let of_interface = package(&ui)?;
    let mut ahead: Vec<String> = of_interface.dependencies.into_keys().collect();
    ahead.extend(COMPILED_IN.map(str::to_owned));
    let mut found = BTreeSet::new();
    let mut works = Vec::new();
    while let Some(name) = ahead.pop() {
        if !found.insert(name.clone()) {
            continue;
        }
        let folder = ui.join("node_modules").join(&name);
        let package = package(&folder)?;
        if !COMPILED_IN.contains(&name.as_str()) {
            ahead.extend(package.dependencies.into_keys());
        }
        works.push(Work {
            licence: package
                .license
                .ok_or_else(|| Problem::new(format!("{name} names no licence")))?,
            version: package.version,
            texts: texts_in(&folder)?,
            name,
        });
    }
    works.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(works)
}

fn package(folder: &Path) -> Outcome<Package> {
    let file = folder.join("package.json");
    serde_json::from_str(&read(&file)?)
        .map_err(|error| Problem::new(format!("{}: {error}", file.display())))
}

//! The crates that are linked into the programs, on any of the systems they are built for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;

use super::{Work, texts_in};
use crate::selection::{FEATURES, cargo};
use crate::step::{During, Outcome, Problem};

/// The programs that are given to people.
const PROGRAMS: [&str; 2] = ["kith", "rescue"];

const SYSTEMS: [&str; 4] = [
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    manifest_path: PathBuf,
    /// None for a package of this workspace.
    source: Option<String>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None for what is linked; "dev" and "build" are not.
    kind: Option<String>,
}

impl Package {
    fn is_macro(&self) -> bool {
        let mut kinds = self.targets.iter().flat_map(|target| &target.kind);
        kinds.any(|kind| kind == "proc-macro")
    }

    fn folder(&self) -> PathBuf {
        self.manifest_path
            .parent()
            .map_or_else(PathBuf::new, Path::to_path_buf)
    }
}

/// Each crate with its folder, by name.
pub fn linked() -> Outcome<Vec<(Work, PathBuf)>> {
    let metadata = metadata()?;
    let packages: BTreeMap<&str, &Package> = metadata
        .packages
        .iter()
        .map(|package| (package.id.as_str(), package))
        .collect();
    let nodes: BTreeMap<&str, &Node> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), node))
        .collect();
    let mut ahead: Vec<&str> = metadata
        .packages
        .iter()
        .filter(|package| package.source.is_none() && PROGRAMS.contains(&package.name.as_str()))
        .map(|package| package.id.as_str())
        .collect();
    let mut found = BTreeSet::new();
    while let Some(id) = ahead.pop() {
        let (Some(package), Some(node)) = (packages.get(id), nodes.get(id)) else {
            continue;
        };
        // A macro runs in the compiler.
        if package.is_macro() || !found.insert((&package.name, &package.version, id)) {
            continue;
        }
        let linked = |dependency: &&Dependency| {
            let mut kinds = dependency.dep_kinds.iter();
            kinds.any(|kind| kind.kind.is_none())
        };
        let dependencies = node.deps.iter().filter(linked);
        ahead.extend(dependencies.map(|dependency| dependency.pkg.as_str()));
    }
    found
        .into_iter()
        .filter_map(|(_, _, id)| packages.get(id))
        .filter(|package| package.source.is_some())
        .map(|package| {
            let licence = package
                .license
                .clone()
                .ok_or_else(|| Problem::new(format!("{} names no licence", package.name)))?;
            let folder = package.folder();
            let work = Work {
                name: package.name.clone(),
                version: package.version.clone(),
                licence: licence.replace(" / ", " OR ").replace('/', " OR "),
                texts: texts_in(&folder)?,
            };
            Ok((work, folder))
        })
        .collect()
}

/// Version and folder of a crate that is there once.
pub fn folder_of(name: &str) -> Outcome<(String, PathBuf)> {
    let metadata = metadata()?;
    let mut packages = metadata.packages.into_iter();
    packages
        .find(|package| package.name == name)
        .map(|package| (package.version.clone(), package.folder()))
        .ok_or_else(|| Problem::new(format!("there is no crate {name}")))
}

fn metadata() -> Outcome<Metadata> {
    let mut ask = cargo(&["metadata", "--locked", "--format-version", "1"]);
    for system in SYSTEMS {
        ask.args(["--filter-platform", system]);
    }
    let output = ask
        .args(FEATURES)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .during("listing the crates")?;
    serde_json::from_slice(&output.stdout)
        .map_err(|error| Problem::new(format!("cargo metadata: {error}")))
}

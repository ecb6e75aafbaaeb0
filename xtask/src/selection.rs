//! The one selection of packages and features that everything is compiled with. Cargo compiles a dependency once more
//! for each set of features, and the selection decides the features.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::place;
use crate::step::{During, Outcome, Problem, command};

/// Every package but this recipe, which Windows could not overwrite while it runs.
pub const PACKAGES: &[&str] = &["--workspace", "--exclude", "xtask"];

/// The window is compiled as users get it, with its pages inside.
pub const FEATURES: &[&str] = &["--features", "kith/custom-protocol"];

/// A cargo command at the top of the tree.
pub fn cargo(arguments: &[&str]) -> Command {
    command(&place::root(), place::cargo(), arguments)
}

/// A cargo command for the one selection.
pub fn cargo_for_all(arguments: &[&str]) -> Command {
    let mut cargo = cargo(arguments);
    cargo.args(PACKAGES).args(FEATURES);
    cargo
}

/// The tests of one target of a package, compiled.
pub struct TestProgram {
    program: PathBuf,
    /// Tests expect to start in the folder of their package.
    folder: PathBuf,
}

impl TestProgram {
    /// Compiles the tests of `package`: those of one of its test programs or, with none, those beside the code of its
    /// library. `more` are further features.
    pub fn build(package: &str, target: Option<&str>, more: &[&str]) -> Outcome<Self> {
        let mut build = cargo_for_all(&["test", "--no-run", "--quiet"]);
        match target {
            Some(target) => build.args(["--test", target]),
            None => build.arg("--lib"),
        };
        for feature in more {
            build.args(["--features", feature]);
        }
        let output = build
            .arg("--message-format=json-render-diagnostics")
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .during("compiling the tests")?;
        if !output.status.success() {
            return Err(Problem::new("the tests do not compile"));
        }
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Artifact>(line).ok())
            .find_map(|artifact| artifact.tests_of(package, target))
            .ok_or_else(|| Problem::new(format!("{package} has no such tests: {target:?}")))
    }

    pub fn command(&self) -> Command {
        let mut command = command(&self.folder, &self.program, &[]);
        command.env("CARGO_MANIFEST_DIR", &self.folder);
        command
    }
}

/// The part of cargo's message about a compiled target that is needed here.
#[derive(Deserialize)]
struct Artifact {
    package_id: String,
    manifest_path: PathBuf,
    target: Target,
    executable: Option<PathBuf>,
    profile: Compiled,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

#[derive(Deserialize)]
struct Compiled {
    test: bool,
}

impl Artifact {
    fn tests_of(self, package: &str, target: Option<&str>) -> Option<TestProgram> {
        let is_target = match target {
            Some(name) => self.target.name == name,
            None => self.target.kind.iter().any(|kind| kind == "lib"),
        };
        let wanted = self.profile.test && is_target && package_name(&self.package_id) == package;
        wanted.then_some(())?;
        Some(TestProgram {
            program: self.executable?,
            folder: self.manifest_path.parent().map(Path::to_path_buf)?,
        })
    }
}

/// The name in cargo's id of a package: `path+file:///…/vault#kith-vault@0.1.0`, or `path+file:///…/rescue#0.1.0` when
/// the folder bears the same name.
fn package_name(id: &str) -> &str {
    let (place, version) = id.split_once('#').unwrap_or((id, ""));
    match version.split_once('@') {
        Some((name, _)) => name,
        None => place.rsplit('/').next().unwrap_or(place),
    }
}

/// Fails when a dependency has other features without the packages that only tests use: every program would then be
/// compiled with dependencies of its own.
pub fn check_one_build() -> Outcome {
    let programs = features_of_dependencies(&["--edges", "normal,no-proc-macro"])?;
    let tests = features_of_dependencies(&["--edges", "normal,dev,no-proc-macro"])?;
    let twice: Vec<&str> = programs.difference(&tests).map(String::as_str).collect();
    if twice.is_empty() {
        return Ok(());
    }
    Err(Problem::new(format!(
        "these are compiled once for the programs and once, with other features, for the tests. \
         Name the tests' features in tests/Cargo.toml:\n  {}",
        twice.join("\n  ")
    )))
}

/// A line for each dependency and set of features; those of build scripts and macros are compiled apart anyway.
fn features_of_dependencies(edges: &[&str]) -> Outcome<BTreeSet<String>> {
    let mut tree = cargo_for_all(&["tree", "--prefix", "none", "--format", "{p} {f}"]);
    let output = tree
        .args(edges)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .during("listing the dependencies")?;
    if !output.status.success() {
        return Err(Problem::new("cargo tree failed"));
    }
    let lines = String::from_utf8_lossy(&output.stdout);
    let lines = lines.lines().map(|line| line.trim_end_matches(" (*)"));
    Ok(lines
        .filter(|line| !line.contains(" (/") && !line.is_empty())
        .map(str::to_owned)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn a_package_id_names_the_package_or_only_its_folder() {
        assert_eq!(
            package_name("path+file:///k/src-tauri/crates/vault#kith-vault@0.1.0"),
            "kith-vault"
        );
        assert_eq!(
            package_name("path+file:///k/src-tauri/crates/rescue#0.1.0"),
            "rescue"
        );
    }
}

//! Compiled dependencies, kept for the user from one clone to the next. A copy is made of what cargo compiled and put
//! into the target folder of a fresh clone; cargo checks it there as it checks its own work. Nothing of the workspace
//! is in it: cargo tells by their times whether those packages are up to date, and a clone has times of its own.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use serde::Deserialize;

use crate::place;
use crate::selection::{FEATURES, PACKAGES, cargo};
use crate::step::{During, Outcome, Problem, answer};

/// Lists every file of a copy with its length. It is written last: a copy without it is unfinished.
const LIST: &str = "files";

/// In the target folder: for which key its dependencies are there.
const MARK: &str = ".kith-dependencies";

/// The folders of a target folder with compiled dependencies.
const FOLDERS: [&str; 3] = [".fingerprint", "build", "deps"];

/// A target folder with so many compiled packages is in use, and is left alone.
const IN_USE: usize = 200;

/// Copies that are kept: this one, and one for another branch.
const KEPT: usize = 2;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Puts compiled dependencies into a target folder that has none, if there is a copy for them.
pub fn restore() -> Outcome {
    let (target, key) = (target(), key()?);
    let copy = copies().join(&key);
    let compiled = fs::read_dir(target.join(".fingerprint")).map_or(0, Iterator::count);
    if compiled >= IN_USE || !copy.exists() {
        return Ok(());
    }
    let Some(files) = whole(&copy) else {
        println!(
            "The compiled dependencies in {} are broken, and removed.",
            copy.display()
        );
        return fs::remove_dir_all(&copy).during(copy.display());
    };
    println!("Compiled dependencies come from {}", copy.display());
    for file in &files {
        // Those that this recipe was compiled with give way: cargo wants a dependency older than what uses it.
        put(&copy.join(file), &target.join(file))?;
    }
    // The copy was of use today.
    fs::File::options()
        .append(true)
        .open(copy.join(LIST))
        .and_then(|list| list.set_modified(SystemTime::now()))
        .during(copy.display())?;
    fs::write(target.join(MARK), key).during(target.display())
}

/// Copies the compiled dependencies of the target folder, unless there is a copy of them.
pub fn save() -> Outcome {
    let (target, key, copies) = (target(), key()?, copies());
    let copy = copies.join(&key);
    if copy.exists() {
        return Ok(());
    }
    // Made beside its place and moved there: whole or not at all, even when two runs do it at once.
    let unfinished = copies.join(format!("{key}.{}", std::process::id()));
    let own = Own::read()?;
    let mut list = Vec::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(target.join(folder)).during(folder)?.flatten() {
            if entry
                .file_name()
                .to_str()
                .is_some_and(|name| !own.has(folder, name))
            {
                let file = Path::new(folder).join(entry.file_name());
                save_under(&target, &file, &unfinished, &mut list)?;
            }
        }
    }
    fs::write(unfinished.join(LIST), list.join("\n")).during(unfinished.display())?;
    if fs::rename(&unfinished, &copy).is_err() {
        // Another run was faster.
        fs::remove_dir_all(&unfinished).during(unfinished.display())?;
    }
    fs::write(target.join(MARK), &key).during(target.display())?;
    remove_old(&copies, &key)
}

fn save_under(target: &Path, file: &Path, copy: &Path, list: &mut Vec<String>) -> Outcome {
    let from = target.join(file);
    if from.is_dir() {
        for entry in fs::read_dir(&from).during(from.display())?.flatten() {
            save_under(target, &file.join(entry.file_name()), copy, list)?;
        }
        return Ok(());
    }
    put(&from, &copy.join(file))?;
    let length = fs::metadata(&from).during(from.display())?.len();
    let name = file
        .to_str()
        .ok_or_else(|| Problem::new("a file with an odd name"))?;
    list.push(format!("{length} {name}"));
    Ok(())
}

/// The files of a copy, if all of them are there.
fn whole(copy: &Path) -> Option<Vec<PathBuf>> {
    let list = fs::read_to_string(copy.join(LIST)).ok()?;
    list.lines()
        .map(|line| {
            let (length, name) = line.split_once(' ')?;
            let there = fs::metadata(copy.join(name)).ok()?;
            (there.len() == length.parse::<u64>().ok()?).then(|| PathBuf::from(name))
        })
        .collect()
}

/// Copies a file with its time, by which cargo judges it.
fn put(from: &Path, to: &Path) -> Outcome {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).during(folder.display())?;
    }
    if to.exists() {
        // It may be linked to from elsewhere.
        fs::remove_file(to).during(to.display())?;
    }
    fs::copy(from, to).during(from.display())?;
    let time = fs::metadata(from).and_then(|data| data.modified());
    fs::File::options()
        .append(true)
        .open(to)
        .and_then(|file| file.set_modified(time?))
        .during(to.display())
}

fn remove_old(copies: &Path, key: &str) -> Outcome {
    let mut others: Vec<(Option<SystemTime>, PathBuf)> = fs::read_dir(copies)
        .during(copies.display())?
        .flatten()
        .filter(|entry| entry.file_name() != key)
        .map(|entry| {
            let used = fs::metadata(entry.path().join(LIST)).or_else(|_| entry.metadata());
            (used.and_then(|data| data.modified()).ok(), entry.path())
        })
        .collect();
    others.sort();
    let unfinished = |path: &Path| !path.join(LIST).exists();
    let is_old = |time: Option<SystemTime>| {
        time.is_none_or(|time| time.elapsed().is_ok_and(|age| age > DAY))
    };
    let (halves, wholes): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|(_, path)| unfinished(path));
    let over = wholes.len().saturating_sub(KEPT - 1);
    // An unfinished one may be in the making.
    let halves = halves.into_iter().filter(|(time, _)| is_old(*time));
    for (_, path) in wholes.into_iter().take(over).chain(halves) {
        fs::remove_dir_all(&path).during(path.display())?;
    }
    Ok(())
}

fn target() -> PathBuf {
    place::target().join("debug")
}

fn copies() -> PathBuf {
    place::cache().join("dependencies")
}

/// Names all that decides how a dependency is compiled: its version, the compiler, profiles, features and flags.
fn key() -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    let compiler = answer("rustc", &["-vV"]).ok_or_else(|| Problem::new("there is no rustc"))?;
    (compiler, PACKAGES, FEATURES).hash(&mut hasher);
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_HOME", "HOME"] {
        std::env::var_os(flags).hash(&mut hasher);
    }
    let root = place::root();
    let mut files = ["Cargo.lock", "Cargo.toml", ".cargo/config.toml"]
        .map(|file| root.join(file))
        .to_vec();
    // The manifests of the packages choose features.
    let packages = Metadata::read()?.packages.into_iter();
    files.extend(packages.map(|package| package.manifest_path));
    for file in files {
        fs::read(&file).during(file.display())?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The packages of the workspace and what is compiled of them.
struct Own {
    packages: BTreeSet<String>,
    crates: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

impl Metadata {
    fn read() -> Outcome<Self> {
        let output = cargo(&["metadata", "--no-deps", "--format-version", "1"])
            .stdin(Stdio::null())
            .output()
            .during("listing the packages")?;
        serde_json::from_slice(&output.stdout)
            .map_err(|error| Problem::new(format!("cargo metadata: {error}")))
    }
}

impl Own {
    fn read() -> Outcome<Self> {
        let metadata = Metadata::read()?;
        let targets = metadata
            .packages
            .iter()
            .flat_map(|package| &package.targets);
        Ok(Self {
            crates: targets
                .map(|target| target.name.replace('-', "_"))
                .collect(),
            packages: metadata
                .packages
                .iter()
                .map(|package| package.name.clone())
                .collect(),
        })
    }

    /// Whether a file or folder in a target folder belongs to the workspace, by what stands before its hash. One of a
    /// dependency with the same name is left out, too, and compiled again.
    fn has(&self, folder: &str, name: &str) -> bool {
        let Some((name, _)) = name.rsplit_once('-') else {
            return true;
        };
        match folder {
            "deps" => {
                let of_library = name.strip_prefix("lib").unwrap_or(name);
                self.crates.contains(name) || self.crates.contains(of_library)
            }
            _ => self.packages.contains(name),
        }
    }
}

#[test]
fn packages_of_the_workspace_are_left_out() {
    let own = Own {
        packages: BTreeSet::from(["kith-vault".to_owned()]),
        crates: BTreeSet::from(["vault".to_owned(), "suite".to_owned()]),
    };
    for (folder, name, is_own) in [
        (".fingerprint", "kith-vault-0123456789abcdef", true),
        (".fingerprint", "serde-0123456789abcdef", false),
        ("build", "kith-vault-0123456789abcdef", true),
        ("deps", "libvault-0123456789abcdef.rlib", true),
        ("deps", "suite-0123456789abcdef", true),
        ("deps", "libserde-0123456789abcdef.rmeta", false),
        ("deps", "libc-0123456789abcdef.d", false),
        ("deps", "a file without a hash", true),
    ] {
        assert_eq!(own.has(folder, name), is_own, "{folder}/{name}");
    }
}

#[test]
fn a_copy_is_whole_only_with_every_file_in_its_length() {
    let copy = std::env::temp_dir().join(format!("kith-copy-{}", std::process::id()));
    fs::create_dir_all(copy.join("deps")).unwrap();
    fs::write(copy.join("deps/libserde-1.rlib"), "1234").unwrap();
    assert_eq!(whole(&copy), None, "it was never finished");
    fs::write(copy.join(LIST), "4 deps/libserde-1.rlib").unwrap();
    assert_eq!(
        whole(&copy),
        Some(vec![PathBuf::from("deps/libserde-1.rlib")])
    );
    fs::write(copy.join("deps/libserde-1.rlib"), "123").unwrap();
    assert_eq!(whole(&copy), None, "a file is cut off");
    fs::remove_file(copy.join("deps/libserde-1.rlib")).unwrap();
    assert_eq!(whole(&copy), None, "a file is missing");
    fs::remove_dir_all(&copy).unwrap();
}

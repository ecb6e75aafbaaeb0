//! Finds the file that defines the item or module of a path.

use std::collections::BTreeMap;

use super::ROOT;
use super::source::{Module, Use, join};

/// How many re-exports a path may run through; a longer chain is a circle of names.
const MOST_STEPS: usize = 32;

/// The item or module that a path names.
enum Target {
    /// An item, defined in this module.
    Item(String),
    /// A module itself.
    Module(String),
}

/// Every import between two modules, as the pair of their files.
pub(super) fn imports(modules: &BTreeMap<String, Module>) -> Vec<(String, String)> {
    let names = Names { modules };
    let mut imports = Vec::new();
    for (path, module) in modules {
        let used = module
            .uses
            .iter()
            .filter_map(|used| names.imported(path, used));
        let named = module
            .paths
            .iter()
            .filter_map(|named| names.named(path, named));
        imports.extend(
            used.chain(named)
                .map(|to| (module.file.clone(), names.file(&to))),
        );
    }
    imports
}

struct Names<'a> {
    modules: &'a BTreeMap<String, Module>,
}

impl Names<'_> {
    fn file(&self, module: &str) -> String {
        self.modules
            .get(module)
            .map_or_else(|| module.to_owned(), |found| found.file.clone())
    }

    /// The module that a `use` imports from. A `use` of a module itself is no import: the paths through it are.
    fn imported(&self, module: &str, used: &Use) -> Option<String> {
        let target = match (self.follow(module, &used.path, 0)?, &used.name) {
            (Target::Item(found), _) | (Target::Module(found), None) => found,
            (Target::Module(_), Some(_)) => return None,
        };
        let below = module == ROOT || target.starts_with(&format!("{module}::"));
        (!(used.public && below)).then_some(target)
    }

    /// The module with the item that a path in the code names.
    fn named(&self, module: &str, path: &[String]) -> Option<String> {
        let here = self.modules.get(module)?;
        if let [word] = path {
            // Of the single words, only a name that is re-exported here can be an import that is not counted yet.
            here.uses
                .iter()
                .find(|used| used.public && used.name.as_ref() == Some(word))?;
        }
        match self.follow(module, path, 0)? {
            Target::Item(found) => Some(found),
            Target::Module(_) => None,
        }
    }

    fn follow(&self, module: &str, path: &[String], steps: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        if steps > MOST_STEPS {
            return None;
        }
        match first.as_str() {
            "crate" => self.descend(ROOT, rest, steps),
            "self" => self.descend(module, rest, steps),
            "super" => {
                let mut path = vec!["self".to_owned()];
                path.extend_from_slice(rest);
                let parent = parent(module)?;
                match rest.first() {
                    Some(next) if next == "super" => self.follow(parent, rest, steps),
                    Some(_) | None => self.follow(parent, &path, steps),
                }
            }
            name if self.modules.contains_key(&join(module, name)) => {
                self.descend(module, path, steps)
            }
            name => {
                let found = self
                    .modules
                    .get(module)?
                    .uses
                    .iter()
                    .find(|used| used.name.as_deref() == Some(name))?;
                // A `use` of one word that names itself is the name of another crate.
                (found.path != [name]).then(|| self.through(module, found, rest, steps))?
            }
        }
    }

    /// Follows a path through a `use`.
    fn through(&self, module: &str, used: &Use, rest: &[String], steps: usize) -> Option<Target> {
        let path: Vec<String> = used.path.iter().chain(rest).cloned().collect();
        self.follow(module, &path, steps + 1)
    }

    /// Follows a path from a module into the modules inside it.
    fn descend(&self, module: &str, path: &[String], steps: usize) -> Option<Target> {
        let Some((name, rest)) = path.split_first() else {
            return Some(Target::Module(module.to_owned()));
        };
        let inner = join(module, name);
        if self.modules.contains_key(&inner) {
            return self.descend(&inner, rest, steps);
        }
        let found = self.lookup(module, name, rest, steps);
        Some(found.unwrap_or_else(|| Target::Item(module.to_owned())))
    }

    /// Finds a name in a module: defined there, brought in by name, or brought in by a glob.
    fn lookup(&self, module: &str, name: &str, rest: &[String], steps: usize) -> Option<Target> {
        let here = self.modules.get(module)?;
        if here.items.contains(name) {
            return Some(Target::Item(module.to_owned()));
        }
        if let Some(used) = here
            .uses
            .iter()
            .find(|used| used.name.as_deref() == Some(name))
        {
            return self.through(module, used, rest, steps);
        }
        let globs = here.uses.iter().filter(|used| used.name.is_none());
        let behind = |used: &Use| match self.follow(module, &used.path, steps + 1)? {
            Target::Module(found) => self.lookup(&found, name, rest, steps + 1),
            Target::Item(_) => None,
        };
        if let Some(found) = globs.filter(|_| steps < MOST_STEPS).find_map(behind) {
            return Some(found);
        }
        let exporter = self
            .modules
            .iter()
            .find(|(_, other)| module == ROOT && other.exported_macros.contains(name));
        exporter.map(|(path, _)| Target::Item(path.clone()))
    }
}

fn parent(module: &str) -> Option<&str> {
    match module.rsplit_once("::") {
        Some((parent, _)) => Some(parent),
        None => (module != ROOT).then_some(ROOT),
    }
}

//! Checks the imports between the modules of a crate: no circle, and no import from a higher layer.

mod graph;
mod layers;
mod names;
mod source;

use std::path::Path;

use graph::Graph;
use layers::Layers;

/// Name of the crate root, `lib.rs` or `main.rs`, in the problems reported.
const ROOT: &str = "crate";

/// Reads the crate whose root lies in `source_folder` and lists every import that breaks its layers.
/// An empty list means that the crate is in order.
///
/// `layers` starts with the lowest layer. A module may import from its own layer and from lower ones.
/// An entry is one of
///
/// - `"plan"`: the module `plan` and everything below it,
/// - `"plan::*"`: only the modules below `plan`.
///
/// The most exact entry counts, so `["plan"], ["plan::*"]` puts `plan.rs` below its own folder.
/// The crate root belongs to no layer.
///
/// Reported are
///
/// - circles of imports between files,
/// - circles of imports between entries of one layer,
/// - imports from a higher layer,
/// - modules without a layer, and entries without a module.
///
/// An import is a path to another file's item: in a `use`, in the code, or in a macro. A path through
/// a re-export counts as a path to the file that defines the item. A file that re-exports items of a
/// module below itself does not import them. Code under `#[cfg(test)]` is not read. Method calls need
/// no path and are not seen.
#[must_use]
pub fn check(source_folder: impl AsRef<Path>, layers: &[&[&str]]) -> Vec<String> {
    let read = source::read_crate(source_folder.as_ref());
    let graph = Graph::new(names::imports(&read.modules));
    let layers = Layers::new(layers);
    let files = || {
        let own = read
            .modules
            .iter()
            .filter(|(path, module)| **path == module.file);
        own.map(|(path, _)| path.as_str())
    };

    let mut problems = read.problems;
    problems.extend(
        graph
            .circles()
            .iter()
            .map(|circle| format!("circle of imports: {circle}")),
    );
    problems.extend(layers.without_module(files()));
    problems.extend(
        files()
            .filter(|file| *file != ROOT)
            .filter_map(|file| layers.missing(file)),
    );
    problems.extend(
        graph
            .arrows()
            .filter_map(|(from, to)| layers.against(from, to)),
    );
    let between = Graph::new(
        graph
            .arrows()
            .filter_map(|(from, to)| layers.sideways(from, to)),
    );
    problems.extend(
        between
            .circles()
            .iter()
            .map(|circle| format!("circle of imports in one layer: {circle}")),
    );
    problems
}

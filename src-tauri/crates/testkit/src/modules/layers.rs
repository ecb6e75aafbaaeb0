//! The layer table of a crate, and the imports that break it.

use super::ROOT;

/// The layers, lowest first, each a list of entries.
pub(super) struct Layers<'a> {
    layers: &'a [&'a [&'a str]],
}

impl<'a> Layers<'a> {
    pub(super) const fn new(layers: &'a [&'a [&'a str]]) -> Self {
        Self { layers }
    }

    /// The number of the layer and the entry that hold a file.
    fn place(&self, file: &str) -> Option<(usize, &'a str)> {
        let entries = self
            .layers
            .iter()
            .enumerate()
            .flat_map(|(layer, row)| row.iter().map(move |entry| (layer, *entry)));
        entries
            .filter(|(_, entry)| holds(entry, file))
            .max_by_key(|(_, entry)| entry.len())
    }

    /// A problem if the file is in no layer.
    pub(super) fn missing(&self, file: &str) -> Option<String> {
        self.place(file)
            .is_none()
            .then(|| format!("{file} is in no layer"))
    }

    /// A problem for each entry that holds no file.
    pub(super) fn without_module<'f>(
        &self,
        files: impl Iterator<Item = &'f str> + Clone,
    ) -> Vec<String> {
        let empty = |entry: &&&str| {
            !files
                .clone()
                .any(|file| self.place(file).is_some_and(|(_, held)| held == **entry))
        };
        self.layers
            .iter()
            .flat_map(|row| row.iter())
            .filter(empty)
            .map(|entry| format!("the layers name {entry}, but it holds no module"))
            .collect()
    }

    /// A problem if an import goes to a higher layer.
    pub(super) fn against(&self, from: &str, to: &str) -> Option<String> {
        if from == ROOT || to == ROOT {
            return None;
        }
        let up = self.place(from)?.0 < self.place(to)?.0;
        up.then(|| format!("{from} imports {to}, which is in a higher layer"))
    }

    /// An import between two entries of one layer.
    pub(super) fn sideways(&self, from: &str, to: &str) -> Option<(String, String)> {
        let (from, to) = (self.place(from)?, self.place(to)?);
        (from.0 == to.0 && from.1 != to.1).then(|| (from.1.to_owned(), to.1.to_owned()))
    }
}

/// Whether an entry of the table covers a file.
fn holds(entry: &str, file: &str) -> bool {
    let (folder, itself) = match entry.strip_suffix("::*") {
        Some(folder) => (folder, false),
        None => (entry, true),
    };
    match file.strip_prefix(folder) {
        Some("") => itself,
        Some(rest) => rest.starts_with("::"),
        None => false,
    }
}

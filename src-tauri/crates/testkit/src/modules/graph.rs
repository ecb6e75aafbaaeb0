//! Imports between files as arrows, and the circles among them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The imports of each file.
pub(super) struct Graph {
    arrows: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    pub(super) fn new(arrows: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut graph = Self {
            arrows: BTreeMap::new(),
        };
        for (from, to) in arrows {
            if from != to {
                graph.arrows.entry(from).or_default().insert(to);
            }
        }
        graph
    }

    /// Every arrow, from the importing file to the imported one.
    pub(super) fn arrows(&self) -> impl Iterator<Item = (&str, &str)> {
        self.arrows
            .iter()
            .flat_map(|(from, to)| to.iter().map(|to| (from.as_str(), to.as_str())))
    }

    /// For each group of files that import each other in circles: one shortest circle, and the other files
    /// of the group.
    pub(super) fn circles(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for start in self.arrows.keys() {
            let ahead = self.reached(start);
            if seen.contains(start.as_str()) || !ahead.contains(start.as_str()) {
                continue;
            }
            let group: BTreeSet<&str> = ahead
                .into_iter()
                .filter(|file| self.reached(file).contains(start.as_str()))
                .collect();
            let shortest = group
                .iter()
                .filter_map(|file| self.way_back(file))
                .min_by_key(Vec::len)
                .unwrap_or_default();
            let others: Vec<_> = group
                .iter()
                .filter(|file| !shortest.contains(file))
                .copied()
                .collect();
            let more = if others.is_empty() {
                String::new()
            } else {
                format!(" (and with them {})", others.join(", "))
            };
            circles.push(shortest.join(" → ") + &more);
            seen.extend(group);
        }
        circles
    }

    /// Every file that can be reached from this one along the arrows.
    fn reached<'a>(&'a self, start: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![start];
        while let Some(file) = open.pop() {
            let next = self.arrows.get(file).into_iter().flatten();
            open.extend(
                next.map(String::as_str)
                    .filter(|file| reached.insert(*file)),
            );
        }
        reached
    }

    /// The shortest way from a file back to itself, with the file at both ends.
    fn way_back<'a>(&'a self, start: &'a str) -> Option<Vec<&'a str>> {
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open = VecDeque::from([start]);
        while let Some(file) = open.pop_front() {
            for next in self.arrows.get(file).into_iter().flatten() {
                if before.contains_key(next.as_str()) {
                    continue;
                }
                before.insert(next, file);
                open.push_back(next);
            }
        }
        let mut way = vec![start];
        let mut file = *before.get(start)?;
        while file != start {
            way.push(file);
            file = before.get(file)?;
        }
        way.push(start);
        way.reverse();
        Some(way)
    }
}

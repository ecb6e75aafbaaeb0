//! Licence texts: each written once, however many works carry it.

use std::collections::BTreeMap;

use super::Work;
use crate::step::{Outcome, Problem};

/// The texts so far, in the order of their numbers.
#[derive(Default)]
pub struct Texts {
    texts: Vec<String>,
    /// The number of each by its words, as line breaks differ.
    numbers: BTreeMap<String, usize>,
    /// The first whole text of each licence that has no owner's name in it.
    of_licence: BTreeMap<String, usize>,
}

/// Texts of licences for works that carry none. Only the owners' names differ.
const STANDARD: [(&str, &str); 4] = [
    ("MIT", include_str!("standard/mit.txt")),
    ("Apache-2.0", include_str!("../../../LICENSE-APACHE")),
    ("BSD-3-Clause", include_str!("standard/bsd-3-clause.txt")),
    ("0BSD", include_str!("standard/0bsd.txt")),
];

impl Texts {
    /// The works under a title, each with the numbers of its texts.
    pub fn list(&mut self, title: &str, works: &[Work]) -> Outcome<String> {
        for work in works {
            if let ([(_, text)], false) = (work.texts.as_slice(), work.licence.contains(' ')) {
                let number = self.number(text);
                self.of_licence
                    .entry(work.licence.clone())
                    .or_insert(number);
            }
        }
        let mut lines = String::new();
        for work in works {
            let numbers: Vec<String> = self
                .numbers_of(work)?
                .into_iter()
                .map(|number| format!("[{}]", number + 1))
                .collect();
            let Work {
                name,
                version,
                licence,
                ..
            } = work;
            let name = format!("{name} {version}");
            lines.push_str(&format!(
                "{}: {licence} {}\n",
                name.trim_end(),
                numbers.join(" ")
            ));
        }
        Ok(under(title, &lines))
    }

    fn numbers_of(&mut self, work: &Work) -> Outcome<Vec<usize>> {
        let carried = chosen(work);
        if !carried.is_empty() {
            return Ok(carried.into_iter().map(|text| self.number(text)).collect());
        }
        let names: Vec<&str> = work
            .licence
            .split([' ', '(', ')'])
            .filter(|name| !name.is_empty())
            .collect();
        let standard = STANDARD.iter().find(|(name, _)| names.contains(name));
        if let Some((_, text)) = standard {
            return Ok(vec![self.number(text)]);
        }
        // One that stands for all of its kind: it names no owner.
        let of_others = names.iter().find_map(|name| self.of_licence.get(*name));
        of_others
            .map(|number| vec![*number])
            .ok_or_else(|| Problem::new(format!("no text of {} for {}", work.licence, work.name)))
    }

    fn number(&mut self, text: &str) -> usize {
        let words: Vec<&str> = text.split_whitespace().collect();
        let next = self.texts.len();
        let number = *self.numbers.entry(words.join(" ")).or_insert(next);
        if number == next {
            let lines = text
                .lines()
                .map(|line| line.trim_end().replace('\t', "    "));
            let lines: Vec<String> = lines.collect();
            self.texts
                .push(lines.join("\n").trim_matches('\n').to_owned());
        }
        number
    }

    pub fn written(self) -> String {
        let texts: Vec<String> = self
            .texts
            .into_iter()
            .enumerate()
            .map(|(number, text)| format!("[{}]\n\n{text}\n", number + 1))
            .collect();
        under("Licence texts", &texts.join("\n"))
    }
}

/// If a work may be used under the MIT licence or another, its MIT text is enough, beside the notices it gives.
fn chosen(work: &Work) -> Vec<&str> {
    let is_choice = work.licence.contains(" OR ") && !work.licence.contains(" AND ");
    let has_mit = |name: &str| name.to_uppercase().contains("MIT");
    let mit_alone = is_choice && work.texts.iter().any(|(name, _)| has_mit(name));
    let needed = |name: &str| !mit_alone || has_mit(name) || is_notice(name);
    let texts = work.texts.iter();
    texts
        .filter(|(name, _)| needed(name))
        .map(|(_, text)| text.as_str())
        .collect()
}

fn is_notice(name: &str) -> bool {
    let name = name.to_uppercase();
    name.starts_with("NOTICE") || name.starts_with("COPYRIGHT")
}

/// Lines under an underlined title.
pub fn under(title: &str, lines: &str) -> String {
    format!("{title}\n{}\n\n{lines}", "=".repeat(title.len()))
}

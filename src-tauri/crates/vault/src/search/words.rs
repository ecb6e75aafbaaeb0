//! Turns typed words into a query of the index, and a found text into a snippet.

use super::found::Part;

/// More words than a person searches for at once.
const MOST_WORDS: usize = 16;
const LONGEST_WORD: usize = 64;

/// How much of a text is shown before the first hit, and in all, in characters.
const BEFORE: usize = 40;
const SHOWN: usize = 160;

/// The query for the index: each word in quotes, so that nothing is syntax; the last, if it has two letters, as the
/// beginning of a word. None if there is no word.
pub fn asked(typed: &str) -> Option<String> {
    let words: Vec<String> = typed
        .split(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '"')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS)
        .map(|word| word.chars().take(LONGEST_WORD).collect())
        .collect();
    let (last, before) = words.split_last()?;
    let before: String = before.iter().map(|word| format!("\"{word}\" ")).collect();
    let goes_on = if last.chars().nth(1).is_some() {
        "*"
    } else {
        ""
    };
    Some(format!("{before}\"{last}\"{goes_on}"))
}

/// The parts that are shown of a text, of whose parts every second one is a hit.
pub fn snippet<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<Part> {
    let mut shown: Vec<Part> = Vec::new();
    let mut left = SHOWN;
    for (index, text) in parts.enumerate() {
        let hit = index % 2 == 1;
        let text = match index {
            0 => end_of(text),
            _ => text.chars().take(left).collect(),
        };
        left = left.saturating_sub(text.chars().count());
        if !text.is_empty() {
            let text = text.replace(['\n', '\r', '\t'], " ");
            shown.push(Part { text, hit });
        }
    }
    shown
}

/// The end of the text before the first hit, from the beginning of a word.
fn end_of(text: &str) -> String {
    let too_many = text.chars().count().saturating_sub(BEFORE);
    let end: String = text.chars().skip(too_many).collect();
    if too_many == 0 {
        return end;
    }
    match end.split_once(char::is_whitespace) {
        Some((_, whole)) => format!("… {whole}"),
        None => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_quoted_and_the_last_may_go_on() {
        for (typed, expected) in [
            ("", None),
            (" \t\n", None),
            ("\" * ( ) - : ^", None),
            ("Leila", Some("\"Leila\"*")),
            (" leila  moved\u{a0}ou", Some("\"leila\" \"moved\" \"ou\"*")),
            ("a\"b\0c", Some("\"a\" \"b\" \"c\"")),
            ("text:x OR NEAR(y)", Some("\"text:x\" \"OR\" \"NEAR(y)\"*")),
        ] {
            assert_eq!(asked(typed).as_deref(), expected, "{typed:?}");
        }
        let much = asked(&"palaver ".repeat(1_000_000)).unwrap_or_default();
        assert!(much.len() < 200, "however much was typed: {}", much.len());
    }

    #[test]
    fn a_snippet_begins_shortly_before_the_first_hit() {
        let before = "It was a long way to where anything of any use to anyone stood: ";
        let after = "and on and on ".repeat(40);
        let shown = snippet([before, "lei", &after, "lei", "la"].into_iter());
        let text: String = shown.iter().map(|part| part.text.as_str()).collect();
        assert!(
            text.starts_with("… anything of any use to anyone stood: lei"),
            "from a word's beginning: {text}"
        );
        assert!(
            text.chars().count() <= BEFORE + SHOWN + 2,
            "it is short: {text}"
        );
        assert_eq!(
            shown
                .iter()
                .filter(|part| part.hit)
                .map(|part| part.text.as_str())
                .collect::<Vec<_>>(),
            ["lei"],
            "no text beyond the end is shown"
        );
    }
}

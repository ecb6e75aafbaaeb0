//! Standard output: lines, or one JSON value.

use std::io::{self, Write};

use serde::Serialize;

use crate::refusal::{Refusal, visible};

pub struct Output {
    json: bool,
}

impl Output {
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    pub const fn text() -> Self {
        Self { json: false }
    }

    /// Writes a line of text.
    pub fn line(&self, text: &str) -> Result<(), Refusal> {
        write(text)
    }

    /// Writes the value if JSON was asked for, otherwise the lines.
    pub fn answer(
        &self,
        value: &impl Serialize,
        lines: impl IntoIterator<Item = String>,
    ) -> Result<(), Refusal> {
        if self.json {
            let text = serde_json::to_string(value).map_err(|error| Refusal::io(&error.into()))?;
            return write(&text);
        }
        lines.into_iter().try_for_each(|line| write(&line))
    }
}

/// A reader that closed the pipe wants no more output: that is no error.
fn write(text: &str) -> Result<(), Refusal> {
    let mut stdout = io::stdout().lock();
    match writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Refusal::io(&error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Fields of one line, with tabs between them.
pub fn visible_fields(fields: &[&str]) -> String {
    fields
        .iter()
        .map(|field| visible(field))
        .collect::<Vec<_>>()
        .join("\t")
}

//! The commands, as the generated bindings list them.

const BINDINGS: &str = include_str!("../../ui/src/backend/bindings.ts");

/// A command and the names of its arguments.
pub struct Command {
    /// Its name.
    pub name: String,
    /// Its arguments' names, as the window sends them.
    pub arguments: Vec<String>,
}

/// Every command of the window.
#[must_use]
pub fn commands() -> Vec<Command> {
    BINDINGS.lines().filter_map(read).collect()
}

/// Reads `lock: () => __TAURI_INVOKE<null>("lock", { a, b }),`.
fn read(line: &str) -> Option<Command> {
    let (_, call) = line.split_once("__TAURI_INVOKE<")?;
    let (_, call) = call.split_once(">(\"")?;
    let (name, rest) = call.split_once('"')?;
    let arguments = rest
        .split_once('{')
        .and_then(|(_, rest)| rest.split_once('}'))
        .map_or("", |(inner, _)| inner);
    let arguments = arguments
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    Some(Command {
        name: name.to_owned(),
        arguments: arguments.map(str::to_owned).collect(),
    })
}

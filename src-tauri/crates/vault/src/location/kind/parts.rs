//! A path split into its parts, for paths of every system.

/// A path in parts.
pub struct Parts {
    /// The drive or server of a Windows path.
    root: String,
    names: Vec<String>,
    /// Whether it is a Windows path: `\` separates names too.
    windows: bool,
}

impl Parts {
    /// Splits a path.
    pub fn of(path: &str) -> Self {
        let (root, rest, windows) = root(path);
        let names = rest
            .split(|letter| letter == '/' || windows && letter == '\\')
            .filter(|name| !name.is_empty() && *name != ".")
            .map(str::to_owned)
            .collect();
        Self {
            root,
            names,
            windows,
        }
    }

    /// The names, outermost first.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many names.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it is a Windows path.
    pub fn is_windows(&self) -> bool {
        self.windows
    }

    /// Whether it is on a server (`\\server\share`), other than the Linux inside this Windows.
    pub fn is_on_another_computer(&self) -> bool {
        let local = ["\\\\wsl$", "\\\\wsl.localhost", "\\\\localhost"];
        self.root.starts_with("\\\\") && !local.contains(&self.root.to_lowercase().as_str())
    }

    /// Whether it is that folder or one within it.
    pub fn is_within(&self, outer: &Self) -> bool {
        self.root.eq_ignore_ascii_case(&outer.root)
            && self.len() >= outer.len()
            && self
                .names
                .iter()
                .zip(&outer.names)
                .all(|(name, outer)| self.alike(name, outer))
    }

    /// Whether two names are equal without regard to case. Windows and macOS ignore case; on Linux a folder that
    /// differs only by case is hardly another program's.
    pub fn alike(&self, name: &str, other: &str) -> bool {
        name == other || name.to_lowercase() == other.to_lowercase()
    }
}

fn root(path: &str) -> (String, &str, bool) {
    let slashed = path.starts_with("\\\\");
    let verbatim = path
        .strip_prefix("\\\\?\\")
        .or_else(|| path.strip_prefix("\\\\.\\"));
    let bare = verbatim.unwrap_or(path);
    if let Some(share) = bare.strip_prefix("UNC\\").filter(|_| verbatim.is_some()) {
        return on_server(share);
    }
    if let (true, None) = (slashed, verbatim) {
        return on_server(path.trim_start_matches('\\'));
    }
    let mut letters = bare.chars();
    match (letters.next(), letters.next()) {
        (Some(drive), Some(':')) if drive.is_ascii_alphabetic() => (
            format!("{}:", drive.to_ascii_uppercase()),
            letters.as_str(),
            true,
        ),
        _ => (String::new(), path, false),
    }
}

fn on_server(share: &str) -> (String, &str, bool) {
    let (server, rest) = share.split_once('\\').unwrap_or((share, ""));
    (format!("\\\\{server}"), rest, true)
}

//! Parses the tables of mounted drives of Linux and macOS.

#![cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "each system reads its own table; the tests read both"
    )
)]

use super::surroundings::Mount;

/// `/proc/self/mountinfo`: id, parent, device, root, place, options, any number of tags, `-`, kind, source, options.
pub fn of_linux(table: &str, is_removable: impl Fn(&str) -> bool) -> Vec<Mount> {
    let mounts = table.lines().filter_map(|line| {
        let (before, after) = line.split_once(" - ")?;
        let mut before = before.split(' ');
        let device = before.nth(2)?;
        let at = unescaped(before.nth(1)?);
        let kind = after.split(' ').next()?.to_owned();
        let shown = ["/media/", "/run/media/"]
            .iter()
            .any(|place| at.starts_with(place));
        let removable = shown || is_removable(device);
        Some(Mount {
            at,
            kind,
            removable,
        })
    });
    mounts.collect()
}

/// Resolves escapes: a space is written as `\040`.
fn unescaped(path: &str) -> String {
    ["\\040 ", "\\011\t", "\\012\n", "\\134\\"]
        .iter()
        .fold(path.to_owned(), |path, pair| {
            let (code, letter) = pair.split_at(4);
            path.replace(code, letter)
        })
}

/// `mount`: source ` on ` place ` (` kind `, ` options `)`.
pub fn of_macos(table: &str) -> Vec<Mount> {
    let mounts = table.lines().filter_map(|line| {
        let (rest, options) = line.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
        let (source, at) = rest.split_once(" on ")?;
        let kind = options.split(", ").next()?;
        // FUSE gives all its file systems one name; the source of a network one names the computer.
        let fuse = kind.contains("fuse") && source.contains(':');
        let kind = if fuse { "sshfs" } else { kind };
        Some(Mount {
            at: at.to_owned(),
            kind: kind.to_owned(),
            removable: at.starts_with("/Volumes/"),
        })
    });
    mounts.collect()
}

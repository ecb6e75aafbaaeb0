//! The connections that programs made, as strace recorded them: none of Kith may leave this computer.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::step::{During, Outcome, command};

/// How strace is asked to watch, everything a command starts included.
pub const WATCH: &[&str] = &[
    "-f",
    "--seccomp-bpf",
    "-qq",
    "-e",
    "trace=connect",
    "-e",
    "signal=none",
];

/// The connections that strace recorded.
#[derive(Default)]
pub struct Connections {
    /// To sockets of this computer.
    pub local: u64,
    /// To anywhere else, as strace wrote it down.
    beyond: Vec<String>,
}

impl Connections {
    pub fn read(watched: &str) -> Self {
        let mut connections = Self::default();
        for line in watched.lines().filter(|line| line.contains("connect(")) {
            if is_local(line) {
                connections.local += 1;
            } else {
                connections.beyond.push(line.to_owned());
            }
        }
        connections
    }

    pub fn all(&self) -> u64 {
        self.local + self.beyond.len() as u64
    }

    pub fn are_local(&self) -> bool {
        self.local > 0 && self.beyond.is_empty()
    }
}

impl fmt::Display for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Connections: {} on this computer, {} beyond it",
            self.local,
            self.beyond.len()
        )?;
        self.beyond
            .iter()
            .take(10)
            .try_for_each(|line| write!(f, "\n  {line}"))
    }
}

/// Sockets of the file system and of the kernel, and the loopback.
fn is_local(line: &str) -> bool {
    const LOCAL: [&str; 6] = [
        "AF_UNIX",
        "AF_NETLINK",
        "AF_UNSPEC",
        "inet_addr(\"127.",
        "\"::1\"",
        "\"::ffff:127.",
    ];
    LOCAL.iter().any(|place| line.contains(place))
}

/// Whether a connection to elsewhere would have been seen: one is made under the same watch, of the kind that sends
/// nothing until something is written.
pub fn would_be_seen(folder: &Path) -> Outcome<bool> {
    let watched = folder.join("connections-control");
    let elsewhere = "const socket = require('dgram').createSocket('udp4').on('error', () => process.exit()); \
                     socket.connect(9, '192.0.2.1', () => process.exit())";
    let mut control = command(folder, "strace", WATCH);
    control
        .arg("-o")
        .arg(&watched)
        .args(["node", "-e", elsewhere])
        .stdin(Stdio::null())
        .status()
        .during("starting strace")?;
    let seen = Connections::read(&fs::read_to_string(&watched).during(watched.display())?);
    Ok(!seen.beyond.is_empty())
}

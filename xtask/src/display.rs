//! A virtual screen (Linux).

pub mod opening;
mod screen;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::step::{During, Outcome, Problem};

/// An Xvfb of our own; gone when dropped.
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts on the first free number. With `frames`, the picture can be read from a file in that folder.
    pub fn start(frames: Option<&Path>) -> Outcome<Self> {
        let mut command = Command::new("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
        ]);
        if let Some(folder) = frames {
            command.arg("-fbdir").arg(folder);
        }
        let mut server = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .during("starting Xvfb")?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output)
                .read_line(&mut number)
                .during("waiting for Xvfb")?;
        }
        let display = Self {
            server,
            name: format!(":{}", number.trim()),
        };
        if number.trim().is_empty() {
            return Err(Problem::new("Xvfb did not start"));
        }
        Ok(display)
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a person is sitting before a screen.
    pub fn is_there() -> bool {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have gone already; then there is nothing left to end.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

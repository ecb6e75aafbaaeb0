//! What stands between a worker and the system: `between.c`, which writes down what is changed on disk and refuses
//! what it is told to. It needs no right and no kernel's help, only a C compiler and a loader that can preload.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::scratch;

/// Compiled, for as long as it is needed.
pub struct Between {
    folder: TempDir,
}

/// A call to refuse: the n-th of a kind, alone or with all that follow.
#[derive(Clone, Copy, Debug)]
pub struct Refuse {
    pub kind: Kind,
    pub number: usize,
    pub error: Errno,
    pub lasting: bool,
}

/// Calls that change a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Write,
    Sync,
    Rename,
    Open,
    Unlink,
}

impl Kind {
    pub const ALL: [Self; 5] = [
        Self::Write,
        Self::Sync,
        Self::Rename,
        Self::Open,
        Self::Unlink,
    ];

    pub fn letter(self) -> char {
        match self {
            Self::Write => 'w',
            Self::Sync => 's',
            Self::Rename => 'r',
            Self::Open => 'o',
            Self::Unlink => 'u',
        }
    }
}

/// What the system answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errno {
    NoSpace = 28,
    Io = 5,
    Access = 13,
}

impl Between {
    /// Whether this system can.
    pub const HERE: bool = cfg!(target_os = "linux");

    pub fn compile() -> Result<Self, String> {
        if !Self::HERE {
            return Err("it preloads a library of C, which only Linux is prepared for".to_owned());
        }
        let io = |error: io::Error| error.to_string();
        let folder = scratch::folder().map_err(io)?;
        let source = folder.path().join("between.c");
        std::fs::write(&source, include_str!("between.c")).map_err(io)?;
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(folder.path().join("between.so"))
            .arg(source)
            .args(["-ldl", "-lpthread"])
            .output()
            .map_err(|error| format!("cc: {error}"))?;
        if compiled.status.success() {
            Ok(Self { folder })
        } else {
            Err(String::from_utf8_lossy(&compiled.stderr).into_owned())
        }
    }

    /// Stands before everything `command` does under `root`.
    pub fn stand_before<'a>(&self, command: &'a mut Command, root: &Path) -> &'a mut Command {
        command
            .env("LD_PRELOAD", self.library())
            .env("KITH_BETWEEN_ROOT", root)
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("between.so")
    }
}

/// Writes down into `log`.
pub fn recording<'a>(command: &'a mut Command, log: &Path) -> &'a mut Command {
    command.env("KITH_BETWEEN_LOG", log)
}

/// Refuses one call.
pub fn refusing(command: &mut Command, refuse: Refuse) -> &mut Command {
    let Refuse {
        kind,
        number,
        error,
        lasting,
    } = refuse;
    let told = format!(
        "{}:{number}:{}:{}",
        kind.letter(),
        error as i32,
        u8::from(lasting)
    );
    command.env("KITH_BETWEEN_REFUSE", told)
}

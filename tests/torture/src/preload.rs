//! The library `preload.c`, loaded into a worker: it records each change on disk and refuses chosen calls. It needs no
//! special right, only a C compiler and a loader that can preload.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::scratch;

/// The compiled library, in a temporary folder.
pub struct Preload {
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

/// The error that the system answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errno {
    NoSpace = 28,
    Io = 5,
    Access = 13,
}

impl Preload {
    /// Whether this system can preload it.
    pub const AVAILABLE: bool = cfg!(target_os = "linux");

    pub fn compile() -> Result<Self, String> {
        if !Self::AVAILABLE {
            return Err("only Linux preloads the library".to_owned());
        }
        let io = |error: io::Error| error.to_string();
        let folder = scratch::folder().map_err(io)?;
        let source = folder.path().join("preload.c");
        std::fs::write(&source, include_str!("preload.c")).map_err(io)?;
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(folder.path().join("preload.so"))
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

    /// Loads the library into `command` for everything it does under `root`.
    pub fn attach<'a>(&self, command: &'a mut Command, root: &Path) -> &'a mut Command {
        command
            .env("LD_PRELOAD", self.library())
            .env("KITH_PRELOAD_ROOT", root)
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("preload.so")
    }
}

/// Records into `log`.
pub fn recording<'a>(command: &'a mut Command, log: &Path) -> &'a mut Command {
    command.env("KITH_PRELOAD_LOG", log)
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
    command.env("KITH_PRELOAD_REFUSE", told)
}

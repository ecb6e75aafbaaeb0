//! A flow whose first acts are done: the files before the faults, and a copy of them for every try.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use crate::act::Script;
use crate::flow::{FLOWS, Flow};
use crate::preload::Preload;
use crate::recording::{Before, Recording};
use crate::scratch;
use crate::user::elsewhere;
use crate::worker::{self, Said, Work};

/// The folder of the program's data, inside the folder that is recorded.
pub const HOME: &str = "home";

/// A flow that is ready to be tried.
pub struct PreparedFlow {
    pub flow: &'static Flow,
    pub script: Script,
    files: TempDir,
    said: Said,
}

impl PreparedFlow {
    /// Does the acts before the faults.
    pub fn new(flow: &'static Flow) -> Result<Self, String> {
        let files = scratch::folder().map_err(text)?;
        let home = files.path().join(HOME);
        fs::create_dir(&home).map_err(text)?;
        fs::create_dir(elsewhere(&home)).map_err(text)?;
        if flow.golden {
            golden(&home.join("vault")).map_err(text)?;
        }
        let script = flow.script();
        let said = runtime()?.block_on(worker::prepare(&home, &script, flow.first()))?;
        Ok(Self {
            flow,
            script,
            files,
            said,
        })
    }

    /// The flow of that name, prepared.
    pub fn named(name: &str) -> Result<Self, String> {
        let flow = FLOWS.iter().find(|flow| flow.name == name);
        Self::new(flow.ok_or_else(|| format!("no flow is called {name}"))?)
    }

    /// The output of the acts before the faults.
    pub fn said(&self) -> Said {
        self.said.clone()
    }

    /// A fresh copy of the files.
    pub fn copy(&self) -> Result<TempDir, String> {
        let folder = scratch::folder().map_err(text)?;
        copy_folder(self.files.path(), folder.path()).map_err(text)?;
        Ok(folder)
    }

    /// A worker that does the other acts in `folder`, not started yet.
    pub fn worker(&self, folder: &Path) -> Result<std::process::Command, String> {
        let work = Work {
            script: self.flow.name.to_owned(),
            first: self.flow.first(),
        };
        worker::command(&folder.join(HOME), &work).map_err(text)
    }

    /// Lets a worker do the flow without a fault and records its changes on disk.
    pub fn record(&self, preload: &Preload) -> Result<Recording, String> {
        let copy = self.copy()?;
        let folder = copy.path();
        let log = scratch::folder().map_err(text)?;
        let log = log.path().join("log");
        let before = Before::of(folder).map_err(text)?;
        let mut command = self.worker(folder)?;
        preload.attach(&mut command, folder);
        crate::preload::recording(&mut command, &log);
        let (said, ended) = worker::run(command, self.said()).map_err(text)?;
        if let Some(why) = ended.or(said.refused) {
            return Err(format!("{} without a fault: {why}", self.flow.name));
        }
        before.with_log(&fs::read(log).map_err(text)?)
    }
}

/// Copies the vault that an earlier Kith made.
fn golden(vault: &Path) -> io::Result<()> {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../golden/vaults/schema-1");
    fs::create_dir(vault)?;
    for file in ["vault.hdr", "vault.hdr.2", "vault.db"] {
        fs::write(vault.join(file), fs::read(kept.join(file))?)?;
    }
    Ok(())
}

/// A runtime of one thread.
pub fn runtime() -> Result<Runtime, String> {
    Builder::new_current_thread().build().map_err(text)
}

/// The text of an error.
pub fn text(error: io::Error) -> String {
    error.to_string()
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&target)?;
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

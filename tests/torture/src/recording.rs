//! The changes that a worker made on disk, read from the log of `preload.c`.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::preload::Kind;

/// A file or folder under all its names. Unlike an inode number, it is never used again.
pub type FileId = usize;

/// The folder that is recorded.
pub const ROOT: FileId = 0;

/// A name in a folder.
pub type Name = (FileId, String);

/// One change; a recording has them in order.
#[derive(Debug)]
pub enum Step {
    Make {
        at: Name,
        id: FileId,
        folder: bool,
    },
    Write {
        id: FileId,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        id: FileId,
        length: usize,
    },
    Sync {
        id: FileId,
    },
    Rename {
        from: Name,
        to: Name,
        id: FileId,
    },
    Link {
        at: Name,
        id: FileId,
    },
    Remove {
        at: Name,
        id: FileId,
    },
    Say(String),
}

/// The files before, and every step.
#[derive(Debug, Default)]
pub struct Recording {
    /// The path of the recorded folder.
    pub root: PathBuf,
    pub before: Vec<Step>,
    pub steps: Vec<Step>,
    /// Every call that could have been refused.
    pub calls: Vec<Kind>,
}

/// Gives files and folders their ids.
#[derive(Default)]
struct Names {
    by_inode: HashMap<u64, FileId>,
    next: FileId,
}

impl Names {
    fn new_id(&mut self, inode: u64) -> FileId {
        self.next += 1;
        self.by_inode.insert(inode, self.next);
        self.next
    }

    fn id(&self, inode: u64) -> Result<FileId, String> {
        let known = self.by_inode.get(&inode).copied();
        known.ok_or_else(|| format!("inode {inode} is unknown"))
    }
}

/// The contents of a folder before a worker begins.
pub struct Before {
    root: PathBuf,
    names: Names,
    steps: Vec<Step>,
}

impl Before {
    pub fn of(root: &Path) -> io::Result<Self> {
        let mut before = Self {
            root: root.to_owned(),
            names: Names::default(),
            steps: Vec::new(),
        };
        before.names.by_inode.insert(inode(root)?, ROOT);
        before.folder(root, ROOT)?;
        Ok(before)
    }

    fn folder(&mut self, folder: &Path, id: FileId) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let inside = self.names.new_id(inode(&entry.path())?);
            let is_folder = entry.file_type()?.is_dir();
            self.steps.push(Step::Make {
                at: (id, name),
                id: inside,
                folder: is_folder,
            });
            if is_folder {
                self.folder(&entry.path(), inside)?;
            } else {
                self.steps.push(Step::Write {
                    id: inside,
                    at: 0,
                    bytes: fs::read(entry.path())?,
                });
            }
        }
        Ok(())
    }

    /// Adds the steps of the log.
    pub fn with_log(mut self, log: &[u8]) -> Result<Recording, String> {
        let mut rest = log;
        let (mut steps, mut calls) = (Vec::new(), Vec::new());
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| *byte == b'\n');
            let (line, after) = rest
                .split_at_checked(end.unwrap_or(rest.len()))
                .unwrap_or_default();
            rest = after.get(1..).unwrap_or_default();
            let line = std::str::from_utf8(line).map_err(|_| "a name is not UTF-8")?;
            let asked = |kind: &Kind| line.chars().eq([kind.letter()]);
            if let Some(kind) = Kind::ALL.into_iter().find(asked) {
                calls.push(kind);
                continue;
            }
            let step = self.step(line, &mut rest);
            steps.push(step.map_err(|why| format!("'{line}' in the recording: {why}"))?);
        }
        Ok(Recording {
            root: self.root,
            before: self.steps,
            steps,
            calls,
        })
    }

    fn step(&mut self, line: &str, rest: &mut &[u8]) -> Result<Step, String> {
        let mut fields = line.split('\t');
        let letter = fields.next().unwrap_or_default();
        let fields: Vec<&str> = fields.collect();
        let number = |at: usize| -> Result<u64, String> {
            let field = fields.get(at).and_then(|field| field.parse().ok());
            field.ok_or_else(|| "a number is missing".to_owned())
        };
        let length = |at: usize| number(at).map(|number| number as usize);
        let name = |at: usize| fields.get(at).map(|name| (*name).to_owned());
        let mut bytes = |length: usize| {
            let (taken, left) = rest.split_at_checked(length).ok_or("the log is cut")?;
            *rest = left;
            Ok::<_, String>(taken.to_vec())
        };
        let names = &mut self.names;
        let at = |names: &Names, first: usize| -> Result<Name, String> {
            Ok((
                names.id(number(first)?)?,
                name(first + 1).ok_or("a name is missing")?,
            ))
        };
        Ok(match letter {
            "C" | "M" => Step::Make {
                at: at(names, 0)?,
                id: names.new_id(number(2)?),
                folder: letter == "M",
            },
            "W" => Step::Write {
                id: names.id(number(0)?)?,
                at: length(1)?,
                bytes: bytes(length(2)?)?,
            },
            "T" => Step::Cut {
                id: names.id(number(0)?)?,
                length: length(1)?,
            },
            "S" => Step::Sync {
                id: names.id(number(0)?)?,
            },
            "R" => Step::Rename {
                from: at(names, 0)?,
                to: at(names, 2)?,
                id: names.id(number(4)?)?,
            },
            "L" => Step::Link {
                at: at(names, 0)?,
                id: names.id(number(2)?)?,
            },
            "U" => Step::Remove {
                at: at(names, 0)?,
                id: names.id(number(2)?)?,
            },
            "A" => Step::Say(
                String::from_utf8_lossy(&bytes(length(0)?)?)
                    .trim()
                    .to_owned(),
            ),
            _ => return Err("no such letter".to_owned()),
        })
    }
}

#[cfg(unix)]
fn inode(path: &Path) -> io::Result<u64> {
    use std::os::unix::fs::MetadataExt;
    Ok(fs::symlink_metadata(path)?.ino())
}

#[cfg(not(unix))]
fn inode(_: &Path) -> io::Result<u64> {
    Err(io::ErrorKind::Unsupported.into())
}

//! What a worker did to a disk, read from the log of `between.c`.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::between::Kind;

/// A file or folder, whatever its names. Numbers of the file system are used again; these are not.
pub type Thing = usize;

/// The folder everything happens in.
pub const ROOT: Thing = 0;

/// A name in a folder.
pub type Name = (Thing, String);

/// One step, in the order in which they happened.
#[derive(Debug)]
pub enum Step {
    Make {
        at: Name,
        thing: Thing,
        folder: bool,
    },
    Write {
        thing: Thing,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        thing: Thing,
        length: usize,
    },
    Sync {
        thing: Thing,
    },
    Rename {
        from: Name,
        to: Name,
        thing: Thing,
    },
    Link {
        at: Name,
        thing: Thing,
    },
    Remove {
        at: Name,
        thing: Thing,
    },
    Say(String),
}

/// What was there before, and every step.
#[derive(Debug, Default)]
pub struct Recording {
    /// The folder it happened in.
    pub root: PathBuf,
    pub before: Vec<Step>,
    pub steps: Vec<Step>,
    /// Every call that could have been refused.
    pub calls: Vec<Kind>,
}

/// Gives things their numbers.
#[derive(Default)]
struct Names {
    by_inode: HashMap<u64, Thing>,
    next: Thing,
}

impl Names {
    fn new_thing(&mut self, inode: u64) -> Thing {
        self.next += 1;
        self.by_inode.insert(inode, self.next);
        self.next
    }

    fn thing(&self, inode: u64) -> Result<Thing, String> {
        let known = self.by_inode.get(&inode).copied();
        known.ok_or_else(|| format!("nothing is known of inode {inode}"))
    }
}

/// Takes down what is in a folder before a worker begins.
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

    fn folder(&mut self, folder: &Path, thing: Thing) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let inside = self.names.new_thing(inode(&entry.path())?);
            let is_folder = entry.file_type()?.is_dir();
            self.steps.push(Step::Make {
                at: (thing, name),
                thing: inside,
                folder: is_folder,
            });
            if is_folder {
                self.folder(&entry.path(), inside)?;
            } else {
                self.steps.push(Step::Write {
                    thing: inside,
                    at: 0,
                    bytes: fs::read(entry.path())?,
                });
            }
        }
        Ok(())
    }

    /// With the log of what happened then.
    pub fn and_then(mut self, log: &[u8]) -> Result<Recording, String> {
        let mut rest = log;
        let (mut steps, mut calls) = (Vec::new(), Vec::new());
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| *byte == b'\n');
            let (line, after) = rest
                .split_at_checked(end.unwrap_or(rest.len()))
                .unwrap_or_default();
            rest = after.get(1..).unwrap_or_default();
            let line = std::str::from_utf8(line).map_err(|_| "a name that is no text")?;
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
                names.thing(number(first)?)?,
                name(first + 1).ok_or("a name is missing")?,
            ))
        };
        Ok(match letter {
            "C" | "M" => Step::Make {
                at: at(names, 0)?,
                thing: names.new_thing(number(2)?),
                folder: letter == "M",
            },
            "W" => Step::Write {
                thing: names.thing(number(0)?)?,
                at: length(1)?,
                bytes: bytes(length(2)?)?,
            },
            "T" => Step::Cut {
                thing: names.thing(number(0)?)?,
                length: length(1)?,
            },
            "S" => Step::Sync {
                thing: names.thing(number(0)?)?,
            },
            "R" => Step::Rename {
                from: at(names, 0)?,
                to: at(names, 2)?,
                thing: names.thing(number(4)?)?,
            },
            "L" => Step::Link {
                at: at(names, 0)?,
                thing: names.thing(number(2)?)?,
            },
            "U" => Step::Remove {
                at: at(names, 0)?,
                thing: names.thing(number(2)?)?,
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

//! The command line. Paths need not be Unicode.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::refusal::Refusal;

pub const HELP: &str = "\
kith-rescue: a Kith vault from a terminal

  kith-rescue create VAULT                              make a vault; prints its recovery code
  kith-rescue import VAULT FILE...                      bring in course files, all or none
  kith-rescue clients VAULT                             list clients and their courses
  kith-rescue outcomes VAULT --client CODE [--course ID]
                                                        what came of a course (the newest, unless named)
  kith-rescue export VAULT --client CODE --to DIR       write CODE.json, CODE-2.json, ...; replaces nothing
  kith-rescue salvage VAULT --to DIR                    write all that still reads, and a list of what does not
  kith-rescue verify VAULT|BACKUP                       look through the whole vault or backup, step by step
  kith-rescue backup VAULT --to FILE                    make a backup and check it; replaces nothing
  kith-rescue restore BACKUP --to VAULT                 put a backup in its place; a vault there is kept, in backups
  kith-rescue change-passphrase VAULT                   the old one, then the new one

VAULT is the folder, BACKUP a .kithbackup file; it opens with the passphrase or code of its day. Secrets are read from standard input, one a line:
the passphrase (for change-passphrase the old one, then the new one).

  --recovery   the first line is the recovery code instead of the passphrase
  --json       JSON on standard output; errors as JSON on standard error
  --help, --version

Exit: 0 fine, 1 refused, 2 damaged, 64 not understood.";

/// The command, or a request for help or the version.
pub enum Request {
    Help,
    Version,
    Command(Arguments),
}

/// A command and its options.
pub struct Arguments {
    pub command: Command,
    pub vault: PathBuf,
    pub recovery: bool,
    pub json: bool,
}

pub enum Command {
    Create,
    Import {
        files: Vec<PathBuf>,
    },
    Clients,
    Outcomes {
        client: String,
        course: Option<String>,
    },
    Export {
        client: String,
        to: PathBuf,
    },
    Salvage {
        to: PathBuf,
    },
    Verify,
    Backup {
        to: PathBuf,
    },
    Restore {
        to: PathBuf,
    },
    ChangePassphrase,
}

/// The options on the command line, before it is known which command takes them.
#[derive(Default)]
struct Options {
    json: bool,
    recovery: bool,
    client: Option<String>,
    course: Option<String>,
    to: Option<PathBuf>,
    words: Vec<OsString>,
}

impl Request {
    pub fn parse(arguments: Vec<OsString>) -> Result<Self, Refusal> {
        let mut options = Options::default();
        let mut rest = arguments.into_iter();
        while let Some(argument) = rest.next() {
            let text = argument.to_str().unwrap_or_default();
            let (name, attached) = match text.split_once('=') {
                Some((name, value)) if name.starts_with("--") => {
                    (name, Some(OsString::from(value)))
                }
                Some(_) | None => (text, None),
            };
            match (name, attached) {
                ("--help" | "-h", None) => return Ok(Self::Help),
                ("--version" | "-V", None) => return Ok(Self::Version),
                ("--json", None) => options.json = true,
                ("--recovery", None) => options.recovery = true,
                ("--", None) => options.words.extend(rest.by_ref()),
                ("--client" | "--course" | "--to", attached) => {
                    let value = attached.or_else(|| rest.next());
                    options.set(
                        name,
                        value.ok_or_else(|| Refusal::usage(format!("{name} needs a value")))?,
                    )?;
                }
                _ if text.starts_with('-') && text.len() > 1 => {
                    return Err(Refusal::usage("no such option".to_owned()));
                }
                _ => options.words.push(argument),
            }
        }
        options.command().map(Self::Command)
    }
}

impl Options {
    fn set(&mut self, name: &str, value: OsString) -> Result<(), Refusal> {
        if name == "--to" {
            return once(&mut self.to, value.into(), name);
        }
        let text = value
            .into_string()
            .map_err(|_| Refusal::usage(format!("{name} is not UTF-8")))?;
        let option = if name == "--client" {
            &mut self.client
        } else {
            &mut self.course
        };
        once(option, text, name)
    }

    fn command(mut self) -> Result<Arguments, Refusal> {
        let mut words = std::mem::take(&mut self.words).into_iter();
        let name = words
            .next()
            .ok_or_else(|| Refusal::usage("which command? (--help)".to_owned()))?;
        let name = name.to_str().unwrap_or_default().to_owned();
        let vault = words.next().map(PathBuf::from);
        let files: Vec<PathBuf> = words.map(PathBuf::from).collect();
        let extra = name != "import" && !files.is_empty();
        let mut client = || needed(&mut self.client, "--client CODE");
        let command = match name.as_str() {
            "create" => Command::Create,
            "import" if files.is_empty() => return Err(Refusal::usage("which files?".to_owned())),
            "import" => Command::Import { files },
            "clients" => Command::Clients,
            "outcomes" => Command::Outcomes {
                client: client()?,
                course: self.course.take(),
            },
            "export" => Command::Export {
                client: client()?,
                to: needed(&mut self.to, "--to DIR")?,
            },
            "salvage" => Command::Salvage {
                to: needed(&mut self.to, "--to DIR")?,
            },
            "backup" => Command::Backup {
                to: needed(&mut self.to, "--to FILE")?,
            },
            "restore" => Command::Restore {
                to: needed(&mut self.to, "--to VAULT")?,
            },
            "verify" => Command::Verify,
            "change-passphrase" => Command::ChangePassphrase,
            _ => return Err(Refusal::usage("no such command (--help)".to_owned())),
        };
        let vault = vault.ok_or_else(|| Refusal::usage("which vault?".to_owned()))?;
        if extra {
            return Err(Refusal::usage("one vault at a time".to_owned()));
        }
        let unused = self.client.is_some() || self.course.is_some() || self.to.is_some();
        if unused || (self.recovery && matches!(command, Command::Create)) {
            return Err(Refusal::usage(format!("{name} takes no such option")));
        }
        Ok(Arguments {
            command,
            vault,
            recovery: self.recovery,
            json: self.json,
        })
    }
}

fn needed<T>(option: &mut Option<T>, name: &str) -> Result<T, Refusal> {
    option
        .take()
        .ok_or_else(|| Refusal::usage(format!("{name} is missing")))
}

fn once<T>(option: &mut Option<T>, value: T, name: &str) -> Result<(), Refusal> {
    match option.replace(value) {
        None => Ok(()),
        Some(_) => Err(Refusal::usage(format!("{name} stands there twice"))),
    }
}

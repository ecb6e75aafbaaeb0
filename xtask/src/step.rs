//! One command of a recipe: printed before it runs, named when it fails.

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Why a recipe stopped, in words for the person who started it.
#[derive(Debug)]
pub struct Problem(String);

pub type Outcome<T = ()> = Result<T, Problem>;

impl Problem {
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds to an I/O error what was being done.
pub trait During<T> {
    fn during(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T> During<T> for std::io::Result<T> {
    fn during(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Problem::new(format!("{what}: {error}")))
    }
}

/// A command that starts in `folder`. `npm` and `npx` are scripts on Windows and need their ending there.
pub fn command(folder: &Path, program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let program = program.as_ref();
    let script = cfg!(windows) && (program == "npm" || program == "npx");
    let mut command = if script {
        let mut name = program.to_os_string();
        name.push(".cmd");
        Command::new(name)
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(folder);
    command
}

/// Whether commands and their output go to standard error, because standard output is for the result alone.
static TO_STANDARD_ERROR: AtomicBool = AtomicBool::new(false);

/// Sends commands and their output to standard error from now on.
pub fn print_to_standard_error() {
    TO_STANDARD_ERROR.store(true, Ordering::Relaxed);
}

/// Prints the command, and chooses where its output goes.
fn announce(command: &mut Command) -> String {
    let words = command_line(command);
    if TO_STANDARD_ERROR.load(Ordering::Relaxed) {
        eprintln!("  $ {words}");
        command.stdout(io::stderr());
    } else {
        println!("  $ {words}");
    }
    words
}

/// Runs to the end with its output shown; anything but success stops the recipe.
pub fn carry_out(command: &mut Command) -> Outcome {
    let words = announce(command);
    let status = command.stdin(Stdio::null()).status().during(&words)?;
    if status.success() {
        Ok(())
    } else {
        Err(Problem::new(format!("'{words}' ended with {status}")))
    }
}

/// Like [`carry_out`], but when the time is over the command and all it started are ended.
pub fn carry_out_within(command: &mut Command, limit: Duration) -> Outcome {
    let words = announce(command);
    own_group(command);
    let mut child = command.stdin(Stdio::null()).spawn().during(&words)?;
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().during(&words)? {
            return if status.success() {
                Ok(())
            } else {
                Err(Problem::new(format!("'{words}' ended with {status}")))
            };
        }
        if begun.elapsed() > limit {
            end_group(&mut child);
            return Err(Problem::new(format!(
                "'{words}' did not end within {} s",
                limit.as_secs()
            )));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Lets a command lead a group of processes, so that it can be ended with all it started.
pub fn own_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Ends a command and, where systems have such a thing, its group.
pub fn end_group(child: &mut Child) {
    if cfg!(unix) {
        answer("kill", &["-KILL", "--", &format!("-{}", child.id())]);
    }
    // It may have ended by itself in the meantime.
    let _ = child.kill();
    let _ = child.wait();
}

/// Runs quietly and gives what it printed, or nothing when it is not there or fails.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn command_line(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

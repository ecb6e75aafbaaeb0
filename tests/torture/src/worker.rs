//! The process that is killed, refused and recorded. It does one act after the other and prints a line when one is saved.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::act::{Act, Code, Model, Script};
use crate::flow;
use crate::user::User;

/// The first argument of the process.
pub const WORKER: &str = "worker";
/// No worker takes this long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The work of a worker: the acts of a script from `first` on.
#[derive(Clone)]
pub struct Work {
    pub script: String,
    pub first: u64,
}

/// The lines that a worker printed.
#[derive(Default, Clone, Debug)]
pub struct Said {
    /// The number of saved acts of the script, the earlier ones included.
    pub saved: u64,
    /// The newest recovery code, and the number of the act that made it, from 1.
    pub code: Option<(u64, String)>,
    /// The act that was refused, with the reason.
    pub refused: Option<String>,
    /// The note that it wrote after the refusal.
    pub afterwards: Option<String>,
    /// Whether it ended by itself.
    pub done: bool,
}

impl Said {
    pub fn read_line(&mut self, line: &str) {
        let (what, rest) = line.split_once(' ').unwrap_or((line, ""));
        match what {
            "saved" => self.saved = rest.parse().unwrap_or(self.saved),
            "code" => self.code = Some((self.saved + 1, rest.to_owned())),
            "refused" => self.refused = Some(rest.to_owned()),
            "afterwards" => self.afterwards = Some(rest.to_owned()),
            "done" => self.done = true,
            _ => {}
        }
    }

    /// The contents of the vault after `number` acts, with the recovery code that the worker printed.
    fn after(&self, script: &Script, number: u64) -> Model {
        let mut model = script.begins();
        for done in 0..number {
            if let Some(act) = script.act(done, &model) {
                model = model.after(&act);
            }
            if let Some((held_after, code)) = &self.code
                && *held_after == done + 1
            {
                model.code = Code::Told(code.clone());
            }
        }
        model
    }

    /// The possible contents of the vault: all saved acts, without or with the act in progress.
    pub fn allows(&self, script: &Script) -> Vec<Model> {
        let saved = self.after(script, self.saved);
        let in_progress = script
            .act(self.saved, &saved)
            .map(|_| self.after(script, self.saved + 1));
        let afterwards = |model: Model| match &self.afterwards {
            Some(text) => model.after(&Act::Write(1, text.clone())),
            None => model,
        };
        [Some(saved), in_progress]
            .into_iter()
            .flatten()
            .map(afterwards)
            .collect()
    }
}

/// The command of the process, not started yet.
pub fn command(home: &Path, work: &Work) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg(WORKER)
        .arg(home)
        .arg(&work.script)
        .arg(work.first.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    Ok(command)
}

/// Runs a worker to its end and adds its lines to `said`. The second value says how it ended, unless it succeeded.
pub fn run(mut command: Command, mut said: Said) -> io::Result<(Said, Option<String>)> {
    let mut child = command.spawn()?;
    let mut outputs = Vec::new();
    if let (Some(output), Some(errors)) = (child.stdout.take(), child.stderr.take()) {
        outputs.push(reading(output));
        outputs.push(reading(errors));
    }
    #[expect(clippy::disallowed_methods, reason = "a worker that hangs is ended")]
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if begun.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let mut texts = outputs
        .into_iter()
        .map(|output| output.join().unwrap_or_default());
    let (spoken, errors) = (
        texts.next().unwrap_or_default(),
        texts.next().unwrap_or_default(),
    );
    spoken.lines().for_each(|line| said.read_line(line));
    let ended = match status {
        None => Some("it hangs".to_owned()),
        Some(status) if status.success() => None,
        Some(status) => Some(format!(
            "{status}: {}",
            errors.lines().next().unwrap_or_default()
        )),
    };
    Ok((said, ended))
}

fn reading(mut output: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = Vec::new();
        output.read_to_end(&mut text).ok();
        String::from_utf8_lossy(&text).into_owned()
    })
}

/// Does the first `number` acts of a script in this process, without a fault; gives the lines of a worker.
pub async fn prepare(home: &Path, script: &Script, number: u64) -> Result<Said, String> {
    let (mut said, mut model, mut user) = (Said::default(), script.begins(), User::on(home));
    for done in 0..number {
        let Some(act) = script.act(done, &model) else {
            break;
        };
        let made = user
            .does(&act, &model)
            .await
            .map_err(|refusal| format!("{act:?} before any fault: {refusal}"))?;
        if let Some(code) = made.code {
            said.code = Some((done + 1, code.groups().join(" ")));
        }
        said.saved = done + 1;
        model = model.after(&act);
    }
    user.lock().await.map_err(|refusal| refusal.to_string())?;
    Ok(said)
}

/// The process itself.
pub async fn work(arguments: &[String]) -> Result<(), String> {
    let [home, name, first] = arguments else {
        return Err("worker HOME SCRIPT FIRST".to_owned());
    };
    let script = flow::script(name).ok_or("no such script")?;
    let first: u64 = first.parse().map_err(|_| "no number")?;
    let home = PathBuf::from(home);
    let mut model = Said::default().after(&script, first);
    let mut user = User::on(&home);
    for number in first.. {
        let Some(act) = script.act(number, &model) else {
            break;
        };
        match user.does(&act, &model).await {
            Ok(made) => {
                if let Some(code) = made.code {
                    say(&format!("code {}", code.groups().join(" ")))?;
                }
                say(&format!("saved {}", number + 1))?;
            }
            Err(refusal) => {
                say(&format!("refused {refusal}"))?;
                // A user goes on working after a refusal.
                let text = "written after the refusal";
                let write = Act::Write(1, text.to_owned());
                if model.clients.contains_key(&1) && user.does(&write, &model).await.is_ok() {
                    say(&format!("afterwards {text}"))?;
                }
                break;
            }
        }
        model = model.after(&act);
    }
    if let Err(refusal) = user.lock().await {
        say(&format!("refused to lock: {refusal}"))?;
    }
    say("done")
}

/// Prints a line at once and as a whole: the checks rely on it even if the next moment kills the process.
fn say(line: &str) -> Result<(), String> {
    let mut out = io::stdout();
    out.write_all(format!("{line}\n").as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| error.to_string())
}

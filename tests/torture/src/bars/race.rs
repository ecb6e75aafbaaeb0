//! Bar 13: several programs start at once, just after the one before was killed. Exactly one opens the vault, the
//! others are told that it is open elsewhere.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use vault::{OpenError, Secret};

use crate::bar::{Count, Tried};
use crate::deed::passphrase;
use crate::flow::FLOWS;
use crate::parallel::in_parallel;
use crate::practice::unlock;
use crate::stage::{HOME, Stage, runtime, text};

/// The first argument of a program that races.
pub const RACER: &str = "racer";
/// Who race each other.
const RACERS: usize = 3;
/// Races on one vault.
const SERIES: u64 = 25;

pub fn run(races: u64) -> Tried {
    let series: Vec<u64> = (0..races.div_ceil(SERIES))
        .map(|done| SERIES.min(races - done * SERIES))
        .collect();
    in_parallel(series, series_of_races)
}

fn series_of_races(races: u64) -> Tried {
    let save = FLOWS.iter().find(|flow| flow.name == "save");
    let stage = Stage::set(save.ok_or("no flow to race for")?)?;
    let copy = stage.copy()?;
    let home = copy.path().join(HOME);
    let mut count = Count::default();
    for _ in 0..races {
        count.tried += 1;
        let answers = race(&home)?;
        let said = |what: &str| answers.iter().filter(|answer| *answer == what).count();
        if said("open") == 1 && said(&in_use()) == RACERS - 1 {
            count.found += 1;
        } else {
            count.lost.push(answers.join(", "));
        }
    }
    Ok(count)
}

fn in_use() -> String {
    OpenError::InUse.to_string()
}

struct Racer {
    process: Child,
    voice: std::io::Lines<BufReader<ChildStdout>>,
}

impl Racer {
    fn start(home: &Path) -> Result<Self, String> {
        let mut process = Command::new(std::env::current_exe().map_err(text)?)
            .arg(RACER)
            .arg(home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(text)?;
        let voice = process.stdout.take().ok_or("a racer without a voice")?;
        Ok(Self {
            process,
            voice: BufReader::new(voice).lines(),
        })
    }

    fn hear(&mut self) -> String {
        self.voice.next().and_then(Result::ok).unwrap_or_default()
    }
}

/// What each of the racers was answered. All are killed afterwards, whoever won with the vault open.
fn race(home: &Path) -> Result<Vec<String>, String> {
    let mut racers = Vec::new();
    for _ in 0..RACERS {
        racers.push(Racer::start(home)?);
    }
    for racer in &mut racers {
        racer.hear();
    }
    for racer in &mut racers {
        let starter = racer.process.stdin.as_mut();
        starter
            .ok_or("a racer without ears")?
            .write_all(b"go\n")
            .map_err(text)?;
    }
    let answers = racers.iter_mut().map(Racer::hear).collect();
    for mut racer in racers {
        racer.process.kill().map_err(text)?;
        racer.process.wait().map_err(text)?;
    }
    Ok(answers)
}

/// The program that races.
pub fn racer(home: &str) -> Result<(), String> {
    let mut out = std::io::stdout();
    let mut line = String::new();
    out.write_all(b"ready\n")
        .and_then(|()| out.flush())
        .map_err(text)?;
    std::io::stdin().read_line(&mut line).map_err(text)?;
    let opened = runtime()?.block_on(unlock(Path::new(home), Secret::Passphrase(passphrase(0))));
    let answer = match &opened {
        Ok(_) => "open".to_owned(),
        Err(error) => error.to_string(),
    };
    writeln!(out, "{answer}")
        .and_then(|()| out.flush())
        .map_err(text)?;
    std::io::stdin().read_line(&mut line).map_err(text)?;
    Ok(())
}

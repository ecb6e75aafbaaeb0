//! Bar 13: several programs start at once, just after the one before was killed. Exactly one opens the vault; the others
//! get the error that it is open elsewhere.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use vault::{OpenError, Secret};

use crate::bar::{Count, Tried};
use crate::parallel::in_parallel;
use crate::practice::unlock;
use crate::prepared_flow::{HOME, PreparedFlow, runtime, text};
use crate::user::passphrase;

/// The first argument of a program that races.
pub const RACER: &str = "racer";
/// The number of programs in a race.
const RACERS: usize = 3;
/// The number of races on one vault.
const SERIES: u64 = 25;

pub fn run(races: u64) -> Tried {
    let series: Vec<u64> = (0..races.div_ceil(SERIES))
        .map(|done| SERIES.min(races - done * SERIES))
        .collect();
    in_parallel(series, races_on_one_vault)
}

fn races_on_one_vault(races: u64) -> Tried {
    let prepared = PreparedFlow::named("save")?;
    let copy = prepared.copy()?;
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
    output: std::io::Lines<BufReader<ChildStdout>>,
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
        let output = process.stdout.take().ok_or("the program has no output")?;
        Ok(Self {
            process,
            output: BufReader::new(output).lines(),
        })
    }

    fn read_line(&mut self) -> String {
        self.output.next().and_then(Result::ok).unwrap_or_default()
    }
}

/// The answer that each of the programs got. All are killed afterwards, the winner with the vault open.
fn race(home: &Path) -> Result<Vec<String>, String> {
    let mut racers = Vec::new();
    for _ in 0..RACERS {
        racers.push(Racer::start(home)?);
    }
    for racer in &mut racers {
        racer.read_line();
    }
    for racer in &mut racers {
        let input = racer.process.stdin.as_mut();
        input
            .ok_or("the program has no input")?
            .write_all(b"go\n")
            .map_err(text)?;
    }
    let answers = racers.iter_mut().map(Racer::read_line).collect();
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

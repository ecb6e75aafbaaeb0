//! Bar 1: a program is killed during random acts. The vault opens, passes the verification, and holds everything that
//! was reported as saved, and at most one act more.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use crate::bar::{Count, Tried};
use crate::examine::examine;
use crate::parallel::in_parallel;
use crate::random::Random;
use crate::worker::{self, Said, Work};
use crate::{flow, scratch};

/// The least number of saves between two kills.
const SAVES_PER_KILL: u64 = 50;
/// The number of kills on one vault.
const KILLS_PER_VAULT: u64 = 20;

pub fn run(kills: u64) -> Tried {
    let vaults: Vec<(u64, u64)> = (0..kills.div_ceil(KILLS_PER_VAULT))
        .map(|vault| (vault, KILLS_PER_VAULT.min(kills - vault * KILLS_PER_VAULT)))
        .collect();
    in_parallel(vaults, |(vault, kills)| one_vault(vault, kills))
}

fn one_vault(seed: u64, kills: u64) -> Tried {
    let folder = scratch::folder().map_err(|error| error.to_string())?;
    let name = format!("mixed {seed}");
    let script = flow::script(&name).ok_or("no such script")?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| error.to_string())?;
    let mut random = Random::seeded(seed);
    let mut said = Said::default();
    let mut count = Count::default();
    for _ in 0..kills {
        count.tried += 1;
        let work = Work {
            script: name.clone(),
            first: said.saved,
        };
        let before = said.saved;
        said = until_killed(folder.path(), &work, said, &mut random)?;
        if said.refused.is_some() || said.saved < before + SAVES_PER_KILL {
            let why = said.refused.as_deref().unwrap_or("it ended by itself");
            count
                .lost
                .push(format!("vault {seed} after {} saves: {why}", said.saved));
            break;
        }
        let allowed = said.allows(&script);
        match runtime.block_on(examine(folder.path(), &allowed)) {
            Ok(which) => {
                count.found += said.saved - before;
                said.saved += which as u64;
            }
            Err(wrong) => {
                count
                    .lost
                    .push(format!("vault {seed} after {} saves: {wrong}", said.saved));
                break;
            }
        }
    }
    Ok(count)
}

/// Lets a worker go on after the last kill, and kills it at a random moment of a later save.
fn until_killed(
    home: &Path,
    work: &Work,
    mut said: Said,
    random: &mut Random,
) -> Result<Said, String> {
    let enough = said.saved + SAVES_PER_KILL + random.below(8) as u64;
    let wait = Duration::from_micros(random.below(12_000) as u64);
    let io = |error: std::io::Error| error.to_string();
    let mut child = worker::command(home, work)
        .map_err(io)?
        .stderr(std::process::Stdio::null())
        .spawn()
        .map_err(io)?;
    let output = child.stdout.take().ok_or("the worker has no output")?;
    let mut killed = false;
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        said.read_line(&line);
        if said.saved >= enough && !killed {
            std::thread::sleep(wait);
            child.kill().map_err(io)?;
            killed = true;
        }
    }
    child.wait().map_err(io)?;
    Ok(said)
}

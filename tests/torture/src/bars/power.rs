//! Bar 2: the power fails at any step of a flow, and of what was not synced any part may be missing. What was
//! called saved before is there, at most one act more, and the vault opens and is sound.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::bar::{Count, Tried};
use crate::between::Between;
use crate::disk::{Disk, Luck};
use crate::examine::examine;
use crate::flow;
use crate::parallel::in_parallel;
use crate::random::Random;
use crate::recording::{Recording, Step};
use crate::scratch;
use crate::stage::{HOME, Stage, runtime, text};
use crate::worker::Said;

/// States examined before others get a turn.
const PORTION: usize = 50;
/// Draws without a state that is new, after which there are no more.
const STALE: u32 = 2_000;

pub fn run(states: u64) -> Tried {
    let between = Between::compile()?;
    let mut stages = Vec::new();
    for flow in flow::wanted() {
        let stage = Stage::set(flow)?;
        let recording = stage.record(&between)?;
        stages.push((stage, recording));
    }
    let each = states.div_ceil(stages.len().max(1) as u64) as usize;
    let mut portions = Vec::new();
    for (stage, recording) in &stages {
        let states = draw(recording, each);
        portions.extend(
            states
                .chunks(PORTION)
                .map(|states| (stage, recording, states.to_vec())),
        );
    }
    in_parallel(portions, |(stage, recording, states)| {
        examine_states(stage, recording, &states)
    })
}

/// A state of the disk: when the power failed, and with what luck.
#[derive(Clone, Copy, Debug)]
struct State {
    failed: usize,
    luck: Luck,
    seed: u64,
}

impl State {
    fn disk(self, recording: &Recording) -> Disk {
        let mut random = Random::seeded(self.seed);
        Disk::after_power_loss(recording, self.failed, self.luck, &mut random)
    }
}

/// Draws states no two of which are alike, spread over all the steps.
fn draw(recording: &Recording, number: usize) -> Vec<State> {
    let mut random = Random::seeded(recording.steps.len() as u64);
    let mut seen = HashSet::new();
    let mut states = Vec::new();
    let mut stale = 0;
    while states.len() < number && stale < STALE {
        let state = State {
            failed: random.below(recording.steps.len() + 1),
            luck: random.one_of(&Luck::EVERY).copied().unwrap_or(Luck::All),
            seed: random.next(),
        };
        let mut hash = DefaultHasher::new();
        (state.disk(recording), heard(recording, state.failed)).hash(&mut hash);
        if seen.insert(hash.finish()) {
            states.push(state);
            stale = 0;
        } else {
            stale += 1;
        }
    }
    states
}

/// How many lines were said before the power failed.
fn heard(recording: &Recording, failed: usize) -> usize {
    let done = recording.steps.iter().take(failed);
    done.filter(|step| matches!(step, Step::Say(_))).count()
}

fn examine_states(stage: &Stage, recording: &Recording, states: &[State]) -> Tried {
    let runtime = runtime()?;
    let mut count = Count::default();
    for state in states {
        let mut said: Said = stage.said();
        for step in recording.steps.iter().take(state.failed) {
            if let Step::Say(line) = step {
                said.hear(line);
            }
        }
        let folder = scratch::folder().map_err(text)?;
        let disk = state.disk(recording);
        disk.lay_out(folder.path(), &recording.root).map_err(text)?;
        let allowed = said.allows(&stage.script);
        count.tried += 1;
        match runtime.block_on(examine(&folder.path().join(HOME), &allowed)) {
            Ok(_) => count.found += 1,
            Err(wrong) => count.lost.push(format!(
                "{} at step {} of {}, {:?}, seed {}: {wrong}",
                stage.flow.name,
                state.failed,
                recording.steps.len(),
                state.luck,
                state.seed
            )),
        }
    }
    Ok(count)
}

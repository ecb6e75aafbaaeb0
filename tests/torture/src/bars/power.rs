//! Bar 2: the power fails at any step of a flow, and any part of the steps without a sync is lost. The vault opens,
//! passes the verification, and holds everything that was reported as saved, and at most one act more.

use std::collections::HashSet;

use crate::bar::{Count, Tried};
use crate::disk::{Disk, Survives};
use crate::examine::examine;
use crate::flow;
use crate::parallel::{in_parallel, map_in_parallel};
use crate::preload::Preload;
use crate::prepared_flow::{HOME, PreparedFlow, runtime, text};
use crate::random::Random;
use crate::recording::{Recording, Step};
use crate::scratch;
use crate::worker::Said;

/// The number of states in one piece of work.
const PORTION: usize = 50;
/// The number of draws without a new state after which the drawing ends.
const MOST_REPEATED: u32 = 2_000;

pub fn run(states: u64) -> Tried {
    let preload = Preload::compile()?;
    let mut flows = Vec::new();
    for flow in flow::wanted() {
        let prepared = PreparedFlow::new(flow)?;
        let recording = prepared.record(&preload)?;
        flows.push((prepared, recording));
    }
    let each = states.div_ceil(flows.len().max(1) as u64) as usize;
    let drawn = map_in_parallel(flows.iter().collect(), |(prepared, recording)| {
        Ok((prepared, recording, draw(recording, each)))
    })?;
    let mut portions = Vec::new();
    for (prepared, recording, states) in &drawn {
        portions.extend(
            states
                .chunks(PORTION)
                .map(|states| (*prepared, *recording, states.to_vec())),
        );
    }
    in_parallel(portions, |(prepared, recording, states)| {
        examine_states(prepared, recording, &states)
    })
}

/// A state of the disk: the step at which the power failed, and which steps survive.
#[derive(Clone, Copy, Debug)]
struct State {
    failed: usize,
    survives: Survives,
    seed: u64,
}

impl State {
    fn disk(self, recording: &Recording) -> Disk {
        let mut random = Random::seeded(self.seed);
        Disk::after_power_loss(recording, self.failed, self.survives, &mut random)
    }
}

/// Draws different states, spread over all the steps.
fn draw(recording: &Recording, number: usize) -> Vec<State> {
    let mut random = Random::seeded(recording.steps.len() as u64);
    let mut seen = HashSet::new();
    let mut states = Vec::new();
    let mut repeated = 0;
    while states.len() < number && repeated < MOST_REPEATED {
        let state = State {
            failed: random.below(recording.steps.len() + 1),
            survives: random
                .one_of(&Survives::EVERY)
                .copied()
                .unwrap_or(Survives::All),
            seed: random.next(),
        };
        let lines = lines_before(recording, state.failed);
        if seen.insert((state.disk(recording).digest(), lines)) {
            states.push(state);
            repeated = 0;
        } else {
            repeated += 1;
        }
    }
    states
}

/// The number of lines that the worker printed before the power failed.
fn lines_before(recording: &Recording, failed: usize) -> usize {
    let done = recording.steps.iter().take(failed);
    done.filter(|step| matches!(step, Step::Say(_))).count()
}

fn examine_states(prepared: &PreparedFlow, recording: &Recording, states: &[State]) -> Tried {
    let runtime = runtime()?;
    let mut count = Count::default();
    for state in states {
        let mut said: Said = prepared.said();
        for step in recording.steps.iter().take(state.failed) {
            if let Step::Say(line) = step {
                said.read_line(line);
            }
        }
        let folder = scratch::folder().map_err(text)?;
        let disk = state.disk(recording);
        disk.lay_out(folder.path(), &recording.root).map_err(text)?;
        let allowed = said.allows(&prepared.script);
        count.tried += 1;
        match runtime.block_on(examine(&folder.path().join(HOME), &allowed)) {
            Ok(_) => count.found += 1,
            Err(wrong) => count.lost.push(format!(
                "{} at step {} of {}, {:?}, seed {}: {wrong}",
                prepared.flow.name,
                state.failed,
                recording.steps.len(),
                state.survives,
                state.seed
            )),
        }
    }
    Ok(count)
}

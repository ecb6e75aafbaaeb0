//! Bar 6: a write, sync, rename, open or removal is refused, each one of a flow in its turn, alone or from then on.
//! Nothing is called saved that is not there, and the vault opens and is sound.

use crate::bar::{Count, Tried};
use crate::between::{Between, Errno, Kind, Refuse, refusing};
use crate::examine::examine;
use crate::flow;
use crate::parallel::in_parallel;
use crate::stage::{HOME, Stage, runtime, text};
use crate::worker;

const ERRORS: [Errno; 3] = [Errno::NoSpace, Errno::Io, Errno::Access];

/// Every error, alone and lasting.
const VARIANTS: usize = 2 * ERRORS.len();

/// First every call of every flow is refused once, then every call in another way, until there were enough tries. If
/// there are fewer, they are spread over all the flows.
pub fn run(tries: u64) -> Tried {
    let between = Between::compile()?;
    let mut stages = Vec::new();
    for flow in flow::wanted() {
        let stage = Stage::set(flow)?;
        let calls = stage.record(&between)?.calls;
        stages.push((stage, calls));
    }
    let tries = usize::try_from(tries).unwrap_or(usize::MAX);
    let mut work = Vec::new();
    for variant in 0..VARIANTS {
        // Every call was refused once: it can be told now how many there are.
        if variant == 1 && work.len() > tries {
            work = spread(work, tries);
            break;
        }
        for (stage, calls) in &stages {
            for kind in Kind::ALL {
                let calls = calls.iter().filter(|call| **call == kind).count();
                work.extend(
                    (1..=calls).filter_map(|call| Some((stage, refusal(kind, call, variant)?))),
                );
            }
        }
    }
    work.truncate(tries);
    in_parallel(work, |(stage, refuse)| one(stage, &between, refuse))
}

/// So many of them, as far apart as they can be.
fn spread<T>(all: Vec<T>, wanted: usize) -> Vec<T> {
    let step = |number: usize| number * wanted / all.len();
    let taken: Vec<bool> = (0..all.len())
        .map(|number| step(number) != step(number + 1))
        .collect();
    let mut taken = taken.into_iter();
    all.into_iter()
        .filter(|_| taken.next().unwrap_or_default())
        .collect()
}

/// The n-th call of a kind, refused in one of the ways; neighbours differ.
fn refusal(kind: Kind, number: usize, variant: usize) -> Option<Refuse> {
    let way = (number + variant) % VARIANTS;
    Some(Refuse {
        kind,
        number,
        error: *ERRORS.get(way % ERRORS.len())?,
        lasting: way >= ERRORS.len(),
    })
}

fn one(stage: &Stage, between: &Between, refuse: Refuse) -> Tried {
    let copy = stage.copy()?;
    let folder = copy.path();
    let mut command = stage.worker(folder)?;
    between.stand_before(&mut command, folder);
    refusing(&mut command, refuse);
    let (said, ended) = worker::run(command, stage.said()).map_err(text)?;
    let examined = runtime()?.block_on(examine(&folder.join(HOME), &said.allows(&stage.script)));
    let mut count = Count {
        tried: 1,
        ..Count::default()
    };
    match (ended, examined) {
        (None, Ok(_)) => count.found = 1,
        (ended, examined) => count.lost.push(format!(
            "{}, {refuse:?}: {}; it said {:?}",
            stage.flow.name,
            ended.or(examined.err()).unwrap_or_default(),
            said.refused.unwrap_or_default()
        )),
    }
    Ok(count)
}

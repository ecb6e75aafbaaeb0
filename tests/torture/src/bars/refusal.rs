//! Bar 6: each write, sync, rename, open or removal of a flow is refused in turn, alone or with all later ones. The vault
//! opens, passes the verification, and holds everything that was reported as saved.

use crate::bar::{Count, Tried};
use crate::examine::examine;
use crate::flow;
use crate::parallel::in_parallel;
use crate::preload::{Errno, Kind, Preload, Refuse, refusing};
use crate::prepared_flow::{HOME, PreparedFlow, runtime, text};
use crate::worker;

const ERRORS: [Errno; 3] = [Errno::NoSpace, Errno::Io, Errno::Access];

/// Every error, once and lasting.
const VARIANTS: usize = 2 * ERRORS.len();

/// Refuses every call of every flow once, then every call in another way, until there were enough tries. Fewer tries than
/// calls are spread over all the flows.
pub fn run(tries: u64) -> Tried {
    let preload = Preload::compile()?;
    let mut flows = Vec::new();
    for flow in flow::wanted() {
        let prepared = PreparedFlow::new(flow)?;
        let calls = prepared.record(&preload)?.calls;
        flows.push((prepared, calls));
    }
    let tries = usize::try_from(tries).unwrap_or(usize::MAX);
    let mut work = Vec::new();
    for variant in 0..VARIANTS {
        // Every call is listed once now, so their number is known.
        if variant == 1 && work.len() > tries {
            work = spread(work, tries);
            break;
        }
        for (prepared, calls) in &flows {
            for kind in Kind::ALL {
                let calls = calls.iter().filter(|call| **call == kind).count();
                work.extend(
                    (1..=calls).filter_map(|call| Some((prepared, refusal(kind, call, variant)?))),
                );
            }
        }
    }
    work.truncate(tries);
    in_parallel(work, |(prepared, refuse)| one(prepared, &preload, refuse))
}

/// So many of them, evenly spread.
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

fn one(prepared: &PreparedFlow, preload: &Preload, refuse: Refuse) -> Tried {
    let copy = prepared.copy()?;
    let folder = copy.path();
    let mut command = prepared.worker(folder)?;
    preload.attach(&mut command, folder);
    refusing(&mut command, refuse);
    let (said, ended) = worker::run(command, prepared.said()).map_err(text)?;
    let examined = runtime()?.block_on(examine(&folder.join(HOME), &said.allows(&prepared.script)));
    let mut count = Count {
        tried: 1,
        ..Count::default()
    };
    match (ended, examined) {
        (None, Ok(_)) => count.found = 1,
        (ended, examined) => count.lost.push(format!(
            "{}, {refuse:?}: {}; it said {:?}",
            prepared.flow.name,
            ended.or(examined.err()).unwrap_or_default(),
            said.refused.unwrap_or_default()
        )),
    }
    Ok(count)
}

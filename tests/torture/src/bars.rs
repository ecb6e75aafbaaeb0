//! The bars that this program tries. `xtask` lists the others and runs them where their tests are.

mod fuzz;
mod kill;
mod power;
pub mod race;
mod refusal;
mod restore;

use crate::bar::{Bar, Fault};

pub const BARS: &[Bar] = &[
    Bar {
        number: 1,
        what: "killed while it saves",
        ci: 200,
        release: 20_000,
        run: kill::run,
        faults: &[Fault::anywhere("saved without a commit", 3)],
    },
    Bar {
        number: 2,
        what: "power lost: dropped, torn, reordered writes",
        ci: 2_000,
        release: 100_000,
        run: power::run,
        faults: &[
            Fault::anywhere("no sync", 400),
            Fault::in_flow(
                "a replacement in a folder that is not synced",
                2_000,
                "new key",
            ),
        ],
    },
    Bar {
        number: 6,
        what: "a full, broken or forbidden disk at any call",
        // A call in eight, in every flow.
        ci: 500,
        release: u64::MAX,
        run: refusal::run,
        faults: &[Fault::anywhere(
            "a refused commit is reported as saved",
            1_000,
        )],
    },
    Bar {
        number: 7,
        what: "fuzzed headers, backups, course files, codes",
        ci: 100_000,
        release: 10_000_000,
        run: fuzz::run,
        faults: &[Fault::anywhere("panics at a newer header", 10_000)],
    },
    Bar {
        number: 13,
        what: "programs racing for a vault whose owner was killed",
        ci: 100,
        release: 1_000,
        run: race::run,
        faults: &[Fault::anywhere("no lock", 5)],
    },
    Bar {
        number: 14,
        what: "backups restored to what was there; rotation",
        ci: 50,
        release: 2_000,
        run: restore::run,
        faults: &[Fault::anywhere("a backup cut after its check", 3)],
    },
];

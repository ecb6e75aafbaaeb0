//! Flows: short lists of acts, some before the faults and some during which each call may fail.

use crate::act::{Act, Model, Script};

/// A flow: its name, the acts before the faults, and the acts with faults.
pub struct Flow {
    pub name: &'static str,
    /// Whether it begins with a vault that an earlier Kith made.
    pub golden: bool,
    before: fn() -> Vec<Act>,
    with_faults: fn() -> Vec<Act>,
}

/// Environment variable with the name of the only flow to run.
pub const ONLY: &str = "KITH_TORTURE_FLOW";

/// The flows to run.
pub fn wanted() -> impl Iterator<Item = &'static Flow> {
    let only = std::env::var(ONLY).ok();
    FLOWS
        .iter()
        .filter(move |flow| only.as_deref().is_none_or(|name| name == flow.name))
}

/// Every flow.
pub const FLOWS: &[Flow] = &[
    Flow {
        name: "create",
        golden: false,
        before: Vec::new,
        with_faults: || vec![Act::Create, Act::AddClient(1), write("first")],
    },
    Flow {
        name: "save",
        golden: false,
        before: a_client,
        with_faults: || {
            vec![
                write("second"),
                Act::Draft("half a sentence".to_owned()),
                Act::Undo(1),
                Act::Redo(1),
                write(&"long ".repeat(4_000)),
            ]
        },
    },
    Flow {
        name: "erase",
        golden: false,
        before: || {
            let mut acts = a_client();
            acts.push(Act::AddClient(2));
            acts
        },
        with_faults: || vec![Act::Erase(2), write("second")],
    },
    Flow {
        name: "passphrase",
        golden: false,
        before: a_client,
        with_faults: || vec![write("second"), Act::ChangePassphrase(1), write("third")],
    },
    Flow {
        name: "recovery code",
        golden: false,
        before: a_client,
        with_faults: || vec![Act::NewRecoveryCode, write("second")],
    },
    Flow {
        name: "new key",
        golden: false,
        before: || {
            let mut acts = a_client();
            acts.push(Act::Backup(10));
            acts
        },
        with_faults: || vec![Act::ReplaceMasterKey(1), write("second")],
    },
    Flow {
        name: "moving",
        golden: false,
        before: a_client,
        with_faults: || vec![Act::Move, write("second")],
    },
    Flow {
        name: "backup",
        golden: false,
        before: a_client,
        with_faults: || vec![Act::Backup(10), write("second"), Act::Backup(11)],
    },
    Flow {
        name: "rotation",
        golden: false,
        before: || {
            let mut acts = a_client();
            acts.extend((10..15).map(Act::Backup));
            acts
        },
        with_faults: || vec![Act::Rotate(15), write("second")],
    },
    Flow {
        name: "restore",
        golden: false,
        before: || {
            let mut acts = a_client();
            acts.extend([Act::Backup(10), write("second")]);
            acts
        },
        with_faults: || vec![Act::Restore(11), write("third")],
    },
    Flow {
        name: "migration",
        golden: true,
        before: Vec::new,
        with_faults: || vec![Act::Open, write("second")],
    },
];

fn a_client() -> Vec<Act> {
    vec![Act::Create, Act::AddClient(1), write("first")]
}

fn write(text: &str) -> Act {
    Act::Write(1, text.to_owned())
}

impl Flow {
    /// How many acts come before the faults.
    pub fn first(&self) -> u64 {
        (self.before)().len() as u64
    }

    /// All acts, before the faults and with them.
    pub fn script(&self) -> Script {
        let acts = [(self.before)(), (self.with_faults)()].concat();
        Script::Listed {
            begins: if self.golden {
                Model::golden()
            } else {
                Model::default()
            },
            acts,
        }
    }
}

/// The script of that name: of a flow, or `mixed` with a seed.
pub fn script(name: &str) -> Option<Script> {
    if let Some(seed) = name.strip_prefix("mixed ") {
        return seed.parse().ok().map(|seed| Script::Mixed { seed });
    }
    FLOWS
        .iter()
        .find(|flow| flow.name == name)
        .map(Flow::script)
}

//! Acts on a vault, and the model of the contents that they must leave.

use std::collections::BTreeMap;

use crate::random::Random;

/// One act, saved as a whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A vault is made, with nothing in it.
    Create,
    /// The note of a client is written.
    Write(u128, String),
    /// The newest change of a client is taken back.
    Undo(u128),
    /// The change taken back is made again.
    Redo(u128),
    /// A text in progress is saved.
    Draft(String),
    /// A client is added, with a course.
    AddClient(u128),
    /// A client is erased.
    Erase(u128),
    /// The n-th passphrase replaces the one before.
    ChangePassphrase(u64),
    /// A new recovery code is made.
    NewRecoveryCode,
    /// A backup is made at that minute.
    Backup(i64),
    /// Backups no longer needed long after that minute are removed.
    Rotate(i64),
    /// The newest backup takes the place of the vault, which is backed up first, at that minute.
    Restore(i64),
    /// The vault is opened, and brought up to date if it is old.
    Open,
    /// The vault gets a new master key, with the n-th passphrase and a new recovery code.
    ReplaceMasterKey(u64),
    /// The vault moves to another folder.
    Move,
}

/// The number of newest backups that rotation always keeps.
const NEWEST: usize = 3;

/// The note of a client, with its history of undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub note: String,
    past: Vec<String>,
    /// The notes that redo brings back.
    pub future: Vec<String>,
}

/// The expected contents of a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    pub made: bool,
    pub clients: BTreeMap<u128, Kept>,
    pub draft: Option<String>,
    pub passphrase: u64,
    /// The newest recovery code, if the worker has told it.
    pub code: Code,
    /// The backups, oldest first.
    pub backups: Vec<Backup>,
    /// Whether an earlier Kith made the vault.
    pub golden: bool,
    newest: u128,
}

/// A backup: the minute it was made in, and its contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub minute: i64,
    pub holds: Model,
}

/// A recovery code, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Code {
    #[default]
    Unknown,
    Told(String),
}

impl Model {
    /// The contents once `act` is done.
    pub fn after(mut self, act: &Act) -> Self {
        let model = &mut self;
        match act {
            Act::Create => model.made = true,
            Act::Write(client, text) => {
                if let Some(kept) = model.clients.get_mut(client) {
                    let old = std::mem::replace(&mut kept.note, text.clone());
                    kept.past.push(old);
                    kept.future.clear();
                }
            }
            Act::Undo(client) => {
                if let Some(kept) = model.clients.get_mut(client)
                    && let Some(old) = kept.past.pop()
                {
                    kept.future.push(std::mem::replace(&mut kept.note, old));
                }
            }
            Act::Redo(client) => {
                if let Some(kept) = model.clients.get_mut(client)
                    && let Some(new) = kept.future.pop()
                {
                    kept.past.push(std::mem::replace(&mut kept.note, new));
                }
            }
            Act::Draft(words) => model.draft = Some(words.clone()),
            Act::AddClient(client) => model.add(*client),
            Act::Erase(client) => {
                model.clients.remove(client);
            }
            Act::ChangePassphrase(number) => model.passphrase = *number,
            Act::NewRecoveryCode => model.code = Code::Unknown,
            Act::ReplaceMasterKey(number) => {
                model.passphrase = *number;
                model.code = Code::Unknown;
            }
            Act::Backup(minute) => model.back_up(*minute),
            Act::Rotate(_) => {
                let old = model.backups.len().saturating_sub(NEWEST);
                model.backups.drain(..old);
            }
            Act::Restore(minute) => {
                if let Some(newest) = model.backups.last().cloned() {
                    model.back_up(*minute);
                    let backups = std::mem::take(&mut model.backups);
                    let newest_client = model.newest;
                    self = newest.holds;
                    self.backups = backups;
                    self.newest = newest_client;
                }
            }
            Act::Open | Act::Move => {}
        }
        self
    }

    fn back_up(&mut self, minute: i64) {
        let backups = std::mem::take(&mut self.backups);
        let holds = self.clone();
        self.backups = backups;
        self.backups.push(Backup { minute, holds });
    }

    /// The vault an earlier Kith made: one client whose second note is undone, and one with a course out of a file.
    pub fn golden() -> Self {
        let mut model = Self {
            made: true,
            golden: true,
            draft: Some("half a sen".to_owned()),
            ..Self::default()
        };
        model.add(1);
        if let Some(kept) = model.clients.get_mut(&1) {
            kept.future.push("Second thoughts".to_owned());
        }
        model
    }

    fn add(&mut self, client: u128) {
        self.newest = client;
        let kept = Kept {
            note: "First hour".to_owned(),
            past: Vec::new(),
            future: Vec::new(),
        };
        self.clients.insert(client, kept);
    }
}

/// Acts, one after the other; the next may depend on the contents.
#[derive(Clone)]
pub enum Script {
    /// These acts, on a vault with these contents.
    Listed { begins: Model, acts: Vec<Act> },
    /// Random acts of every kind, without end.
    Mixed { seed: u64 },
}

impl Script {
    /// The contents before the first act.
    pub fn begins(&self) -> Model {
        match self {
            Self::Listed { begins, .. } => begins.clone(),
            Self::Mixed { .. } => Model::default(),
        }
    }

    /// The `number`-th act.
    pub fn act(&self, number: u64, model: &Model) -> Option<Act> {
        match self {
            Self::Listed { acts, .. } => acts.get(usize::try_from(number).ok()?).cloned(),
            Self::Mixed { seed } => Some(mixed(*seed, number, model)),
        }
    }
}

fn mixed(seed: u64, number: u64, model: &Model) -> Act {
    if !model.made {
        return Act::Create;
    }
    if model.clients.is_empty() {
        return Act::AddClient(model.newest + 1);
    }
    let mut random = Random::seeded(seed.wrapping_mul(0x1_0000_0001).wrapping_add(number));
    let clients: Vec<u128> = model.clients.keys().copied().collect();
    let client = random.one_of(&clients).copied().unwrap_or(model.newest);
    let kept = model.clients.get(&client);
    let minute = i64::try_from(number).unwrap_or_default();
    let can = |turn: fn(&Kept) -> usize| kept.is_some_and(|kept| turn(kept) > 0);
    match random.below(100) {
        0..2 => Act::ChangePassphrase(model.passphrase + 1),
        2..4 => Act::NewRecoveryCode,
        4..10 if clients.len() < 6 => Act::AddClient(model.newest + 1),
        10..14 if clients.len() > 3 => Act::Erase(client),
        14..26 if can(|kept| kept.past.len()) => Act::Undo(client),
        26..34 if can(|kept| kept.future.len()) => Act::Redo(client),
        34..37 => Act::Backup(minute),
        37..39 if model.backups.len() > NEWEST => Act::Rotate(minute),
        39..41 if !model.backups.is_empty() => Act::Restore(minute),
        41..54 => Act::Draft(format!("half a sentence {number}")),
        // Now and then a note that takes many pages.
        54..58 => Act::Write(client, format!("{number} {}", "long ".repeat(4_000))),
        _ => Act::Write(client, format!("note {number}")),
    }
}

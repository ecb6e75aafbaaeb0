//! What may be on a disk after the power failed. Bytes of a file last from the sync of that file on, a name from the
//! sync of its folder on; whatever came after its last sync may be there, may be missing, may be there in part and
//! in any order. A rename is there as a whole or not at all;
//! between folders it lasts from the sync of the one it leads into on.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::Path;

use crate::random::Random;
use crate::recording::{Name, ROOT, Recording, Step, Thing};

/// What becomes of a step no sync covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Luck {
    /// Everything got there: as after a kill.
    All,
    /// Nothing did.
    None,
    /// Names did, bytes did not.
    OnlyNames,
    /// Bytes did, names did not.
    OnlyBytes,
    /// Each on its own.
    Any,
    /// As `Any`, and of each write any of its sectors.
    Torn,
    /// Names in their order up to some point, as a journal keeps them; bytes as in `Torn`.
    Journalled,
}

impl Luck {
    pub const EVERY: [Self; 7] = [
        Self::All,
        Self::None,
        Self::OnlyNames,
        Self::OnlyBytes,
        Self::Any,
        Self::Torn,
        Self::Journalled,
    ];
}

/// What is never written in part.
const SECTOR: usize = 512;

/// Files and folders as they are found after the power is back.
#[derive(Default, PartialEq, Eq, Hash)]
pub struct Disk {
    names: BTreeMap<Name, Thing>,
    bytes: BTreeMap<Thing, Vec<u8>>,
}

impl Disk {
    /// The disk when the power failed just before the step of that number.
    pub fn after_power_loss(
        recording: &Recording,
        failed: usize,
        luck: Luck,
        random: &mut Random,
    ) -> Self {
        let mut disk = Self::default();
        for step in &recording.before {
            disk.apply(step);
        }
        let done = recording.steps.get(..failed).unwrap_or_default();
        let lasting = lasting(done);
        // The journal of the file system ends somewhere among the names that no sync covers.
        let unsynced = done
            .iter()
            .zip(&lasting)
            .filter(|(step, lasts)| is_name(step) && !**lasts)
            .count();
        let mut journal = random.below(unsynced + 1);
        for (step, lasts) in done.iter().zip(lasting) {
            if lasts {
                // Where it leads to lasts, whatever became of where it came from.
                if let Step::Rename { from, thing, .. } = step {
                    disk.names.insert(from.clone(), *thing);
                }
                disk.apply(step);
            } else if is_name(step) {
                let there = match luck {
                    Luck::All | Luck::OnlyNames => true,
                    Luck::None | Luck::OnlyBytes => false,
                    Luck::Any | Luck::Torn => random.coin(),
                    Luck::Journalled => {
                        let there = journal > 0;
                        journal = journal.saturating_sub(1);
                        there
                    }
                };
                if there {
                    disk.apply(step);
                }
            } else {
                disk.apply_bytes(step, luck, random);
            }
        }
        disk
    }

    fn apply_bytes(&mut self, step: &Step, luck: Luck, random: &mut Random) {
        match luck {
            Luck::All | Luck::OnlyBytes => self.apply(step),
            Luck::None | Luck::OnlyNames => {}
            Luck::Any => {
                if random.coin() {
                    self.apply(step);
                }
            }
            Luck::Torn | Luck::Journalled => {
                if let Step::Write { thing, at, bytes } = step {
                    for (number, sector) in sectors(*at, bytes) {
                        if random.coin() {
                            self.write(*thing, number, sector);
                        }
                    }
                } else if random.coin() {
                    self.apply(step);
                }
            }
        }
    }

    fn write(&mut self, thing: Thing, at: usize, bytes: &[u8]) {
        let file = self.bytes.entry(thing).or_default();
        if file.len() < at + bytes.len() {
            file.resize(at + bytes.len(), 0);
        }
        if let Some(place) = file.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }

    fn apply(&mut self, step: &Step) {
        match step {
            Step::Make { at, thing, folder } => {
                self.names.insert(at.clone(), *thing);
                if !folder {
                    self.bytes.entry(*thing).or_default();
                }
            }
            Step::Write { thing, at, bytes } => self.write(*thing, *at, bytes),
            Step::Cut { thing, length } => {
                self.bytes.entry(*thing).or_default().resize(*length, 0);
            }
            Step::Rename { from, to, thing } => {
                if self.names.get(from) == Some(thing) {
                    self.names.remove(from);
                    self.names.insert(to.clone(), *thing);
                }
            }
            Step::Link { at, thing } => {
                self.names.insert(at.clone(), *thing);
            }
            Step::Remove { at, thing } => {
                if self.names.get(at) == Some(thing) {
                    self.names.remove(at);
                }
            }
            Step::Sync { .. } | Step::Say(_) => {}
        }
    }

    /// Lays it out as real files in an empty folder. Where a vault was moved to is written down as a whole path,
    /// which begins with `recorded`: here with the folder.
    pub fn lay_out(&self, folder: &Path, recorded: &Path) -> io::Result<()> {
        let moved = |bytes: &[u8]| {
            let (from, to) = (recorded.to_string_lossy(), folder.to_string_lossy());
            let text = std::str::from_utf8(bytes).ok();
            let text = text.filter(|text| text.contains(&*from));
            text.map(|text| text.replace(&*from, &to).into_bytes())
        };
        self.lay_out_folder(ROOT, folder, &moved)
    }

    fn lay_out_folder(
        &self,
        thing: Thing,
        folder: &Path,
        moved: &dyn Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> io::Result<()> {
        let inside = (thing, String::new())..(thing + 1, String::new());
        for ((_, name), thing) in self.names.range(inside) {
            let path = folder.join(name);
            match self.bytes.get(thing) {
                Some(bytes) => match moved(bytes) {
                    Some(moved) => fs::write(path, moved)?,
                    None => fs::write(path, bytes)?,
                },
                None => {
                    fs::create_dir(&path)?;
                    self.lay_out_folder(*thing, &path, moved)?;
                }
            }
        }
        Ok(())
    }
}

fn is_name(step: &Step) -> bool {
    match step {
        Step::Make { .. } | Step::Rename { .. } | Step::Link { .. } | Step::Remove { .. } => true,
        Step::Write { .. } | Step::Cut { .. } | Step::Sync { .. } | Step::Say(_) => false,
    }
}

/// Which steps a later sync covers.
fn lasting(done: &[Step]) -> Vec<bool> {
    let mut last_sync: HashMap<Thing, usize> = HashMap::new();
    for (number, step) in done.iter().enumerate() {
        if let Step::Sync { thing } = step {
            last_sync.insert(*thing, number);
        }
    }
    let covered =
        |thing: &Thing, number: usize| last_sync.get(thing).is_some_and(|sync| *sync > number);
    done.iter()
        .enumerate()
        .map(|(number, step)| match step {
            Step::Write { thing, .. } | Step::Cut { thing, .. } => covered(thing, number),
            Step::Make { at, .. } | Step::Link { at, .. } | Step::Remove { at, .. } => {
                covered(&at.0, number)
            }
            Step::Rename { to, .. } => covered(&to.0, number),
            Step::Sync { .. } | Step::Say(_) => true,
        })
        .collect()
}

/// A write in pieces that are written whole, each with its place.
fn sectors(at: usize, bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let to_border = (SECTOR - at % SECTOR).min(bytes.len());
    let (first, rest) = bytes.split_at_checked(to_border).unwrap_or_default();
    std::iter::once((at, first))
        .chain(
            rest.chunks(SECTOR)
                .enumerate()
                .map(|(number, piece)| (at + to_border + number * SECTOR, piece)),
        )
        .collect()
}

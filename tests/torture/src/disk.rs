//! The possible contents of a disk after a power failure. The bytes of a file are safe once that file is synced, a name
//! once its folder is synced. A later step may be there, missing, or there in part, in any order. A rename is there as a
//! whole or not at all; a rename into another folder is safe once that other folder is synced.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::Path;

use ring::digest::{Context, SHA256};

use crate::random::Random;
use crate::recording::{FileId, Name, ROOT, Recording, Step};

/// The steps without a sync that survive a power failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survives {
    /// All of them, as after a kill.
    All,
    /// None of them.
    None,
    /// Names survive, bytes do not.
    OnlyNames,
    /// Bytes survive, names do not.
    OnlyBytes,
    /// Each step survives or not, at random.
    Any,
    /// As `Any`, and of each write some sectors at random.
    Torn,
    /// Names up to a random step, as a journal of the file system keeps them; bytes as in `Torn`.
    Journalled,
}

impl Survives {
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

/// The size of a block that is written as a whole or not at all.
const SECTOR: usize = 512;

/// Files and folders after the power failure.
#[derive(Default)]
pub struct Disk {
    names: BTreeMap<Name, FileId>,
    bytes: BTreeMap<FileId, Vec<u8>>,
}

impl Disk {
    /// The disk when the power failed just before the step of that number.
    pub fn after_power_loss(
        recording: &Recording,
        failed: usize,
        survives: Survives,
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
                // The new name is safe even if the old name was lost.
                if let Step::Rename { from, id, .. } = step {
                    disk.names.insert(from.clone(), *id);
                }
                disk.apply(step);
            } else if is_name(step) {
                let there = match survives {
                    Survives::All | Survives::OnlyNames => true,
                    Survives::None | Survives::OnlyBytes => false,
                    Survives::Any | Survives::Torn => random.coin(),
                    Survives::Journalled => {
                        let there = journal > 0;
                        journal = journal.saturating_sub(1);
                        there
                    }
                };
                if there {
                    disk.apply(step);
                }
            } else {
                disk.apply_bytes(step, survives, random);
            }
        }
        disk
    }

    /// A digest of all names and bytes: two disks with the same digest are alike.
    pub fn digest(&self) -> [u8; 32] {
        let mut all = Context::new(&SHA256);
        for ((folder, name), id) in &self.names {
            for number in [*folder, name.len(), *id] {
                all.update(&number.to_le_bytes());
            }
            all.update(name.as_bytes());
        }
        for (id, bytes) in &self.bytes {
            for number in [*id, bytes.len()] {
                all.update(&number.to_le_bytes());
            }
            all.update(bytes);
        }
        let mut digest = [0; 32];
        digest.copy_from_slice(all.finish().as_ref());
        digest
    }

    fn apply_bytes(&mut self, step: &Step, survives: Survives, random: &mut Random) {
        match survives {
            Survives::All | Survives::OnlyBytes => self.apply(step),
            Survives::None | Survives::OnlyNames => {}
            Survives::Any => {
                if random.coin() {
                    self.apply(step);
                }
            }
            Survives::Torn | Survives::Journalled => {
                if let Step::Write { id, at, bytes } = step {
                    for (number, sector) in sectors(*at, bytes) {
                        if random.coin() {
                            self.write(*id, number, sector);
                        }
                    }
                } else if random.coin() {
                    self.apply(step);
                }
            }
        }
    }

    fn write(&mut self, id: FileId, at: usize, bytes: &[u8]) {
        let file = self.bytes.entry(id).or_default();
        if file.len() < at {
            file.resize(at, 0);
        }
        // Copied in whole slices: without optimisation, filling a file with zeros first takes most of the time.
        let (inside, beyond) = bytes
            .split_at_checked(file.len() - at)
            .unwrap_or((bytes, &[]));
        if let Some(place) = file.get_mut(at..at + inside.len()) {
            place.copy_from_slice(inside);
        }
        file.extend_from_slice(beyond);
    }

    fn apply(&mut self, step: &Step) {
        match step {
            Step::Make { at, id, folder } => {
                self.names.insert(at.clone(), *id);
                if !folder {
                    self.bytes.entry(*id).or_default();
                }
            }
            Step::Write { id, at, bytes } => self.write(*id, *at, bytes),
            Step::Cut { id, length } => {
                self.bytes.entry(*id).or_default().resize(*length, 0);
            }
            Step::Rename { from, to, id } => {
                if self.names.get(from) == Some(id) {
                    self.names.remove(from);
                    self.names.insert(to.clone(), *id);
                }
            }
            Step::Link { at, id } => {
                self.names.insert(at.clone(), *id);
            }
            Step::Remove { at, id } => {
                if self.names.get(at) == Some(id) {
                    self.names.remove(at);
                }
            }
            Step::Sync { .. } | Step::Say(_) => {}
        }
    }

    /// Writes the disk as real files into an empty folder. A file that names the place of a moved vault holds a whole
    /// path, which begins with `recorded`; the path is changed to begin with the folder.
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
        id: FileId,
        folder: &Path,
        moved: &dyn Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> io::Result<()> {
        let inside = (id, String::new())..(id + 1, String::new());
        for ((_, name), id) in self.names.range(inside) {
            let path = folder.join(name);
            match self.bytes.get(id) {
                Some(bytes) => match moved(bytes) {
                    Some(moved) => fs::write(path, moved)?,
                    None => fs::write(path, bytes)?,
                },
                None => {
                    fs::create_dir(&path)?;
                    self.lay_out_folder(*id, &path, moved)?;
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

/// Says of each step whether a later sync makes it safe.
fn lasting(done: &[Step]) -> Vec<bool> {
    let mut last_sync: HashMap<FileId, usize> = HashMap::new();
    for (number, step) in done.iter().enumerate() {
        if let Step::Sync { id } = step {
            last_sync.insert(*id, number);
        }
    }
    let covered = |id: &FileId, number: usize| last_sync.get(id).is_some_and(|sync| *sync > number);
    done.iter()
        .enumerate()
        .map(|(number, step)| match step {
            Step::Write { id, .. } | Step::Cut { id, .. } => covered(id, number),
            Step::Make { at, .. } | Step::Link { at, .. } | Step::Remove { at, .. } => {
                covered(&at.0, number)
            }
            Step::Rename { to, .. } => covered(&to.0, number),
            Step::Sync { .. } | Step::Say(_) => true,
        })
        .collect()
}

/// A write in sectors, each with its place.
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

//! Bar 7: whatever bytes stand in a header, a backup, a course file or where a recovery code is asked for, they are
//! read or refused. Valid ones are changed a little, so that most get far. (There is no import of CSV.)

mod mutation;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use ring::digest::{SHA256, digest};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use vault::{LockedVault, OpenError, RecoveryCode, Secret, VaultPath};

use crate::bar::{Count, Tried};
use crate::flow::FLOWS;
use crate::parallel::in_parallel;
use crate::practice::course;
use crate::random::Random;
use crate::stage::{HOME, Stage, runtime, text};
use mutation::{mutate, reword};

const PORTION: u64 = 2_000;
const CASE: &[u8] = include_bytes!("../../../golden/cases/case-transition.json");

/// That many inputs for each reader.
pub fn run(runs: u64) -> Tried {
    let mut work: Vec<(Kind, u64, u64)> = Vec::new();
    for portion in 0..runs.div_ceil(PORTION) {
        let inputs = PORTION.min(runs - portion * PORTION);
        work.extend(Kind::ALL.map(|kind| (kind, portion, inputs)));
    }
    in_parallel(work, |(kind, seed, inputs)| {
        let mut reader = kind.reader()?;
        let mut random = Random::seeded(seed);
        let mut count = Count::default();
        for _ in 0..inputs {
            let input = reader.input(&mut random);
            count.tried += 1;
            match catch_unwind(AssertUnwindSafe(|| reader.read(&input))) {
                Ok(Read::Whole) => {}
                Ok(Read::Refused) => count.found += 1,
                Ok(Read::Panicked) | Err(_) => {
                    let lost = format!("{kind:?}: input {} of seed {seed}", count.tried);
                    count.lost.push(lost);
                }
            }
        }
        Ok(count)
    })
}

/// What became of an input.
enum Read {
    Whole,
    Refused,
    Panicked,
}

/// What reads bytes of others.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Header,
    CourseFile,
    RecoveryCode,
}

trait Reader {
    fn input(&mut self, random: &mut Random) -> Vec<u8>;
    fn read(&mut self, input: &[u8]) -> Read;
}

impl Kind {
    const ALL: [Self; 3] = [Self::Header, Self::CourseFile, Self::RecoveryCode];

    fn reader(self) -> Result<Box<dyn Reader>, String> {
        Ok(match self {
            Self::Header => Box::new(Headers::new()?),
            Self::CourseFile => Box::new(CourseFiles),
            Self::RecoveryCode => Box::new(RecoveryCodes),
        })
    }
}

/// Headers, read as the lock screen does and opened with a recovery code.
struct Headers {
    runtime: Runtime,
    _folder: TempDir,
    home: PathBuf,
    seed: Vec<u8>,
    code: String,
}

impl Headers {
    fn new() -> Result<Self, String> {
        let flow = FLOWS.iter().find(|flow| flow.name == "save");
        let stage = Stage::set(flow.ok_or("no vault to read")?)?;
        let folder = stage.copy()?;
        let home = folder.path().join(HOME);
        let seed = fs::read(home.join("vault/vault.hdr")).map_err(text)?;
        // Without a database there is nothing to open behind a header that is good.
        fs::remove_file(home.join("vault/vault.db")).map_err(text)?;
        fs::remove_file(home.join("vault/vault.hdr.2")).map_err(text)?;
        let code = stage.said().code.map(|(_, code)| code);
        Ok(Self {
            runtime: runtime()?,
            home,
            _folder: folder,
            seed,
            code: code.ok_or("no recovery code")?,
        })
    }
}

impl Reader for Headers {
    fn input(&mut self, random: &mut Random) -> Vec<u8> {
        let mut bytes = mutate(&self.seed, random);
        // The checksum is no secret: whoever changes a header can make it fit.
        if random.below(4) > 0
            && let Some((summed, rest)) = bytes.split_at_mut_checked(4064)
        {
            let sum = digest(&SHA256, summed);
            rest.iter_mut()
                .zip(sum.as_ref())
                .for_each(|(to, from)| *to = *from);
        }
        bytes
    }

    fn read(&mut self, input: &[u8]) -> Read {
        if fs::write(self.home.join("vault/vault.hdr"), input).is_err() {
            return Read::Panicked;
        }
        let Ok(locked) = LockedVault::at(VaultPath::in_home(&self.home)) else {
            return Read::Refused;
        };
        let Ok(code) = RecoveryCode::parse(&self.code) else {
            return Read::Panicked;
        };
        let opened = self.runtime.block_on(locked.unlock(Secret::Recovery(code)));
        match (locked.header_summary(), opened.err()) {
            // A panic on the thread that derives the key.
            (_, Some(OpenError::Io(std::io::ErrorKind::Interrupted))) => Read::Panicked,
            (Ok(_), Some(OpenError::DatabaseDamaged)) => Read::Whole,
            _ => Read::Refused,
        }
    }
}

/// Course files: a small one, and now and then a whole case.
struct CourseFiles;

impl Reader for CourseFiles {
    fn input(&mut self, random: &mut Random) -> Vec<u8> {
        if random.below(100) == 0 {
            return mutate(CASE, random);
        }
        let file = course::file::write(&course("C-001"));
        // What is no JSON any more is refused early; other words in good JSON get further.
        if random.coin() {
            reword(file.as_bytes(), random)
        } else {
            mutate(file.as_bytes(), random)
        }
    }

    fn read(&mut self, input: &[u8]) -> Read {
        let mut next = 0;
        let mut ids = || {
            next += 1;
            format!("id-{next}")
        };
        match course::file::read(input, &mut ids) {
            Ok(course) => {
                // What was read can be kept and written again.
                let kept = (course.to_rows().len(), course::file::write(&course).len());
                if kept > (0, 0) {
                    Read::Whole
                } else {
                    Read::Panicked
                }
            }
            Err(_) => Read::Refused,
        }
    }
}

/// Recovery codes as somebody types them.
struct RecoveryCodes;

impl Reader for RecoveryCodes {
    fn input(&mut self, random: &mut Random) -> Vec<u8> {
        mutate(b"064J-57RH-722H-DPC5-GAKX-HD8M-J4Z3-E9BB", random)
    }

    fn read(&mut self, input: &[u8]) -> Read {
        match RecoveryCode::parse(&String::from_utf8_lossy(input)) {
            Ok(code) if code.groups().iter().all(|group| group.len() == 4) => Read::Whole,
            Ok(_) => Read::Panicked,
            Err(_) => Read::Refused,
        }
    }
}

//! Bar 7: any bytes as a header, a backup, a course file or a recovery code are read or refused. The inputs are valid ones
//! with small changes, so that most of them get far.

mod backups;
mod headers;
mod mutation;

use std::panic::{AssertUnwindSafe, catch_unwind};

use ring::digest::{SHA256, digest};
use vault::RecoveryCode;

use crate::bar::{Count, Tried};
use crate::parallel::in_parallel;
use crate::practice::course;
use crate::random::Random;
use backups::Backups;
use headers::Headers;
use mutation::{mutate, reword};

/// The number of inputs in one piece of work. Each piece makes a vault of its own, which takes as long as hundreds of
/// inputs.
const PORTION: u64 = 10_000;
const CASE: &[u8] = include_bytes!("../../../golden/cases/case-transition.json");

/// Tries that many inputs with each reader.
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
                Ok(Read::Wrong) | Err(_) => {
                    let lost = format!("{kind:?}: input {} of seed {seed}", count.tried);
                    count.lost.push(lost);
                }
            }
        }
        Ok(count)
    })
}

/// The result of reading an input.
enum Read {
    Whole,
    Refused,
    /// A panic, or an input that was accepted and had to be refused.
    Wrong,
}

/// The readers of bytes from outside.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Header,
    Backup,
    CourseFile,
    RecoveryCode,
}

trait Reader {
    fn input(&mut self, random: &mut Random) -> Vec<u8>;
    fn read(&mut self, input: &[u8]) -> Read;
}

impl Kind {
    const ALL: [Self; 4] = [
        Self::Header,
        Self::Backup,
        Self::CourseFile,
        Self::RecoveryCode,
    ];

    fn reader(self) -> Result<Box<dyn Reader>, String> {
        Ok(match self {
            Self::Header => Box::new(Headers::new()?),
            Self::Backup => Box::new(Backups::new()?),
            Self::CourseFile => Box::new(CourseFiles::new()),
            Self::RecoveryCode => Box::new(RecoveryCodes),
        })
    }
}

/// Makes the checksum of a changed header right. It is no secret, so an attacker can do the same.
fn make_checksum_fit(header: &mut [u8]) {
    if let Some((summed, rest)) = header.split_at_mut_checked(4064) {
        let sum = digest(&SHA256, summed);
        rest.iter_mut()
            .zip(sum.as_ref())
            .for_each(|(to, from)| *to = *from);
    }
}

/// Course files: a small one, and now and then a whole case.
struct CourseFiles {
    small: String,
}

impl CourseFiles {
    fn new() -> Self {
        let small = course::file::write(&course("C-001"));
        Self { small }
    }
}

impl Reader for CourseFiles {
    fn input(&mut self, random: &mut Random) -> Vec<u8> {
        if random.below(100) == 0 {
            return mutate(CASE, random);
        }
        // Broken JSON is refused early; other words in valid JSON get further.
        if random.coin() {
            reword(self.small.as_bytes(), random)
        } else {
            mutate(self.small.as_bytes(), random)
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
                // A course that was read can be stored and written again.
                let kept = (course.to_rows().len(), course::file::write(&course).len());
                if kept > (0, 0) {
                    Read::Whole
                } else {
                    Read::Wrong
                }
            }
            Err(_) => Read::Refused,
        }
    }
}

/// Recovery codes as typed.
struct RecoveryCodes;

impl Reader for RecoveryCodes {
    fn input(&mut self, random: &mut Random) -> Vec<u8> {
        mutate(b"064J-57RH-722H-DPC5-GAKX-HD8M-J4Z3-E9BB", random)
    }

    fn read(&mut self, input: &[u8]) -> Read {
        match RecoveryCode::parse(&String::from_utf8_lossy(input)) {
            Ok(code) if code.groups().iter().all(|group| group.len() == 4) => Read::Whole,
            Ok(_) => Read::Wrong,
            Err(_) => Read::Refused,
        }
    }
}

//! How far a backup is, told to whoever waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crate::backup::fault::BackupError;
use crate::backup::open::INTERRUPTED;

/// How far a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Of a hundred.
    pub percent: u8,
}

/// Whom to tell how far it is, each step once.
#[derive(Clone)]
pub struct Report(Arc<Telling>);

/// Stops the work it belongs to when whoever waits for it goes away: threads would go on, with the keys.
pub struct Stop(Report);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.0.stopped.store(true, Ordering::Relaxed);
    }
}

struct Telling {
    last: AtomicU8,
    stopped: AtomicBool,
    told: Box<dyn Fn(Progress) + Send + Sync>,
}

/// Percent at which copying ends.
pub const COPIED: u8 = 40;
/// Percent at which sealing ends, and checking begins.
pub const SEALED: u8 = 60;

impl Report {
    /// To `told`.
    pub fn to(told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Telling {
            last: AtomicU8::new(0),
            stopped: AtomicBool::new(false),
            told: Box::new(told),
        }))
    }

    /// To nobody.
    pub fn none() -> Self {
        Self::to(|_| {})
    }

    /// All of it is done.
    pub fn done(&self) {
        self.reached(100);
    }

    /// So much of a hundred is done.
    pub fn reached(&self, percent: u8) {
        let Telling { last, told, .. } = self.0.as_ref();
        if last.fetch_max(percent, Ordering::Relaxed) < percent {
            told(Progress { percent });
        }
    }

    /// What is under way ends when this is dropped.
    pub fn stop_when_dropped(&self) -> Stop {
        Stop(self.clone())
    }

    /// Whether nobody waits any more.
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    fn between(&self, from: u8, to: u8, done: u64, of: u64) -> Result<(), BackupError> {
        if self.is_stopped() {
            return Err(INTERRUPTED);
        }
        let part = u64::from(to - from).saturating_mul(done) / of.max(1);
        self.reached(from.saturating_add(u8::try_from(part).unwrap_or(0)));
        Ok(())
    }

    /// A part of the copy was sealed. Ends the work if nobody waits for it any more.
    pub fn sealing(&self, done: u64, of: u64) -> Result<(), BackupError> {
        self.between(COPIED, SEALED, done, of)
    }

    /// A part of what is to be checked was read back. Ends the work if nobody waits for it any more.
    pub fn checking(&self, done: u64, of: u64) -> Result<(), BackupError> {
        self.between(SEALED, 80, done, of)
    }
}

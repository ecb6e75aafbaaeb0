//! Progress of a backup.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crate::error::backup::{BackupError, INTERRUPTED};

/// How far a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Of a hundred.
    pub percent: u8,
}

/// Reports progress, each step once.
#[derive(Clone)]
pub struct ProgressReport(Arc<Receiver>);

/// Stops the work it belongs to as soon as nobody waits for it any more. Otherwise its threads would go on, and keep
/// the keys.
pub struct Stop(ProgressReport);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.0.stopped.store(true, Ordering::Relaxed);
    }
}

struct Receiver {
    last: AtomicU8,
    stopped: AtomicBool,
    told: Box<dyn Fn(Progress) + Send + Sync>,
}

/// Percent at which copying ends.
pub const COPIED: u8 = 40;
/// Percent at which sealing ends, and checking begins.
pub const SEALED: u8 = 60;

impl ProgressReport {
    /// Reports to `told`.
    pub fn to(told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Receiver {
            last: AtomicU8::new(0),
            stopped: AtomicBool::new(false),
            told: Box::new(told),
        }))
    }

    /// For work without a progress report.
    pub fn none() -> Self {
        Self::to(|_| {})
    }

    /// All of it is done.
    pub fn done(&self) {
        self.reached(100);
    }

    /// So much of a hundred is done.
    pub fn reached(&self, percent: u8) {
        let Receiver { last, told, .. } = self.0.as_ref();
        if last.fetch_max(percent, Ordering::Relaxed) < percent {
            told(Progress { percent });
        }
    }

    /// The work ends when the returned value is dropped.
    pub fn stop_when_dropped(&self) -> Stop {
        Stop(self.clone())
    }

    /// Whether nobody waits for the work any more.
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

    /// A part was read back to be checked. Ends the work if nobody waits for it any more.
    pub fn checking(&self, done: u64, of: u64) -> Result<(), BackupError> {
        self.between(SEALED, 80, done, of)
    }
}

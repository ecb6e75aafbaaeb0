//! Does work on two threads.

use std::sync::Mutex;

use crate::bar::{Count, Tried};

/// As many as a small machine has processors.
const THREADS: usize = 2;

/// Does every piece of work and adds up the counts.
pub fn in_parallel<T: Send>(work: Vec<T>, does: impl Fn(T) -> Tried + Sync) -> Tried {
    let left = Mutex::new(work.into_iter());
    let next = || left.lock().ok().and_then(|mut left| left.next());
    let run = || -> Tried {
        let mut count = Count::default();
        while let Some(piece) = next() {
            count.add(does(piece)?);
        }
        Ok(count)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(run)).collect();
        let mut count = Count::default();
        for thread in threads {
            count.add(thread.join().map_err(|_| "a thread panicked")??);
        }
        Ok(count)
    })
}

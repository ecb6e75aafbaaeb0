//! Does work on two threads.

use std::sync::Mutex;

use crate::bar::{Count, Tried};

/// As many as a small machine has processors.
const THREADS: usize = 2;

/// Does every piece of work and adds up the counts.
pub fn in_parallel<T: Send>(work: Vec<T>, does: impl Fn(T) -> Tried + Sync) -> Tried {
    let mut sum = Count::default();
    for count in map_in_parallel(work, does)? {
        sum.add(count);
    }
    Ok(sum)
}

/// Does every piece of work; the results come in the order of the work. An error ends the work of its thread.
pub fn map_in_parallel<T: Send, R: Send>(
    work: Vec<T>,
    does: impl Fn(T) -> Result<R, String> + Sync,
) -> Result<Vec<R>, String> {
    let left = Mutex::new(work.into_iter().enumerate());
    let next = || left.lock().ok().and_then(|mut left| left.next());
    let run = || {
        let mut done = Vec::new();
        while let Some((number, piece)) = next() {
            done.push((number, does(piece)?));
        }
        Ok::<_, String>(done)
    };
    let mut all = Vec::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(run)).collect();
        for thread in threads {
            all.extend(thread.join().map_err(|_| "a thread panicked")??);
        }
        Ok::<_, String>(())
    })?;
    all.sort_by_key(|(number, _)| *number);
    Ok(all.into_iter().map(|(_, result)| result).collect())
}

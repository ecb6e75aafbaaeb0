//! Two at a time.

use std::sync::Mutex;

use crate::bar::{Count, Tried};

/// As many as small machines have processors.
const HANDS: usize = 2;

/// Does every piece of work, and adds up what came of it.
pub fn in_parallel<T: Send>(work: Vec<T>, does: impl Fn(T) -> Tried + Sync) -> Tried {
    let left = Mutex::new(work.into_iter());
    let next = || left.lock().ok().and_then(|mut left| left.next());
    let hand = || -> Tried {
        let mut count = Count::default();
        while let Some(piece) = next() {
            count.add(does(piece)?);
        }
        Ok(count)
    };
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS).map(|_| scope.spawn(hand)).collect();
        let mut count = Count::default();
        for hand in hands {
            count.add(hand.join().map_err(|_| "a hand panicked")??);
        }
        Ok(count)
    })
}

//! Calls to a folder that may never answer, on a sleeping network drive or a failing USB drive for example. No timeout
//! ends a call that blocks there. So each call has its own thread, which gets no keys and is abandoned after a deadline.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

/// The place did not answer in time. The call may still finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the place does not answer")]
pub struct NoAnswer;

/// A place that may be slow, and the calls to it that have not returned.
#[derive(Clone, Default)]
pub struct SlowPlace(Arc<Mutex<Calls>>);

#[derive(Default)]
struct Calls {
    next: u64,
    /// The deadline of each.
    under_way: BTreeMap<u64, Instant>,
}

/// A call that has not returned; dropped when it returns.
struct Call {
    place: SlowPlace,
    number: u64,
}

impl Drop for Call {
    fn drop(&mut self) {
        self.place.calls().under_way.remove(&self.number);
    }
}

impl SlowPlace {
    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work`, which may block, on its own thread and waits for it. The thread goes on when nobody waits for it any
    /// more, so `work` must hold no keys. While another call is late, no new one starts.
    ///
    /// # Errors
    /// [`NoAnswer`] after the deadline, or at once while an earlier call is past its own.
    pub async fn call<T: Send + 'static>(
        &self,
        within: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NoAnswer> {
        if self.is_late() {
            return Err(NoAnswer);
        }
        let call = self.begin(within);
        let (answer, answered) = oneshot::channel();
        let thread = thread::Builder::new().name("second place".to_owned());
        let begun = thread.spawn(move || {
            let done = work();
            drop(call);
            // Fails if the deadline is past and nobody waits any more.
            answer.send(done).ok();
        });
        begun.map_err(|_| NoAnswer)?;
        let answered = tokio::time::timeout(within, answered).await;
        answered.map_err(|_| NoAnswer)?.map_err(|_| NoAnswer)
    }

    fn begin(&self, within: Duration) -> Call {
        let mut calls = self.calls();
        let number = calls.next;
        calls.next += 1;
        #[expect(clippy::disallowed_methods, reason = "a deadline is a span of time")]
        let now = Instant::now();
        calls.under_way.insert(number, now + within);
        Call {
            place: self.clone(),
            number,
        }
    }

    /// Whether a call is past its deadline and has not returned.
    #[must_use]
    pub fn is_late(&self) -> bool {
        #[expect(clippy::disallowed_methods, reason = "a deadline is a span of time")]
        let now = Instant::now();
        self.calls().under_way.values().any(|until| *until <= now)
    }

    /// Waits until every call returned, but no longer than `within`.
    pub async fn finished(&self, within: Duration) {
        let finished = async {
            while !self.calls().under_way.is_empty() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(within, finished).await.ok();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const SOON: Duration = Duration::from_millis(50);

    #[tokio::test]
    async fn blocked_call_is_abandoned_and_no_new_one_starts_until_it_returns() {
        let place = SlowPlace::default();
        let (answer, blocks) = mpsc::channel::<()>();
        let blocked = place.call(SOON, move || blocks.recv().ok()).await;
        assert_eq!(blocked, Err(NoAnswer));
        assert!(place.is_late());
        assert_eq!(
            place.call(SOON, || 1).await,
            Err(NoAnswer),
            "only one thread waits for a place that does not answer"
        );
        answer.send(()).unwrap();
        place.finished(Duration::from_secs(5)).await;
        assert!(!place.is_late());
        assert_eq!(place.call(Duration::from_secs(5), || 2).await, Ok(2));
    }
}

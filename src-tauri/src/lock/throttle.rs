//! Wrong secrets: from the fifth on, each try has to wait longer than the last. Nothing is ever erased.

use std::time::Duration;

use crate::environment::clock::{Clock, Mark};

/// The wrong try after which the first wait begins.
const FIRST_WAIT_AFTER: u32 = 5;
const LONGEST_WAIT: u64 = 60;

/// The wrong tries since the vault was last opened.
#[derive(Default)]
pub struct Throttle {
    wrong: u32,
    last: Option<Mark>,
}

impl Throttle {
    /// Counts a wrong try.
    pub fn count(&mut self, clock: &Clock) {
        self.wrong = self.wrong.saturating_add(1);
        self.last = Some(clock.mark());
    }

    /// Forgets the wrong tries after a right one.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Whole seconds to wait before the next try: 1, 2, 4 … 60 from the fifth wrong one on.
    #[must_use]
    pub fn wait(&self, clock: &Clock) -> u32 {
        let (Some(last), Some(beyond)) = (self.last, self.wrong.checked_sub(FIRST_WAIT_AFTER))
        else {
            return 0;
        };
        let pause = Duration::from_secs(
            1_u64
                .checked_shl(beyond.min(6))
                .unwrap_or(LONGEST_WAIT)
                .min(LONGEST_WAIT),
        );
        let left = pause.saturating_sub(clock.since(last));
        u32::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn wait_doubles_from_the_fifth_wrong_try_up_to_a_minute() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let clock = Clock::fixed_at(start);
        let mut tries = Throttle::default();
        let waits: Vec<u32> = (0..14)
            .map(|_| {
                tries.count(&clock);
                tries.wait(&clock)
            })
            .collect();
        assert_eq!(
            waits,
            [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60],
            "seconds to wait after each wrong try"
        );
        clock.set(start + TimeDelta::seconds(59));
        assert_eq!(
            tries.wait(&clock),
            1,
            "one second before the end of the wait"
        );
        clock.set(start + TimeDelta::seconds(60));
        assert_eq!(tries.wait(&clock), 0, "the wait is over");
        tries.reset();
        tries.count(&clock);
        assert_eq!(
            tries.wait(&clock),
            0,
            "after a right secret counting begins anew"
        );
    }
}

//! Wrong passphrases: after five, each try waits longer than the last. Nothing is ever erased.

use std::time::Duration;

use crate::environment::clock::{Mark, Now};

const FREE: u32 = 5;
const LONGEST: u64 = 60;

/// The wrong tries since the vault was last opened.
#[derive(Default)]
pub struct Throttle {
    wrong: u32,
    last: Option<Mark>,
}

impl Throttle {
    /// Counts a wrong try.
    pub fn failed(&mut self, now: &Now) {
        self.wrong = self.wrong.saturating_add(1);
        self.last = Some(now.mark());
    }

    /// Forgets them: the secret was right.
    pub fn opened(&mut self) {
        *self = Self::default();
    }

    /// Whole seconds to wait before the next try: 1, 2, 4 … 60 from the fifth wrong one on.
    #[must_use]
    pub fn wait(&self, now: &Now) -> u32 {
        let (Some(last), Some(late)) = (self.last, self.wrong.checked_sub(FREE)) else {
            return 0;
        };
        let pause = Duration::from_secs(
            1_u64
                .checked_shl(late.min(6))
                .unwrap_or(LONGEST)
                .min(LONGEST),
        );
        let left = pause.saturating_sub(now.since(last));
        u32::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn from_the_fifth_wrong_try_on_the_wait_doubles_up_to_a_minute() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let now = Now::standing_at(start);
        let mut tries = Throttle::default();
        let waits: Vec<u32> = (0..14)
            .map(|_| {
                tries.failed(&now);
                tries.wait(&now)
            })
            .collect();
        assert_eq!(
            waits,
            [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60],
            "the steps of the vault's rules"
        );
        now.set(start + TimeDelta::seconds(59));
        assert_eq!(tries.wait(&now), 1, "time goes by");
        now.set(start + TimeDelta::seconds(60));
        assert_eq!(tries.wait(&now), 0, "and then the next try is free");
        tries.opened();
        tries.failed(&now);
        assert_eq!(
            tries.wait(&now),
            0,
            "a right passphrase forgives the wrong ones"
        );
    }
}

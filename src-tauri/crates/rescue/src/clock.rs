//! The clock: only this file reads the time.

use chrono::{Local, NaiveDateTime, Utc};
use vault::Timestamp;

/// The time now, in UTC.
pub fn now() -> Timestamp {
    Timestamp::from(Utc::now())
}

/// The local time.
pub fn local_now() -> NaiveDateTime {
    Local::now().naive_local()
}

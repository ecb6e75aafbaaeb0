//! The clock. Nothing else in this program reads the time.

use chrono::{Local, NaiveDateTime, Utc};
use vault::Timestamp;

/// The time now, in UTC.
pub fn now() -> Timestamp {
    Timestamp::from(Utc::now())
}

/// The time now in this time zone, as a wall clock shows it.
pub fn local_now() -> NaiveDateTime {
    Local::now().naive_local()
}

//! A therapist's stories.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on has failed"
)]

mod backups;
mod course_files;
mod damage;
mod documents;
mod first_session;
mod gates;
mod hostile;
mod keeping;
mod limit;
mod lock;
mod log;
mod map;
mod moving;
mod opening;
mod restoring;
mod risk;
mod secrets;
mod slow_place;
mod storage;
mod undo;
mod window;

//! A therapist's stories.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on has failed"
)]

mod audit;
mod backups;
mod course_files;
mod courses;
mod documents;
mod hostile;
mod lock;
mod log;
mod map;
mod opening;
mod places;
mod restoring;
mod retention;
mod secrets;
mod undo;
mod window;

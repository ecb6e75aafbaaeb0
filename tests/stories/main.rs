//! A therapist's stories.

mod course_files;
mod first_session;
mod gates;
mod hostile;
mod limit;
mod lock;
mod log;
mod map;
mod opening;
mod storage;
mod undo;
mod window;

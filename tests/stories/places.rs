//! The places where a vault and its backups lie: chosen, moved, full, gone, or without an answer.

mod moving;
mod slow_place;
mod storage;

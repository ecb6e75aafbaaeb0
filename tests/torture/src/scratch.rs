//! Temporary folders. They lie in memory where the system offers that, because no check here depends on a real disk.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A new folder.
pub fn folder() -> io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() {
        PathBuf::from(memory)
    } else {
        std::env::temp_dir()
    };
    tempfile::Builder::new()
        .prefix("kith-torture-")
        .tempdir_in(std::fs::canonicalize(place)?)
}

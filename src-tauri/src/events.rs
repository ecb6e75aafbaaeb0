//! What the window is told without having asked.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Runtime};
use tauri_specta::Event;

use crate::backups::{BackupPlace, BackupStatus, Told};
use crate::environment::page::Page;
use crate::lock::{LockReason, Notice};

/// The door is about to lock: put text in progress away, then call `lock`.
#[derive(Clone, Serialize, Deserialize, Type, Event)]
pub struct Locking {
    reason: LockReason,
}

/// The door is locked.
#[derive(Clone, Serialize, Deserialize, Type, Event)]
pub struct Locked {
    reason: LockReason,
}

/// How far a backup has come that is being made.
#[derive(Clone, Serialize, Type, Event)]
pub struct BackupProgress {
    pub percent: i32,
    pub place: BackupPlace,
}

/// A backup was made, or could not be.
#[derive(Clone, Serialize, Type, Event)]
pub struct BackupDone {
    pub status: BackupStatus,
}

/// Passes the door's notices on to the window, and once it is locked has the page built anew.
pub fn tell<R: Runtime>(app: AppHandle<R>, page: Page) -> impl Fn(Notice) + Send + Sync + 'static {
    // A window that is gone hears nothing, and the door locks all the same.
    move |notice| match notice {
        Notice::Locking(reason) => drop(Locking { reason }.emit(&app)),
        Notice::Locked(reason) => {
            drop(Locked { reason }.emit(&app));
            page.start_over();
        }
    }
}

/// Passes on to the window what is told of backups.
pub fn tell_of_backups<R: Runtime>(app: AppHandle<R>) -> impl Fn(Told) + Send + Sync + 'static {
    // A window that is gone hears nothing.
    move |told| match told {
        Told::Progress { percent, place } => drop(BackupProgress { percent, place }.emit(&app)),
        Told::Done(status) => drop(BackupDone { status }.emit(&app)),
    }
}

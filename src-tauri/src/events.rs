//! Events that are sent to the window.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Runtime};
use tauri_specta::Event;

use crate::backups::{BackupEvent, BackupPlace, BackupStatus};
use crate::environment::page::Page;
use crate::lock::{LockReason, Notice};

/// The vault is about to be locked: save text in progress, then call `lock`.
#[derive(Clone, Serialize, Deserialize, Type, Event)]
pub struct Locking {
    reason: LockReason,
}

/// The vault is locked.
#[derive(Clone, Serialize, Deserialize, Type, Event)]
pub struct Locked {
    reason: LockReason,
}

/// The window is to be covered: nobody used the program for a while, and a session keeps the vault open.
#[derive(Clone, Serialize, Deserialize, Type, Event)]
pub struct Cover;

/// The progress of the backup that is being made.
#[derive(Clone, Serialize, Type, Event)]
pub struct BackupProgress {
    pub percent: i32,
    pub place: BackupPlace,
}

/// A backup was made, or failed.
#[derive(Clone, Serialize, Type, Event)]
pub struct BackupDone {
    pub status: BackupStatus,
}

/// Sends the notices of the lock to the window. When the vault is locked, the page is loaded anew.
pub fn send_lock_events<R: Runtime>(
    app: AppHandle<R>,
    page: Page,
) -> impl Fn(Notice) + Send + Sync + 'static {
    // A window that is gone gets no event; the vault is locked in any case.
    move |notice| match notice {
        Notice::Locking(reason) => drop(Locking { reason }.emit(&app)),
        Notice::Locked(reason) => {
            drop(Locked { reason }.emit(&app));
            page.start_over();
        }
        Notice::Cover => drop(Cover.emit(&app)),
    }
}

/// Sends the events of backups to the window.
pub fn send_backup_events<R: Runtime>(
    app: AppHandle<R>,
) -> impl Fn(BackupEvent) + Send + Sync + 'static {
    // A window that is gone gets no event.
    move |event| match event {
        BackupEvent::Progress { percent, place } => {
            drop(BackupProgress { percent, place }.emit(&app))
        }
        BackupEvent::Done(status) => drop(BackupDone { status }.emit(&app)),
    }
}

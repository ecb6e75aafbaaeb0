//! Files outside the vault: the person picks them in a dialog of the system, a page never names a path.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// What is asked of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// A course file to read.
    Open,
    /// A backup to read.
    OpenBackup,
    /// A folder.
    Folder,
    /// A place for a file.
    Save {
        /// The name offered; its ending says what kind of file it is.
        name: String,
    },
}

/// The person's choice, none if they closed the dialog.
pub type Answer = oneshot::Sender<Option<PathBuf>>;

/// The one way to a file outside the vault.
pub struct Files(Box<dyn Fn(Ask, Answer) + Send + Sync>);

impl Files {
    /// Files are chosen by `choose`, which answers when it is ready.
    pub fn chosen_by(choose: impl Fn(Ask, Answer) + Send + Sync + 'static) -> Self {
        Self(Box::new(choose))
    }

    /// Files are chosen in the system's own dialogs.
    pub fn chosen_in_dialogs<R: Runtime>(app: AppHandle<R>) -> Self {
        Self::chosen_by(move |ask, answer| {
            let dialog = app.dialog().file();
            let reply = move |path: Option<FilePath>| {
                // Nobody listens any more once the window is gone.
                let _ = answer.send(path.and_then(|path| path.into_path().ok()));
            };
            match ask {
                Ask::Open => dialog.add_filter("JSON", &["json"]).pick_file(reply),
                Ask::OpenBackup => dialog.add_filter("Kith", &["kithbackup"]).pick_file(reply),
                Ask::Folder => dialog.pick_folder(reply),
                Ask::Save { name } => {
                    let kind = Path::new(&name).extension().and_then(|kind| kind.to_str());
                    let kind = kind.unwrap_or("json");
                    dialog
                        .add_filter(kind.to_uppercase(), &[kind])
                        .set_file_name(&name)
                        .save_file(reply);
                }
            }
        })
    }

    /// Asks and waits.
    pub async fn ask(&self, ask: Ask) -> Option<PathBuf> {
        let (answer, choice) = oneshot::channel();
        (self.0)(ask, answer);
        choice.await.ok().flatten()
    }
}

/// Puts a whole file in place, which on Linux and macOS only its owner can read: it is there as it should be, or not
/// at all.
///
/// # Errors
/// What the file system says; nothing is left behind.
pub fn write_whole(path: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".part");
    let fresh = PathBuf::from(fresh);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // One that a crash left there may be open to others.
    fs::remove_file(&fresh).ok();
    let written = options
        .open(&fresh)
        .and_then(|mut file| {
            file.write_all(content.as_ref())
                .and_then(|()| file.sync_all())
        })
        .and_then(|()| fs::rename(&fresh, path));
    if written.is_err() {
        // What matters is the first error; a left-over that cannot be removed adds nothing to it.
        let _ = fs::remove_file(&fresh);
    }
    written
}

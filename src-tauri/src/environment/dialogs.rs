//! Dialogs in which the user chooses files outside the vault. The page never names a path.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// The dialog to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// For a course file to read.
    Open,
    /// For a backup to read.
    OpenBackup,
    /// For a folder.
    Folder,
    /// For the place of a new file.
    Save {
        /// The suggested name; its extension is the kind of file.
        name: String,
    },
}

/// Sends the user's choice; none if the dialog was closed.
pub type Answer = oneshot::Sender<Option<PathBuf>>;

/// The dialogs; commands reach no file outside the vault without them.
pub struct Files(Box<dyn Fn(Ask, Answer) + Send + Sync>);

impl Files {
    /// Files are chosen by `choose`, which may answer later.
    pub fn chosen_by(choose: impl Fn(Ask, Answer) + Send + Sync + 'static) -> Self {
        Self(Box::new(choose))
    }

    /// Files are chosen in dialogs of the system.
    pub fn chosen_in_dialogs<R: Runtime>(app: AppHandle<R>) -> Self {
        Self::chosen_by(move |ask, answer| {
            let dialog = app.dialog().file();
            let reply = move |path: Option<FilePath>| {
                // Nobody waits for the answer once the window is gone.
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

    /// Opens the dialog and waits for the answer.
    pub async fn ask(&self, ask: Ask) -> Option<PathBuf> {
        let (answer, choice) = oneshot::channel();
        (self.0)(ask, answer);
        choice.await.ok().flatten()
    }
}

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use kith::backups::Backups;
use kith::commands::{self, clients, courses, export, import, retention, vault::unlock};
use kith::environment::Environment;
use kith::environment::clock::Clock;
use kith::environment::dialogs::Files;
use kith::environment::home::Home;
use kith::environment::page::Page;
use kith::environment::settings::SettingsFile;
use kith::error::CommandError;
use kith::lock::{OpenVault, UnlockSecret, VaultLock};
use kith::manage_state;
use tauri::test::{MockRuntime, mock_builder, mock_context, noop_assets};
use tauri::{App, AppHandle, Manager, State, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use vault::{ClientId, CourseId, Erasure, KdfCost};

use crate::{Therapy, day};

/// Opens every vault of the stories.
pub const PASSPHRASE: &str = "otter lamp nine crooked violins";

/// The secret that opens every vault of the stories.
#[must_use]
pub fn secret() -> UnlockSecret {
    UnlockSecret::Passphrase(PASSPHRASE.to_owned())
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(12, 0, 0).expect("noon is a time"))
        .and_utc()
}

/// A therapist's practice: one computer, one vault, one window without a screen.
pub struct Practice {
    app: App<MockRuntime>,
    pub(crate) window: WebviewWindow<MockRuntime>,
    picked: Arc<Mutex<Option<PathBuf>>>,
    folder: Arc<TempDir>,
}

impl Practice {
    /// Kith was just installed.
    #[must_use]
    pub fn before_first_run() -> Self {
        let folder = TempDir::new().expect("a place for the vault");
        Self::at(Arc::new(folder))
    }

    /// Kith started anew on the same files, as after a restart of the computer.
    #[must_use]
    pub fn started_again(&self) -> Self {
        Self::at(Arc::clone(&self.folder))
    }

    fn at(folder: Arc<TempDir>) -> Self {
        let picked = Arc::new(Mutex::new(None::<PathBuf>));
        let choice = Arc::clone(&picked);
        let app = mock_builder()
            .invoke_handler(commands::registry::<MockRuntime>().invoke_handler())
            .build(mock_context(noop_assets()))
            .expect("an application without a screen");
        let files = Files::chosen_by(move |_, answer| {
            answer
                .send(
                    choice
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .clone(),
                )
                .ok();
        });
        let home = Home::at(folder.path().join("home"));
        home.prepare().expect("the home can be made");
        let clock = Clock::fixed_at(noon(day("2026-01-06")));
        manage_state(
            &app,
            Environment {
                home,
                clock,
                key_cost: || Ok(KdfCost::LEAST),
                files,
                page: Page::none(),
            },
        );
        let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default());
        let window = window.build().expect("a window without a screen");
        Self {
            app,
            window,
            picked,
            folder,
        }
    }

    /// A practice with a vault, open.
    pub async fn open() -> Self {
        let practice = Self::before_first_run();
        practice
            .create_vault(PASSPHRASE)
            .await
            .expect("a vault can be made");
        practice
    }

    /// Makes the vault; answers the recovery code's groups.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn create_vault(&self, passphrase: &str) -> Result<Vec<String>, CommandError> {
        unlock::create_vault(self.vault_lock(), self.state(), passphrase.to_owned()).await
    }

    /// Tries a passphrase.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn unlock(&self, passphrase: &str) -> Result<unlock::Noticed, CommandError> {
        let secret = UnlockSecret::Passphrase(passphrase.to_owned());
        unlock::unlock(
            self.vault_lock(),
            self.state(),
            self.state(),
            self.state(),
            secret,
        )
        .await
    }

    /// Tries a recovery code.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn unlock_with_code(&self, code: &str) -> Result<unlock::Noticed, CommandError> {
        let secret = UnlockSecret::RecoveryCode(code.to_owned());
        unlock::unlock(
            self.vault_lock(),
            self.state(),
            self.state(),
            self.state(),
            secret,
        )
        .await
    }

    /// Locks the vault and waits until its keys are wiped.
    pub async fn lock(&self) {
        unlock::lock(self.vault_lock())
            .await
            .expect("locking never fails");
        self.vault_lock().wait_until_wiped().await;
    }

    /// The state that the lock screen shows, once the keys of a locked vault are wiped. The wait keeps a story from
    /// ending while its last backup is made.
    pub async fn vault_state(&self) -> unlock::VaultState {
        self.vault_lock().wait_until_wiped().await;
        unlock::vault_state(self.vault_lock(), self.state(), self.state())
            .await
            .expect("the lock screen always shows something")
    }

    /// The application, for calls that are not commands.
    #[must_use]
    pub fn application(&self) -> &AppHandle<MockRuntime> {
        self.app.handle()
    }

    /// A state that commands get from the application.
    #[must_use]
    pub fn state<T: Send + Sync + 'static>(&self) -> State<'_, T> {
        self.app.state::<T>()
    }

    /// The lock of the vault.
    #[must_use]
    pub fn vault_lock(&self) -> State<'_, VaultLock> {
        self.state()
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> State<'_, SettingsFile> {
        self.state()
    }

    /// The open vault.
    #[must_use]
    pub fn vault(&self) -> OpenVault {
        self.vault_lock()
            .vault()
            .expect("the story has unlocked the vault")
    }

    /// The folder of the vault.
    #[must_use]
    pub fn vault_folder(&self) -> PathBuf {
        self.folder.path().join("home").join("vault")
    }

    /// The backups.
    #[must_use]
    pub fn backups(&self) -> State<'_, Backups> {
        self.state()
    }

    /// The folder of the backups.
    #[must_use]
    pub fn backups_folder(&self) -> PathBuf {
        self.folder.path().join("home").join("backups")
    }

    /// The codes of all clients.
    pub async fn codes(&self) -> Vec<String> {
        let rows = clients::clients(self.vault()).await;
        let rows = rows.expect("the list can be read").into_iter();
        rows.map(|row| row.code).collect()
    }

    /// A folder for files outside the vault.
    #[must_use]
    pub fn desk(&self) -> &Path {
        self.folder.path()
    }

    /// Puts the clock at noon of a day.
    pub fn on(&self, day: NaiveDate) {
        self.vault_lock().clock().set(noon(day));
    }

    /// The day of the clock.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.vault_lock().clock().today()
    }

    /// Lets time go by.
    pub fn wait(&self, seconds: i64) {
        let vault_lock = self.vault_lock();
        vault_lock
            .clock()
            .set(vault_lock.clock().moment() + chrono::TimeDelta::seconds(seconds));
    }

    /// The next file dialog is answered with this.
    pub fn will_pick(&self, path: Option<PathBuf>) {
        *self.picked.lock().unwrap_or_else(PoisonError::into_inner) = path;
    }

    /// Adds a client by name.
    pub async fn client(&self, name: &str) -> ClientId {
        let client = clients::NewClient {
            name: Some(name.to_owned()),
            code: None,
        };
        let saved = clients::add_client(self.vault(), client)
            .await
            .expect("a name is enough");
        saved.id.parse().expect("the program's ids are ids")
    }

    /// A client without a course.
    pub async fn with_client(self, name: &str) -> Therapy {
        let client = self.client(name).await;
        Therapy::of(self, client)
    }

    /// Imports a file with these bytes.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn import(&self, bytes: &[u8]) -> Result<import::Imported, CommandError> {
        let path = self.desk().join("picked.json");
        fs::write(&path, bytes).expect("the folder can be written");
        self.will_pick(Some(path));
        let imported = import::import_course_file(
            self.vault(),
            self.vault_lock(),
            self.state(),
            self.backups(),
        )
        .await?;
        Ok(imported.expect("a file was picked"))
    }

    /// Exports a course and reads the file.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn export(&self, course: CourseId) -> Result<Vec<u8>, CommandError> {
        let path = self.desk().join("exported.json");
        self.will_pick(Some(path.clone()));
        export::export_course(
            self.vault(),
            self.vault_lock(),
            self.state(),
            course,
            secret(),
        )
        .await?;
        Ok(fs::read(path).expect("the export wrote it"))
    }

    /// Erases a client.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn erase(
        &self,
        client: ClientId,
        code: &str,
        backup_first: bool,
    ) -> Result<Erasure, CommandError> {
        let (vault, code) = (self.vault(), code.to_owned());
        retention::erase_client(
            vault,
            self.vault_lock(),
            self.backups(),
            client,
            code,
            secret(),
            backup_first,
        )
        .await
    }

    /// The course page.
    pub async fn course(&self, id: CourseId) -> courses::CourseView {
        courses::course(self.vault(), id)
            .await
            .expect("the course is there")
    }

    /// Calls a command the way the window does, by its name and JSON arguments.
    ///
    /// # Errors
    /// The error as the window gets it.
    pub fn ask(
        &self,
        command: &str,
        arguments: serde_json::Value,
    ) -> Result<serde_json::Value, serde_json::Value> {
        crate::window::ask(&self.window, command, arguments)
    }
}

//! Assembles the application: state, plugins, commands, window. Decides nothing.

use std::sync::Arc;

use tauri::{App, AppHandle, Manager, RunEvent, Runtime};

use crate::backups::{self, Backups};
use crate::environment::home::Home;
use crate::environment::settings::SettingsFile;
use crate::environment::{self, Environment, incident, system};
use crate::lock::{VaultLock, auto_lock};
use crate::web_view::{gpu, memory_wiping, window};
use crate::{commands, events};

/// Gives the application the state that commands need.
pub fn manage_state<R: Runtime>(app: &App<R>, environment: Environment) {
    let Environment {
        home,
        clock,
        key_cost,
        files,
        page,
    } = environment;
    commands::registry::<R>().mount_events(app);
    let (clock, settings) = (Arc::new(clock), SettingsFile::at(home.settings()));
    let backups = Backups::of(
        home.clone(),
        Arc::clone(&clock),
        settings.clone(),
        events::send_backup_events(app.handle().clone()),
    );
    app.manage(settings);
    app.manage(VaultLock::locked(
        clock,
        key_cost,
        events::send_lock_events(app.handle().clone(), page.clone()),
        Arc::new(backups.clone()),
    ));
    app.manage(backups);
    app.manage(home);
    app.manage(files);
    app.manage(page);
}

/// Runs Kith until its window is closed.
///
/// # Errors
/// The system has no window for it, or no folder for its files.
pub fn run() -> tauri::Result<()> {
    memory_wiping::wipe_what_is_freed();
    gpu::without_graphics_card();
    incident::keep_panics_quiet();
    let named_home = Home::named_in_environment();
    let mut context = tauri::generate_context!();
    if let Some(mark) = named_home.as_ref().and_then(Home::mark) {
        context
            .config_mut()
            .identifier
            .push_str(&format!(".h{mark}"));
    }
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            window::come_forward(app)
        }))
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::registry().invoke_handler())
        .on_window_event(window::on_event)
        .setup(move |app| {
            let home = named_home.map_or_else(|| Home::of_this_user(app.handle()), Ok)?;
            home.prepare()?;
            manage_state(app, environment::of(app.handle(), home));
            window::open(app)?;
            lock_when_due(app);
            back_up_when_due(app);
            lock_on_system_events(app.handle().clone());
            system::quit_by(app, window::close)?;
            Ok(())
        })
        .build(context)?
        .run(|app, event| {
            if matches!(event, RunEvent::Exit) {
                window::before_exit(app);
            }
        });
    Ok(())
}

/// Checks every second whether to lock.
fn lock_when_due(app: &App) {
    let app = app.handle().clone();
    tauri::async_runtime::spawn(async move {
        loop {
            let last = app.state::<VaultLock>().clock().mark();
            tokio::time::sleep(auto_lock::CHECK_INTERVAL).await;
            auto_lock::lock_if_due(
                app.state::<VaultLock>().inner(),
                app.state::<SettingsFile>().inner(),
                last,
            )
            .await;
        }
    });
}

/// Checks every half minute whether a backup is due.
fn back_up_when_due(app: &App) {
    let app = app.handle().clone();
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(backups::CHECK_INTERVAL).await;
            app.state::<Backups>()
                .make_if_due(&app.state::<VaultLock>())
                .await;
        }
    });
}

/// Locks on events of the system about screen and sleep.
fn lock_on_system_events(app: AppHandle) {
    system::listen(Box::new(move |event| {
        let vault_lock = app.state::<VaultLock>().inner().clone();
        tauri::async_runtime::spawn(
            async move { auto_lock::on_system_event(&vault_lock, event).await },
        );
    }));
}

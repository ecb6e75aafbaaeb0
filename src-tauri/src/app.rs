//! Assembles the application: state, plugins, commands, window. Decides nothing.

use std::sync::Arc;

use tauri::{App, AppHandle, Manager, RunEvent, Runtime};

use crate::backups::{self, Backups};
use crate::environment::home::Home;
use crate::environment::settings::SettingsFile;
use crate::environment::{self, Environment, incident, system};
use crate::lock::{Door, auto_lock};
use crate::web_view::{gpu, memory_wiping, window};
use crate::{commands, events};

/// Puts what commands need into the application.
pub fn manage_state<R: Runtime>(app: &App<R>, environment: Environment) {
    let Environment {
        home,
        now,
        key_cost,
        files,
        page,
    } = environment;
    commands::registry::<R>().mount_events(app);
    let (now, settings) = (Arc::new(now), SettingsFile::at(home.settings()));
    let backups = Backups::of(
        home.clone(),
        Arc::clone(&now),
        settings.clone(),
        events::tell_of_backups(app.handle().clone()),
    );
    app.manage(settings);
    app.manage(Door::locked(
        now,
        key_cost,
        events::tell(app.handle().clone(), page.clone()),
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
/// When the system cannot give it a window, or a folder to keep its files in.
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
            watch(app);
            keep(app);
            listen(app.handle().clone());
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

/// Looks every second whether it is time to lock.
fn watch(app: &App) {
    let app = app.handle().clone();
    tauri::async_runtime::spawn(async move {
        loop {
            let last = app.state::<Door>().now().mark();
            tokio::time::sleep(auto_lock::EVERY).await;
            auto_lock::look(
                app.state::<Door>().inner(),
                app.state::<SettingsFile>().inner(),
                last,
            )
            .await;
        }
    });
}

/// Looks now and then whether it is time for a backup.
fn keep(app: &App) {
    let app = app.handle().clone();
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(backups::EVERY).await;
            app.state::<Backups>().look(&app.state::<Door>()).await;
        }
    });
}

/// Passes on to the door what the system tells of screen and sleep.
fn listen(app: AppHandle) {
    system::listen(Box::new(move |event| {
        let door = app.state::<Door>().inner().clone();
        tauri::async_runtime::spawn(async move { auto_lock::heard(&door, event).await });
    }));
}

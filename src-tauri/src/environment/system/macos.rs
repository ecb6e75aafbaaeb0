//! macOS: the shared workspace reports sleep, distributed notifications report a locked screen. Both arrive on the
//! window's thread, which must not wait there: the page needs it to save text in progress.
#![expect(
    unsafe_code,
    reason = "Apple's notification centres have no other interface"
)]

use std::ptr::NonNull;
use std::rc::Rc;
use std::time::Duration;

use block2::RcBlock;
use objc2_app_kit::{
    NSWorkspace, NSWorkspaceDidWakeNotification, NSWorkspaceWillSleepNotification,
};
use objc2_foundation::{
    NSDistributedNotificationCenter, NSNotification, NSNotificationCenter, NSString,
};

use tauri::menu::{MenuItem, MenuItemKind};
use tauri::{App, AppHandle};

use super::event::{BeforeSleep, Event, Hold, Tell};

/// Sleep is not delayed: there is time to save text in progress, and for nothing else.
pub const BEFORE_SLEEP: BeforeSleep = BeforeSleep {
    to_save: Duration::from_secs(1),
    before_wiping: Duration::ZERO,
};

const QUIT: &str = "quit";

/// Replaces Quit in the program's menu: the entry of the system ends the program without closing its window.
pub fn quit_by(app: &App, close: impl Fn(&AppHandle) + Send + Sync + 'static) -> tauri::Result<()> {
    let Some(menu) = app.menu() else {
        return Ok(());
    };
    let Some(MenuItemKind::Submenu(of_program)) = menu.items()?.into_iter().next() else {
        return Ok(());
    };
    // Quit is the last entry of the first menu.
    if let Some(last) = of_program.items()?.len().checked_sub(1) {
        of_program.remove_at(last)?;
    }
    of_program.append(&MenuItem::with_id(
        app,
        QUIT,
        "Quit Kith",
        true,
        Some("Cmd+Q"),
    )?)?;
    app.on_menu_event(move |app, event| {
        if event.id() == QUIT {
            close(app);
        }
    });
    Ok(())
}

/// Calls `tell` for each event, as long as the program runs.
pub fn listen(tell: Tell) {
    let tell = Rc::new(tell);
    let workspace = NSWorkspace::sharedWorkspace().notificationCenter();
    // SAFETY: these constants of AppKit exist as soon as the program is loaded.
    let (sleep, wake) = unsafe {
        (
            NSWorkspaceWillSleepNotification,
            NSWorkspaceDidWakeNotification,
        )
    };
    observe(
        &workspace,
        sleep,
        &tell,
        || Event::GoesToSleep(Hold::none()),
    );
    observe(&workspace, wake, &tell, || Event::Woke);
    let system = NSDistributedNotificationCenter::defaultCenter();
    let locked = NSString::from_str("com.apple.screenIsLocked");
    observe(&system, &locked, &tell, || Event::ScreenLocked);
}

fn observe(
    centre: &NSNotificationCenter,
    name: &NSString,
    tell: &Rc<Tell>,
    event: impl Fn() -> Event + 'static,
) {
    let tell = Rc::clone(tell);
    let block = RcBlock::new(move |_: NonNull<NSNotification>| tell(event()));
    // SAFETY: without a queue the block runs on the thread that posts, which for both centres is the window's, the
    // one this is called on; it touches nothing of the notification.
    let observer = unsafe {
        centre.addObserverForName_object_queue_usingBlock(Some(name), None, None, &block)
    };
    // Observed until the program ends.
    std::mem::forget(observer);
}

//! macOS: the workspace tells of sleep, the system's own notifications tell of a locked screen. Both arrive on the
//! window's thread. It is not held back there: the page needs that thread to put its text away.
#![expect(
    unsafe_code,
    reason = "Apple's notification centres have no other interface"
)]

use std::ptr::NonNull;
use std::rc::Rc;

use block2::RcBlock;
use objc2_app_kit::{
    NSWorkspace, NSWorkspaceDidWakeNotification, NSWorkspaceWillSleepNotification,
};
use objc2_foundation::{
    NSDistributedNotificationCenter, NSNotification, NSNotificationCenter, NSString,
};

use super::{Event, Hold, Tell};

/// Listens for as long as the program runs.
pub fn listen(tell: Tell) {
    let tell = Rc::new(tell);
    let workspace = NSWorkspace::sharedWorkspace().notificationCenter();
    // SAFETY: constants of AppKit, there as soon as the program is loaded.
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

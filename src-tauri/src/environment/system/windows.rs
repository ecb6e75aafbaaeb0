//! Windows: an invisible window, on a thread of its own, receives messages about sleep, a locked session and the end
//! of the session. It is no message-only window: those do not receive the broadcast before sleep.
#![expect(
    unsafe_code,
    reason = "Win32 has no other way to receive messages about the session and sleep"
)]

use std::cell::RefCell;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use windows::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows::Win32::System::LibraryLoader::GetModuleHandleW;
use windows::Win32::System::RemoteDesktop::{
    NOTIFY_FOR_THIS_SESSION, WTSRegisterSessionNotification,
};
use windows::Win32::UI::WindowsAndMessaging::{
    CreateWindowExW, DefWindowProcW, DispatchMessageW, GetMessageW, MSG, PBT_APMRESUMEAUTOMATIC,
    PBT_APMSUSPEND, RegisterClassW, WINDOW_EX_STYLE, WINDOW_STYLE, WM_ENDSESSION,
    WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WNDCLASSW, WTS_SESSION_LOCK,
};
use windows::core::{Result, w};

use super::event::{BeforeSleep, Event, Hold, Tell};

/// Windows waits about two seconds for programs before it sleeps, and a little longer before it ends a session.
const LONGEST_DELAY: Duration = Duration::from_millis(1900);
/// Less than [`LONGEST_DELAY`] together.
pub const BEFORE_SLEEP: BeforeSleep = BeforeSleep {
    to_save: Duration::from_millis(700),
    before_wiping: Duration::from_secs(1),
};

/// In `WM_ENDSESSION`: the session really ends, no program refused.
const ENDS: u32 = 1;

thread_local! {
    /// The function that the window of this thread calls.
    static TELL: RefCell<Option<Tell>> = const { RefCell::new(None) };
}

/// Calls `tell` for each event, on a thread of its own.
pub fn listen(tell: Tell) {
    let listening = thread::Builder::new().name("kith-session".to_owned());
    // If the system refuses, there are no events; the vault is still locked after the idle time.
    listening.spawn(move || receive(tell).ok()).ok();
}

fn receive(tell: Tell) -> Result<()> {
    TELL.set(Some(tell));
    let name = w!("kith-session");
    // SAFETY: asks for the handle of this program itself, which lives as long as the thread.
    let program = unsafe { GetModuleHandleW(None) }?.into();
    let class = WNDCLASSW {
        lpfnWndProc: Some(on_message),
        hInstance: program,
        lpszClassName: name,
        ..WNDCLASSW::default()
    };
    // SAFETY: the class names a function with the signature Windows asks for and a static name; the window is made
    // on this thread, which dispatches its messages below until the program ends.
    let window = unsafe {
        RegisterClassW(&raw const class);
        let (style, look) = (WINDOW_EX_STYLE::default(), WINDOW_STYLE::default());
        CreateWindowExW(
            style,
            name,
            name,
            look,
            0,
            0,
            0,
            0,
            None,
            None,
            Some(program),
            None,
        )
    }?;
    // SAFETY: the window was made just now, on this thread.
    unsafe { WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION) }?;
    let mut message = MSG::default();
    // SAFETY: `message` is written by the first call and read by the second, both while it lives.
    while unsafe { GetMessageW(&raw mut message, None, 0, 0) }.0 > 0 {
        // SAFETY: as above.
        unsafe { DispatchMessageW(&raw const message) };
    }
    Ok(())
}

/// Called by Windows for each message to the window, on the window's own thread.
extern "system" fn on_message(window: HWND, message: u32, what: WPARAM, more: LPARAM) -> LRESULT {
    let detail = u32::try_from(what.0).unwrap_or_default();
    match (message, detail) {
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK) => tell(Event::ScreenLocked),
        (WM_POWERBROADCAST, PBT_APMSUSPEND) | (WM_ENDSESSION, ENDS) => {
            let (held, dropped) = channel::<()>();
            tell(Event::GoesToSleep(Hold::on(held)));
            // Waits until the hold is dropped; Windows waits for this answer.
            dropped.recv_timeout(LONGEST_DELAY).ok();
        }
        (WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC) => tell(Event::Woke),
        // SAFETY: passes on what Windows gave, unchanged.
        _ => return unsafe { DefWindowProcW(window, message, what, more) },
    }
    LRESULT(1)
}

fn tell(event: Event) {
    TELL.with_borrow(|tell| {
        if let Some(tell) = tell {
            tell(event);
        }
    });
}

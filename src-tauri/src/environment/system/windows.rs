//! Windows: a window nobody sees, on a thread of its own, hears of the session, its end too, and of sleep. Not a
//! message-only window: those are left out when the system tells everybody that it goes to sleep.
#![expect(
    unsafe_code,
    reason = "Win32 has no other way to hear of the session and of sleep"
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

/// Windows gives programs about two seconds before it sleeps all the same, and a little more before it ends a session.
const LONGEST: Duration = Duration::from_millis(1900);
/// Within that.
pub const BEFORE_SLEEP: BeforeSleep = BeforeSleep {
    put_away: Duration::from_millis(700),
    last_act: Duration::from_secs(1),
};

/// The session ends in fact, and nobody refused.
const ENDS: u32 = 1;

thread_local! {
    /// Whom the window of this thread tells.
    static TELL: RefCell<Option<Tell>> = const { RefCell::new(None) };
}

/// Listens on a thread of its own.
pub fn listen(tell: Tell) {
    let listening = thread::Builder::new().name("kith-session".to_owned());
    // A system that refuses leaves nothing to hear; the idle time locks all the same.
    listening.spawn(move || hear(tell).ok()).ok();
}

fn hear(tell: Tell) -> Result<()> {
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

/// What Windows calls with each message to the window, on the window's own thread.
extern "system" fn on_message(window: HWND, message: u32, what: WPARAM, more: LPARAM) -> LRESULT {
    let detail = u32::try_from(what.0).unwrap_or_default();
    match (message, detail) {
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK) => tell(Event::ScreenLocked),
        (WM_POWERBROADCAST, PBT_APMSUSPEND) | (WM_ENDSESSION, ENDS) => {
            let (let_go, done) = channel::<()>();
            tell(Event::GoesToSleep(Hold::on(let_go)));
            // Ends when the hold is dropped; Windows waits for this answer.
            done.recv_timeout(LONGEST).ok();
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

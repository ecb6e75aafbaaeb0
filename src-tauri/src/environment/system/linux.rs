//! Linux: logind on the system bus reports sleep and locked sessions; screen savers on the session bus report that they
//! are active. Without a bus, logind or screen saver there are no events.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};
use zbus::{MatchRule, Result};

use super::event::{BeforeSleep, Event, Hold, Tell};

/// Less than the five seconds that logind grants.
pub const BEFORE_SLEEP: BeforeSleep = BeforeSleep {
    to_save: Duration::from_secs(2),
    before_wiping: Duration::from_secs(2),
};

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const SESSION: &str = "org.freedesktop.login1.Session";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
/// The session of the calling program, or else the session of its user that has a display.
const OWN_SESSION: &str = "/org/freedesktop/login1/session/auto";
const SCREEN_SAVERS: [&str; 4] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
];

/// Calls `tell` for each event of both buses, each on a thread of its own.
pub fn listen(tell: Tell) {
    let tell = Arc::new(tell);
    for (name, listener) in [
        ("kith-logind", listen_to_logind as fn(&Tell) -> Result<()>),
        ("kith-screen-saver", listen_to_screen_savers),
    ] {
        let tell = Arc::clone(&tell);
        let listening = thread::Builder::new().name(name.to_owned());
        // Without a bus, or when it ends, there are no events.
        listening.spawn(move || listener(&tell).ok()).ok();
    }
}

fn listen_to_logind(tell: &Tell) -> Result<()> {
    logind(&Connection::system()?, tell)
}

fn listen_to_screen_savers(tell: &Tell) -> Result<()> {
    screen_savers(&Connection::session()?, tell)
}

/// Passes on the events of logind, until the bus ends.
fn logind(bus: &Connection, tell: &Tell) -> Result<()> {
    let messages = MessageIterator::from(bus);
    let rules = DBusProxy::new(bus)?;
    rules.add_match_rule(signal(MANAGER, "PrepareForSleep")?.sender(LOGIND)?.build())?;
    let session = own_session(bus).ok();
    if let Some(session) = &session {
        let lock = signal(SESSION, "Lock")?.sender(LOGIND)?;
        rules.add_match_rule(lock.path(session.as_str())?.build())?;
        let changed = signal(PROPERTIES, "PropertiesChanged")?.sender(LOGIND)?;
        rules.add_match_rule(changed.path(session.as_str())?.build())?;
    }
    let mut hold = delay_sleep(bus);
    for message in messages {
        let message = message?;
        let header = message.header();
        let of_session = session
            .as_deref()
            .is_some_and(|own| header.path() == Some(own));
        match header.member().map(|member| member.as_str()) {
            Some("PrepareForSleep") if is_true(&message) => {
                tell(Event::GoesToSleep(
                    hold.take().map_or_else(Hold::none, Hold::on),
                ));
            }
            Some("PrepareForSleep") => {
                hold = delay_sleep(bus);
                tell(Event::Woke);
            }
            Some("Lock") if of_session => tell(Event::ScreenLocked),
            Some("PropertiesChanged") if of_session && is_locked(&message) => {
                tell(Event::ScreenLocked);
            }
            Some(_) | None => {}
        }
    }
    Ok(())
}

/// Passes on the events of screen savers, until the bus ends.
fn screen_savers(bus: &Connection, tell: &Tell) -> Result<()> {
    let messages = MessageIterator::from(bus);
    let rules = DBusProxy::new(bus)?;
    for screen_saver in SCREEN_SAVERS {
        rules.add_match_rule(signal(screen_saver, "ActiveChanged")?.build())?;
    }
    for message in messages {
        let message = message?;
        let header = message.header();
        let active = header
            .member()
            .is_some_and(|member| member == "ActiveChanged");
        if active && is_true(&message) {
            tell(Event::ScreenLocked);
        }
    }
    Ok(())
}

fn signal(
    interface: &'static str,
    member: &'static str,
) -> Result<zbus::match_rule::Builder<'static>> {
    MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(interface)?
        .member(member)
}

fn own_session(bus: &Connection) -> Result<OwnedObjectPath> {
    let id = bus.call_method(
        Some(LOGIND),
        OWN_SESSION,
        Some(PROPERTIES),
        "Get",
        &(SESSION, "Id"),
    )?;
    let id = String::try_from(id.body().deserialize::<OwnedValue>()?)?;
    let session = bus.call_method(Some(LOGIND), MANAGER_PATH, Some(MANAGER), "GetSession", &id)?;
    session.body().deserialize()
}

/// Asks logind to delay sleep; it grants five seconds unless it is configured otherwise.
fn delay_sleep(bus: &Connection) -> Option<OwnedFd> {
    let wish = ("sleep", "Kith", "Locking the vault", "delay");
    let held = bus.call_method(Some(LOGIND), MANAGER_PATH, Some(MANAGER), "Inhibit", &wish);
    held.ok()?.body().deserialize().ok()
}

fn is_true(message: &Message) -> bool {
    message.body().deserialize().is_ok_and(|value: bool| value)
}

/// Whether the session's `LockedHint` became true.
fn is_locked(message: &Message) -> bool {
    let body = message.body();
    let changed = body.deserialize::<(String, HashMap<String, OwnedValue>, Vec<String>)>();
    changed.is_ok_and(|(interface, values, _)| {
        interface == SESSION
            && values
                .get("LockedHint")
                .is_some_and(|hint| bool::try_from(hint).is_ok_and(|locked| locked))
    })
}

#[cfg(test)]
#[path = "linux/tests.rs"]
mod tests;

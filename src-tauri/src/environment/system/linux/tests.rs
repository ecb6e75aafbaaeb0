//! A bus for each test, and a fake logind that sends the signals of the test.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::interface;

use super::*;

const OURS: &str = "/org/freedesktop/login1/session/_37";
const ANOTHER: &str = "/org/freedesktop/login1/session/_38";
/// Long, because a busy machine is slow. A test that passes does not wait for it.
const SOON: Duration = Duration::from_secs(20);

struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon");
        daemon.args([
            "--session",
            "--nofork",
            "--print-address=1",
            "--address=unix:tmpdir=/tmp",
        ]);
        daemon.stdout(Stdio::piped()).stderr(Stdio::null());
        let daemon = daemon.spawn();
        let mut daemon = daemon
            .expect("the bus of these tests is `dbus-daemon`: install the package dbus-daemon");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        let address = address.trim().to_owned();
        Self { daemon, address }
    }

    fn connect(&self) -> Connection {
        Builder::address(self.address.as_str())
            .unwrap()
            .build()
            .unwrap()
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.daemon.kill().ok();
        self.daemon.wait().ok();
    }
}

/// The requests to the fake logind: the other end of each delay that it granted.
struct Manager(Mutex<Sender<UnixStream>>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> OwnedFd {
        assert_eq!(
            (what, mode),
            ("sleep", "delay"),
            "only a delay is asked for"
        );
        let (kept, given) = UnixStream::pair().unwrap();
        self.0.lock().unwrap().send(kept).unwrap();
        std::os::fd::OwnedFd::from(given).into()
    }

    fn get_session(&self, id: &str) -> OwnedObjectPath {
        assert_eq!(id, "7", "the session that was named");
        OwnedObjectPath::try_from(OURS).unwrap()
    }
}

struct Session;

#[interface(name = "org.freedesktop.login1.Session")]
impl Session {
    #[zbus(property)]
    fn id(&self) -> &str {
        "7"
    }
}

struct Logind {
    bus: Connection,
    delays: Receiver<UnixStream>,
}

impl Logind {
    fn on(bus: &Bus) -> Self {
        let (granted, delays) = channel();
        let builder = Builder::address(bus.address.as_str()).unwrap();
        let bus = builder
            .serve_at(MANAGER_PATH, Manager(Mutex::new(granted)))
            .unwrap()
            .serve_at(OWN_SESSION, Session)
            .unwrap()
            .name(LOGIND)
            .unwrap()
            .build()
            .unwrap();
        Self { bus, delays }
    }

    fn prepare_for_sleep(&self, begins: bool) {
        self.send(MANAGER_PATH, MANAGER, "PrepareForSleep", &begins);
    }

    fn send<B: serde::Serialize + zbus::zvariant::DynamicType>(
        &self,
        path: &str,
        interface: &str,
        member: &str,
        body: &B,
    ) {
        self.bus
            .emit_signal(None::<&str>, path, interface, member, body)
            .unwrap();
    }
}

fn events_of(listener: fn(&Connection, &Tell) -> Result<()>, bus: &Bus) -> Receiver<Event> {
    let (sender, events) = channel();
    let sender = Mutex::new(sender);
    let tell: Tell = Box::new(move |event| drop(sender.lock().unwrap().send(event)));
    let connection = bus.connect();
    thread::spawn(move || listener(&connection, &tell));
    events
}

fn next(events: &Receiver<Event>) -> &'static str {
    match events.recv_timeout(SOON) {
        Ok(Event::ScreenLocked) => "screen locked",
        Ok(Event::GoesToSleep(_)) => "goes to sleep",
        Ok(Event::Woke) => "woke",
        Err(_) => "nothing",
    }
}

#[test]
fn sleep_is_delayed_until_the_hold_is_dropped_and_again_after_waking() {
    let bus = Bus::start();
    let logind = Logind::on(&bus);
    let events = events_of(super::logind, &bus);
    let mut first = logind.delays.recv_timeout(SOON).unwrap();
    first.set_nonblocking(true).unwrap();
    logind.prepare_for_sleep(true);
    let Ok(Event::GoesToSleep(hold)) = events.recv_timeout(SOON) else {
        panic!("an event of sleep");
    };
    let mut byte = [0];
    assert!(
        first.read(&mut byte).is_err(),
        "sleep is delayed while the hold lives"
    );
    drop(hold);
    first.set_nonblocking(false).unwrap();
    first.set_read_timeout(Some(SOON)).unwrap();
    assert_eq!(
        first.read(&mut byte).unwrap(),
        0,
        "then the computer may sleep"
    );
    logind.prepare_for_sleep(false);
    assert_eq!(next(&events), "woke", "an event of waking");
    assert!(
        logind.delays.recv_timeout(SOON).is_ok(),
        "the next sleep is delayed too"
    );
}

#[test]
fn only_the_own_session_sends_lock_events() {
    let bus = Bus::start();
    let logind = Logind::on(&bus);
    let events = events_of(super::logind, &bus);
    logind.delays.recv_timeout(SOON).unwrap();
    let hint = |path, locked: bool| {
        let values = HashMap::from([("LockedHint", zbus::zvariant::Value::from(locked))]);
        let none: [&str; 0] = [];
        logind.send(
            path,
            PROPERTIES,
            "PropertiesChanged",
            &(SESSION, values, none.as_slice()),
        );
    };
    logind.send(ANOTHER, SESSION, "Lock", &());
    hint(ANOTHER, true);
    hint(OURS, false);
    logind.prepare_for_sleep(false);
    assert_eq!(
        next(&events),
        "woke",
        "no event of another session, and none of unlocking"
    );
    logind.send(OURS, SESSION, "Lock", &());
    assert_eq!(next(&events), "screen locked", "logind asks to lock");
    hint(OURS, true);
    assert_eq!(
        next(&events),
        "screen locked",
        "locked by the desktop itself"
    );
}

#[test]
fn screen_saver_that_starts_sends_a_lock_event() {
    let bus = Bus::start();
    let events = events_of(super::screen_savers, &bus);
    let desktop = bus.connect();
    let send = |interface: &str, active: bool| {
        desktop
            .emit_signal(
                None::<&str>,
                "/ScreenSaver",
                interface,
                "ActiveChanged",
                &active,
            )
            .unwrap();
    };
    // The listener does not report when it is ready.
    while events.recv_timeout(Duration::from_millis(100)).is_err() {
        send("org.freedesktop.ScreenSaver", true);
    }
    while events.recv_timeout(Duration::from_millis(300)).is_ok() {}
    send("org.gnome.ScreenSaver", false);
    send("org.gnome.ScreenSaver", true);
    assert_eq!(next(&events), "screen locked", "the screen saver of GNOME");
    assert!(
        events.recv_timeout(Duration::from_millis(300)).is_err(),
        "no event when a screen saver stops"
    );
}

#[test]
fn bus_without_logind_sends_no_event() {
    let bus = Bus::start();
    let events = events_of(super::logind, &bus);
    assert!(
        events.recv_timeout(Duration::from_millis(300)).is_err(),
        "no event and no error"
    );
}

//! A bus of the test's own, and a logind that says what the test wants.

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
/// Generous: a loaded machine is slow, and a message that comes is not waited for.
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

/// What was asked of the fake logind: the other end of each delay it granted.
struct Manager(Mutex<Sender<UnixStream>>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> OwnedFd {
        assert_eq!(
            (what, mode),
            ("sleep", "delay"),
            "nothing but a moment is asked for"
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
        self.say(MANAGER_PATH, MANAGER, "PrepareForSleep", &begins);
    }

    fn say<B: serde::Serialize + zbus::zvariant::DynamicType>(
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

fn hear(listener: fn(&Connection, &Tell) -> Result<()>, bus: &Bus) -> Receiver<Event> {
    let (told, heard) = channel();
    let told = Mutex::new(told);
    let tell: Tell = Box::new(move |event| drop(told.lock().unwrap().send(event)));
    let connection = bus.connect();
    thread::spawn(move || listener(&connection, &tell));
    heard
}

fn next(heard: &Receiver<Event>) -> &'static str {
    match heard.recv_timeout(SOON) {
        Ok(Event::ScreenLocked) => "screen locked",
        Ok(Event::GoesToSleep(_)) => "goes to sleep",
        Ok(Event::Woke) => "woke",
        Err(_) => "nothing",
    }
}

#[test]
fn logind_is_held_back_until_the_door_is_locked_and_asked_again_after_waking() {
    let bus = Bus::start();
    let logind = Logind::on(&bus);
    let heard = hear(super::logind, &bus);
    let mut first = logind.delays.recv_timeout(SOON).unwrap();
    first.set_nonblocking(true).unwrap();
    logind.prepare_for_sleep(true);
    let Ok(Event::GoesToSleep(hold)) = heard.recv_timeout(SOON) else {
        panic!("sleep is told");
    };
    let mut byte = [0];
    assert!(
        first.read(&mut byte).is_err(),
        "the delay is held as long as somebody is locking"
    );
    drop(hold);
    first.set_nonblocking(false).unwrap();
    first.set_read_timeout(Some(SOON)).unwrap();
    assert_eq!(
        first.read(&mut byte).unwrap(),
        0,
        "and let go of after that: the computer may sleep"
    );
    logind.prepare_for_sleep(false);
    assert_eq!(next(&heard), "woke", "waking is told");
    assert!(
        logind.delays.recv_timeout(SOON).is_ok(),
        "the next sleep is held back too"
    );
}

#[test]
fn only_our_own_session_locks_the_door() {
    let bus = Bus::start();
    let logind = Logind::on(&bus);
    let heard = hear(super::logind, &bus);
    logind.delays.recv_timeout(SOON).unwrap();
    let hint = |path, locked: bool| {
        let values = HashMap::from([("LockedHint", zbus::zvariant::Value::from(locked))]);
        let none: [&str; 0] = [];
        logind.say(
            path,
            PROPERTIES,
            "PropertiesChanged",
            &(SESSION, values, none.as_slice()),
        );
    };
    logind.say(ANOTHER, SESSION, "Lock", &());
    hint(ANOTHER, true);
    hint(OURS, false);
    logind.prepare_for_sleep(false);
    assert_eq!(
        next(&heard),
        "woke",
        "somebody else's screen is not ours, and unlocking locks nothing"
    );
    logind.say(OURS, SESSION, "Lock", &());
    assert_eq!(next(&heard), "screen locked", "asked to lock");
    hint(OURS, true);
    assert_eq!(
        next(&heard),
        "screen locked",
        "locked by the desktop itself"
    );
}

#[test]
fn a_screen_saver_that_comes_on_locks_the_door() {
    let bus = Bus::start();
    let heard = hear(super::screen_savers, &bus);
    let desktop = bus.connect();
    let say = |interface: &str, active: bool| {
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
    // The listener says nothing when it is ready.
    while heard.recv_timeout(Duration::from_millis(100)).is_err() {
        say("org.freedesktop.ScreenSaver", true);
    }
    while heard.recv_timeout(Duration::from_millis(300)).is_ok() {}
    say("org.gnome.ScreenSaver", false);
    say("org.gnome.ScreenSaver", true);
    assert_eq!(next(&heard), "screen locked", "GNOME's own");
    assert!(
        heard.recv_timeout(Duration::from_millis(300)).is_err(),
        "one that goes off locks nothing"
    );
}

#[test]
fn a_bus_without_logind_is_silent() {
    let bus = Bus::start();
    let heard = hear(super::logind, &bus);
    assert!(
        heard.recv_timeout(Duration::from_millis(300)).is_err(),
        "nothing is made up, and nothing breaks"
    );
}

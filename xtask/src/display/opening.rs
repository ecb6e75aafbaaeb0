//! The program as it is given to people, from its start to its first screen. It cannot be driven, so it is looked at.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Display;
use super::screen::Screen;
use crate::place;
use crate::step::{During, Outcome, Problem, end_group, own_group};

const PATIENCE: Duration = Duration::from_secs(20);

/// The accent of the light and of the dark theme: on the first screens only the mark and the main button have it.
const ACCENTS: [[u8; 3]; 2] = [[0x1D, 0x62, 0x5E], [0x6F, 0xC2, 0xB6]];
const ACCENT_PIXELS: usize = 150;

/// How long it took to see anything of the window, and to see its first screen.
pub struct Opening {
    pub window: Duration,
    pub first_screen: Duration,
}

/// Opens the program on a virtual screen of its own, watches, and ends it.
pub fn watch(kith: &Path, home: &Path) -> Outcome<Opening> {
    let frames = place::target().join("screen");
    std::fs::create_dir_all(&frames).during("making a folder for the virtual screen")?;
    let display = Display::start(Some(&frames))?;
    let mut screen = Screen::open(&frames)?;
    let mut command = Command::new(kith);
    command
        .env("DISPLAY", display.name())
        .env("KITH_HOME", home);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    own_group(&mut command);
    let begun = Instant::now();
    let mut child = command.spawn().during("starting Kith")?;
    let seen = until_seen(&mut screen, begun);
    end_group(&mut child);
    seen
}

fn until_seen(screen: &mut Screen, begun: Instant) -> Outcome<Opening> {
    let mut window = None;
    while begun.elapsed() < PATIENCE {
        if window.is_none() && screen.count(|colour| colour != [0; 3])? > 0 {
            window = Some(begun.elapsed());
        }
        if let Some(window) = window
            && screen.count(|colour| ACCENTS.contains(&colour))? > ACCENT_PIXELS
        {
            return Ok(Opening {
                window,
                first_screen: begun.elapsed(),
            });
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Err(Problem::new(match window {
        Some(_) => "the window opened but stayed blank",
        None => "no window appeared",
    }))
}

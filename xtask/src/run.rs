//! `cargo xtask run`: from a fresh machine to the window.

use std::fs;

use crate::display::Display;
use crate::program::{Profile, Window};
use crate::step::{During, Outcome, carry_out, command};
use crate::{place, program, setup};

pub fn run() -> Outcome {
    setup::for_window()?;
    program::pages()?;
    if Display::is_there() {
        let kith = program::window(Window::Private, Profile::Dev)?;
        return carry_out(&mut command(&place::root(), kith, &[]));
    }
    println!(
        "There is no display here: the sample case is walked through in the real window under a virtual one."
    );
    setup::for_virtual_window()?;
    let kith = program::window(Window::Driven, Profile::Dev)?;
    let tour = place::target().join("tour");
    if tour.exists() {
        fs::remove_dir_all(&tour).during("clearing the earlier pictures")?;
    }
    fs::create_dir_all(&tour).during("making the folder for pictures")?;
    let display = Display::start(None)?;
    carry_out(
        command(&place::root().join("tests/e2e"), "node", &["tour.mjs"])
            .env("DISPLAY", display.name())
            .env("KITH_PROGRAM", kith)
            .env("KITH_PICTURES", &tour),
    )?;
    println!("The pictures are in {}", tour.display());
    Ok(())
}

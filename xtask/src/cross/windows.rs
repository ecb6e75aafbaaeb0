//! Windows, with mingw and Wine.

use std::fs;
use std::process::{Child, Command, Stdio};

use super::{STANDARD_LIBRARY, Workshop};
use crate::place;
use crate::step::{During, Outcome, carry_out, command};

const TARGET: &[&str] = &["--target", "x86_64-pc-windows-gnu", STANDARD_LIBRARY];
const WINE: &str = "/usr/lib/wine/wine64";
const WINE_SERVER: &str = "/usr/lib/wine/wineserver64";

/// Wine 8 lacks the library from which Rust's standard library takes random numbers.
const RANDOM_NUMBERS: &str = include_str!("bcryptprimitives.c");

pub fn build(workshop: &Workshop) -> Outcome {
    let mut build = workshop.cargo(&["build", "-p", "kith", "-p", "rescue"]);
    carry_out(
        build
            .args(["--features", "kith/custom-protocol"])
            .args(TARGET),
    )
}

pub fn test(workshop: &Workshop) -> Outcome {
    prepare_wine(workshop)?;
    let mut test = workshop.cargo(&[
        "test",
        "-p",
        "kith-course",
        "-p",
        "kith-memory",
        "-p",
        "kith-vault",
        "-p",
        "rescue",
    ]);
    // Doc tests would only show the same once more.
    test.args(["--lib", "--bins", "--tests"]);
    in_wine(test.args(TARGET), workshop);
    let _server = Server::start(workshop)?;
    carry_out(test.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", WINE))
}

/// Wine's server, kept for the whole of the tests. Left to itself it ends soon after each program, and the next
/// one may still meet it leaving: "Connection reset by peer".
struct Server {
    running: Child,
    /// Ends it, and with it Wine's own programs in the background, which would keep this recipe's output open.
    end: Command,
}

impl Server {
    fn start(workshop: &Workshop) -> Outcome<Self> {
        let server = |orders: &[&str]| {
            let mut server = command(&place::root(), WINE_SERVER, orders);
            in_wine(&mut server, workshop)
                .stdin(Stdio::null())
                .stdout(Stdio::null());
            server
        };
        // One that still serves the making of the prefix would be in the way.
        for order in ["--kill", "--wait"] {
            server(&[order]).status().during("ending Wine's server")?;
        }
        let running = server(&["--foreground", "--persistent"])
            .spawn()
            .during("starting Wine's server")?;
        Ok(Self {
            running,
            end: server(&["--kill"]),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself in the meantime.
        let _ = self.end.status();
        let _ = self.running.wait();
    }
}

fn prepare_wine(workshop: &Workshop) -> Outcome {
    let library = workshop.at("wine/drive_c/windows/system32/bcryptprimitives.dll");
    if library.exists() {
        return Ok(());
    }
    workshop.folder_named("wine")?;
    carry_out(in_wine(
        &mut command(&place::root(), WINE, &["wineboot", "-i"]),
        workshop,
    ))?;
    let source = workshop.at("bcryptprimitives.c");
    fs::write(&source, RANDOM_NUMBERS).during("writing the source of bcryptprimitives.dll")?;
    let mut compile = command(
        &place::root(),
        "x86_64-w64-mingw32-gcc",
        &["-shared", "-O2", "-o"],
    );
    carry_out(compile.arg(&library).arg(&source).arg("-ladvapi32"))
}

fn in_wine<'a>(command: &'a mut Command, workshop: &Workshop) -> &'a mut Command {
    command
        .env("WINEPREFIX", workshop.at("wine"))
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "-all")
        .env("WINEDLLOVERRIDES", "mscoree=;mshtml=")
}

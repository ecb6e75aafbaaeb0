//! `kith-rescue`: opens a vault from a terminal if the window does not start, and for a person who closes down a
//! practice. It reads secrets from standard input only, and writes only to the files named on the command line.
#![forbid(unsafe_code)]
#![expect(
    clippy::disallowed_methods,
    reason = "a program of its own reads the clock and makes ids itself"
)]

mod arguments;
mod backup;
mod clients;
mod clock;
mod commands;
mod export;
mod import;
mod output;
mod refusal;
mod salvage;
mod secrets;
mod verification;

use std::alloc::System;
use std::process::ExitCode;

use arguments::{Arguments, Request};
use output::Output;
use refusal::Refusal;
use zeroizing_alloc::ZeroAlloc;

/// Overwrites memory when it is freed: notes and secrets pass through it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    // Read before the other arguments, so that a usage error is written in the requested form.
    let json = arguments.iter().any(|argument| argument == "--json");
    match Request::parse(arguments).and_then(run) {
        Ok(code) => code,
        Err(refusal) => refusal.write(json),
    }
}

fn run(request: Request) -> Result<ExitCode, Refusal> {
    match request {
        Request::Help => Output::text()
            .line(arguments::HELP)
            .map(|()| ExitCode::SUCCESS),
        Request::Version => {
            let version = concat!("kith-rescue ", env!("CARGO_PKG_VERSION"));
            Output::text().line(version).map(|()| ExitCode::SUCCESS)
        }
        Request::Command(arguments) => in_runtime(arguments),
    }
}

fn in_runtime(arguments: Arguments) -> Result<ExitCode, Refusal> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime
        .map_err(|error| Refusal::io(&error))?
        .block_on(commands::run(arguments))
}

//! Accidents and attacks that must not harm a vault, tried many times and counted. `cargo xtask torture` starts this and
//! the bars that are tested elsewhere; with the argument `worker` it is the program that is killed or refused.

mod act;
mod bar;
mod bars;
mod disk;
mod examine;
mod flow;
mod parallel;
mod preload;
mod prepared_flow;
mod random;
mod recording;
mod scratch;
mod seeded;
mod user;
mod worker;

use std::process::ExitCode;

use bar::Bar;
use vault::practice;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((first, rest)) if first == worker::WORKER => work(rest).map(|()| true),
        Some((first, [home])) if first == bars::race::RACER => {
            bars::race::racer(home).map(|()| true)
        }
        _ => torture(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        // A bar that failed; a bar that cannot be tried exits with 2.
        Ok(false) => ExitCode::from(1),
        Err(problem) => {
            eprintln!("torture: {problem}");
            ExitCode::from(2)
        }
    }
}

fn work(arguments: &[String]) -> Result<(), String> {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| error.to_string())?
        .block_on(worker::work(arguments))
}

/// The arguments of the command line.
#[derive(Default)]
struct Wanted {
    bars: Vec<u8>,
    count: Option<u64>,
    release_size: bool,
    seeded: bool,
}

impl Wanted {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut wanted = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || {
                let number = arguments.next().and_then(|number| number.parse().ok());
                number.ok_or(format!("{argument} asks for a number"))
            };
            match argument.as_str() {
                "--bar" => {
                    let bar = number()?;
                    wanted
                        .bars
                        .push(u8::try_from(bar).map_err(|_| "no such bar")?);
                }
                "--count" => wanted.count = Some(number()?),
                "--release-size" => wanted.release_size = true,
                "--seeded" => wanted.seeded = true,
                _ => return Err(format!("torture does not know {argument}")),
            }
        }
        Ok(wanted)
    }

    fn bars(&self) -> impl Iterator<Item = &'static Bar> {
        bars::BARS
            .iter()
            .filter(|bar| self.bars.is_empty() || self.bars.contains(&bar.number))
    }
}

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn torture(arguments: &[String]) -> Result<bool, String> {
    let wanted = Wanted::read(arguments)?;
    if wanted.seeded {
        return seeded::run(wanted.bars());
    }
    let mut good = true;
    for bar in wanted.bars() {
        let size = if wanted.release_size {
            bar.release
        } else {
            bar.ci
        };
        let count =
            (bar.run)(wanted.count.unwrap_or(size)).map_err(|why| format!("{bar}: {why}"))?;
        println!("{}", bar.line(&count));
        for lost in count.lost.iter().take(10) {
            println!("        lost: {lost}");
        }
        good &= bar.holds(&count);
    }
    Ok(good)
}

//! Starts programs from tests.

use std::io;
use std::process::{Child, Command};

/// `ERROR_INTERNAL_ERROR` of Windows. Wine reports it when a new process ended before it reached its first
/// instruction, which happens now and then while several threads start processes at once. Windows does not report it.
const ENDED_BEFORE_IT_STARTED: i32 = 1359;

const ATTEMPTS: usize = 5;

/// Starts a program. Under Wine, an attempt that failed inside Wine itself is repeated.
///
/// # Errors
/// The error of the last attempt.
pub fn start(command: &mut Command) -> io::Result<Child> {
    repeat_if_wine_failed(|| command.spawn())
}

fn repeat_if_wine_failed<T>(mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 1..ATTEMPTS {
        match attempt() {
            Err(error) if error.raw_os_error() == Some(ENDED_BEFORE_IT_STARTED) => {}
            done => return done,
        }
    }
    attempt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts the attempts while each of the first `failures` ends with this error.
    fn attempts(error: i32, failures: usize) -> (usize, bool) {
        let mut attempts = 0;
        let result = repeat_if_wine_failed(|| {
            attempts += 1;
            if attempts <= failures {
                return Err(io::Error::from_raw_os_error(error));
            }
            Ok(())
        });
        (attempts, result.is_ok())
    }

    #[test]
    fn only_an_attempt_that_failed_inside_wine_is_repeated() {
        assert_eq!(attempts(ENDED_BEFORE_IT_STARTED, 2), (3, true));
        assert_eq!(attempts(2, 1), (1, false));
    }

    #[test]
    fn a_program_that_never_starts_is_given_up() {
        assert_eq!(attempts(ENDED_BEFORE_IT_STARTED, 100), (ATTEMPTS, false));
    }
}

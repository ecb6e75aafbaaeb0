//! One opener at a time, and every acknowledged save survives a kill.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use tempfile::tempdir;
use tokio::runtime::Runtime;
use tokio::sync::Barrier;
use vault::OpenError;

use crate::practice::*;

/// Where the child finds the vault; only set for the child.
pub const HOME: &str = "KITH_VAULT_TEST_HOME";

/// Runs the test of this name once more, in a process of its own that can be killed.
pub fn child(test: &str, home: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

pub fn say(line: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "\n{line}").unwrap();
    out.flush().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn of_three_who_race_exactly_one_opens() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    vault.lock().await.unwrap();
    for race in 0..100 {
        let start = Arc::new(Barrier::new(3));
        let runners: Vec<_> = (0..3)
            .map(|_| {
                let (start, home, secret) =
                    (Arc::clone(&start), home.path().to_owned(), typed(&code));
                tokio::spawn(async move {
                    start.wait().await;
                    let opened = unlock(&home, secret).await;
                    start.wait().await;
                    opened
                })
            })
            .collect();
        let mut opened = 0;
        for runner in runners {
            match runner.await.unwrap() {
                Ok(vault) => {
                    opened += 1;
                    vault.lock().await.unwrap();
                }
                Err(error) => assert_eq!(
                    error,
                    OpenError::InUse,
                    "race {race}: the others are told why"
                ),
            }
        }
        assert_eq!(opened, 1, "race {race}: exactly one opens");
    }
}

#[test]
fn a_killed_program_leaves_no_stale_lock() {
    const THIS: &str = "openers::a_killed_program_leaves_no_stale_lock";
    let runtime = Runtime::new().unwrap();
    if let Some(home) = env::var_os(HOME) {
        let _vault = runtime
            .block_on(unlock(Path::new(&home), secret()))
            .unwrap();
        say("open");
        std::thread::sleep(std::time::Duration::from_secs(600));
    }
    let home = tempdir().unwrap();
    let vault = runtime.block_on(async { new_vault(home.path()).await.0 });
    runtime.block_on(vault.lock()).unwrap();
    for round in 0..5 {
        let mut holder = child(THIS, home.path());
        let lines = BufReader::new(holder.stdout.take().unwrap()).lines();
        assert!(
            lines.map_while(Result::ok).any(|line| line == "open"),
            "the other program opens the vault"
        );
        let refused = runtime.block_on(unlock(home.path(), secret())).err();
        assert_eq!(
            refused,
            Some(OpenError::InUse),
            "round {round}: and keeps others out"
        );
        holder.kill().unwrap();
        holder.wait().unwrap();
        let vault = runtime.block_on(unlock(home.path(), secret()));
        assert!(
            vault.is_ok(),
            "round {round}: killed, it lets go: {:?}",
            vault.err()
        );
        runtime.block_on(vault.unwrap().lock()).unwrap();
    }
}

#[test]
fn what_was_said_to_be_saved_survives_a_kill() {
    const THIS: &str = "openers::what_was_said_to_be_saved_survives_a_kill";
    let runtime = Runtime::new().unwrap();
    if let Some(home) = env::var_os(HOME) {
        runtime.block_on(save_until_killed(Path::new(&home)));
    }
    let home = tempdir().unwrap();
    let code = runtime.block_on(async {
        let (vault, code) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        write_note(&vault, 1, "0", minute(0)).await.unwrap();
        vault.lock().await.unwrap();
        code
    });
    for kill in 0..20_u32 {
        let mut writer = child(THIS, home.path());
        let mut said = 0_u64;
        let mut heard = 0;
        for line in BufReader::new(writer.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
        {
            let Some(number) = line.strip_prefix("saved ") else {
                continue;
            };
            said = number.parse().unwrap();
            heard += 1;
            if heard == 1 + kill % 7 {
                // Some way into a later save, a different way each time.
                std::thread::sleep(std::time::Duration::from_micros(u64::from(kill) * 900));
                writer.kill().unwrap();
            }
        }
        writer.wait().unwrap();
        assert!(
            heard > kill % 7,
            "kill {kill}: the writer saved and said so"
        );
        runtime.block_on(async {
            let vault = unlock(home.path(), typed(&code)).await.unwrap();
            let kept: u64 = note(&vault.load_course(course_id(1)).await.unwrap())
                .parse()
                .unwrap();
            assert!(
                kept >= said,
                "kill {kill}: {said} was said to be saved, {kept} is there"
            );
            assert_eq!(
                faults(&vault).await,
                [],
                "kill {kill}: and the vault is sound"
            );
            vault.lock().await.unwrap();
        });
    }
}

async fn save_until_killed(home: &Path) {
    let vault = unlock(home, secret()).await.unwrap();
    let mut number: u64 = note(&vault.load_course(course_id(1)).await.unwrap())
        .parse()
        .unwrap();
    loop {
        number += 1;
        write_note(&vault, 1, &number.to_string(), minute(1))
            .await
            .unwrap();
        say(&format!("saved {number}"));
    }
}

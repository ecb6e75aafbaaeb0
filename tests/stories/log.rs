use std::env;
use std::fs;
use std::process::Command;

use acceptance::{PASSPHRASE, Practice};

const CHILD: &str = "KITH_STORY_LOGS_EVERYTHING";
const NOTE: &str = "She said the kettle was Zanzibar green.";
const WRONG: &str = "plum tractors sing to nobody";

/// A logger that writes every record of every part of the program to standard error.
struct LogEverything;

impl log::Log for LogEverything {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        eprintln!("{} {} {:?}", record.level(), record.target(), record.args());
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn logs_everything_in_a_program_of_its_own() {
    let Some(code_file) = env::var_os(CHILD) else {
        return;
    };
    log::set_logger(&LogEverything).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    kith::environment::incident::keep_panics_quiet();
    log::info!("a control that must be found");
    let practice = Practice::before_first_run();
    let code = practice.create_vault(PASSPHRASE).await.unwrap();
    fs::write(code_file, code.join("")).unwrap();
    practice.lock().await;
    practice.unlock(WRONG).await.unwrap_err();
    practice.unlock(PASSPHRASE).await.unwrap();
    let ruth = practice
        .with_client("Ruthanna Quill")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=1).await;
    ruth.write(1, NOTE).await.unwrap();
    assert!(
        std::thread::spawn(|| panic!("{NOTE}")).join().is_err(),
        "the thread panics"
    );
}

#[test]
fn no_secret_and_no_word_of_a_client_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let code_file = folder.path().join("code");
    let told = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "log::logs_everything_in_a_program_of_its_own",
            "--nocapture",
        ])
        .env(CHILD, &code_file)
        .env("RUST_LOG", "trace")
        .output()
        .unwrap();
    let said = [told.stdout, told.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(
        said.contains("a control that must be found"),
        "the output holds the control line: {said}"
    );
    let code = fs::read_to_string(code_file).unwrap();
    for secret in [
        PASSPHRASE,
        WRONG,
        NOTE,
        "Zanzibar",
        "Ruthanna",
        "PRAGMA key",
        "x'",
        &code,
    ] {
        assert!(!said.contains(secret), "{secret:?} was logged");
    }
}

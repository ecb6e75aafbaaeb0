//! Runs the program as a process, on a vault that opens fast.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use vault::{KdfCost, LockedVault, Passphrase, Timestamp, Vault, VaultPath};

pub const PASSPHRASE: &str = " seven lanterns under the quiet bridge ";
pub const TRANSITION: &str = include_str!("../../../../../tests/golden/cases/case-transition.json");
pub const DISPUTE: &str = include_str!("../../../../../tests/golden/cases/case-dispute.json");

/// The result of a run.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|_| panic!("not JSON: {} {}", self.out, self.err))
    }

    pub fn error(&self) -> Value {
        serde_json::from_str(&self.err)
            .unwrap_or_else(|_| panic!("not JSON: {} {}", self.out, self.err))
    }

    /// The exit code and the code of the error.
    pub fn refused(&self) -> (i32, String) {
        (
            self.code,
            self.error()["code"].as_str().unwrap_or_default().to_owned(),
        )
    }
}

pub fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kith-rescue"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = testkit::process::start(&mut command).unwrap();
    // A program that refuses before it reads closes the pipe.
    child.stdin.take().unwrap().write_all(input.as_ref()).ok();
    let done = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran {
        code: done.status.code().unwrap(),
        out: text(done.stdout),
        err: text(done.stderr),
    }
}

/// A folder with an empty vault in it.
pub struct Home {
    folder: tempfile::TempDir,
    pub code: String,
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

impl Home {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = VaultPath::at(folder.path().join("vault"));
        let code = block_on(async {
            let passphrase = Passphrase::try_from(PASSPHRASE.to_owned()).unwrap();
            let made = LockedVault::create(
                place,
                &passphrase,
                KdfCost::LEAST,
                Timestamp::from_millis(0),
            )
            .await;
            let (vault, code) = made.unwrap();
            vault.lock().await.unwrap();
            code.groups().join("-")
        });
        Self { folder, code }
    }

    /// One with both cases in its vault.
    pub fn with_cases() -> Self {
        let home = Self::new();
        let files = [
            home.file("one.json", TRANSITION),
            home.file("two.json", DISPUTE),
        ];
        let ran = home.run("import", &[&files[0], &files[1]]);
        assert_eq!(
            ran.json(),
            json!({ "imported": ["TRN-01", "DSP-01"] }),
            "{}",
            ran.err
        );
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Runs a command on the vault with its passphrase and `--json`.
    pub fn run(&self, command: &str, more: &[&str]) -> Ran {
        self.run_with(command, more, format!("{PASSPHRASE}\n"))
    }

    pub fn run_with(&self, command: &str, more: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let vault = self.text("vault");
        let arguments = [&[command, vault.as_str(), "--json"], more].concat();
        run(&arguments, input)
    }

    /// A file beside the vault.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.text(name)
    }

    pub fn clients(&self) -> Vec<Value> {
        self.run("clients", &[]).json().as_array().unwrap().clone()
    }

    pub async fn open(&self) -> Vault {
        let locked = LockedVault::at(VaultPath::at(self.path("vault"))).unwrap();
        let passphrase = Passphrase::try_from(PASSPHRASE.to_owned()).unwrap();
        locked
            .unlock(vault::Secret::Passphrase(passphrase))
            .await
            .unwrap()
    }
}

/// The names in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

//! Too little memory is an error of its own, and no vault is opened if SQLite's memory is not overwritten. Only on
//! Linux can a test limit memory.

use std::env;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use sqlx::{Connection, SqliteConnection};
use tempfile::tempdir;
use tokio::runtime::Runtime;
use vault::OpenError;

use crate::child::{HOME, child, say};
use crate::headers::edit;
use crate::practice::*;

#[test]
fn too_little_memory_is_never_a_wrong_passphrase() {
    let runtime = Runtime::new().unwrap();
    if let Some(home) = env::var_os(HOME) {
        let refused = runtime.block_on(unlock(Path::new(&home), secret())).err();
        writeln!(std::io::stdout(), "\nrefused: {refused:?}").unwrap();
        return;
    }
    let home = tempdir().unwrap();
    let vault = runtime.block_on(async { new_vault(home.path()).await.0 });
    runtime.block_on(vault.lock()).unwrap();
    // A gigabyte: an allowed cost, but more than the child may use.
    for copy in ["vault.hdr", "vault.hdr.2"] {
        edit(home.path(), copy, true, |bytes| {
            bytes[60..64].copy_from_slice(&(1024 * 1024_u32).to_le_bytes())
        });
    }
    let before = fs::read(home.path().join("vault/vault.hdr")).unwrap();
    let child = Command::new("sh")
        .args(["-c", "ulimit -v 900000; exec \"$0\" \"$@\""])
        .arg(env::current_exe().unwrap())
        .args([
            "memory::too_little_memory_is_never_a_wrong_passphrase",
            "--exact",
            "--nocapture",
        ])
        .env(HOME, home.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(
        said.contains("refused: Some(OutOfMemory)"),
        "neither an abort nor a wrong passphrase: {said}"
    );
    assert!(
        fs::read(home.path().join("vault/vault.hdr")).unwrap() == before,
        "the vault is unchanged"
    );
}

/// SQLite keeps the allocator that it has when it is first used.
#[test]
fn no_vault_is_opened_if_sqlite_has_its_own_allocator() {
    let runtime = Runtime::new().unwrap();
    if let Some(home) = env::var_os(HOME) {
        let first_used = SqliteConnection::connect("sqlite::memory:");
        let _connection = runtime.block_on(first_used).unwrap();
        let refused = runtime.block_on(unlock(Path::new(&home), secret())).err();
        let expected = Some(OpenError::Setting("memory allocator"));
        say(if refused == expected {
            "refused"
        } else {
            "opened"
        });
        return;
    }
    let home = tempdir().unwrap();
    let vault = runtime.block_on(async { new_vault(home.path()).await.0 });
    runtime.block_on(vault.lock()).unwrap();
    assert!(::memory::install(), "it is in use after a vault was opened");
    let child = child(
        "memory::no_vault_is_opened_if_sqlite_has_its_own_allocator",
        home.path(),
    );
    let told = child.wait_with_output().unwrap().stdout;
    let told = String::from_utf8_lossy(&told);
    assert!(told.contains("\nrefused\n"), "{told}");
    runtime.block_on(async {
        let vault = unlock(home.path(), secret()).await.unwrap();
        vault.lock().await.unwrap();
    });
}

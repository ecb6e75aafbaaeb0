//! Making, verifying and restoring backups, and the errors.

use std::fs;

use serde_json::json;

use crate::program::{Home, PASSPHRASE, Ran, block_on, names, run};

/// A vault with two cases, and a backup of it beside.
fn backed_up() -> (Home, String) {
    let home = Home::with_cases();
    let file = home.text("one.kithbackup");
    let made = home.run("backup", &["--to", &file]);
    assert_eq!(made.json(), json!({ "backup": file }), "{}", made.err);
    (home, file)
}

fn restore(file: &str, to: &str) -> Ran {
    run(
        &["restore", file, "--to", to, "--json"],
        format!("{PASSPHRASE}\n"),
    )
}

fn verify(file: &str) -> Ran {
    run(&["verify", file, "--json"], format!("{PASSPHRASE}\n"))
}

#[test]
fn backup_is_made_verified_and_restored_on_another_computer() {
    let (home, file) = backed_up();
    let verified = verify(&file);
    assert_eq!(
        verified.json()["ok"],
        true,
        "{}{}",
        verified.out,
        verified.err
    );
    let other = home.text("elsewhere/vault");
    let restored = restore(&file, &other);
    assert_eq!(
        restored.json(),
        json!({ "restored": true, "kept": null }),
        "{}",
        restored.err
    );
    let by_code = run(
        &["clients", &other, "--json", "--recovery"],
        format!("{}\n", home.code),
    );
    assert_eq!(
        by_code.json()[1]["code"],
        "TRN-01",
        "the recovery code of that day opens it: {}",
        by_code.err
    );
    assert_eq!(
        names(&home.path("elsewhere")),
        ["vault"],
        "no temporary file is left"
    );
}

#[test]
fn replaced_vault_is_kept() {
    let (home, file) = backed_up();
    let restored = restore(&file, &home.text("vault"));
    let kept = restored.json()["kept"].as_str().unwrap().to_owned();
    assert_eq!(
        verify(&kept).json()["ok"],
        true,
        "as a backup, if the same secret opens it"
    );
    let database = home.path("vault").join("vault.db");
    fs::write(&database, "damaged").unwrap();
    let restored = restore(&file, &home.text("vault"));
    let kept = restored.json()["kept"].as_str().unwrap().to_owned();
    assert_eq!(
        fs::read(format!("{kept}/vault.db")).unwrap(),
        b"damaged",
        "as a folder, if not"
    );
    assert_eq!(home.clients().len(), 2, "the backup was restored");
}

#[test]
fn each_bad_backup_has_an_error_code_of_its_own() {
    let (home, file) = backed_up();
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let mut newer = whole.clone();
    *newer.get_mut(8).unwrap() = 2;
    let header = fs::read(home.path("vault").join("vault.hdr")).unwrap();
    let cut = whole.get(..whole.len() / 2).unwrap().to_vec();
    let harms = [
        ("cut", 2, cut),
        ("extended", 2, [whole.clone(), vec![0]].concat()),
        ("damaged", 2, flipped),
        ("empty", 2, vec![]),
        ("not_a_backup", 1, b"PK a zip of holiday pictures".to_vec()),
        ("is_a_header", 1, header),
        ("newer_version", 1, newer),
    ];
    let before = fs::read(home.path("vault").join("vault.db")).unwrap();
    for (code, ending, bytes) in harms {
        let bad = home.file("bad.kithbackup", bytes);
        for ran in [verify(&bad), restore(&bad, &home.text("vault"))] {
            assert_eq!(ran.refused(), (ending, code.to_owned()), "{}", ran.err);
        }
    }
    let wrong = run(
        &["verify", &file, "--json"],
        "another passphrase than that one\n",
    );
    assert_eq!(
        wrong.refused(),
        (1, "wrong_passphrase".to_owned()),
        "{}",
        wrong.err
    );
    let gone = restore(&home.text("no such file"), &home.text("vault"));
    assert_eq!(gone.refused(), (1, "not_found".to_owned()), "{}", gone.err);
    let other = Home::new();
    let another = restore(&file, &other.text("vault"));
    assert_eq!(
        another.refused(),
        (1, "other_vault".to_owned()),
        "{}",
        another.err
    );
    let now = fs::read(home.path("vault").join("vault.db")).unwrap();
    assert!(now == before, "the vault is unchanged");
}

#[test]
fn backup_overwrites_no_file_and_is_not_made_inside_the_vault() {
    let (home, file) = backed_up();
    let before = fs::read(&file).unwrap();
    let again = home.run("backup", &["--to", &file]);
    assert_eq!(again.refused(), (1, "exists".to_owned()), "{}", again.err);
    assert!(fs::read(&file).unwrap() == before, "nothing is overwritten");
    let inside = home.text("vault/one.kithbackup");
    let made = home.run("backup", &["--to", &inside]);
    assert_eq!(
        made.refused(),
        (1, "same_as_source".to_owned()),
        "{}",
        made.err
    );
    fs::copy(&file, &inside).unwrap();
    let restored = restore(&inside, &home.text("vault"));
    assert_eq!(
        restored.refused(),
        (1, "same_as_source".to_owned()),
        "{}",
        restored.err
    );
    let nowhere = home.run("backup", &["--to", &home.text("no folder/one.kithbackup")]);
    assert_eq!(
        nowhere.refused(),
        (1, "not_found".to_owned()),
        "{}",
        nowhere.err
    );
    assert_eq!(
        names(&home.path("")),
        ["one.json", "one.kithbackup", "two.json", "vault"],
        "no temporary file is left"
    );
}

#[test]
fn vault_that_is_open_in_the_window_is_not_replaced() {
    let (home, file) = backed_up();
    let window = block_on(home.open());
    let restored = restore(&file, &home.text("vault"));
    assert_eq!(
        restored.refused(),
        (1, "in_use".to_owned()),
        "{}",
        restored.err
    );
    block_on(window.lock()).unwrap();
    assert_eq!(home.clients().len(), 2, "the vault is unchanged");
}

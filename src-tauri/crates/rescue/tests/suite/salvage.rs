//! Salvaging a damaged vault.

use serde_json::Value;

use crate::program::{Home, block_on, names};

const PAGE: usize = 4096;

fn read(home: &Home, name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(home.path(name)).unwrap()).unwrap()
}

#[test]
fn whole_vault_is_salvaged_completely() {
    let home = Home::with_cases();
    let ran = home.run("salvage", &["--to", &home.text("out")]);
    assert_eq!(
        (ran.code, &ran.json()["whole"]),
        (0, &2.into()),
        "{}",
        ran.err
    );
    assert_eq!(
        names(&home.path("out")),
        [
            "DSP-01.json",
            "TRN-01.json",
            "not-salvaged.json",
            "not-salvaged.txt"
        ],
        "the courses and the list"
    );
    assert_eq!(
        read(&home, "out/not-salvaged.json")["lost"],
        Value::Array(vec![]),
        "empty"
    );
    let exported = home.run("export", &["--client", "TRN-01", "--to", &home.text("as")]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    assert_eq!(
        read(&home, "out/TRN-01.json"),
        read(&home, "as/TRN-01.json"),
        "the same text as in an export"
    );
    let code = home.code.clone();
    let by_code = home.run_with("salvage", &["--recovery", "--to", &home.text("too")], code);
    assert_eq!(
        by_code.code, 0,
        "the recovery code salvages too: {}",
        by_code.err
    );
    assert_eq!(home.clients().len(), 2, "the vault is unchanged");
    let again = home.run("salvage", &["--to", &home.text("out")]);
    assert_eq!(
        again.refused(),
        (1, "exists".to_owned()),
        "an existing folder is refused"
    );
}

#[test]
fn damaged_vault_is_salvaged_and_its_lost_records_are_listed() {
    let home = Home::with_cases();
    let database = home.path("vault").join("vault.db");
    let sound = std::fs::read(&database).unwrap();
    // One header copy is bad as well.
    std::fs::write(home.path("vault").join("vault.hdr"), "bad").unwrap();
    let (mut lost, mut spared, mut named, mut dated) = (0, 0, 0, 0);
    for page in (2..sound.len() / PAGE).step_by(9) {
        let mut bytes = sound.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        std::fs::write(&database, &bytes).unwrap();
        let out = format!("out {page}");
        let ran = home.run("salvage", &["--to", &home.text(&out)]);
        let report = ran.json();
        let nothing = report["lost"].as_array().unwrap().is_empty() && report["more"] == false;
        assert_eq!(
            ran.code,
            if nothing { 0 } else { 2 },
            "page {page}: {report}"
        );
        assert_eq!(
            report,
            read(&home, &format!("{out}/not-salvaged.json")),
            "the same list"
        );
        if nothing {
            assert_eq!(report["whole"], 2, "page {page}: both courses are whole");
            spared += 1;
        } else {
            lost += 1;
            let list = std::fs::read_to_string(home.path(&out).join("not-salvaged.txt")).unwrap();
            assert!(
                !list.contains("Farida") && !list.contains("Lindqvist"),
                "kinds, codes and ids, no names: {list}"
            );
            for lost in report["lost"].as_array().unwrap() {
                let code = lost["client"].as_str();
                named += usize::from(code.is_some_and(|code| ["DSP-01", "TRN-01"].contains(&code)));
                let written = lost["written"].as_str();
                dated += usize::from(written.is_some_and(|written| written.ends_with(" UTC")));
            }
        }
        let verified = home.run("verify", &[]);
        assert_eq!(verified.code, 2, "page {page}: verify finds the damage");
        let clients = home.run("clients", &[]);
        assert_eq!(clients.code, 2, "page {page}: the list of clients too");
    }
    assert!(
        lost > 2 && spared > 0,
        "{lost} pages with losses, {spared} without"
    );
    assert!(
        named > 2 && dated > 2,
        "client and time are named: {named}, {dated}"
    );
}

#[test]
fn vault_in_use_is_not_salvaged() {
    let home = Home::with_cases();
    block_on(async {
        let vault = home.open().await;
        let ran = home.run("salvage", &["--to", &home.text("out")]);
        assert_eq!(
            ran.refused(),
            (1, "in_use".to_owned()),
            "the window has the vault open"
        );
        vault.lock().await.unwrap();
    });
    assert!(!home.path("out").exists(), "no folder is made");
}

#[test]
fn unreadable_vault_is_not_salvaged() {
    let home = Home::with_cases();
    let database = home.path("vault").join("vault.db");
    std::fs::write(&database, vec![0; 3 * PAGE]).unwrap();
    let ran = home.run("salvage", &["--to", &home.text("none")]);
    assert_eq!(
        ran.refused(),
        (2, "damaged".to_owned()),
        "nothing can be read"
    );
    assert!(!home.path("none").exists(), "no folder is made");
}

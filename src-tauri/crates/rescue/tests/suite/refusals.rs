//! Errors and their exit codes; after an error nothing has changed.

use serde_json::json;

use crate::program::{DISPUTE, Home, PASSPHRASE, TRANSITION, block_on, names, run};

#[test]
fn usage_error_ends_with_64() {
    let table: &[&[&str]] = &[
        &[],
        &["--json"],
        &["open", "v"],
        &["clients"],
        &["clients", "v", "w"],
        &["clients", "v", "--client", "A"],
        &["clients", "v", "--passphrase"],
        &["import", "v"],
        &["outcomes", "v"],
        &["outcomes", "v", "--client"],
        &["outcomes", "v", "--client", "A", "--client", "B"],
        &["export", "v", "--client", "A"],
        &["export", "v", "--to", "d"],
        &["create", "v", "--recovery"],
        &["verify", "v", "--to", "d"],
        &["salvage", "v"],
        &["salvage", "v", "--to", "d", "--client", "A"],
    ];
    for arguments in table {
        let ran = run(arguments, "");
        assert_eq!((ran.code, ran.out.as_str()), (64, ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}: an error is written");
    }
    assert_eq!(
        run(&["clients", "--json"], "").refused(),
        (64, "usage".to_owned()),
        "as JSON too"
    );
}

#[test]
fn wrong_secret_is_refused() {
    let home = Home::new();
    let long = "x".repeat(100_000);
    let table: [(&[&str], &[u8], &str); 10] = [
        (&[], b"not the passphrase at all\n", "wrong_passphrase"),
        (
            &[],
            b"seven lanterns under the quiet bridge\n",
            "wrong_passphrase",
        ),
        (&[], b"short\n", "wrong_passphrase"),
        (&[], b"\n", "wrong_passphrase"),
        (&[], b"", "no_secret"),
        (&[], b"\xff\xfe\xfd\n", "secret_not_utf8"),
        (&[], long.as_bytes(), "secret_too_long"),
        (&["--recovery"], b"AAAA-BBBB\n", "recovery_code_length"),
        (
            &["--recovery"],
            b"06JT-B9D5-MPJT-U9D5-MPJT-B9D5-MPJY-3153\n",
            "recovery_code_character",
        ),
        (
            &["--recovery"],
            b"06JT-B9D5-MPJT-B9D5-MPJT-B9D5-MPJY-3154\n",
            "recovery_code_checksum",
        ),
    ];
    for (more, input, code) in table {
        assert_eq!(
            home.run_with("clients", more, input).refused(),
            (1, code.to_owned()),
            "spaces count"
        );
    }
    let other = Home::new();
    let foreign = home.run_with("clients", &["--recovery"], &other.code);
    assert_eq!(
        foreign.refused(),
        (1, "wrong_recovery_code".to_owned()),
        "another vault's code"
    );
}

#[test]
fn weak_passphrase_is_refused_for_new_and_existing_vaults() {
    let home = Home::new();
    let weak = [
        ("fourteen chars", "passphrase_too_short"),
        ("aaaaaaaaaaaaaaaaaaaa", "passphrase_guessable"),
        ("correcthorsebatterystaple", "passphrase_common"),
    ];
    for (passphrase, code) in weak {
        let made = run(
            &["create", &home.text("new"), "--json"],
            format!("{passphrase}\n"),
        );
        assert_eq!(
            made.refused(),
            (1, code.to_owned()),
            "the same rule as in the window"
        );
        let changed = home.run_with(
            "change-passphrase",
            &[],
            format!("{PASSPHRASE}\n{passphrase}\n"),
        );
        assert_eq!(changed.refused(), (1, code.to_owned()), "the same rule");
    }
    let long = home.run_with(
        "change-passphrase",
        &[],
        format!("{PASSPHRASE}\n{}\n", "long ".repeat(60)),
    );
    assert_eq!(
        long.refused(),
        (1, "passphrase_too_long".to_owned()),
        "at most 256 characters"
    );
    let missing = home.run_with("change-passphrase", &[], format!("{PASSPHRASE}\n"));
    assert_eq!(
        missing.refused(),
        (1, "no_secret".to_owned()),
        "an empty line is no new passphrase"
    );
    assert_eq!(
        names(home.path("vault").parent().unwrap()),
        ["vault"],
        "no folder was made"
    );
    assert_eq!(
        home.clients().len(),
        0,
        "and the old passphrase still opens the vault"
    );
}

#[test]
fn one_wrong_file_prevents_the_import_of_all() {
    let home = Home::new();
    let good = home.file("good.json", TRANSITION);
    let wrong = home.file(
        "wrong.json",
        DISPUTE.replacen("\"total\": 15", "\"total\": 14", 1),
    );
    let ran = home.run("import", &[&good, &wrong]);
    assert_eq!(ran.refused(), (1, "differs".to_owned()), "{}", ran.err);
    assert_eq!(
        ran.error()["path"],
        "measures[0].total",
        "the place in the file"
    );
    assert_eq!(
        ran.error()["file"],
        json!(wrong),
        "and the file as it was named"
    );
    assert_eq!(
        home.clients().len(),
        0,
        "the right file is not imported either"
    );
    let absent = home.text("absent.json");
    assert_eq!(
        home.run("import", &[&good, &absent]).refused(),
        (1, "not_found".to_owned()),
        "a missing file prevents it too"
    );
    let twins = [good.clone(), home.file("twin.json", TRANSITION)];
    let ran = home.run("import", &[&twins[0], &twins[1]]);
    assert_eq!(
        (ran.refused().1.as_str(), &ran.error()["path"]),
        ("exists", &json!("client.code")),
        "two files with one code"
    );
    assert_eq!(home.clients().len(), 0, "neither of them is imported");
    assert_eq!(
        home.run("import", &[&good]).code,
        0,
        "by itself it is imported"
    );
    let ran = home.run("import", &[&home.file("other.json", DISPUTE), &good]);
    assert_eq!(
        ran.refused(),
        (1, "exists".to_owned()),
        "a client has the code now"
    );
    assert_eq!(home.clients().len(), 1, "the other file was not imported");
}

#[test]
fn export_overwrites_no_file() {
    let home = Home::new();
    assert_eq!(
        home.run("import", &[&home.file("case.json", TRANSITION)])
            .code,
        0,
        "a client to export"
    );
    std::fs::create_dir(home.path("out")).unwrap();
    home.file("out/TRN-01.json", "mine");
    let export = ["--client", "TRN-01", "--to", &home.text("out")];
    assert_eq!(
        home.run("export", &export).refused(),
        (1, "exists".to_owned()),
        "an existing file is kept"
    );
    assert_eq!(
        std::fs::read(home.path("out/TRN-01.json")).unwrap(),
        b"mine",
        "and stays"
    );
    assert_eq!(
        names(&home.path("out")),
        ["TRN-01.json"],
        "no temporary file is left"
    );
    let nobody = home.run(
        "export",
        &["--client", "TRN-02", "--to", &home.text("none")],
    );
    assert_eq!(
        nobody.refused(),
        (1, "not_found".to_owned()),
        "no client has this code"
    );
    assert!(!home.path("none").exists(), "no folder is made");
    let none = home.run("outcomes", &["--client", "TRN-01", "--course", "another"]);
    assert_eq!(
        none.refused(),
        (1, "not_found".to_owned()),
        "no such course"
    );
}

#[test]
fn missing_vault_and_vault_in_use_are_refused() {
    let home = Home::new();
    let absent = run(&["clients", &home.text("nowhere"), "--json"], PASSPHRASE);
    assert_eq!(
        absent.refused(),
        (1, "not_found".to_owned()),
        "{}",
        absent.err
    );
    assert!(!home.path("nowhere").exists(), "no folder is made");
    block_on(async {
        let vault = home.open().await;
        assert_eq!(
            home.run("clients", &[]).refused(),
            (1, "in_use".to_owned()),
            "the window has the vault open"
        );
        vault.lock().await.unwrap();
    });
    assert_eq!(
        home.run("clients", &[]).code,
        0,
        "after the lock the vault is free"
    );
}

#[test]
fn damaged_vault_ends_with_2() {
    let home = Home::new();
    assert_eq!(
        home.run("import", &[&home.file("case.json", TRANSITION)])
            .code,
        0,
        "something to damage"
    );
    let database = home.path("vault").join("vault.db");
    let whole = std::fs::read(&database).unwrap();
    let mut bytes = whole.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&database, &bytes).unwrap();
    let verified = home.run("verify", &[]);
    assert_eq!(verified.code, 2, "one bit is enough: {}", verified.out);
    assert_eq!(verified.json()["ok"], json!(false), "a step has failed");
    std::fs::write(&database, b"").unwrap();
    assert_eq!(
        home.run("clients", &[]).code,
        2,
        "an empty database is damaged, never a wrong passphrase"
    );
    std::fs::write(&database, &whole).unwrap();
    for header in ["vault.hdr", "vault.hdr.2"] {
        let header = home.path("vault").join(header);
        let size = std::fs::read(&header).unwrap().len();
        std::fs::write(&header, vec![0; size]).unwrap();
    }
    assert_eq!(
        home.run("clients", &[]).code,
        2,
        "without both headers the database is lost"
    );
}

#[test]
fn mistyped_recovery_code_is_reported_with_its_fault() {
    let home = Home::new();
    let said = |typed: &str| {
        let ran = home.run_with("clients", &["--recovery"], format!("{typed}\n"));
        ran.error()["message"].as_str().unwrap().to_owned()
    };
    let code = "06JT-B9D5-MPJT-B9D5-MPJT-B9D5-MPJY-3153";
    assert_eq!(said(code), "wrong recovery code", "a code of another vault");
    let alike = "o6jt b9d5 mpjt b9d5 mpjt b9d5 mpjy 3l53";
    assert_eq!(said(alike), said(code), "o counts as 0, and l as 1");
    assert_eq!(
        said(&code.replace("MPJY", "MPJZ")),
        "group 7 is mistyped",
        "which group"
    );
    assert_eq!(
        said(&code.replace("06JT-B9D5", "16JT-C9D5")),
        "more than one character is mistyped: compare every group",
        "no wrong group is named"
    );
    assert_eq!(
        said(&code.replace("-3153", "")),
        "a recovery code has 32 characters, here are 28",
        "one group is missing"
    );
}

#[test]
fn no_output_contains_a_secret_or_a_client() {
    let home = Home::new();
    let wrong = home.file(
        "wrong.json",
        TRANSITION.replacen("\"attended\"", "\"Farida\"", 1),
    );
    let mut runs = vec![
        home.run("import", &[&wrong]),
        home.run("clients", &[]),
        home.run("verify", &[]),
    ];
    runs.push(home.run_with("clients", &[], "a secret nobody knows\n"));
    runs.push(home.run_with("clients", &["--recovery"], "SECR-ETSE\n"));
    runs.push(home.run_with("change-passphrase", &[], format!("{PASSPHRASE}\nsecret\n")));
    for ran in runs {
        let shown = ran.out + &ran.err;
        for hidden in ["lanterns", "Farida", "nobody knows", "SECR", "\nsecret"] {
            assert!(!shown.contains(hidden), "{hidden} is shown: {shown}");
        }
    }
}

//! The commands of the program, without errors.

use serde_json::{Value, json};
use vault::{CourseId, Draft, EditKind, Timestamp};

use crate::program::{DISPUTE, Home, PASSPHRASE, TRANSITION, block_on, names, run};

/// The content of a course file: without `expected` and nulls.
fn content(text: &str) -> Value {
    fn drop_nulls(value: &mut Value) {
        match value {
            Value::Object(entries) => {
                entries.retain(|_, value| !value.is_null());
                entries.values_mut().for_each(drop_nulls);
            }
            Value::Array(elements) => elements.iter_mut().for_each(drop_nulls),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut file: Value = serde_json::from_str(text).unwrap();
    file.as_object_mut().unwrap().remove("expected");
    drop_nulls(&mut file);
    file
}

fn expected(case: &str) -> Value {
    serde_json::from_str::<Value>(case).unwrap()["expected"].clone()
}

#[test]
fn a_new_vault_opens_with_its_passphrase_and_with_the_printed_code() {
    let home = Home::new();
    let vault = home.text("deeper/vault two");
    let created = run(&["create", &vault], format!("{PASSPHRASE}\r\n"));
    assert_eq!(
        (created.code, created.err.as_str()),
        (0, ""),
        "nothing else is written"
    );
    let code = created.out.strip_suffix('\n').unwrap();
    assert_eq!(
        code.split('-').map(str::len).collect::<Vec<_>>(),
        [4; 8],
        "only the code is written"
    );
    let by_passphrase = run(&["clients", &vault, "--json"], PASSPHRASE);
    assert_eq!(
        by_passphrase.json(),
        json!([]),
        "the passphrase with its spaces opens it: {}",
        by_passphrase.err
    );
    let typed = code.to_lowercase().replace('-', " ");
    let by_code = run(&["clients", &vault, "--recovery", "--json"], typed);
    assert_eq!(
        by_code.json(),
        json!([]),
        "the code opens it, however it is typed: {}",
        by_code.err
    );
    let again = run(&["create", &vault, "--json"], format!("{PASSPHRASE}\n"));
    assert_eq!(
        again.refused(),
        (1, "exists".to_owned()),
        "a vault is never made over another"
    );
}

#[test]
fn byte_order_mark_before_a_secret_is_skipped() {
    let home = Home::new();
    let ran = home.run_with("clients", &[], format!("\u{feff}{PASSPHRASE}\r\n"));
    assert_eq!(
        ran.json(),
        json!([]),
        "as Windows pipes a text: {}",
        ran.err
    );
}

#[test]
fn texts_in_progress_are_exported_beside_the_courses() {
    let home = Home::with_cases();
    let course = block_on(async {
        let vault = home.open().await;
        let rows = vault.clients().await.unwrap().whole;
        let own = rows.iter().find(|row| row.client.code == "TRN-01").unwrap();
        let course = vault.courses_of(own.id).await.unwrap().whole[0].id;
        for (key, client_id) in [
            (format!("course/{course}/slot/s/summary"), None),
            ("details".to_owned(), Some(own.id)),
            ("of another client".to_owned(), None),
        ] {
            let draft = Draft {
                key,
                client_id,
                body: r#"{"value":"half a sentence","caret":null}"#.to_owned(),
                at: Timestamp::from_millis(0),
            };
            vault.save_draft(&draft).await.unwrap();
        }
        vault.lock().await.unwrap();
        course
    });
    let ran = home.run("export", &["--client", "TRN-01", "--to", &home.text("out")]);
    assert_eq!(
        ran.json()["texts_in_progress"],
        2,
        "it says so: {}",
        ran.err
    );
    let text = std::fs::read_to_string(home.path("out/TRN-01-unfinished.json")).unwrap();
    let texts: Value = serde_json::from_str(&text).unwrap();
    let fields: Vec<_> = texts.as_array().unwrap().iter().collect();
    assert_eq!(
        fields
            .iter()
            .map(|one| one["field"].as_str().unwrap())
            .collect::<Vec<_>>(),
        [&format!("course/{course}/slot/s/summary"), "details"],
        "those of this client"
    );
    assert_eq!(fields[0]["text"], "half a sentence", "word for word");
    let other = home.run("export", &["--client", "dsp-01", "--to", &home.text("out")]);
    assert_eq!(other.json()["texts_in_progress"], 0, "none: {}", other.err);
    assert_eq!(
        names(&home.path("out")),
        ["DSP-01.json", "TRN-01-unfinished.json", "TRN-01.json"],
        "no file where there is no text"
    );
}

#[test]
fn imported_cases_are_exported_unchanged() {
    let home = Home::with_cases();
    let clients = home.clients();
    let line = |code: &str| clients.iter().find(|line| line["code"] == code).unwrap();
    assert_eq!(line("DSP-01")["name"], "Daniel Lindqvist-Okoro", "by code");
    assert_eq!(
        (&line("TRN-01")["used"], &line("TRN-01")["planned"]),
        (&json!(16), &json!(16)),
        "16 of 16 sessions"
    );
    assert_eq!(line("TRN-01")["status"], "closed", "both courses are over");
    for (code, case) in [("TRN-01", TRANSITION), ("DSP-01", DISPUTE)] {
        let outcomes = home.run("outcomes", &["--client", code]);
        assert_eq!(
            outcomes.json(),
            expected(case),
            "{code}: computed from the vault"
        );
        let named = line(code)["course_id"].as_str().unwrap();
        let named = home.run("outcomes", &["--client", code, "--course", named]);
        assert_eq!(named.json(), expected(case), "{code}: by the course's id");
        let exported = home.run("export", &["--client", code, "--to", &home.text("out")]);
        assert_eq!(exported.code, 0, "{}", exported.err);
        let text = std::fs::read_to_string(home.path("out").join(format!("{code}.json"))).unwrap();
        assert_eq!(
            content(&text),
            content(case),
            "{code}: nothing lost, nothing added"
        );
    }
    assert_eq!(
        names(&home.path("out")),
        ["DSP-01.json", "TRN-01.json"],
        "no other file is written"
    );
    let other = Home::new();
    let back = home.text("out/TRN-01.json");
    assert_eq!(
        other.run("import", &[&back]).code,
        0,
        "another vault imports the export"
    );
    other.run(
        "export",
        &["--client", "TRN-01", "--to", &other.text("out")],
    );
    let again = std::fs::read_to_string(other.path("out/TRN-01.json")).unwrap();
    assert_eq!(
        again,
        std::fs::read_to_string(back).unwrap(),
        "and exports the same bytes"
    );
}

#[test]
fn verify_writes_a_line_for_each_step() {
    let home = Home::with_cases();
    let verified = home.run("verify", &[]);
    assert_eq!(
        (verified.code, &verified.json()["ok"]),
        (0, &json!(true)),
        "{}",
        verified.out
    );
    let steps = verified.json()["steps"].as_array().unwrap().clone();
    let named: Vec<&str> = steps
        .iter()
        .map(|step| step["name"].as_str().unwrap())
        .collect();
    for step in [
        "header_copies",
        "cipher_integrity",
        "integrity",
        "foreign_keys",
        "audit_chain",
    ] {
        assert!(named.contains(&step), "{step} is a step: {named:?}");
    }
    let plain = run(&["verify", &home.text("vault")], PASSPHRASE);
    assert_eq!(plain.out.lines().count(), steps.len(), "a line a step");
}

#[test]
fn changed_passphrase_replaces_the_old_one() {
    let home = Home::with_cases();
    let new = "copper kettle on a northern stove";
    let changed = home.run_with("change-passphrase", &[], format!("{PASSPHRASE}\n{new}\n"));
    assert_eq!(
        (changed.code, changed.out.as_str()),
        (0, ""),
        "{}",
        changed.err
    );
    assert_eq!(
        home.run("clients", &[]).refused(),
        (1, "wrong_passphrase".to_owned()),
        "the old passphrase does not open the vault"
    );
    assert_eq!(
        home.run_with("clients", &[], format!("{new}\r\n")).code,
        0,
        "the new passphrase opens it"
    );
    let code = home.code.clone();
    assert_eq!(
        home.run_with("clients", &["--recovery"], &code).code,
        0,
        "the recovery code still opens it"
    );
    let newer = "eleven herons above the estuary";
    let by_code = home.run_with(
        "change-passphrase",
        &["--recovery"],
        format!("{code}\n{newer}\n"),
    );
    assert_eq!(
        by_code.code, 0,
        "the recovery code changes the passphrase too: {}",
        by_code.err
    );
    assert_eq!(
        home.run_with("clients", &[], newer).code,
        0,
        "the newest passphrase opens it"
    );
}

#[test]
fn a_second_course_is_exported_beside_the_first() {
    let home = Home::new();
    let odd = TRANSITION.replacen("TRN-01", "ü/../N 1", 1);
    assert_eq!(
        home.run("import", &[&home.file("odd.json", odd)]).code,
        0,
        "a code may have any form"
    );
    block_on(async {
        let vault = home.open().await;
        let client = vault.clients().await.unwrap().whole.remove(0);
        let course = vault.courses_of(client.id).await.unwrap().whole.remove(0);
        let mut second = vault.load_course(course.id).await.unwrap();
        second.plan.id = "the-second".to_owned();
        second.slots.clear();
        second.sessions = None;
        second.measures = None;
        let mut change = vault
            .begin(EditKind::BeginCourse, Timestamp::from_millis(1))
            .await
            .unwrap();
        let id: CourseId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        change.add_course(id, client.id, &second).await.unwrap();
        change.commit().await.unwrap();
        vault.lock().await.unwrap();
    });
    let exported = home.run(
        "export",
        &["--client", "ü/../N 1", "--to", &home.text("out")],
    );
    assert_eq!(exported.code, 0, "{}", exported.err);
    assert_eq!(
        names(&home.path("out")),
        ["__.._N_1-2.json", "__.._N_1.json"],
        "the usual names, in the given folder"
    );
    assert_eq!(home.clients().len(), 2, "one line for each course");
    let slots = |more: &[&str]| {
        let all = [&["--client", "ü/../N 1"], more].concat();
        home.run("outcomes", &all).json()["slots"].clone()
    };
    assert_eq!(slots(&[]), 0, "the newest course, unless one is named");
    assert_eq!(
        slots(&["--course", "course-trn-01"]),
        18,
        "named by the id of its file"
    );
}

#[test]
fn help_and_version_need_no_vault() {
    for option in ["--help", "-h", "--version"] {
        let ran = run(&[option], "");
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (0, ""),
            "{option} is no error"
        );
        assert!(
            ran.out.contains("kith-rescue"),
            "{option} names the program"
        );
    }
}

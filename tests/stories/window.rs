use acceptance::{PASSPHRASE, Practice, bindings};
use serde_json::{Value, json};

/// Commands that work while the vault is locked.
const WORKS_WHILE_LOCKED: [&str; 15] = [
    "vault_state",
    "judge_passphrase",
    "suggest_passphrase",
    "create_vault",
    "unlock",
    "lock",
    "restorable",
    "choose_backup_file",
    "look_into_backup",
    "restore_backup",
    "settings",
    "save_settings",
    "capture_protection_available",
    "formats",
    "instruments",
];

#[test]
fn every_command_of_the_open_vault_is_refused_while_it_is_locked() {
    let practice = Practice::before_first_run();
    let commands = bindings::commands();
    assert!(commands.len() > 60, "the bindings list every command");
    let mut answered = Vec::new();
    for command in &commands {
        for garbage in [
            json!({}),
            json!(null),
            json!({ "courseId": 7, "clientId": [], "slot": {}, "text": null }),
        ] {
            let locked =
                practice.ask(&command.name, garbage) == Err(json!({ "code": "vault_locked" }));
            if !locked && !answered.contains(&command.name.as_str()) {
                answered.push(&command.name);
            }
        }
    }
    answered.sort_unstable();
    let mut expected = WORKS_WHILE_LOCKED;
    expected.sort_unstable();
    assert_eq!(
        answered, expected,
        "a locked vault answers no command and reads no argument"
    );
}

#[test]
fn unknown_command_is_refused() {
    let practice = Practice::before_first_run();
    assert!(
        practice.ask("erase_everything", json!({})).is_err(),
        "a command outside the list does not exist"
    );
}

#[tokio::test]
async fn presentation_is_kept_for_a_reloaded_page_until_it_ends_or_kith_locks() {
    let practice = Practice::open().await;
    let presented = || practice.ask("presented", json!({})).unwrap();
    let present = |place: Value| practice.ask("set_presented", json!({ "place": place }));
    assert_eq!(presented(), Value::Null, "no presentation at the start");
    present(json!("Ruth's map")).unwrap();
    assert_eq!(presented(), "Ruth's map", "the page may ask several times");
    present(Value::Null).unwrap();
    assert_eq!(presented(), Value::Null, "the presentation was ended");

    present(json!("Ruth's map")).unwrap();
    practice.lock().await;
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(presented(), Value::Null, "a lock ends the presentation");
}

#[test]
fn settings_stay_within_bounds() {
    let practice = Practice::before_first_run();
    let asked = json!({ "settings": {
        "theme": "dark", "lock_minutes": 600, "hide_from_capture": false,
        "text_size": 10, "single_keys": false,
    } });
    let kept: Value = practice.ask("save_settings", asked).unwrap();
    assert_eq!(
        kept,
        json!({
            "theme": "dark", "lock_minutes": 30, "hide_from_capture": false,
            "text_size": 90, "single_keys": false,
        }),
        "600 minutes are cut to 30, 10 % is raised to 90 %"
    );
    assert_eq!(
        practice.ask("settings", json!({})).unwrap(),
        kept,
        "the cut value is the one in use"
    );
}

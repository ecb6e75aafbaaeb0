//! Values that no person types, sent to every command: bar 10.

mod hard;

use acceptance::{Practice, bar, bindings};
use serde_json::{Map, Value, json};

use hard::{around, hardest, values};

/// Commands that are not tried: they would lock the vault or remove the client.
const NOT_TRIED: [&str; 2] = ["lock", "remove_sample"];

struct Ids {
    client: String,
    course: String,
    slot: String,
}

/// Valid requests, in which each value is replaced by a hostile one.
fn valid_requests(ids: &Ids) -> Vec<(&'static str, Value)> {
    let (client, course, slot) = (&ids.client, &ids.course, &ids.slot);
    vec![
        (
            "add_client",
            json!({ "client": { "name": "Sam", "code": "S-1" } }),
        ),
        (
            "edit_client",
            json!({ "clientId": client, "edit": { "display_name": "Ruth", "code": "C-001", "pronouns": "she", "date_of_birth": "1970-01-01", "phone": "1", "email": "a@b", "address_area": "Leeds", "gp": "Dr" } }),
        ),
        (
            "begin_course",
            json!({ "clientId": client, "plan": { "template": "custom", "planned_sessions": 8, "cadence": "weekly", "start_date": "2026-01-06", "start_time": "10:00", "session_minutes": 50, "missed_session_rule": "mixed", "planned_breaks": ["2026-01-13"], "place": "room", "fee_gbp": 60 } }),
        ),
        (
            "edit_contract",
            json!({ "courseId": course, "edit": { "session_minutes": 50, "place": "room", "fee_gbp": 60, "cancellation": "24 h", "measures": ["PHQ-9"], "recording_consent": false, "gp_contact_consent": true } }),
        ),
        (
            "amend_contract",
            json!({ "courseId": course, "amendment": { "on": "2026-01-07", "planned_sessions": 18, "reason": "more", "new_end_date": "2026-06-01" } }),
        ),
        (
            "change_missed_rule",
            json!({ "courseId": course, "rule": "counts" }),
        ),
        (
            "finalise_contract",
            json!({ "courseId": course, "on": "2026-01-06" }),
        ),
        ("move_on", json!({ "courseId": course, "on": "2026-01-06" })),
        (
            "pass_gate",
            json!({ "courseId": course, "gate": "G1", "pass": { "reason": "because", "end_type": "planned" }, "on": "2026-01-06" }),
        ),
        (
            "conclude",
            json!({ "courseId": course, "conclusion": { "end_type": "moved", "on": "2026-01-06", "actual_end": "2026-01-06", "retention_until": "2033-01-06" } }),
        ),
        (
            "preview_slot",
            json!({ "courseId": course, "slot": slot, "status": "attended", "counts": true }),
        ),
        (
            "preview_move",
            json!({ "courseId": course, "slot": slot, "date": "2026-01-08", "startTime": "11:00" }),
        ),
        (
            "preview_amendment",
            json!({ "courseId": course, "plannedSessions": 18 }),
        ),
        (
            "record_slot",
            json!({ "courseId": course, "slot": slot, "outcome": { "status": "attended", "minutes_held": 50, "reason": "r", "counts": true, "attendees": ["client"], "conjoint": false } }),
        ),
        (
            "correct_slot",
            json!({ "courseId": course, "slot": slot, "outcome": { "status": "dna", "minutes_held": 5 }, "reason": "r" }),
        ),
        (
            "reschedule_slot",
            json!({ "courseId": course, "slot": slot, "date": "2026-01-08", "startTime": "11:00", "reason": "r" }),
        ),
        (
            "add_slot",
            json!({ "courseId": course, "date": "2026-12-01", "startTime": "11:00" }),
        ),
        (
            "plan_break",
            json!({ "courseId": course, "slot": slot, "reason": "r" }),
        ),
        (
            "write_missed",
            json!({ "courseId": course, "slot": slot, "page": { "reason": "r", "notice": "phone", "notice_time": "10:15", "cause": "other", "contacts": [{ "date": "2026-01-06", "time": "10:20", "text": "t", "result": "sent" }], "remarks": "r" } }),
        ),
        ("session_hour", json!({ "courseId": course, "slot": slot })),
        (
            "stay_open",
            json!({ "courseId": course, "slot": slot, "staysOpen": true }),
        ),
        (
            "write_note",
            json!({ "courseId": course, "slot": slot, "note": { "summary": "s", "mood_event": { "event": "e", "mood_effect": 1, "person_ids": ["p"] }, "techniques": ["tech.x"], "between_task": { "text": "t", "with_person_ids": ["p"] }, "tasks_done": ["init.consent"], "every_missed": ["every.x"], "attendees": ["client"] } }),
        ),
        (
            "add_addendum",
            json!({ "courseId": course, "slot": slot, "reason": "r", "text": "t" }),
        ),
        (
            "strike_note",
            json!({ "courseId": course, "slot": slot, "reason": "r" }),
        ),
        (
            "record_measure",
            json!({ "courseId": course, "entry": { "instrument": "PHQ-9", "date": "2026-01-06", "slot": slot, "items": [0, 1, 2, 3, 0, 1, 2, 3, null], "function_item": 1, "value": 3, "total": 12, "item9": 1, "work_not_applicable": false, "subscales": { "a": 1 } } }),
        ),
        (
            "decline_measure",
            json!({ "courseId": course, "declined": { "instrument": "GAD-7", "slot": slot, "reason": "tired" } }),
        ),
        (
            "remove_measure",
            json!({ "courseId": course, "measure": "m", "reason": "r" }),
        ),
        (
            "save_risk_review",
            json!({ "courseId": course, "review": { "slot": slot, "date": "2026-01-06", "time": "10:00", "asked": true, "thoughts": "none", "covers": [{ "measure": "m", "item9": 1 }], "check_on": "2026-01-13", "closes": false, "acknowledged": true } }),
        ),
        (
            "mark_task",
            json!({ "courseId": course, "task": "init.consent", "state": "done", "slot": slot, "reason": "r" }),
        ),
        (
            "agree_focus",
            json!({ "courseId": course, "focus": { "area": "grief", "situation": "s", "person_ids": ["p"], "secondary_noted": "n" }, "on": "2026-01-06" }),
        ),
        (
            "change_focus",
            json!({ "courseId": course, "change": { "on": "2026-01-07", "area": "dispute", "situation": "s", "reason": "r" } }),
        ),
        (
            "save_formulation",
            json!({ "courseId": course, "formulation": { "text": "t", "shared_on": "2026-01-06", "accepted": true, "client_reply": "r", "linked_events": ["e"] } }),
        ),
        (
            "add_goal",
            json!({ "courseId": course, "text": "t", "indicator": "i", "on": "2026-01-06" }),
        ),
        (
            "rate_goal",
            json!({ "courseId": course, "goal": "g", "slot": slot, "value": 5 }),
        ),
        (
            "add_person",
            json!({ "courseId": course, "text": "Leila, daughter" }),
        ),
        (
            "edit_person",
            json!({ "courseId": course, "person": { "id": "p", "label": "L", "category": "child", "alive": "alive", "closeness_felt": 1, "reciprocity": 1, "death_date": "2020" } }),
        ),
        (
            "place_person",
            json!({ "courseId": course, "person": "p", "ring": 1, "angle": 90 }),
        ),
        (
            "draw_tie",
            json!({ "courseId": course, "tie": { "one": "p", "other": "q", "quality": "strained", "words": "sisters" } }),
        ),
        (
            "add_map_note",
            json!({ "courseId": course, "text": "t", "angle": 90, "distance": 1.2 }),
        ),
        (
            "move_map_note",
            json!({ "courseId": course, "note": "n", "angle": 90, "distance": 1.2 }),
        ),
        (
            "take_snapshot",
            json!({ "courseId": course, "kind": "baseline", "slot": slot, "notes": "n" }),
        ),
        (
            "save_draft",
            json!({ "key": "k", "clientId": client, "text": "t" }),
        ),
        (
            "save_safety_plan",
            json!({ "courseId": course, "plan": {
                "warning_signs": ["w"], "on_my_own": ["o"],
                "distraction_people_places": [{ "person_id": null, "text": "d" }],
                "ask_for_help": [{ "person_id": "p", "phone": "1" }],
                "professionals": [{ "name": "n", "phone": "1" }],
                "safer_surroundings": ["s"], "copies": ["c"], "likelihood_to_use_0_10": 5,
            } }),
        ),
        (
            "save_emergency_contact",
            json!({ "clientId": client, "contact": { "name": "Mira", "relation": "sister", "phone": "1" } }),
        ),
        ("save_crisis_numbers", json!({ "lines": ["l"] })),
        ("load_drafts", json!({ "prefix": "k" })),
        (
            "save_settings",
            json!({ "settings": {
                "theme": "dark", "lock_minutes": 5, "hide_from_capture": true,
                "text_size": 100, "single_keys": true,
            } }),
        ),
    ]
}

/// Every copy of a valid value in which one part is replaced by the hostile value.
fn with_hostile_part(valid: &Value, hostile: &Value) -> Vec<Value> {
    let mut all = vec![hostile.clone()];
    match valid {
        Value::Object(fields) => {
            for (key, inner) in fields
                .iter()
                .filter(|(key, _)| *key != "courseId" && *key != "clientId")
            {
                for inner in with_hostile_part(inner, hostile) {
                    let mut fields = fields.clone();
                    fields.insert(key.clone(), inner);
                    all.push(Value::Object(fields));
                }
            }
        }
        Value::Array(elements) => {
            if let Some(first) = elements.first() {
                all.extend(
                    with_hostile_part(first, hostile)
                        .into_iter()
                        .map(|inner| json!([inner])),
                );
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    all
}

/// Whether a command accepts the arguments. After a panic the runtime has no answer, and this fails.
fn ask(practice: &Practice, command: &str, arguments: &Value) -> bool {
    match practice.ask(command, arguments.clone()) {
        Ok(_) => true,
        Err(Value::String(refused)) => {
            assert!(
                refused.contains(command),
                "{command}: the framework names the command that it refuses: {refused}"
            );
            false
        }
        Err(error) => {
            let code = error.get("code").and_then(Value::as_str);
            assert!(
                code.is_some_and(|code| code != "unexpected"),
                "{command} has an error code for {arguments}: {error}"
            );
            false
        }
    }
}

fn ids(practice: &Practice) -> Ids {
    let client = practice
        .ask(
            "add_client",
            json!({ "client": { "name": "Ruth", "code": null } }),
        )
        .unwrap();
    let client = client["id"].as_str().unwrap().to_owned();
    let plan = json!({ "template": "ipt-16", "start_date": "2026-01-06", "start_time": "10:00", "planned_breaks": [] });
    let course = practice
        .ask("begin_course", json!({ "clientId": client, "plan": plan }))
        .unwrap();
    let course = course["id"].as_str().unwrap().to_owned();
    let view = practice
        .ask("course", json!({ "courseId": course }))
        .unwrap();
    let slot = view["course"]["slots"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    Ids {
        client,
        course,
        slot,
    }
}

fn is_whole(practice: &Practice, ids: &Ids) {
    let view = practice
        .ask("course", json!({ "courseId": ids.course }))
        .unwrap();
    assert!(
        view["course"]["slots"]
            .as_array()
            .is_some_and(|slots| slots.len() >= 16),
        "the course is still there"
    );
    practice.ask("today", json!({})).unwrap();
    practice.ask("clients", json!({})).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_hostile_value_makes_a_command_panic_or_damages_the_record() {
    let practice = Practice::open().await;
    let ids = ids(&practice);
    let values = values(bar::count(21));
    let mut tried = 0;
    for command in bindings::commands()
        .iter()
        .filter(|command| !NOT_TRIED.contains(&command.name.as_str()))
    {
        let tries = if command.arguments.is_empty() {
            1
        } else {
            values.len()
        };
        tried += 2 * tries;
        for value in values.iter().take(tries) {
            let arguments = command.arguments.iter().map(|name| {
                let known = match name.as_str() {
                    "courseId" => json!(ids.course),
                    "clientId" => json!(ids.client),
                    _ => value.clone(),
                };
                (name.clone(), known)
            });
            ask(
                &practice,
                &command.name,
                &Value::Object(arguments.collect::<Map<_, _>>()),
            );
            let arguments = command
                .arguments
                .iter()
                .map(|name| (name.clone(), value.clone()));
            ask(
                &practice,
                &command.name,
                &Value::Object(arguments.collect::<Map<_, _>>()),
            );
        }
    }
    is_whole(&practice, &ids);
    bar::tell(10, tried, tried);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_hostile_part_of_a_valid_request_panics_or_damages_the_record() {
    let practice = Practice::open().await;
    let ids = ids(&practice);
    let more = around().step_by(10).take(bar::count(0) / 10);
    let values: Vec<Value> = hardest().into_iter().chain(more).collect();
    let (mut tried, mut taken) = (0, 0);
    for (command, arguments) in valid_requests(&ids) {
        for value in &values {
            for hostile in with_hostile_part(&arguments, value) {
                tried += 1;
                taken += usize::from(ask(&practice, command, &hostile));
            }
        }
    }
    assert!(
        taken > 100,
        "more than a hundred requests are accepted: {taken}"
    );
    is_whole(&practice, &ids);
    let course = ids.course.parse().unwrap();
    let exported = practice.export(course).await.unwrap();
    let other = Practice::open().await;
    let again = other.import(&exported).await.map(drop);
    assert_eq!(
        again,
        Ok(()),
        "another vault imports the export of the accepted values"
    );
    practice.lock().await;
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    is_whole(&practice, &ids);
    bar::tell(10, tried, tried);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_megabytes_of_text_are_saved_or_refused() {
    let practice = Practice::open().await;
    let ids = ids(&practice);
    let long = "ä".repeat(5_000_000);
    let (client, course, slot) = (&ids.client, &ids.course, &ids.slot);
    for (command, arguments) in [
        (
            "save_draft",
            json!({ "key": "long", "clientId": client, "text": long }),
        ),
        (
            "write_note",
            json!({ "courseId": course, "slot": slot, "note": { "summary": long } }),
        ),
        ("add_person", json!({ "courseId": course, "text": long })),
        ("judge_passphrase", json!({ "passphrase": long })),
        ("unlock", json!({ "secret": { "passphrase": long } })),
        ("unlock", json!({ "secret": { "recovery_code": long } })),
        (
            "mark_task",
            json!({ "courseId": course, "task": long, "state": "done", "slot": null, "reason": null }),
        ),
    ] {
        let taken = ask(&practice, command, &arguments);
        if taken && arguments.get("courseId").is_some() {
            practice.ask("undo", json!({ "clientId": client })).unwrap();
        }
    }
    is_whole(&practice, &ids);
}

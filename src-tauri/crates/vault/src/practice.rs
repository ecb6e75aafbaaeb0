//! An invented practice for tests: the cheapest vault the reader accepts, and a small course.
//!
//! The tests inside this crate and those outside, with the feature `test-util`, build their vaults with it.

#![expect(clippy::unwrap_used, reason = "what panics here has failed a test")]

use std::path::Path;

use crate::{
    BeforeUpgrade, ClientId, CourseId, EditKind, KdfCost, LockedVault, OpenError, Passphrase,
    RecoveryCode, Secret, Step, Timestamp, Vault, VaultError, VaultPath,
};
use chrono::DateTime;
use course::Course;
use uuid::Uuid;

/// Opens every vault made here.
pub const PASSPHRASE: &str = "otter lamp nine crooked violins";

/// The passphrase as a type.
pub fn passphrase() -> Passphrase {
    Passphrase::try_from(PASSPHRASE.to_owned()).unwrap()
}

/// The passphrase as a secret.
pub fn secret() -> Secret {
    Secret::Passphrase(passphrase())
}

/// The code, typed off the sheet once more.
pub fn typed(code: &RecoveryCode) -> Secret {
    Secret::Recovery(RecoveryCode::parse(&code.groups().join(" ")).unwrap())
}

/// Minute `n` of the practice.
pub fn minute(n: i64) -> Timestamp {
    Timestamp::from_millis(1_767_225_600_000 + n * 60_000)
}

/// The n-th client.
pub fn client(n: u128) -> ClientId {
    ClientId::new(Uuid::from_u128(
        0x0190_0000_0000_7000_8000_0000_0000_0000 + n,
    ))
}

/// The n-th course.
pub fn course_id(n: u128) -> CourseId {
    CourseId::new(Uuid::from_u128(
        0x0191_0000_0000_7000_8000_0000_0000_0000 + n,
    ))
}

/// A new vault in `home`, open.
pub async fn new_vault(home: &Path) -> (Vault, RecoveryCode) {
    LockedVault::create(
        VaultPath::in_home(home),
        &passphrase(),
        KdfCost::LEAST,
        minute(0),
    )
    .await
    .unwrap()
}

/// Opens the vault in `home`.
pub async fn unlock(home: &Path, secret: Secret) -> Result<Vault, OpenError> {
    let before = BeforeUpgrade {
        backups: home.join("backups"),
        at: minute(0),
        local: DateTime::UNIX_EPOCH.naive_utc(),
    };
    LockedVault::at(VaultPath::in_home(home))?
        .backing_up(before)
        .unlock(secret)
        .await
}

/// A course with two slots, a note and three people, as a file holds them: the vault stores a course and never begins
/// one. It stays in this crate because its unit tests need it and only tests may depend on `testkit`.
pub fn course(code: &str) -> Course {
    let person = |id: &str, label: &str| serde_json::json!({ "id": id, "label": label, "relation": "family", "category": "other", "alive": "alive" });
    serde_json::from_value(serde_json::json!({
        "schema_version": 1,
        "client": { "id": "c1", "code": code, "display_name": "Ruth" },
        "course": {
            "id": "k1", "template": "ipt-16", "planned_sessions": 16, "cadence": "weekly", "start_date": "2026-01-05",
            "planned_end_date": "2026-04-20", "status": "active", "phase": "initial",
            "phase_bounds": { "initial": [1, 4], "middle": [5, 12], "ending": [13, 16] }
        },
        "people": [person("p1", "Leila"), person("p2", "Tom"), person("p3", "Nan")],
        "slots": [
            { "id": "s1", "slot_index": 1, "date": "2026-01-05", "status": "attended", "session_number": 1 },
            { "id": "s2", "slot_index": 2, "date": "2026-01-12", "status": "planned" }
        ],
        "sessions": [{ "slot": "s1", "slot_index": 1, "date": "2026-01-05", "phase": "initial", "summary": "First hour" }]
    }))
    .unwrap()
}

/// Adds the n-th client with a course of theirs.
pub async fn add_course(vault: &Vault, n: u128) -> Course {
    let course = course(&format!("C-{n:03}"));
    let mut change = vault
        .begin(EditKind::ImportCourse, minute(1))
        .await
        .unwrap();
    change.add_client(client(n), &course.client).await.unwrap();
    change
        .add_course(course_id(n), client(n), &course)
        .await
        .unwrap();
    change.commit().await.unwrap();
    course
}

/// Saves the note of the first hour of the n-th course.
pub async fn write_note(
    vault: &Vault,
    n: u128,
    text: &str,
    at: Timestamp,
) -> Result<Course, VaultError> {
    let mut change = vault.begin(EditKind::WriteNote, at).await?;
    let before = change.load_course(course_id(n)).await?;
    let after = with_note(&before, text);
    change.save_course(course_id(n), &before, &after).await?;
    change.commit().await?;
    Ok(after)
}

/// The course with another note of the first hour.
pub fn with_note(course: &Course, text: &str) -> Course {
    let mut course = course.clone();
    for session in course.sessions.iter_mut().flatten() {
        session.summary = Some(text.to_owned());
    }
    course
}

/// The note of the first hour.
pub fn note(course: &Course) -> &str {
    course
        .sessions
        .iter()
        .flatten()
        .next()
        .and_then(|session| session.summary.as_deref())
        .unwrap_or_default()
}

/// The steps of a verification that found something.
pub async fn faults(vault: &Vault) -> Vec<Step> {
    vault
        .verify()
        .await
        .unwrap()
        .into_iter()
        .filter(|step| !step.ok)
        .collect()
}

//! Fills a vault with a practice of 400 clients and measures what storage costs. `cargo xtask bench` starts it with
//! `KITH_HOME` (where the vault goes), `KITH_PASSPHRASE` and `KITH_ANSWERS` (where the answers go, as JSON).
#![expect(
    clippy::unwrap_used,
    reason = "a measurement that cannot be made stops"
)]
#![expect(clippy::disallowed_methods, reason = "a measurement takes time")]

#[path = "practice/backups.rs"]
mod backups;
#[path = "practice/fill.rs"]
mod fill;
#[path = "practice/plain.rs"]
mod plain;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::Utc;
use course::Course;
use vault::{
    CourseId, Edit, EditKind, KdfCost, LockedVault, Passphrase, RecoveryCode, Secret, Timestamp,
    Vault, VaultPath,
};

const SAVES: usize = 200;
const UNLOCKS: usize = 5;

/// How many times longer the vault takes than plain SQLite does.
const RATIOS: [(&str, &str, &str); 3] = [
    (
        "save p95, beside plain SQLite",
        "save p95, storage",
        "same save, plain SQLite p95",
    ),
    (
        "verified backup, beside plain SQLite",
        "verified backup",
        "same backup, plain SQLite",
    ),
    (
        "restore, beside plain SQLite",
        "restore",
        "same restore, plain SQLite",
    ),
];

type Answers = BTreeMap<&'static str, f64>;

#[tokio::main]
async fn main() {
    let home = PathBuf::from(std::env::var_os("KITH_HOME").unwrap());
    let passphrase = std::env::var("KITH_PASSPHRASE").unwrap();
    let mut answers = Answers::new();

    // The window's unlocking is measured with a light key, so that the time beyond the derivation shows.
    let path = VaultPath::in_home(&home);
    let (vault, code) = create(&path, &passphrase, KdfCost::LEAST).await;
    let courses = fill::practice(&vault).await;
    vault.lock().await.unwrap();

    let vault = unlocking(&path, &code, &mut answers).await;
    reading(&vault, &courses, &mut answers).await;
    saving(&vault, &courses, &mut answers).await;
    searching(&vault, &mut answers).await;
    let begun = Instant::now();
    let steps = vault.verify().await.unwrap();
    assert!(
        steps.iter().all(|step| step.ok),
        "a vault that was only written to is whole"
    );
    answers.insert("full verify, storage", since(begun));
    let plain = home.join("plain.db");
    plain::saving(&plain, &vault, &courses, &mut answers).await;
    let vault = Arc::new(vault);
    backups::backing_up(Arc::clone(&vault), &home, &code, &mut answers).await;
    vault.lock().await.unwrap();

    let file = path.folder().join("vault.db");
    plain::backing_up(&plain, file.metadata().unwrap().len(), &mut answers).await;
    std::fs::remove_file(&plain).unwrap();
    for (ratio, ours, theirs) in RATIOS {
        let took = |name| answers.get(name).copied().unwrap();
        answers.insert(ratio, took(ours) / took(theirs));
    }
    answers.insert("size of the vault", megabytes(&file));
    derivation(&home.join("derivation"), &passphrase, &mut answers).await;
    std::fs::write(
        std::env::var_os("KITH_ANSWERS").unwrap(),
        serde_json::to_vec(&answers).unwrap(),
    )
    .unwrap();
}

async fn create(path: &VaultPath, passphrase: &str, cost: KdfCost) -> (Vault, String) {
    let passphrase = Passphrase::try_from(passphrase.to_owned()).unwrap();
    let (vault, code) = LockedVault::create(path.clone(), &passphrase, cost, now())
        .await
        .unwrap();
    (vault, code.groups().join("-"))
}

/// The recovery code needs no costly derivation: it opens the vault with everything else that a passphrase does.
async fn unlocking(path: &VaultPath, code: &str, answers: &mut Answers) -> Vault {
    let mut times = Vec::new();
    for _ in 0..UNLOCKS {
        let begun = Instant::now();
        let vault = open(path, Secret::Recovery(RecoveryCode::parse(code).unwrap())).await;
        vault.glances().await.unwrap();
        times.push(since(begun));
        vault.lock().await.unwrap();
    }
    answers.insert(
        "unlock beyond key derivation, storage",
        percentile(&mut times, 95),
    );
    open(path, Secret::Recovery(RecoveryCode::parse(code).unwrap())).await
}

async fn reading(vault: &Vault, courses: &[CourseId], answers: &mut Answers) {
    let mut times = Vec::new();
    for course in courses {
        let begun = Instant::now();
        vault.load_course(*course).await.unwrap();
        times.push(since(begun));
    }
    answers.insert("load a course, storage", percentile(&mut times, 95));
    let begun = Instant::now();
    vault.glances().await.unwrap();
    vault.clients().await.unwrap();
    answers.insert("list of clients, storage", since(begun));
}

async fn saving(vault: &Vault, courses: &[CourseId], answers: &mut Answers) {
    let mut times = Vec::new();
    for (turn, course) in courses.iter().cycle().step_by(7).take(SAVES).enumerate() {
        let before = vault.load_course(*course).await.unwrap();
        let after = with_another_note(&before, turn);
        let begun = Instant::now();
        let mut change = vault
            .begin(Edit::from(EditKind::WriteNote), now())
            .await
            .unwrap();
        change.save_course(*course, &before, &after).await.unwrap();
        change.commit().await.unwrap();
        times.push(since(begun));
    }
    answers.insert("save p50, storage", percentile(&mut times, 50));
    answers.insert("save p95, storage", percentile(&mut times, 95));
}

/// Words that are in one note, in every note, in none; beginnings; several at once.
async fn searching(vault: &Vault, answers: &mut Answers) {
    let mut times = Vec::new();
    for words in [
        "client 217",
        "the",
        "t",
        "th",
        "thr",
        "nowhere",
        "the session and",
        "leila",
        "person 149",
        "moved home",
    ] {
        for _ in 0..10 {
            let begun = Instant::now();
            vault.search(words, 20).await.unwrap();
            times.push(since(begun));
        }
        if std::env::var_os("EACH").is_some() {
            eprintln!("{words}: {}", times.last().unwrap());
        }
    }
    answers.insert("search, storage", percentile(&mut times, 95));
}

/// Measures the derivation of a key: unlocking with the passphrase, less unlocking with the recovery code.
async fn derivation(folder: &Path, passphrase: &str, answers: &mut Answers) {
    let path = VaultPath::at(folder);
    let (vault, code) = create(&path, passphrase, KdfCost::calibrated().unwrap()).await;
    vault.lock().await.unwrap();
    let begun = Instant::now();
    let secret = Secret::Recovery(RecoveryCode::parse(&code).unwrap());
    open(&path, secret).await.lock().await.unwrap();
    let beyond = since(begun);
    let begun = Instant::now();
    let secret = Secret::Passphrase(Passphrase::try_from(passphrase.to_owned()).unwrap());
    open(&path, secret).await.lock().await.unwrap();
    answers.insert("key derivation", since(begun) - beyond);
}

async fn open(path: &VaultPath, secret: Secret) -> Vault {
    LockedVault::at(path.clone())
        .unwrap()
        .unlock(secret)
        .await
        .unwrap()
}

/// One session's note in other words.
fn with_another_note(before: &Course, turn: usize) -> Course {
    let mut after = before.clone();
    let note = after
        .sessions
        .as_mut()
        .and_then(|sessions| sessions.last_mut())
        .unwrap();
    note.summary = Some(format!(
        "{} ({turn})",
        note.summary.take().unwrap_or_default()
    ));
    after
}

fn now() -> Timestamp {
    Utc::now().into()
}

fn since(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

fn megabytes(file: &Path) -> f64 {
    std::fs::metadata(file).unwrap().len() as f64 / 1e6
}

/// The value that so many per cent of the measures do not exceed.
fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).saturating_sub(1);
    *values.get(rank).unwrap()
}

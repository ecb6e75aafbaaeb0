//! A verified backup of the practice and its restore, and how long a save waits meanwhile.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::Utc;
use vault::{Draft, LockedBackup, RecoveryCode, RestoreTarget, Secret, Vault, VaultPath};

use super::{Answers, megabytes, now, since};

pub async fn backing_up(vault: Arc<Vault>, home: &Path, code: &str, answers: &mut Answers) {
    // The window that is measured afterwards must find none of it.
    let home = &home.join("backing up");
    let folder = home.join("backups");
    std::fs::create_dir_all(&folder).unwrap();
    let done = Arc::new(AtomicBool::new(false));
    let typing = tokio::spawn(typing(Arc::clone(&vault), Arc::clone(&done)));
    let begun = Instant::now();
    let made = vault.make_backup(&folder, now(), Utc::now().naive_utc(), |_| {});
    let backup = made.await.unwrap();
    answers.insert("verified backup", since(begun));
    done.store(true, Ordering::Relaxed);
    answers.insert(
        "longest wait of typing during a backup",
        typing.await.unwrap(),
    );
    answers.insert("size of a backup", megabytes(&backup.path));

    let place = VaultPath::at(home.join("restored"));
    let secret = Secret::Recovery(RecoveryCode::parse(code).unwrap());
    let begun = Instant::now();
    let locked = LockedBackup::at(&backup.path).unwrap();
    let open = locked.open(secret, home).await.unwrap();
    answers.insert("look into a backup", since(begun));
    let target = RestoreTarget {
        path: &place,
        backups: &folder,
        other_vault: false,
        at: now(),
        local: Utc::now().naive_utc(),
    };
    let begun = Instant::now();
    vault::restore(target, open, None, |_| {}).await.unwrap();
    answers.insert("restore", since(begun));
    std::fs::remove_dir_all(home).unwrap();
}

/// Saves a draft again and again, like a person typing; returns the longest time it took.
async fn typing(vault: Arc<Vault>, done: Arc<AtomicBool>) -> f64 {
    let mut longest: f64 = 0.0;
    while !done.load(Ordering::Relaxed) {
        let draft = Draft {
            key: "typing".to_owned(),
            client_id: None,
            body: "a sentence in the middle of".to_owned(),
            at: now(),
        };
        let begun = Instant::now();
        vault.save_draft(&draft).await.unwrap();
        longest = longest.max(since(begun));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    longest
}

use std::cell::Cell;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use acceptance::{PASSPHRASE, Practice};
use kith::commands::{drafts, vault::unlock};
use kith::environment::clock::Clock;
use kith::environment::settings::Settings;
use kith::environment::system::{Event, Hold};
use kith::error::CommandError;
use kith::lock::auto_lock;
use kith::lock::{BeforeWiping, EndState, LockReason, VaultLock};
use kith::web_view::window::before_exit;
use serde_json::json;
use vault::{KdfCost, LockedVault, Vault, VaultPath};

#[tokio::test]
async fn text_in_progress_survives_a_lock_that_nobody_asked_for() {
    let practice = Practice::open().await;
    let ruth = practice.client("Ruth").await;
    let outside = practice.vault_lock().inner().clone();
    let locking = tokio::spawn(async move { outside.announce_and_lock(LockReason::Idle).await });
    // What the page does when it hears `locking`.
    let kept = drafts::save_draft(
        practice.vault(),
        "note/1".to_owned(),
        Some(ruth),
        "Half a sent".to_owned(),
    );
    kept.await.unwrap();
    practice.lock().await;
    locking.await.unwrap();
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Idle),
        "the lock screen says which rule it was"
    );

    practice.unlock(PASSPHRASE).await.unwrap();
    let found = drafts::load_drafts(practice.vault(), "note/".to_owned())
        .await
        .unwrap();
    assert_eq!(
        found.first().map(|draft| draft.text.as_str()),
        Some("Half a sent"),
        "not a letter is lost"
    );
    drafts::drop_draft(practice.vault(), "note/1".to_owned())
        .await
        .unwrap();
    assert!(
        drafts::load_drafts(practice.vault(), String::new())
            .await
            .unwrap()
            .is_empty(),
        "and it is forgotten once used"
    );
}

#[tokio::test]
async fn a_page_that_does_not_answer_is_locked_after_two_seconds() {
    let practice = Practice::open().await;
    practice
        .vault_lock()
        .announce_and_lock(LockReason::Sleep)
        .await;
    assert!(
        !practice.vault_state().await.open,
        "locking never waits for an answer"
    );
}

#[tokio::test]
async fn the_door_locks_after_the_minutes_chosen_and_typing_counts() {
    let practice = Practice::open().await;
    let chosen = Settings {
        lock_minutes: 2,
        ..practice.settings().settings()
    };
    practice.settings().save(chosen).unwrap();
    let look = async || {
        let last = practice.vault_lock().clock().mark();
        auto_lock::lock_if_due(
            practice.vault_lock().inner(),
            practice.settings().inner(),
            last,
        )
        .await;
        practice.vault_state().await.open
    };
    practice.wait(119);
    assert!(look().await, "not yet");
    unlock::heartbeat(practice.vault(), practice.vault_lock())
        .await
        .unwrap();
    practice.wait(119);
    assert!(look().await, "somebody was typing");
    practice.wait(1);
    assert!(!look().await, "two minutes without a sign of life");
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Idle),
        "and the reason is said"
    );
}

#[tokio::test]
async fn a_computer_that_slept_wakes_up_locked() {
    let practice = Practice::open().await;
    let before = practice.vault_lock().clock().mark();
    practice.wait(45);
    auto_lock::lock_if_due(
        practice.vault_lock().inner(),
        practice.settings().inner(),
        before,
    )
    .await;
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Sleep),
        "whoever opens the lid finds it locked"
    );
}

#[tokio::test]
async fn a_locked_door_answers_before_anything_is_read() {
    let practice = Practice::open().await;
    practice.lock().await;
    let answer = practice
        .ask("record_slot", json!({ "courseId": ["no", "id"] }))
        .unwrap_err();
    assert_eq!(
        answer,
        json!({ "code": "vault_locked" }),
        "no argument is looked at"
    );
    assert_eq!(
        practice.vault_lock().vault().err(),
        Some(CommandError::VaultLocked),
        "there is no other way in"
    );
}

#[tokio::test]
async fn a_locked_screen_locks_the_door() {
    let practice = Practice::open().await;
    auto_lock::on_system_event(practice.vault_lock().inner(), Event::ScreenLocked).await;
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::ScreenLock),
        "whoever sees the screen next may be somebody else"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_computer_sleeps_only_when_the_keys_are_wiped() {
    struct Sleeps(Arc<Mutex<Option<bool>>>, Practice);
    impl Drop for Sleeps {
        fn drop(&mut self) {
            let vault = LockedVault::at(VaultPath::at(self.1.vault_folder())).unwrap();
            let free = tokio::task::block_in_place(|| {
                let open = vault.unlock(acceptance::secret().try_into().unwrap());
                tokio::runtime::Handle::current().block_on(open).is_ok()
            });
            *self.0.lock().unwrap() = Some(free);
        }
    }
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let vault_lock = practice.vault_lock().inner().clone();
    let slept = Arc::new(Mutex::new(None));
    let hold = Hold::on(Sleeps(Arc::clone(&slept), practice.started_again()));
    auto_lock::on_system_event(&vault_lock, Event::GoesToSleep(hold)).await;
    assert_eq!(
        *slept.lock().unwrap(),
        Some(true),
        "the file was closed and free before sleep went on"
    );
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Sleep),
        "and the lock screen says why"
    );
}

#[tokio::test]
async fn a_door_that_is_locked_stays_so_when_the_computer_sleeps_and_wakes() {
    let practice = Practice::open().await;
    practice.lock().await;
    for event in [
        Event::GoesToSleep(Hold::none()),
        Event::Woke,
        Event::ScreenLocked,
    ] {
        auto_lock::on_system_event(practice.vault_lock().inner(), event).await;
    }
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Asked),
        "it was locked before, by hand"
    );
}

/// What somebody asked for outside the door did not succeed.
async fn fails_outside(
    vault_lock: &VaultLock,
    act: impl AsyncFnOnce(&Vault),
) -> Result<(), CommandError> {
    let failed = vault_lock.with_vault_taken_out(LockReason::NotReplaced, async |vault| {
        act(vault).await;
        Err(CommandError::NotSaved)
    });
    failed.await
}

#[tokio::test]
async fn a_lock_that_comes_while_the_vault_is_taken_out_follows_when_it_is_back() {
    let practice = Practice::open().await;
    let vault_lock = practice.vault_lock();
    for reason in [LockReason::ScreenLock, LockReason::Asked] {
        fails_outside(&vault_lock, async |_| {
            assert!(
                !vault_lock.is_open() && !vault_lock.is_locked(),
                "neither, meanwhile"
            );
            if reason == LockReason::Asked {
                vault_lock.lock(reason).await;
            } else {
                auto_lock::on_system_event(&vault_lock, Event::ScreenLocked).await;
            }
        })
        .await
        .unwrap_err();
        let state = practice.vault_state().await;
        assert!(!state.open, "{reason:?}: nobody meant it to be open again");
        assert_eq!(state.lock_reason, Some(reason));
        assert_eq!(state.failed, None, "the vault is not to blame");
        practice.unlock(PASSPHRASE).await.unwrap();
    }
    fails_outside(&vault_lock, async |_| {}).await.unwrap_err();
    assert!(
        practice.vault_state().await.open,
        "nobody asked for a lock this time"
    );
}

#[tokio::test]
async fn who_did_not_see_the_code_of_a_new_key_is_told_of_it() {
    let practice = Practice::open().await;
    let vault_lock = practice.vault_lock();
    let place = VaultPath::at(practice.vault_folder());
    vault_lock
        .with_vault_taken_out(LockReason::NotReplaced, async |old| {
            vault_lock.lock(LockReason::ScreenLock).await;
            old.lock().await.unwrap();
            let secret = acceptance::secret().try_into().unwrap();
            let new = LockedVault::at(place).unwrap().unlock(secret).await;
            Ok((EndState::Open(new.unwrap()), ()))
        })
        .await
        .unwrap();
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::NewKey),
        "not of the screen that was locked meanwhile"
    );
}

#[tokio::test]
async fn a_window_that_closes_waits_for_a_vault_that_is_taken_out() {
    let practice = Practice::open().await;
    let vault_lock = practice.vault_lock().inner().clone();
    let closed = Cell::new(None);
    let closing = fails_outside(&vault_lock, async |vault| {
        let outside = vault_lock.clone();
        // What the window does when it is closed.
        let closing = tokio::spawn(async move {
            outside.announce_and_lock(LockReason::Closing).await;
            outside.wait_until_wiped().await;
            outside.is_locked()
        });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!closing.is_finished(), "nothing is cut off half way");
        vault.keep_mark().await.expect("it still has its keys");
        closed.set(Some(closing));
    });
    closing.await.unwrap_err();
    let closed = closed.take().unwrap();
    assert_eq!(closed.await.ok(), Some(true), "and then it is locked");
}

#[tokio::test]
async fn what_leaves_no_time_for_a_last_act_does_not_begin_one() {
    struct Counts(AtomicU8);
    impl BeforeWiping for Counts {
        fn before_wiping<'a>(
            &'a self,
            _: &'a Vault,
        ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Box::pin(async {})
        }
    }
    let practice = Practice::open().await;
    practice.lock().await;
    let begun = Arc::new(Counts(AtomicU8::new(0)));
    let clock = Arc::new(Clock::system());
    let vault_lock = VaultLock::locked(clock, || Ok(KdfCost::LEAST), |_| {}, begun.clone());
    for (reason, expected) in [(LockReason::Asked, 1), (LockReason::NewKey, 1)] {
        let vault = LockedVault::at(VaultPath::at(practice.vault_folder())).unwrap();
        let secret = acceptance::secret().try_into().unwrap();
        vault_lock
            .set_open(vault.unlock(secret).await.unwrap())
            .await;
        vault_lock.lock(reason).await;
        vault_lock.wait_until_wiped().await;
        assert_eq!(begun.0.load(Ordering::Relaxed), expected, "{reason:?}");
    }
}

#[tokio::test]
async fn a_program_that_ends_without_its_window_being_closed_locks_first() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let application = practice.application().clone();
    tokio::task::spawn_blocking(move || before_exit(&application))
        .await
        .unwrap();
    assert!(
        practice.vault_lock().is_locked(),
        "nothing is left in memory"
    );
    let backups = std::fs::read_dir(practice.backups_folder()).unwrap();
    assert_eq!(backups.count(), 1, "and the last backup is made");
    let again = practice.started_again();
    again.unlock(PASSPHRASE).await.expect("the file is free");
}

#[tokio::test]
async fn what_cost_the_vault_its_keys_and_failed_is_said_on_the_lock_screen() {
    let practice = Practice::open().await;
    let vault_lock = practice.vault_lock();
    fails_outside(&vault_lock, async |vault| vault.lock().await.unwrap())
        .await
        .unwrap_err();
    let state = practice.vault_state().await;
    assert_eq!(
        (state.lock_reason, state.failed),
        (Some(LockReason::NotReplaced), Some(CommandError::NotSaved)),
        "whoever asked for it is gone from the page"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    practice.lock().await;
    assert_eq!(
        practice.vault_state().await.failed,
        None,
        "said once, not for ever"
    );
}

use std::cell::Cell;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use acceptance::{PASSPHRASE, Practice, outcome, plan};
use course::plan::FormatId;
use course::session::SlotStatus;
use kith::commands::sessions::{self, SessionHour};
use kith::commands::{drafts, vault::unlock};
use kith::environment::clock::Clock;
use kith::environment::settings::Settings;
use kith::environment::system::{Event, Hold};
use kith::error::CommandError;
use kith::lock::auto_lock;
use kith::lock::{BeforeWiping, EndState, LockReason, VaultLock};
use kith::web_view::window::before_exit;
use serde_json::json;
use tauri::Listener;
use vault::{KdfCost, LockedVault, Vault, VaultPath};

#[tokio::test]
async fn text_in_progress_survives_an_automatic_lock() {
    let practice = Practice::open().await;
    let ruth = practice.client("Ruth").await;
    let outside = practice.vault_lock().inner().clone();
    let locking = tokio::spawn(async move { outside.announce_and_lock(LockReason::Idle).await });
    // The page does this when it receives the event `locking`.
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
        "the lock screen names the reason"
    );

    practice.unlock(PASSPHRASE).await.unwrap();
    let found = drafts::load_drafts(practice.vault(), "note/".to_owned())
        .await
        .unwrap();
    assert_eq!(
        found.first().map(|draft| draft.text.as_str()),
        Some("Half a sent"),
        "the text comes back complete"
    );
    drafts::drop_draft(practice.vault(), "note/1".to_owned())
        .await
        .unwrap();
    assert!(
        drafts::load_drafts(practice.vault(), String::new())
            .await
            .unwrap()
            .is_empty(),
        "the draft is removed once its text is saved"
    );
}

#[tokio::test]
async fn vault_locks_after_two_seconds_if_the_page_does_not_answer() {
    let practice = Practice::open().await;
    practice
        .vault_lock()
        .announce_and_lock(LockReason::Sleep)
        .await;
    assert!(
        !practice.vault_state().await.open,
        "the lock does not wait for the page any longer"
    );
}

#[tokio::test]
async fn vault_locks_after_the_chosen_minutes_without_typing() {
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
    assert!(look().await, "the chosen minutes have not passed");
    unlock::heartbeat(practice.vault(), practice.vault_lock())
        .await
        .unwrap();
    practice.wait(119);
    assert!(look().await, "typing begins the minutes anew");
    practice.wait(1);
    assert!(!look().await, "two minutes without typing lock the vault");
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Idle),
        "the lock screen names the reason"
    );
}

#[tokio::test]
async fn during_a_session_the_window_is_covered_and_not_locked() {
    let therapy = Practice::open().await.with_client("Ruth").await;
    let therapy = therapy.begun(plan(FormatId::Ipt16)).await;
    let practice: &Practice = &therapy;
    let covers = Arc::new(AtomicU8::new(0));
    let counted = Arc::clone(&covers);
    practice.application().listen_any("cover", move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    let slot = therapy.slot(1).await;
    let (course, id) = (therapy.id(), slot.id.unwrap());
    let at = |hour, minute| slot.date.and_hms_opt(hour, minute, 0).unwrap().and_utc();
    let hour = async |stays_open| {
        let vault_lock = practice.vault_lock();
        let settings = practice.settings();
        sessions::stay_open(
            practice.vault(),
            vault_lock,
            settings,
            course,
            id.clone(),
            stays_open,
        )
        .await
        .unwrap()
    };
    let look = async || {
        let last = practice.vault_lock().clock().mark();
        let settings = practice.settings();
        auto_lock::lock_if_due(practice.vault_lock().inner(), settings.inner(), last).await;
        practice.vault_state().await.open
    };
    let set = |hour, minute| practice.vault_lock().clock().set(at(hour, minute));

    set(9, 0);
    assert_eq!(hour(true).await, None, "the session is not under way");
    set(10, 0);
    practice.vault_lock().note_activity();
    let kept = SessionHour {
        until: "10:50".to_owned(),
        stays_open: true,
        cover_after: 5,
    };
    assert_eq!(hour(true).await, Some(kept));
    set(10, 4);
    assert!(look().await);
    assert_eq!(
        covers.load(Ordering::Relaxed),
        0,
        "five minutes have not passed"
    );
    set(10, 30);
    assert!(look().await && look().await, "the session goes on");
    assert_eq!(
        covers.load(Ordering::Relaxed),
        1,
        "the window is covered once"
    );
    practice.vault_lock().note_activity();
    set(10, 40);
    assert!(look().await);
    assert_eq!(
        covers.load(Ordering::Relaxed),
        2,
        "it is covered again after it was used"
    );
    set(10, 50);
    assert!(!look().await, "the planned end has come");
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Idle)
    );

    set(10, 20);
    practice.unlock(PASSPHRASE).await.unwrap();
    set(10, 30);
    assert!(!look().await, "a lock ends it");

    practice.unlock(PASSPHRASE).await.unwrap();
    hour(true).await.unwrap();
    assert!(!hour(false).await.unwrap().stays_open);
    set(10, 40);
    assert!(!look().await, "it was ended");
}

#[tokio::test]
async fn a_session_that_is_recorded_as_missed_keeps_no_vault_open() {
    let therapy = Practice::open().await.with_client("Ruth").await;
    let therapy = therapy.begun(plan(FormatId::Ipt16)).await;
    let practice: &Practice = &therapy;
    let slot = therapy.slot(1).await;
    let start = slot.date.and_hms_opt(10, 0, 0).unwrap().and_utc();
    practice.vault_lock().clock().set(start);
    let id = slot.id.unwrap();
    let kept = sessions::stay_open(
        practice.vault(),
        practice.vault_lock(),
        practice.settings(),
        therapy.id(),
        id.clone(),
        true,
    );
    assert!(kept.await.unwrap().unwrap().stays_open);
    let record = async |id, status| {
        let vault_lock = practice.vault_lock();
        sessions::record_slot(
            practice.vault(),
            vault_lock,
            therapy.id(),
            id,
            outcome(status),
        )
        .await
        .unwrap();
    };
    let next = therapy.slot_id(2).await;
    record(next, SlotStatus::CancelledNotice).await;
    assert!(
        practice.vault_lock().kept_open_until().is_some(),
        "another session was recorded"
    );
    record(id, SlotStatus::Dna).await;
    assert_eq!(practice.vault_lock().kept_open_until(), None);
}

#[tokio::test]
async fn a_session_keeps_no_vault_open_while_the_computer_sleeps() {
    let therapy = Practice::open().await.with_client("Ruth").await;
    let therapy = therapy.begun(plan(FormatId::Ipt16)).await;
    let practice: &Practice = &therapy;
    let slot = therapy.slot(1).await;
    practice
        .vault_lock()
        .clock()
        .set(slot.date.and_hms_opt(10, 0, 0).unwrap().and_utc());
    let until = slot.date.and_hms_opt(10, 50, 0);
    practice.vault_lock().keep_open_until(until);
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
        Some(LockReason::Sleep)
    );
}

#[tokio::test]
async fn the_place_of_a_lock_is_opened_again_on_the_same_day_only() {
    let practice = Practice::open().await;
    practice.lock().await;
    assert!(practice.vault_state().await.locked_today);
    practice.wait(24 * 60 * 60);
    assert!(!practice.vault_state().await.locked_today, "the next day");
}

#[tokio::test]
async fn vault_is_locked_after_the_computer_slept() {
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
        "the vault is locked when the computer wakes"
    );
}

#[tokio::test]
async fn locked_vault_refuses_a_command_before_its_arguments_are_read() {
    let practice = Practice::open().await;
    practice.lock().await;
    let answer = practice
        .ask("record_slot", json!({ "courseId": ["no", "id"] }))
        .unwrap_err();
    assert_eq!(
        answer,
        json!({ "code": "vault_locked" }),
        "the wrong argument is not reported"
    );
    assert_eq!(
        practice.vault_lock().vault().err(),
        Some(CommandError::VaultLocked),
        "the vault cannot be reached"
    );
}

#[tokio::test]
async fn locked_screen_locks_the_vault() {
    let practice = Practice::open().await;
    auto_lock::on_system_event(practice.vault_lock().inner(), Event::ScreenLocked).await;
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::ScreenLock),
        "the next person at the screen may be another"
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
        "the file was closed before the computer slept"
    );
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Sleep),
        "the lock screen names the reason"
    );
}

#[tokio::test]
async fn locked_vault_keeps_its_lock_reason_when_the_computer_sleeps() {
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
        "the reason stays: the vault was locked on request"
    );
}

/// Takes the vault out to replace it, does `act`, and fails.
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
async fn lock_during_a_replacement_of_the_vault_follows_when_the_replacement_ends() {
    let practice = Practice::open().await;
    let vault_lock = practice.vault_lock();
    for reason in [LockReason::ScreenLock, LockReason::Asked] {
        fails_outside(&vault_lock, async |_| {
            assert!(
                !vault_lock.is_open() && !vault_lock.is_locked(),
                "the vault is neither open nor locked meanwhile"
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
        assert!(
            !state.open,
            "{reason:?}: the vault is locked after the replacement"
        );
        assert_eq!(state.lock_reason, Some(reason));
        assert_eq!(state.failed, None, "the lock is not reported as a failure");
        practice.unlock(PASSPHRASE).await.unwrap();
    }
    fails_outside(&vault_lock, async |_| {}).await.unwrap_err();
    assert!(
        practice.vault_state().await.open,
        "the vault is open again if no lock was requested"
    );
}

#[tokio::test]
async fn lock_screen_names_the_new_key_if_its_code_was_not_seen() {
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
        "the lock screen names the new key, not the locked screen"
    );
}

#[tokio::test]
async fn closing_window_waits_for_a_replacement_of_the_vault() {
    let practice = Practice::open().await;
    let vault_lock = practice.vault_lock().inner().clone();
    let closed = Cell::new(None);
    let closing = fails_outside(&vault_lock, async |vault| {
        let outside = vault_lock.clone();
        // The window does this when it is closed.
        let closing = tokio::spawn(async move {
            outside.announce_and_lock(LockReason::Closing).await;
            outside.wait_until_wiped().await;
            outside.is_locked()
        });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!closing.is_finished(), "the lock waits for the replacement");
        vault
            .keep_mark()
            .await
            .expect("the vault still has its keys");
        closed.set(Some(closing));
    });
    closing.await.unwrap_err();
    let closed = closed.take().unwrap();
    assert_eq!(
        closed.await.ok(),
        Some(true),
        "the vault is locked afterwards"
    );
}

#[tokio::test]
async fn lock_without_time_for_a_last_act_begins_none() {
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
async fn program_that_ends_without_closing_its_window_locks_first() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let application = practice.application().clone();
    tokio::task::spawn_blocking(move || before_exit(&application))
        .await
        .unwrap();
    assert!(practice.vault_lock().is_locked(), "the vault is locked");
    let backups = std::fs::read_dir(practice.backups_folder()).unwrap();
    assert_eq!(backups.count(), 1, "the backup of the lock is made");
    let again = practice.started_again();
    again.unlock(PASSPHRASE).await.expect("the file is free");
}

#[tokio::test]
async fn failed_action_that_closed_the_vault_is_reported_on_the_lock_screen() {
    let practice = Practice::open().await;
    let vault_lock = practice.vault_lock();
    fails_outside(&vault_lock, async |vault| vault.lock().await.unwrap())
        .await
        .unwrap_err();
    let state = practice.vault_state().await;
    assert_eq!(
        (state.lock_reason, state.failed),
        (Some(LockReason::NotReplaced), Some(CommandError::NotSaved)),
        "the page that asked is no longer shown"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    practice.lock().await;
    assert_eq!(
        practice.vault_state().await.failed,
        None,
        "the failure is shown until the next unlock"
    );
}

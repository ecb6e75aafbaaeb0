//! Undo and redo after every kind of edit.

use std::collections::BTreeMap;

use course::Course;
use course::measures::MeasureEntry;
use course::risk::FlagLoss;
use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::tempdir;
use tokio::runtime::Runtime;
use vault::{ClientId, Edit, EditKind, Vault, VaultError};

use crate::practice::*;

/// An edit that a therapist can make.
#[derive(Debug, Clone)]
enum Step {
    Note(u128, String),
    AddPerson(u128, u32),
    RemovePerson(u128),
    Reorder(u128),
    Archive(u128, bool),
    Rename(u128, String),
    DropNotes(u128),
    SecondCourse(u128),
    Sheet(u128, u32, i32),
    RemoveSheet(u128, u32),
    Undo(u128),
    Redo(u128),
}

fn step() -> impl Strategy<Value = Step> {
    let who = 1..=2_u128;
    prop_oneof![
        4 => (who.clone(), "\\PC{0,20}").prop_map(|(who, text)| Step::Note(who, text)),
        3 => (who.clone(), 0..50_u32).prop_map(|(who, id)| Step::AddPerson(who, id)),
        2 => who.clone().prop_map(Step::RemovePerson),
        1 => who.clone().prop_map(Step::Reorder),
        1 => (who.clone(), any::<bool>()).prop_map(|(who, away)| Step::Archive(who, away)),
        1 => (who.clone(), "[A-Z]{1,3}").prop_map(|(who, name)| Step::Rename(who, name)),
        1 => who.clone().prop_map(Step::DropNotes),
        1 => who.clone().prop_map(Step::SecondCourse),
        2 => (who.clone(), 0..3_u32, 0..4_i32).prop_map(|(who, id, item9)| Step::Sheet(who, id, item9)),
        1 => (who.clone(), 0..3_u32).prop_map(|(who, id)| Step::RemoveSheet(who, id)),
        3 => who.clone().prop_map(Step::Undo),
        2 => who.prop_map(Step::Redo),
    ]
}

/// A PHQ-9 outside sessions with this answer to item 9.
fn phq9(item9: i32) -> MeasureEntry {
    serde_json::from_value(serde_json::json!({
        "instrument": "PHQ-9", "date": "2026-01-07", "items": [0, 0, 0, 0, 0, 0, 0, 0, item9],
    }))
    .unwrap()
}

async fn record_phq9(vault: &Vault, who: u128, id: &str, item9: i32) -> Result<(), VaultError> {
    with_course(vault, who, |course| {
        // A sheet that was struck out is not answered again.
        if let Ok(after) = course.clone().record_measure(phq9(item9), id.to_owned()) {
            *course = after;
        }
    })
    .await
}

/// Every flag of the courses: the highest answer that each sheet has or had. None where a reason says why the sheet
/// does not count.
fn flags(courses: &[Course]) -> BTreeMap<(usize, String), Option<i32>> {
    let mut flags = BTreeMap::new();
    for (nth, course) in courses.iter().enumerate() {
        for sheet in course.measures.iter().flatten() {
            let item9 = sheet
                .item9
                .max(sheet.item9_before)
                .filter(|item9| *item9 > 0);
            let struck = sheet.struck_reason.as_deref().unwrap_or_default();
            if item9.is_some() || !struck.is_empty() {
                flags.insert((nth, sheet.id.clone()), item9.filter(|_| struck.is_empty()));
            }
        }
    }
    flags
}

/// Takes a step, and checks that undo and redo take no flag away and say before whether they would.
async fn take_and_check(vault: &Vault, step: Step) -> Result<(), VaultError> {
    let (Step::Undo(who) | Step::Redo(who)) = step else {
        return take(vault, step).await;
    };
    let who = client(who);
    let state = vault.undo_state(who).await?;
    let loss = if matches!(step, Step::Undo(_)) {
        state.undo_loss
    } else {
        state.redo_loss
    };
    let (row, courses) = shown(vault, who).await;
    let taken = take(vault, step).await;
    assert_eq!(
        loss.map(VaultError::FlagLost),
        taken
            .clone()
            .err()
            .filter(|error| matches!(error, VaultError::FlagLost(_))),
        "the state says what the step will say"
    );
    let after = shown(vault, who).await;
    if loss.is_some() {
        assert!(after == (row, courses), "a refused step changes nothing");
        return taken;
    }
    let now = flags(&after.1);
    for (sheet, before) in flags(&courses) {
        let after = now.get(&sheet);
        let kept = after.is_some_and(|after| after.is_none_or(|after| Some(after) >= before));
        assert!(
            kept || before.is_none(),
            "{sheet:?} had {before:?}, has {after:?}"
        );
    }
    taken
}

/// Everything that the vault has about a client.
type Shown = (Option<(bool, Option<String>)>, Vec<Course>);

async fn shown(vault: &Vault, who: ClientId) -> Shown {
    let row = match vault.client(who).await {
        Ok(row) => Some((row.archived, row.client.display_name)),
        Err(error) => {
            assert!(
                matches!(error, VaultError::NotFound(_)),
                "undo damaged a record: {error}"
            );
            None
        }
    };
    let mut courses = Vec::new();
    for course in vault.courses_of(who).await.unwrap().whole {
        courses.push(vault.load_course(course.id).await.unwrap());
    }
    (row, courses)
}

async fn with_course(
    vault: &Vault,
    who: u128,
    change_it: impl FnOnce(&mut Course),
) -> Result<(), VaultError> {
    let mut change = vault.begin(EditKind::EditPerson, minute(3)).await?;
    let before = change.load_course(course_id(who)).await?;
    let mut after = before.clone();
    change_it(&mut after);
    change.save_course(course_id(who), &before, &after).await?;
    change.commit().await.map(drop)
}

async fn take(vault: &Vault, step: Step) -> Result<(), VaultError> {
    match step {
        Step::Note(who, text) => write_note(vault, who, &text, minute(2)).await.map(drop),
        Step::AddPerson(who, id) => {
            with_course(vault, who, |course| {
                let people = course.people.get_or_insert_default();
                let id = format!("new-{id}");
                if people.iter().all(|person| person.id.as_str() != id) {
                    let mut person = crate::practice::course("X").people.unwrap().remove(0);
                    person.id = course::ids::PersonId::new(id);
                    people.push(person);
                }
            })
            .await
        }
        Step::RemovePerson(who) => {
            with_course(vault, who, |course| {
                for people in course.people.iter_mut().filter(|people| !people.is_empty()) {
                    people.remove(0);
                }
            })
            .await
        }
        Step::Reorder(who) => {
            with_course(vault, who, |course| {
                if let Some(people) = course.people.as_mut() {
                    people.reverse();
                }
            })
            .await
        }
        Step::DropNotes(who) => with_course(vault, who, |course| course.sessions = None).await,
        Step::Archive(who, away) => {
            let mut change = vault.begin(EditKind::ArchiveClient, minute(4)).await?;
            change.archive_client(client(who), away).await?;
            change.commit().await.map(drop)
        }
        Step::Rename(who, name) => {
            let mut row = vault.client(client(who)).await?.client;
            row.display_name = Some(name);
            let mut change = vault.begin(EditKind::EditClient, minute(5)).await?;
            change.save_client(client(who), &row).await?;
            change.commit().await.map(drop)
        }
        Step::SecondCourse(who) => {
            let mut change = vault.begin(EditKind::BeginCourse, minute(6)).await?;
            let course = change.load_course(course_id(who)).await?;
            change
                .add_course(course_id(who + 100), client(who), &course)
                .await?;
            change.commit().await.map(drop)
        }
        Step::Sheet(who, id, item9) => record_phq9(vault, who, &format!("m{id}"), item9).await,
        Step::RemoveSheet(who, id) => {
            with_course(vault, who, |course| {
                let why = Some("not hers");
                if let Ok(after) = course.clone().remove_measure(&format!("m{id}"), why) {
                    *course = after;
                }
            })
            .await
        }
        Step::Undo(who) => vault.undo(client(who), minute(7)).await.map(drop),
        Step::Redo(who) => vault.redo(client(who), minute(8)).await.map(drop),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_gives_the_first_state_and_redoing_all_the_last(steps in vec(step(), 1..25)) {
        Runtime::new().unwrap().block_on(async {
            let home = tempdir().unwrap();
            let (mut vault, code) = new_vault(home.path()).await;
            add_course(&vault, 1).await;
            add_course(&vault, 2).await;
            for step in steps {
                match take_and_check(&vault, step).await {
                    Ok(())
                    | Err(VaultError::NothingToUndo | VaultError::NothingToRedo | VaultError::NotFound(_))
                    | Err(VaultError::FlagLost(_))
                    | Err(VaultError::AlreadyThere(_)) => {}
                    Err(error) => panic!("an ordinary step was refused: {error}"),
                }
            }
            let last: BTreeMap<u128, Shown> =
                [(1, shown(&vault, client(1)).await), (2, shown(&vault, client(2)).await)].into();
            vault.lock().await.unwrap();
            vault = unlock(home.path(), typed(&code)).await.unwrap();

            let mut undone = 0;
            let stopped = loop {
                match take_and_check(&vault, Step::Undo(1)).await {
                    Ok(()) => undone += 1,
                    Err(stopped) => break stopped,
                }
            };
            if !matches!(stopped, VaultError::FlagLost(_)) {
                assert_eq!(stopped, VaultError::NothingToUndo, "a step was refused");
                let none = (None, vec![]);
                assert!(shown(&vault, client(1)).await == none, "before the first change there was no client");
            }
            assert!(shown(&vault, client(2)).await == last[&2], "undo does not change the other client");
            for _ in 0..undone {
                vault.redo(client(1), minute(10)).await.unwrap();
            }
            assert!(shown(&vault, client(1)).await == last[&1], "redoing everything gives the last state");
            assert_eq!(faults(&vault).await, [], "the vault is intact");
            vault.lock().await.unwrap();
        });
    }
}

#[tokio::test]
async fn undo_of_a_sheet_with_a_flag_is_refused_and_said_before() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    record_phq9(&vault, 1, "m1", 2).await.unwrap();
    let answered = shown(&vault, client(1)).await;
    vault.lock().await.unwrap();
    let vault = unlock(home.path(), typed(&code)).await.unwrap();

    let state = vault.undo_state(client(1)).await.unwrap();
    assert!(state.undo.is_some(), "the step is named all the same");
    assert_eq!(
        (state.undo_loss, state.redo_loss),
        (Some(FlagLoss::Sheet), None),
        "its flag would go"
    );
    assert_eq!(
        vault.undo(client(1), minute(4)).await,
        Err(VaultError::FlagLost(FlagLoss::Sheet)),
        "nobody said why"
    );
    assert!(
        shown(&vault, client(1)).await == answered,
        "the sheet stands"
    );
    let again = vault.undo_state(client(1)).await.unwrap();
    assert_eq!(again, state, "the step is still the next one");

    // The answer is lowered, and that is undone and redone.
    record_phq9(&vault, 1, "m1", 0).await.unwrap();
    let lowered = shown(&vault, client(1)).await;
    vault.undo(client(1), minute(5)).await.unwrap();
    assert!(shown(&vault, client(1)).await == answered, "2 again");
    vault.redo(client(1), minute(6)).await.unwrap();
    assert!(shown(&vault, client(1)).await == lowered, "0 again");
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn undo_of_a_whole_course_with_a_flag_is_refused() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    let flagged = course("C-001").record_measure(phq9(1), "m1".to_owned());
    let flagged = flagged.unwrap();
    let mut change = vault
        .begin(EditKind::ImportCourse, minute(1))
        .await
        .unwrap();
    change.add_client(client(1), &flagged.client).await.unwrap();
    let added = change.add_course(course_id(1), client(1), &flagged);
    added.await.unwrap();
    change.commit().await.unwrap();
    let lost = VaultError::FlagLost(FlagLoss::Course);
    assert_eq!(
        vault.undo_state(client(1)).await.unwrap().undo_loss,
        Some(FlagLoss::Course),
        "all of it would go"
    );
    assert_eq!(vault.undo(client(1), minute(2)).await, Err(lost));
    assert!(
        vault.load_course(course_id(1)).await.unwrap() == flagged,
        "it stands"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn redo_of_a_removed_sheet_keeps_its_reason() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    record_phq9(&vault, 1, "m1", 3).await.unwrap();
    let flagged = shown(&vault, client(1)).await;
    take(&vault, Step::RemoveSheet(1, 1)).await.unwrap();
    let struck = shown(&vault, client(1)).await;
    vault.undo(client(1), minute(4)).await.unwrap();
    assert!(
        shown(&vault, client(1)).await == flagged,
        "the flag is back"
    );
    vault.redo(client(1), minute(5)).await.unwrap();
    assert!(shown(&vault, client(1)).await == struck, "with its reason");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn new_change_clears_redo() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    write_note(&vault, 1, "one", minute(2)).await.unwrap();
    vault.undo(client(1), minute(3)).await.unwrap();
    assert!(
        vault.undo_state(client(1)).await.unwrap().redo.is_some(),
        "there is a redo"
    );
    write_note(&vault, 1, "two", minute(4)).await.unwrap();
    assert_eq!(
        vault.redo(client(1), minute(5)).await,
        Err(VaultError::NothingToRedo),
        "there is no redo after a new change"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn undo_stops_at_a_signed_note() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    let before = add_course(&vault, 1).await;
    let mut change = vault
        .begin(Edit::about(EditKind::SignNote, "5 January"), minute(2))
        .await
        .unwrap();
    change
        .save_course(course_id(1), &before, &with_note(&before, "signed"))
        .await
        .unwrap();
    assert!(
        !change.commit().await.unwrap().undoable,
        "signing cannot be undone"
    );
    assert_eq!(
        vault.undo(client(1), minute(3)).await,
        Err(VaultError::NothingToUndo),
        "earlier changes cannot be undone"
    );

    write_note(&vault, 1, "later", minute(4)).await.unwrap();
    vault.undo(client(1), minute(5)).await.unwrap();
    assert_eq!(
        note(&vault.load_course(course_id(1)).await.unwrap()),
        "signed",
        "later changes can be undone"
    );
    assert_eq!(
        vault.undo(client(1), minute(6)).await,
        Err(VaultError::NothingToUndo),
        "undo stops at the signature"
    );
    vault.redo(client(1), minute(7)).await.unwrap();
    let mut change = vault
        .begin(EditKind::ExportCourse, minute(8))
        .await
        .unwrap();
    change.mark(Some(client(1)));
    change.commit().await.unwrap();
    assert_eq!(
        vault.undo(client(1), minute(9)).await,
        Err(VaultError::NothingToUndo),
        "undo stops at the export"
    );
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn change_based_on_an_older_course_is_refused() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    let stale = add_course(&vault, 1).await;
    write_note(&vault, 1, "newer", minute(2)).await.unwrap();
    let mut change = vault.begin(EditKind::WriteNote, minute(3)).await.unwrap();
    let refused = change
        .save_course(course_id(1), &stale, &with_note(&stale, "stale"))
        .await;
    assert!(
        matches!(refused, Err(VaultError::ChangedMeanwhile(_))),
        "the second of two edits at once is refused"
    );
    drop(change);
    assert_eq!(
        note(&vault.load_course(course_id(1)).await.unwrap()),
        "newer",
        "the refused edit changed nothing"
    );
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn a_client_whom_undo_took_out_is_named_until_redo_brings_them_back() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    add_course(&vault, 2).await;
    write_note(&vault, 1, "one", minute(2)).await.unwrap();
    let last = shown(&vault, client(1)).await;
    let mut undone = 0;
    while vault.undo_state(client(1)).await.unwrap().undo.is_some() {
        assert_eq!(
            vault.undone_clients().await.unwrap(),
            [],
            "both clients are here"
        );
        vault.undo(client(1), minute(3)).await.unwrap();
        undone += 1;
    }
    assert!(shown(&vault, client(1)).await == (None, vec![]), "gone");

    vault.lock().await.unwrap();
    let vault = unlock(home.path(), typed(&code)).await.unwrap();
    let redo = vault.undo_state(client(1)).await.unwrap().redo;
    let found = vault.undone_clients().await.unwrap();
    assert_eq!(
        found
            .iter()
            .map(|one| (one.client_id, Some(&one.redo)))
            .collect::<Vec<_>>(),
        [(client(1), redo.as_ref())],
        "also after a lock, and only this client"
    );
    for _ in 0..undone {
        vault.redo(client(1), minute(4)).await.unwrap();
    }
    assert!(
        shown(&vault, client(1)).await == last,
        "all records are back"
    );
    assert_eq!(vault.undone_clients().await.unwrap(), []);
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn an_erased_client_is_not_among_those_whom_redo_brings_back() {
    let home = tempdir().unwrap();
    let (vault, _) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    write_note(&vault, 1, "one", minute(2)).await.unwrap();
    vault.undo(client(1), minute(3)).await.unwrap();
    let mut change = vault.begin(EditKind::EraseClient, minute(4)).await.unwrap();
    change.erase_client(client(1)).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(vault.undone_clients().await.unwrap(), []);
    vault.lock().await.unwrap();
}

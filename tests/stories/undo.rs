use acceptance::{PASSPHRASE, Practice};
use kith::commands::{clients, import, undo};
use kith::error::CommandError;
use vault::{ClientId, EditKind, UndoState};

async fn state(practice: &Practice, client: ClientId) -> UndoState {
    let state = undo::undo_state(practice.vault(), client);
    state
        .await
        .expect("it is known also of a client who is gone")
}

async fn undone(practice: &Practice) -> Vec<ClientId> {
    let undone = undo::undone_clients(practice.vault()).await.unwrap();
    undone.iter().map(|one| one.client_id).collect()
}

#[tokio::test]
async fn undo_and_redo_reach_across_a_lock_and_say_what_they_do() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    let leila = ruth.add_person("Leila, daughter").await;
    ruth.place(&leila, 2, 10).await;
    ruth.place(&leila, 1, 350).await;
    ruth.lock().await;
    ruth.unlock(PASSPHRASE).await.unwrap();

    let ring = async || {
        ruth.view()
            .await
            .map
            .positions
            .first()
            .map(|position| position.ring)
    };
    let label = state(&ruth, ruth.client).await.undo.unwrap();
    assert_eq!(
        (label.kind, label.about.as_deref()),
        (EditKind::PlacePerson, Some("Leila")),
        "\"Undo move Leila\""
    );
    undo::undo(ruth.vault(), ruth.client).await.unwrap();
    assert_eq!(ring().await, Some(2), "one step back");
    undo::undo(ruth.vault(), ruth.client).await.unwrap();
    assert_eq!(ring().await, None, "and another: she is in the tray");
    undo::redo(ruth.vault(), ruth.client).await.unwrap();
    undo::redo(ruth.vault(), ruth.client).await.unwrap();
    assert_eq!(ring().await, Some(1), "and forth again");
    assert_eq!(
        undo::redo(ruth.vault(), ruth.client).await.err(),
        Some(CommandError::NothingToRedo),
        "no further"
    );
}

#[tokio::test]
async fn undo_stops_at_a_signature_and_at_the_door_of_another_client() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=1).await;
    ruth.write(1, "First meeting.").await.unwrap();
    ruth.sign(1).await.unwrap();
    assert_eq!(
        undo::undo(ruth.vault(), ruth.client).await.err(),
        Some(CommandError::NothingToUndo),
        "signed is signed"
    );
    ruth.client("Sam").await;
    assert_eq!(
        undo::undo(ruth.vault(), ruth.client).await.err(),
        Some(CommandError::NothingToUndo),
        "what was done to Sam is not in Ruth's file"
    );
    let rows = clients::clients(ruth.vault()).await.unwrap();
    assert_eq!(rows.len(), 2, "and Sam is still here");
}

#[tokio::test]
async fn redo_brings_back_a_course_and_a_client_that_undo_took_out() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=1).await;
    let course = ruth.id();
    let before = serde_json::to_value(&ruth.view().await.course).unwrap();
    let mut kinds = Vec::new();
    while let Some(label) = state(&ruth, ruth.client).await.undo {
        undo::undo(ruth.vault(), ruth.client).await.unwrap();
        let redo = state(&ruth, ruth.client).await.redo;
        assert_eq!(redo.as_ref(), Some(&label), "each can be redone at once");
        kinds.push(label.kind);
    }
    assert!(
        kinds.ends_with(&[EditKind::BeginCourse, EditKind::AddClient]),
        "down to the first: {kinds:?}"
    );
    assert!(
        clients::clients(ruth.vault()).await.unwrap().is_empty(),
        "the client is gone"
    );

    ruth.lock().await;
    ruth.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(undone(&ruth).await, [ruth.client], "the list names them");
    for _ in &kinds {
        undo::redo(ruth.vault(), ruth.client).await.unwrap();
    }
    let after = ruth.course(course).await.course;
    assert_eq!(serde_json::to_value(&after).unwrap(), before, "as it was");
    assert!(undone(&ruth).await.is_empty());
}

#[tokio::test]
async fn an_import_that_was_undone_can_be_redone() {
    let practice = Practice::open().await;
    let imported = import::import_sample(practice.vault()).await.unwrap();
    let client = imported.client_id;
    undo::undo(practice.vault(), client).await.unwrap();
    let redo = state(&practice, client).await.redo;
    assert_eq!(redo.unwrap().kind, EditKind::ImportCourse);
    assert_eq!(undone(&practice).await, [client]);

    // The code is another's by now.
    let twice = import::import_sample(practice.vault()).await.unwrap();
    assert!(
        matches!(
            undo::redo(practice.vault(), client).await,
            Err(CommandError::AlreadyThere { .. })
        ),
        "a code stands once in a vault"
    );
    undo::undo(practice.vault(), twice.client_id).await.unwrap();
    undo::redo(practice.vault(), client).await.unwrap();
    practice.course(imported.course_id).await;
    assert_eq!(
        undone(&practice).await,
        [twice.client_id],
        "the other is still not here"
    );
}

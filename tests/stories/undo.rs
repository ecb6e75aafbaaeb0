use acceptance::{PASSPHRASE, Practice};
use course::risk::FlagLoss;
use kith::commands::{clients, import, measures, undo};
use kith::error::CommandError;
use vault::{ClientId, EditKind, UndoState};

async fn state(practice: &Practice, client: ClientId) -> UndoState {
    let state = undo::undo_state(practice.vault(), client);
    state
        .await
        .expect("the undo state of a removed client can be read")
}

async fn undone(practice: &Practice) -> Vec<ClientId> {
    let undone = undo::undone_clients(practice.vault()).await.unwrap();
    undone.iter().map(|one| one.client_id).collect()
}

#[tokio::test]
async fn undo_and_redo_work_after_a_lock_and_name_the_change() {
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
    assert_eq!(ring().await, Some(2), "the last move is undone");
    undo::undo(ruth.vault(), ruth.client).await.unwrap();
    assert_eq!(
        ring().await,
        None,
        "the first move is undone: she is in the tray"
    );
    undo::redo(ruth.vault(), ruth.client).await.unwrap();
    undo::redo(ruth.vault(), ruth.client).await.unwrap();
    assert_eq!(ring().await, Some(1), "both moves are redone");
    assert_eq!(
        undo::redo(ruth.vault(), ruth.client).await.err(),
        Some(CommandError::NothingToRedo),
        "no undone move is left"
    );
}

#[tokio::test]
async fn undo_stops_at_a_signature_and_at_changes_of_another_client() {
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
        "a signature cannot be undone"
    );
    ruth.client("Sam").await;
    assert_eq!(
        undo::undo(ruth.vault(), ruth.client).await.err(),
        Some(CommandError::NothingToUndo),
        "a change of Sam is not undone for Ruth"
    );
    let rows = clients::clients(ruth.vault()).await.unwrap();
    assert_eq!(rows.len(), 2, "Sam stays");
}

#[tokio::test]
async fn undo_takes_no_flag_away_and_the_answer_is_lowered_or_struck_out_instead() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=1).await;
    ruth.phq9(1, [1, 1, 1, 1, 1, 1, 1, 1, 2]).await.unwrap();
    let open = async || {
        ruth.view()
            .await
            .flags
            .iter()
            .filter(|flag| flag.open)
            .count()
    };
    let next = state(&ruth, ruth.client).await;
    assert_eq!(
        (next.undo.unwrap().kind, next.undo_loss),
        (EditKind::RecordMeasure, Some(FlagLoss::Sheet)),
        "the button says that it is not possible"
    );
    let refused = CommandError::FlagLost {
        loss: FlagLoss::Sheet,
    };
    assert_eq!(
        undo::undo(ruth.vault(), ruth.client).await.err(),
        Some(refused.clone())
    );
    assert_eq!(open().await, 1, "the flag stands");

    ruth.phq9(1, [1, 1, 1, 1, 1, 1, 1, 1, 0]).await.unwrap();
    assert_eq!(open().await, 1, "until somebody wrote why");
    undo::undo(ruth.vault(), ruth.client).await.unwrap();
    undo::redo(ruth.vault(), ruth.client).await.unwrap();

    let measure = ruth.view().await.flags[0].measure.clone();
    let remove = async |why: Option<&str>| {
        let why = why.map(str::to_owned);
        measures::remove_measure(ruth.vault(), ruth.id(), measure.clone(), why).await
    };
    assert!(remove(None).await.is_err(), "not without a reason");
    remove(Some("another client's sheet")).await.unwrap();
    let view = ruth.view().await;
    assert_eq!(view.flags.len(), 0, "it was not hers");
    let struck = &view.struck_sheets[0];
    assert_eq!(
        (struck.name.as_str(), struck.reason.as_deref()),
        ("PHQ-9", Some("another client's sheet")),
        "the sheet stays readable"
    );
    undo::undo(ruth.vault(), ruth.client).await.unwrap();
    assert_eq!(open().await, 1, "the flag is back");
    undo::redo(ruth.vault(), ruth.client).await.unwrap();
    assert_eq!(open().await, 0, "with the reason");
}

#[tokio::test]
async fn redo_restores_a_course_and_a_client_that_undo_removed() {
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
        assert_eq!(
            redo.as_ref(),
            Some(&label),
            "each undone change can be redone"
        );
        kinds.push(label.kind);
    }
    assert!(
        kinds.ends_with(&[EditKind::BeginCourse, EditKind::AddClient]),
        "every change is undone, the first included: {kinds:?}"
    );
    assert!(
        clients::clients(ruth.vault()).await.unwrap().is_empty(),
        "the client is removed"
    );

    ruth.lock().await;
    ruth.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        undone(&ruth).await,
        [ruth.client],
        "the list of undone clients names her"
    );
    for _ in &kinds {
        undo::redo(ruth.vault(), ruth.client).await.unwrap();
    }
    let after = ruth.course(course).await.course;
    assert_eq!(
        serde_json::to_value(&after).unwrap(),
        before,
        "the course is the same as before"
    );
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

    // Another client has the code now.
    let twice = import::import_sample(practice.vault()).await.unwrap();
    assert!(
        matches!(
            undo::redo(practice.vault(), client).await,
            Err(CommandError::AlreadyThere { .. })
        ),
        "a code is used once in a vault"
    );
    undo::undo(practice.vault(), twice.client_id).await.unwrap();
    undo::redo(practice.vault(), client).await.unwrap();
    practice.course(imported.course_id).await;
    assert_eq!(
        undone(&practice).await,
        [twice.client_id],
        "the undone client stays removed"
    );
}

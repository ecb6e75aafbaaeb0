use acceptance::{PASSPHRASE, Practice};
use kith::commands::{clients, undo};
use kith::error::CommandError;
use vault::EditKind;

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
    let label = ruth.view().await.undo.undo.unwrap();
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

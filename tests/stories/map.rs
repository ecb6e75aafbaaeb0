use acceptance::Practice;
use course::ids::PersonId;
use course::record::map::SnapshotKind;
use course::record::person::Quality;
use kith::commands::map;

#[tokio::test]
async fn people_are_added_by_typing_placed_and_pinned_to_a_session() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=2).await;
    let add = |text: &str| map::add_person(ruth.vault(), ruth.id(), text.to_owned());
    let leila = PersonId::new(add("Leila, daughter").await.unwrap().id);
    let tom = PersonId::new(add("Tom, husband").await.unwrap().id);
    let people = ruth.view().await.course.people.unwrap();
    let first = people.first().unwrap();
    assert_eq!(
        (first.label.as_str(), first.relation.as_deref()),
        ("Leila", Some("daughter")),
        "what was typed is understood"
    );

    map::place_person(ruth.vault(), ruth.id(), leila.clone(), 1, 300.into())
        .await
        .unwrap();
    map::place_person(ruth.vault(), ruth.id(), tom.clone(), 2, 280.into())
        .await
        .unwrap();
    map::set_map_quality(
        ruth.vault(),
        ruth.id(),
        tom.clone(),
        Some(Quality::Strained),
    )
    .await
    .unwrap();
    let second = ruth.slot_id(2).await;
    map::take_snapshot(
        ruth.vault(),
        ruth.id(),
        SnapshotKind::Baseline,
        Some(second),
        None,
    )
    .await
    .unwrap();
    map::place_person(ruth.vault(), ruth.id(), tom.clone(), 1, 280.into())
        .await
        .unwrap();

    let view = ruth.view().await;
    let snapshots = view.course.map_snapshots.as_ref().unwrap();
    let then = snapshots[0]
        .positions
        .iter()
        .find(|position| position.person_id == tom)
        .unwrap();
    let now = view
        .map
        .positions
        .iter()
        .find(|position| position.person_id == tom)
        .unwrap();
    assert_eq!(
        (then.ring, now.ring),
        (2, 1),
        "the version stays as it was, the drawing goes on"
    );
    assert_eq!(now.quality, Some(Quality::Strained), "and keeps its lines");

    map::unplace_person(ruth.vault(), ruth.id(), leila.clone())
        .await
        .unwrap();
    assert_eq!(
        ruth.view().await.map.positions.len(),
        1,
        "whoever is not placed is in the tray"
    );
    assert!(
        map::remove_person(ruth.vault(), ruth.id(), leila)
            .await
            .is_err(),
        "a version speaks of her: she stays"
    );
}

use acceptance::{PASSPHRASE, Practice};
use course::map::changes::MapChange;
use course::map::{MapTie, SnapshotKind};
use course::people::Quality;
use kith::commands::export::picture::Picture;
use kith::commands::vault::audit;
use kith::commands::{export, map, search, undo};
use kith::lock::UnlockSecret;
use report::{MapPage, Orientation, Paper, PaperSize};
use vault::EditKind;

#[tokio::test]
async fn people_are_added_placed_and_kept_in_a_version_of_a_session() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=2).await;
    let leila = ruth.add_person("Leila, daughter").await;
    let tom = ruth.add_person("Tom, husband").await;
    let people = ruth.view().await.course.people.unwrap();
    let first = people.first().unwrap();
    assert_eq!(
        (first.label.as_str(), first.relation.as_deref()),
        ("Leila", Some("daughter")),
        "name and relation are read from the text"
    );

    ruth.place(&leila, 1, 300).await;
    ruth.place(&tom, 2, 280).await;
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
    ruth.place(&tom, 1, 280).await;

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
        "the version stays and the drawing changes"
    );
    assert_eq!(
        now.quality,
        Some(Quality::Strained),
        "the tie keeps its quality"
    );

    map::unplace_person(ruth.vault(), ruth.id(), leila.clone())
        .await
        .unwrap();
    assert_eq!(
        ruth.view().await.map.positions.len(),
        1,
        "a person without a place is in the tray"
    );
    assert!(
        map::remove_person(ruth.vault(), ruth.id(), leila)
            .await
            .is_err(),
        "she stays because a version shows her"
    );
}

#[tokio::test]
async fn person_named_in_the_record_is_kept_as_removed() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=1).await;
    let leila = ruth.add_person("Leila, daughter").await;
    ruth.place(&leila, 2, 30).await;
    let first = ruth.slot_id(1).await;
    map::take_snapshot(
        ruth.vault(),
        ruth.id(),
        SnapshotKind::Baseline,
        Some(first),
        None,
    )
    .await
    .unwrap();

    map::set_person_aside(ruth.vault(), ruth.id(), leila.clone())
        .await
        .unwrap();
    let view = ruth.view().await;
    assert!(
        view.map.positions.is_empty() && view.course.tray().is_empty(),
        "she is neither on the map nor in the tray"
    );
    let history = map::person_history(ruth.vault(), ruth.id(), leila.clone())
        .await
        .unwrap();
    assert_eq!(
        history.moments.first().unwrap().ring.as_deref(),
        Some("close"),
        "her place in the version is kept"
    );
    let file = ruth.export(ruth.id()).await.unwrap();
    let file = String::from_utf8(file).unwrap();
    assert!(
        file.contains("Leila") && !file.contains("removed"),
        "an exported file keeps her, though it cannot mark her as removed"
    );
    map::bring_person_back(ruth.vault(), ruth.id(), leila)
        .await
        .unwrap();
    assert_eq!(
        ruth.view().await.course.tray().len(),
        1,
        "she is in the tray again"
    );
}

#[tokio::test]
async fn version_of_a_signed_session_stays_while_the_map_changes() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=1).await;
    let leila = ruth.add_person("Leila, daughter").await;
    let place = |ring| map::place_person(ruth.vault(), ruth.id(), leila.clone(), ring, 30.into());
    place(3).await.unwrap();
    let first = ruth.slot_id(1).await;
    let (kind, slot) = (SnapshotKind::Baseline, Some(first));
    map::take_snapshot(ruth.vault(), ruth.id(), kind, slot.clone(), None)
        .await
        .unwrap();
    ruth.write(1, "We drew the map.").await.unwrap();
    ruth.sign(1).await.unwrap();
    place(1).await.unwrap();
    let versions = || async { ruth.view().await.course.map_snapshots.unwrap() };
    let before = versions().await;
    let version = before.first().unwrap().id.clone();
    map::revise_snapshot(
        ruth.vault(),
        ruth.id(),
        version.clone(),
        kind,
        slot,
        None,
        true,
    )
    .await
    .unwrap();
    let after = versions().await;
    assert_eq!(
        after.len(),
        2,
        "the new version stands beside the signed one"
    );
    assert!(
        after.first() == before.first(),
        "the signed version is unchanged"
    );
    let changes = map::map_changes(ruth.vault(), ruth.id(), Some(version.clone()), None)
        .await
        .unwrap();
    assert!(
        matches!(changes.as_slice(), [MapChange::Moved { nearer: 2, .. }]),
        "Leila moved in two rings"
    );
    map::take_up_snapshot(ruth.vault(), ruth.id(), version)
        .await
        .unwrap();
    let ring = ruth.view().await.map.positions.first().unwrap().ring;
    assert_eq!(ring, 3, "the map shows the place of the version");
}

fn drawing(inner: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{inner}</svg>")
}

#[tokio::test]
async fn picture_of_the_map_is_exported_with_an_audit_line() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    let svg = |inner: &str| Picture::Svg {
        text: drawing(inner),
    };
    let path = ruth.desk().join("map.svg");
    ruth.will_pick(Some(path.clone()));
    let export = |picture, passphrase: &str| {
        let secret = UnlockSecret::Passphrase(passphrase.to_owned());
        export::export_map(
            ruth.vault(),
            ruth.vault_lock(),
            ruth.state(),
            ruth.id(),
            picture,
            secret,
        )
    };
    assert!(
        export(svg(""), "a guess").await.is_err() && !path.exists(),
        "a wrong passphrase exports nothing"
    );
    assert!(
        export(svg("<circle r=\"1\"/>"), PASSPHRASE).await.unwrap(),
        "the picture is written"
    );
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        written,
        drawing("<circle r=\"1\"/>"),
        "the file holds the drawing"
    );
    assert!(
        export(svg("<script>1</script>"), PASSPHRASE).await.is_err(),
        "a picture with a script is refused"
    );
    let pdf = |inner: &str| Picture::Pdf {
        page: MapPage {
            svg: drawing(inner),
            paper: Paper {
                size: PaperSize::A4,
                way: Orientation::Portrait,
            },
            title: "Relationship map".to_owned(),
            spoken: "Relationship map: Ruth".to_owned(),
            language: "en".to_owned(),
        },
    };
    assert!(
        export(pdf("<circle r=\"1\"/>"), PASSPHRASE).await.unwrap(),
        "the page is written"
    );
    assert!(
        std::fs::read(&path).unwrap().starts_with(b"%PDF-"),
        "the page is a PDF"
    );
    assert!(
        export(pdf("<image href=\"file:///etc/passwd\"/>"), PASSPHRASE)
            .await
            .is_err(),
        "a page that loads another file is refused"
    );
    ruth.will_pick(None);
    assert!(
        !export(svg(""), PASSPHRASE).await.unwrap(),
        "a closed dialog writes nothing"
    );
    let undo = undo::undo_state(ruth.vault(), ruth.client);
    assert!(
        undo.await.unwrap().undo.is_none(),
        "an export cannot be undone"
    );
}

#[tokio::test]
async fn export_that_cannot_be_renamed_is_followed_by_a_line_that_says_so() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    // A folder has the name: the file can be written beside it, and cannot take its name.
    let path = ruth.desk().join("map.svg");
    std::fs::create_dir(&path).unwrap();
    ruth.will_pick(Some(path));
    let exported = export::export_map(
        ruth.vault(),
        ruth.vault_lock(),
        ruth.state(),
        ruth.id(),
        Picture::Svg {
            text: drawing("<circle r=\"1\"/>"),
        },
        UnlockSecret::Passphrase(PASSPHRASE.to_owned()),
    );
    assert!(exported.await.is_err(), "a folder cannot be replaced");
    let filter = audit::AuditFilter {
        client: Some(ruth.client),
        from: None,
        to: None,
    };
    let page = audit::audit_lines(ruth.vault(), filter, None).await;
    // An edit has a line for each record that it touches.
    let mut edits: Vec<_> = page.unwrap().lines.iter().map(|line| line.edit).collect();
    edits.dedup();
    assert_eq!(
        edits.get(..2),
        Some([Some(EditKind::ExportFailed), Some(EditKind::ExportMap)].as_slice()),
        "the newest line says that there is no file"
    );
}

#[tokio::test]
async fn ties_and_notes_are_drawn_kept_in_versions_undone_and_found() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=1).await;
    let leila = ruth.add_person("Leila, daughter").await;
    let tom = ruth.add_person("Tom, husband").await;
    for (person, angle) in [(&leila, 20), (&tom, 300)] {
        map::place_person(ruth.vault(), ruth.id(), person.clone(), 2, angle.into())
            .await
            .unwrap();
    }
    let tie = MapTie {
        one: leila.clone(),
        other: tom.clone(),
        quality: Some(Quality::Strained),
        words: Some("quarrelling".to_owned()),
    };
    map::draw_tie(ruth.vault(), ruth.id(), tie).await.unwrap();
    let distance = course::measures::Amount::from_f64(1.2).unwrap();
    let text = "Since the wedding".to_owned();
    let note = map::add_map_note(ruth.vault(), ruth.id(), text, 300.into(), distance)
        .await
        .unwrap()
        .id;
    let first = ruth.slot_id(1).await;
    map::take_snapshot(
        ruth.vault(),
        ruth.id(),
        SnapshotKind::Baseline,
        Some(first),
        None,
    )
    .await
    .unwrap();
    for word in ["quarrelling", "wedding"] {
        let found = search::search(ruth.vault(), word.to_owned()).await.unwrap();
        assert_eq!(
            found.len(),
            2,
            "the search finds the word in the map and in a version: {word}"
        );
    }

    map::move_map_note(ruth.vault(), ruth.id(), note.clone(), 10.into(), 1.into())
        .await
        .unwrap();
    map::drop_tie(ruth.vault(), ruth.id(), tom, leila)
        .await
        .unwrap();
    let baseline = ruth.view().await.course.map_snapshots.unwrap();
    let baseline = baseline.first().unwrap();
    let said = map::map_changes(ruth.vault(), ruth.id(), Some(baseline.id.clone()), None)
        .await
        .unwrap();
    assert!(
        matches!(
            said.as_slice(),
            [MapChange::TieDropped { .. }, MapChange::NoteChanged { .. }]
        ),
        "the version stays and the changes since are listed"
    );
    undo::undo(ruth.vault(), ruth.client).await.unwrap();
    let map = ruth.view().await.map;
    assert_eq!(
        map.ties.map(|ties| ties.len()),
        Some(1),
        "the tie is drawn again"
    );
    map::drop_map_note(ruth.vault(), ruth.id(), note)
        .await
        .unwrap();
    assert!(
        ruth.view().await.map.placed_notes.is_none(),
        "the note is off the map"
    );
}

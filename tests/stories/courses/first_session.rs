use acceptance::{PASSPHRASE, Practice, day};
use course::rule_broken::RuleBroken;
use course::session::SlotStatus;
use kith::commands::{clients, notes, today};
use kith::error::CommandError;

#[tokio::test]
async fn new_vault_takes_a_client_a_measure_and_a_signed_note() {
    let practice = Practice::before_first_run();
    let state = practice.vault_state().await;
    assert!(
        !state.exists && !state.open && state.problem.is_none(),
        "a fresh computer has no vault and no problem"
    );
    assert_eq!(
        practice.create_vault("password").await,
        Err(CommandError::WeakPassphrase),
        "a weak passphrase is refused"
    );
    let groups = practice.create_vault(PASSPHRASE).await.unwrap();
    assert!(
        groups.len() == 8 && groups.iter().all(|group| group.len() == 4),
        "the recovery sheet has eight groups of four"
    );
    assert!(practice.vault_state().await.open, "the new vault is open");

    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let row = clients::clients(ruth.vault()).await.unwrap().pop().unwrap();
    assert_eq!(
        (row.code.as_str(), row.display_name.as_deref()),
        ("C-001", Some("Ruth")),
        "a client without a code gets one"
    );

    let today = today::today(ruth.vault()).await.unwrap();
    assert_eq!(
        today.today,
        day("2026-01-06"),
        "the story begins on a Tuesday"
    );
    assert_eq!(today.sessions.len(), 1, "her first session is listed today");

    ruth.record(1, SlotStatus::Attended).await.unwrap();
    let scored = ruth.phq9(1, [2, 2, 2, 2, 2, 2, 2, 1, 1]).await.unwrap();
    assert!(
        !scored.touched.is_empty(),
        "the answer names the kinds of record that changed"
    );
    ruth.write(1, "We met, and named what is wrong.")
        .await
        .unwrap();
    ruth.sign(1).await.unwrap();

    let view = ruth.view().await;
    let score = view.scores.first().unwrap();
    assert_eq!(
        score
            .total
            .as_ref()
            .and_then(course::measures::Amount::as_whole),
        Some(16),
        "the total is the sum of the nine answers"
    );
    assert_eq!(
        score.band.as_deref(),
        Some("moderately_severe"),
        "the total has its band"
    );
    assert!(
        score.level.is_some(),
        "an answer above zero to item 9 raises its flag at once"
    );
    assert_eq!(
        (view.glance.used, view.glance.left),
        (1, 15),
        "one of sixteen sessions is used"
    );
    let note = view.course.sessions.iter().flatten().next().unwrap();
    assert!(
        note.locked_at.is_some() && note.session_number == Some(1),
        "session 1 is signed"
    );

    let again = ruth.write(1, "Something else.").await.err();
    assert!(
        matches!(again, Some(CommandError::RuleBroken(_))),
        "a signed note cannot be changed"
    );
    let slot = ruth.slot_id(1).await;
    let addendum = notes::add_addendum(
        ruth.vault(),
        ruth.id(),
        slot,
        Some("forgotten".to_owned()),
        "He called.".to_owned(),
    );
    addendum.await.unwrap();
    assert_eq!(
        ruth.view().await.course.addenda.unwrap().len(),
        1,
        "a signed note takes an addendum"
    );
}

#[tokio::test]
async fn client_needs_a_name_or_a_code_and_a_code_is_used_once() {
    let practice = Practice::open().await;
    let new = |name: Option<&str>, code: Option<&str>| clients::NewClient {
        name: name.map(str::to_owned),
        code: code.map(str::to_owned),
    };
    let nobody = clients::add_client(practice.vault(), new(Some("  "), None))
        .await
        .err();
    assert_eq!(
        nobody,
        Some(CommandError::NameOrCodeNeeded),
        "a name of spaces is refused"
    );
    clients::add_client(practice.vault(), new(None, Some("R-7")))
        .await
        .unwrap();
    let twice = clients::add_client(practice.vault(), new(Some("Ruth"), Some("R-7")))
        .await
        .err();
    assert!(
        matches!(twice, Some(CommandError::AlreadyThere { .. })),
        "a code that is in use is refused"
    );
    let small = clients::add_client(practice.vault(), new(Some("Ruth"), Some(" r-7\u{200b}")))
        .await
        .err();
    assert!(
        matches!(small, Some(CommandError::AlreadyThere { .. })),
        "in other letters, too"
    );
    for name in ["Ruth 🌿", "מרים", "e\u{301}", &"n".repeat(10_000)] {
        clients::add_client(practice.vault(), new(Some(name), None))
            .await
            .unwrap();
    }
    let codes: Vec<_> = clients::clients(practice.vault())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.code)
        .collect();
    assert_eq!(
        codes,
        ["C-001", "C-002", "C-003", "C-004", "R-7"],
        "every name is accepted and gets a code"
    );
}

#[tokio::test]
async fn birth_date_that_no_file_may_have_is_refused() {
    let practice = Practice::open().await;
    let client = practice.client("Ruth").await;
    let edit = |born: &str| clients::ClientEdit {
        display_name: Some("Ruth".to_owned()),
        code: "C-001".to_owned(),
        pronouns: None,
        date_of_birth: Some(born.to_owned()),
        phone: None,
        email: None,
        address_area: None,
        gp: None,
    };
    for born in ["20265-01-01", "1899-12-31"] {
        let refused = clients::edit_client(practice.vault(), client, edit(born))
            .await
            .err();
        let expected = CommandError::RuleBroken(RuleBroken::NotADate);
        assert_eq!(refused, Some(expected), "{born}");
    }
    clients::edit_client(practice.vault(), client, edit("1980-02-29"))
        .await
        .unwrap();
}

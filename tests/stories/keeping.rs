use acceptance::{Practice, day};
use course::ending::Conclusion;
use course::plan::EndType;
use kith::commands::vault::audit::AuditKind;
use kith::commands::{courses, retention, vault::audit};
use kith::error::CommandError;
use kith::lock::UnlockSecret;
use vault::{ClientId, EditKind, Erasure};

const EVERYTHING: audit::AuditFilter = audit::AuditFilter {
    client: None,
    from: None,
    to: None,
};

/// Whose erasure the trail certifies.
async fn certified(practice: &Practice) -> Vec<Option<ClientId>> {
    let page = audit::audit_lines(practice.vault(), EVERYTHING, None).await;
    let lines = page.unwrap().lines.into_iter().filter(|line| {
        line.kind == AuditKind::Certificate && line.edit == Some(EditKind::EraseClient)
    });
    lines.map(|line| line.client).collect()
}

#[tokio::test]
async fn erasing_asks_for_the_code_and_the_secret_and_leaves_a_certificate() {
    let practice = Practice::open().await;
    let ruth = practice.client("Ruth").await;
    practice.client("Tom").await;
    assert_eq!(
        practice.erase(ruth, "C-002", false).await,
        Err(CommandError::TypedCodeDiffers),
        "the wrong code erases nobody"
    );
    let stranger = retention::erase_client(
        practice.vault(),
        practice.door(),
        practice.backups(),
        ruth,
        "C-001".to_owned(),
        UnlockSecret::Passphrase("four words are wrong here".to_owned()),
        false,
    );
    assert_eq!(
        stranger.await,
        Err(CommandError::WrongPassphrase),
        "nor does a stranger at an open desk"
    );
    assert_eq!(
        practice.erase(ruth, "C-001", true).await,
        Ok(Erasure::Certified),
        "her code and the secret do"
    );
    assert_eq!(practice.codes().await, ["C-002"], "only Ruth is gone");
    assert_eq!(
        vault::list_backups(&practice.backups_folder()).len(),
        1,
        "a backup was made before, as asked"
    );
    assert_eq!(
        certified(&practice).await,
        [Some(ruth)],
        "the trail certifies it, and when"
    );
}

#[tokio::test]
async fn whoever_is_still_in_therapy_can_be_erased_too() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=2).await;
    ruth.client("Tom").await;
    let client = ruth.client;
    assert_eq!(
        ruth.erase(client, "C-002", false).await,
        Err(CommandError::TypedCodeDiffers),
        "as carefully as anybody else"
    );
    ruth.erase(client, "C-001", false).await.unwrap();
    assert_eq!(ruth.codes().await, ["C-002"], "only Ruth is gone");
    assert!(
        matches!(
            courses::course(ruth.vault(), ruth.id()).await,
            Err(CommandError::NotFound { .. })
        ),
        "and the course with her"
    );
    assert_eq!(
        certified(&ruth).await,
        [Some(client)],
        "the trail certifies it"
    );
}

#[tokio::test]
async fn clients_whose_therapy_is_over_are_listed_those_due_first() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    assert!(
        retention::retention_review(ruth.vault())
            .await
            .unwrap()
            .is_empty(),
        "nobody in therapy is up for review"
    );
    ruth.client("Tom").await;
    ruth.on(day("2026-02-03"));
    let conclusion = Conclusion {
        end_type: EndType::Moved,
        actual_end: day("2026-02-03"),
        retention_until: Some(day("2033-02-03")),
        reason: Some("She moved away.".to_owned()),
        risk: None,
        death: None,
    };
    courses::conclude(ruth.vault(), ruth.id(), conclusion)
        .await
        .unwrap();
    let rows = retention::retention_review(ruth.vault()).await.unwrap();
    let until: Vec<_> = rows.iter().map(|row| row.until).collect();
    assert_eq!(
        until,
        [Some(day("2033-02-03")), None],
        "Ruth has a day; Tom never began"
    );
    retention::set_retention(ruth.vault(), ruth.id(), day("2040-01-01"))
        .await
        .unwrap();
    let rows = retention::retention_review(ruth.vault()).await.unwrap();
    assert_eq!(
        rows[0].until,
        Some(day("2040-01-01")),
        "it can be set later"
    );
}

#[tokio::test]
async fn the_audit_trail_is_filtered_by_client_and_day_and_written_to_a_file() {
    let practice = Practice::open().await;
    let ruth = practice.client("Ruth").await;
    practice.on(day("2026-02-03"));
    let tom = practice.client("Tom").await;
    let lines = async |client, from, to| {
        let filter = audit::AuditFilter { client, from, to };
        let page = audit::audit_lines(practice.vault(), filter, None).await;
        page.unwrap()
            .lines
            .into_iter()
            .map(|line| line.client)
            .collect::<Vec<_>>()
    };
    let of_ruth = lines(Some(ruth), None, None).await;
    assert!(
        !of_ruth.is_empty() && of_ruth.iter().all(|client| *client == Some(ruth)),
        "only Ruth's"
    );
    let of_that_day = lines(None, Some(day("2026-02-03")), Some(day("2026-02-03"))).await;
    assert!(
        of_that_day.contains(&Some(tom)) && !of_that_day.contains(&Some(ruth)),
        "the day is counted whole"
    );
    let path = practice.desk().join("trail.csv");
    practice.will_pick(Some(path.clone()));
    let export = |secret| {
        audit::export_audit(
            practice.vault(),
            practice.door(),
            practice.state(),
            EVERYTHING,
            secret,
        )
    };
    let wrong = UnlockSecret::Passphrase("four words are wrong here".to_owned());
    assert_eq!(
        export(wrong).await,
        Err(CommandError::WrongPassphrase),
        "what leaves the vault asks for the secret"
    );
    assert!(!path.exists(), "and nothing was written");
    assert_eq!(
        export(acceptance::secret()).await,
        Ok(true),
        "with it, it is"
    );
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.contains("add_client") && text.contains("\"C-002\"") && !text.contains("Ruth"),
        "acts and codes, no names"
    );
}

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

/// The clients whose erasure the audit trail certifies.
async fn certified(practice: &Practice) -> Vec<Option<ClientId>> {
    let page = audit::audit_lines(practice.vault(), EVERYTHING, None).await;
    let lines = page.unwrap().lines.into_iter().filter(|line| {
        line.kind == AuditKind::Certificate && line.edit == Some(EditKind::EraseClient)
    });
    lines.map(|line| line.client).collect()
}

#[tokio::test]
async fn erasing_a_client_needs_the_code_and_the_secret_and_leaves_a_certificate() {
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
        practice.vault_lock(),
        practice.backups(),
        ruth,
        "C-001".to_owned(),
        UnlockSecret::Passphrase("four words are wrong here".to_owned()),
        false,
    );
    assert_eq!(
        stranger.await,
        Err(CommandError::WrongPassphrase),
        "a wrong secret erases nobody"
    );
    assert_eq!(
        practice.erase(ruth, "C-001", true).await,
        Ok(Erasure::Certified),
        "her code and the right secret erase her"
    );
    assert_eq!(practice.codes().await, ["C-002"], "only Ruth is gone");
    assert_eq!(
        vault::list_backups(&practice.backups_folder()).len(),
        1,
        "a backup was made before the erasure"
    );
    assert_eq!(
        certified(&practice).await,
        [Some(ruth)],
        "the audit trail has a certificate"
    );
}

#[tokio::test]
async fn client_in_therapy_can_be_erased_too() {
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
        "the wrong code erases nobody"
    );
    ruth.erase(client, "C-001", false).await.unwrap();
    assert_eq!(ruth.codes().await, ["C-002"], "only Ruth is gone");
    assert!(
        matches!(
            courses::course(ruth.vault(), ruth.id()).await,
            Err(CommandError::NotFound { .. })
        ),
        "her course is erased too"
    );
    assert_eq!(
        certified(&ruth).await,
        [Some(client)],
        "the audit trail has a certificate"
    );
}

#[tokio::test]
async fn clients_of_concluded_courses_are_listed_with_the_earliest_review_first() {
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
        "a client in therapy is not listed"
    );
    ruth.client("Tom").await;
    ruth.on(day("2026-02-03"));
    let conclusion = Conclusion {
        end_type: EndType::Moved,
        on: day("2026-02-03"),
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
        "Ruth has a day of review and stands first; Tom has none"
    );
    retention::set_retention(ruth.vault(), ruth.id(), day("2040-01-01"))
        .await
        .unwrap();
    let rows = retention::retention_review(ruth.vault()).await.unwrap();
    assert_eq!(
        rows[0].until,
        Some(day("2040-01-01")),
        "the day of review can be changed"
    );
}

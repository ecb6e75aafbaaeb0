use acceptance::{Practice, day};
use kith::commands::vault::audit;
use kith::error::CommandError;
use kith::lock::UnlockSecret;

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
        "the filter lists lines of Ruth only"
    );
    let of_that_day = lines(None, Some(day("2026-02-03")), Some(day("2026-02-03"))).await;
    assert!(
        of_that_day.contains(&Some(tom)) && !of_that_day.contains(&Some(ruth)),
        "the filter lists every line of the day and none of other days"
    );
    let path = practice.desk().join("trail.csv");
    practice.will_pick(Some(path.clone()));
    let everything = audit::AuditFilter {
        client: None,
        from: None,
        to: None,
    };
    let export = |secret| {
        audit::export_audit(
            practice.vault(),
            practice.vault_lock(),
            practice.state(),
            everything,
            secret,
        )
    };
    let wrong = UnlockSecret::Passphrase("four words are wrong here".to_owned());
    assert_eq!(
        export(wrong).await,
        Err(CommandError::WrongPassphrase),
        "an export needs the secret"
    );
    assert!(!path.exists(), "no file is written");
    assert_eq!(
        export(acceptance::secret()).await,
        Ok(true),
        "the right secret exports the trail"
    );
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.contains("add_client") && text.contains("\"C-002\"") && !text.contains("Ruth"),
        "the file holds actions and codes and no names"
    );
}

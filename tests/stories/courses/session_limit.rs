use acceptance::{Practice, Therapy, day};
use course::plan::contract::Amendment;
use course::rule_broken::RuleBroken;
use course::session::SlotStatus;
use kith::commands::{courses, sessions};
use kith::error::CommandError;

async fn amend(ruth: &Therapy, sessions: i32, reason: &str) -> Result<(), CommandError> {
    let amendment = Amendment {
        on: day("2026-04-21"),
        planned_sessions: sessions,
        reason: reason.to_owned(),
        new_end_date: day("2026-05-26"),
        supervision_noted: None,
    };
    courses::amend_contract(ruth.vault(), ruth.id(), amendment)
        .await
        .map(drop)
}

#[tokio::test]
async fn session_beyond_the_planned_number_needs_an_amendment_up_to_the_ceiling() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_ending_phase()
        .await;
    ruth.hold(13..=16).await;
    assert_eq!(
        ruth.view().await.glance.left,
        0,
        "sixteen of sixteen are used"
    );

    ruth.on(day("2026-04-28"));
    let seventeenth = sessions::add_slot(
        ruth.vault(),
        ruth.id(),
        day("2026-04-28"),
        Some("10:00".to_owned()),
    );
    let expected = CommandError::RuleBroken(RuleBroken::NoSessionsLeft { planned: 16 });
    assert_eq!(
        seventeenth.await.err(),
        Some(expected),
        "there is no session 17 of 16"
    );

    let unsaid = amend(&ruth, 20, " ").await.err();
    assert_eq!(
        unsaid,
        Some(CommandError::RuleBroken(RuleBroken::ReasonNeeded)),
        "more sessions need a reason"
    );
    let beyond = amend(&ruth, 21, "She asked.").await.err();
    let ceiling = CommandError::RuleBroken(RuleBroken::AboveCeiling { ceiling: 20 });
    assert_eq!(
        beyond,
        Some(ceiling),
        "sessions beyond the ceiling are refused"
    );

    amend(&ruth, 20, "Her mother died in week 14.")
        .await
        .unwrap();
    ruth.record(17, SlotStatus::Attended).await.unwrap();
    let view = ruth.view().await;
    assert_eq!(
        (view.glance.used, view.glance.left, view.glance.planned),
        (17, 3, 20),
        "the amended course takes session 17"
    );
    let amendments = view
        .course
        .contract
        .and_then(|contract| contract.amendments)
        .unwrap();
    assert_eq!(amendments.len(), 1, "the record keeps the amendment");
}

//! Risk: every flag of PHQ-9 item 9 is answered singly, on any day, and for the answer that was given.

use acceptance::{Practice, Therapy, day};
use course::guidance::OpenRisk;
use course::measures::MeasureEntry;
use course::plan::EndType;
use course::risk::CoveredFlag;
use course::session::SlotStatus;
use kith::commands::risk::{RiskReviewDraft, save_risk_review};
use kith::commands::{clients, courses, measures};
use kith::error::CommandError;

/// An entry of this day that answers these flags.
fn entry(date: &str, flags: &[(&str, i32)]) -> RiskReviewDraft {
    let covers = flags.iter().map(|(measure, item9)| CoveredFlag {
        measure: (*measure).to_owned(),
        item9: *item9,
    });
    RiskReviewDraft {
        slot: None,
        date: day(date),
        time: Some("18:10".to_owned()),
        asked: true,
        thoughts: "Asked by telephone. Passing thoughts, no plan.".to_owned(),
        covers: covers.collect(),
        acknowledged: true,
    }
}

async fn keep(of: &Therapy, entry: RiskReviewDraft) -> Result<(), CommandError> {
    save_risk_review(of.vault(), of.id(), entry).await?;
    Ok(())
}

/// Measures whose flags are open, and what the list of clients shows.
async fn open(of: &Therapy) -> (Vec<String>, OpenRisk) {
    let flags = of.view().await.flags.into_iter();
    let open = flags.filter(|flag| flag.review.is_none());
    let row = clients::clients(of.vault()).await.unwrap().pop().unwrap();
    (
        open.map(|flag| flag.measure).collect(),
        row.glance.unwrap().risk,
    )
}

const fn answers(item9: i32) -> [i32; 9] {
    [1, 1, 1, 1, 1, 1, 1, 1, item9]
}

#[tokio::test]
async fn a_flag_is_answered_after_its_note_was_signed_and_after_the_course_ended() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    ruth.record(1, SlotStatus::Attended).await.unwrap();
    ruth.phq9(1, answers(3)).await.unwrap();
    ruth.write(1, "We met.").await.unwrap();
    ruth.sign(1).await.unwrap();
    let note = ruth.view().await.course.sessions;
    let by_post = MeasureEntry {
        instrument: "PHQ-9".to_owned(),
        date: day("2026-01-06"),
        slot: None,
        completed_by: None,
        items: Some(answers(2).map(|answer| Some(answer.into())).to_vec()),
        function_item: None,
        total: None,
        item9: None,
        value: None,
        work_not_applicable: None,
        subscales: None,
    };
    measures::record_measure(ruth.vault(), ruth.id(), by_post)
        .await
        .unwrap();
    let (flags, risk) = open(&ruth).await;
    assert_eq!(
        (flags.len(), risk),
        (2, OpenRisk::Red),
        "both flags are open"
    );

    let silent = RiskReviewDraft {
        thoughts: " ".to_owned(),
        ..entry("2026-01-07", &[(&flags[0], 3)])
    };
    assert!(
        keep(&ruth, silent).await.is_err(),
        "an entry without the words of the client is refused"
    );
    keep(&ruth, entry("2026-01-07", &[(&flags[0], 3)]))
        .await
        .unwrap();
    assert_eq!(
        open(&ruth).await,
        (vec![flags[1].clone()], OpenRisk::Red),
        "the other flag stays open"
    );
    let ended = course::ending::Conclusion {
        end_type: EndType::DroppedOut,
        actual_end: day("2026-01-06"),
        retention_until: None,
        reason: Some("Did not come back.".to_owned()),
    };
    courses::conclude(ruth.vault(), ruth.id(), ended)
        .await
        .unwrap();
    keep(&ruth, entry("2026-01-08", &[(&flags[1], 2)]))
        .await
        .unwrap();
    assert_eq!(
        open(&ruth).await,
        (Vec::new(), OpenRisk::None),
        "a flag of a concluded course can be answered"
    );
    assert!(
        ruth.view().await.course.sessions == note,
        "the signed note is unchanged"
    );
}

#[tokio::test]
async fn a_flag_opens_again_with_a_higher_answer() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    ruth.record(1, SlotStatus::Attended).await.unwrap();
    ruth.phq9(1, answers(1)).await.unwrap();
    let (flags, _) = open(&ruth).await;
    keep(&ruth, entry("2026-01-06", &[(&flags[0], 1)]))
        .await
        .unwrap();
    assert_eq!(
        open(&ruth).await,
        (Vec::new(), OpenRisk::None),
        "the answered flag is closed"
    );
    ruth.phq9(1, answers(3)).await.unwrap();
    assert_eq!(
        open(&ruth).await,
        (flags, OpenRisk::Red),
        "the flag of the higher answer is open"
    );
}

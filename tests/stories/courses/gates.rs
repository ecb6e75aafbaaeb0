use acceptance::{Practice, Therapy, day};
use course::ending::Conclusion;
use course::plan::gate::Gate;
use course::plan::gate::GateStage;
use course::plan::{CourseStatus, EndType, Phase};
use course::rule_broken::RuleBroken;
use course::session::SlotStatus;
use kith::commands::courses;
use kith::error::CommandError;

fn closed(error: Option<CommandError>, gate: Gate) -> Vec<String> {
    let Some(CommandError::RuleBroken(RuleBroken::GateClosed {
        gate: found,
        missing,
    })) = error
    else {
        panic!("gate {gate:?} must be closed");
    };
    assert_eq!(found, gate, "the refusal names the gate");
    missing
}

async fn stage(ruth: &Therapy, gate: Gate) -> GateStage {
    ruth.view()
        .await
        .gates
        .into_iter()
        .find(|state| state.gate == gate)
        .unwrap()
        .state
}

#[tokio::test]
async fn the_first_gate_lists_what_is_missing_and_opens_with_a_reason() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_initial_phase()
        .await;
    ruth.hold(1..=4).await;
    let missing = closed(
        courses::move_on(ruth.vault(), ruth.id(), ruth.today())
            .await
            .err(),
        Gate::G1,
    );
    assert!(
        missing.contains(&"focus".to_owned()),
        "the first gate needs a focus"
    );
    ruth.record(5, SlotStatus::Attended).await.unwrap();
    assert_eq!(
        stage(&ruth, Gate::G1).await,
        GateStage::Overdue,
        "a closed gate does not refuse a session"
    );
    closed(ruth.pass(Gate::G1, None).await.err(), Gate::G1);
    ruth.agree_focus().await.unwrap();
    ruth.pass(Gate::G1, Some("Crisis in week 2; goals follow."))
        .await
        .unwrap();
    courses::move_on(ruth.vault(), ruth.id(), ruth.today())
        .await
        .unwrap();
    let view = ruth.view().await;
    assert_eq!(view.glance.phase, Phase::Middle, "a reason passes the gate");
    let passed = view
        .gates
        .into_iter()
        .find(|state| state.gate == Gate::G1)
        .unwrap();
    assert!(
        passed.reason.is_some() && !passed.missing.is_empty(),
        "the record keeps the reason and the missing items"
    );
}

#[tokio::test]
async fn the_middle_gates_are_refused_and_then_passed_with_a_reason() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_middle_phase()
        .await;
    ruth.hold(5..=12).await;
    assert_eq!(
        closed(ruth.pass(Gate::G2, None).await.err(), Gate::G2),
        ["mid.review"],
        "the review is missing"
    );
    let missing = closed(
        courses::move_on(ruth.vault(), ruth.id(), ruth.today())
            .await
            .err(),
        Gate::G3,
    );
    assert_eq!(
        missing,
        ["G2", "mid.foreshadow"],
        "the next gate names the earlier gate as missing"
    );
    ruth.pass(Gate::G2, Some("Spoken of in supervision."))
        .await
        .unwrap();
    closed(ruth.pass(Gate::G3, None).await.err(), Gate::G3);
    ruth.pass(Gate::G3, Some("The end was named in session 12."))
        .await
        .unwrap();
    courses::move_on(ruth.vault(), ruth.id(), ruth.today())
        .await
        .unwrap();
    assert_eq!(
        ruth.view().await.glance.phase,
        Phase::Ending,
        "the ending phase begins"
    );
}

#[tokio::test]
async fn course_is_concluded_with_a_reason_and_the_conclusion_can_be_undone_at_once() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_ending_phase()
        .await;
    ruth.hold(13..=16).await;
    let end = |reason: Option<&str>| Conclusion {
        end_type: EndType::Planned,
        on: day("2026-04-21"),
        actual_end: day("2026-04-21"),
        retention_until: Some(day("2033-04-21")),
        reason: reason.map(str::to_owned),
        risk: None,
        death: None,
    };
    let missing = closed(
        courses::conclude(ruth.vault(), ruth.id(), end(None))
            .await
            .err(),
        Gate::G4,
    );
    assert!(
        missing.contains(&"end.goodbye".to_owned()),
        "the last gate names the goodbye as missing"
    );
    courses::conclude(ruth.vault(), ruth.id(), end(Some("Said in the corridor.")))
        .await
        .unwrap();
    assert_eq!(
        ruth.view().await.glance.status,
        CourseStatus::Closed,
        "the course is concluded"
    );
    let concluded = Some(CommandError::RuleBroken(RuleBroken::Concluded));
    assert_eq!(
        ruth.agree_focus().await.err(),
        concluded,
        "a concluded course takes no change"
    );
    courses::undo_conclusion(ruth.vault(), ruth.id())
        .await
        .unwrap();
    assert_eq!(
        ruth.view().await.glance.status,
        CourseStatus::Active,
        "the conclusion is undone"
    );
}

//! Risk: every flag of PHQ-9 item 9 is answered singly, on any day, and for the answer that was given.

use acceptance::{Practice, Therapy, day, plan};
use course::RuleBroken;
use course::ending::{Conclusion, RiskAtEnd};
use course::guidance::{CheckDue, OpenRisk};
use course::measures::MeasureEntry;
use course::people::{Client, EmergencyContact};
use course::plan::{ClientDeath, EndType, FormatId};
use course::risk::{CoveredFlag, SafetyPlanDraft};
use course::session::SlotStatus;
use kith::commands::risk::{
    RiskReviewDraft, review_safety_plan, save_risk_review, save_safety_plan,
};
use kith::commands::{clients, courses, measures, retention, today, undo};
use kith::error::CommandError;
use vault::CourseId;

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
        asked: Some(true),
        thoughts: "Asked by telephone. Passing thoughts, no plan.".to_owned(),
        covers: covers.collect(),
        check_on: None,
        closes: false,
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
    let open = flags.filter(|flag| flag.open);
    let row = clients::clients(of.vault()).await.unwrap().pop().unwrap();
    (open.map(|flag| flag.measure).collect(), row.risk)
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
    let ended = Conclusion {
        end_type: EndType::DroppedOut,
        on: day("2026-01-06"),
        actual_end: day("2026-01-06"),
        retention_until: None,
        reason: Some("Did not come back.".to_owned()),
        risk: None,
        death: None,
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

fn ended(end_type: EndType, on: &str, reason: Option<&str>) -> Conclusion {
    Conclusion {
        end_type,
        on: day(on),
        actual_end: day(on),
        retention_until: None,
        reason: reason.map(str::to_owned),
        risk: None,
        death: None,
    }
}

/// Courses whose flags are open: of the client's page, and of Today.
async fn courses_with_flags(of: &Therapy) -> (Vec<CourseId>, Vec<CourseId>) {
    let page = clients::client(of.vault(), of.client).await.unwrap();
    let today = today::today(of.vault()).await.unwrap();
    (
        page.flags.iter().map(|open| open.course_id).collect(),
        today.flags.iter().map(|open| open.course_id).collect(),
    )
}

#[tokio::test]
async fn an_open_flag_of_an_earlier_course_stays_in_sight() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let first = ruth.id();
    ruth.record(1, SlotStatus::Attended).await.unwrap();
    ruth.phq9(1, answers(1)).await.unwrap();
    let later = course::plan::BeginPlan {
        start_date: day("2026-03-05"),
        second_course_reason: Some("After her move, the first was never ended.".to_owned()),
        ..plan(FormatId::Ipt16)
    };
    let ruth = ruth.begun(later).await;
    ruth.phq9(1, answers(2)).await.unwrap();
    // A day with a session of neither.
    ruth.on(day("2026-03-08"));
    let graver_first = vec![ruth.id(), first];
    assert_eq!(
        courses_with_flags(&ruth).await,
        (graver_first.clone(), graver_first.clone()),
        "both courses, the graver answer first"
    );
    let row = clients::clients(ruth.vault()).await.unwrap().pop().unwrap();
    assert_eq!(
        (row.course, row.risk, row.unsigned),
        (Some(ruth.id()), OpenRisk::Red, 1),
        "the list shows the newest course and what is open in any"
    );
    let unfinished = today::today(ruth.vault()).await.unwrap().unfinished;
    let open: Vec<CourseId> = unfinished.iter().map(|open| open.course_id).collect();
    assert!(open.contains(&first), "the note of the first course too");
    clients::archive_client(ruth.vault(), ruth.client, true)
        .await
        .unwrap();
    assert_eq!(
        courses_with_flags(&ruth).await.1,
        graver_first,
        "and where the client was archived"
    );
}

#[tokio::test]
async fn the_list_shows_the_course_under_way_though_a_later_one_ended() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let first = ruth.id();
    let again = course::plan::BeginPlan {
        second_course_reason: Some("By mistake.".to_owned()),
        ..plan(FormatId::Ipt16)
    };
    let ruth = ruth.begun(again).await;
    let end = ended(EndType::Moved, "2026-01-06", Some("begun twice by mistake"));
    courses::conclude(ruth.vault(), ruth.id(), end)
        .await
        .unwrap();
    let row = clients::clients(ruth.vault()).await.unwrap().pop().unwrap();
    assert_eq!(row.course, Some(first), "it is not over");
    let review = retention::retention_review(ruth.vault()).await.unwrap();
    assert!(review.is_empty(), "nor is it up for disposal");
}

#[tokio::test]
async fn planned_slots_of_a_concluded_course_are_not_on_today() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    ruth.record(1, SlotStatus::Attended).await.unwrap();
    ruth.on(day("2026-01-20"));
    let before = today::today(ruth.vault()).await.unwrap();
    assert_eq!(
        (before.sessions.len(), before.unfinished.len()),
        (1, 2),
        "a session today, one to record and one to sign"
    );
    let end = ended(EndType::Moved, "2026-01-06", Some("moved abroad"));
    courses::conclude(ruth.vault(), ruth.id(), end)
        .await
        .unwrap();
    let after = today::today(ruth.vault()).await.unwrap();
    assert_eq!(
        (after.sessions.len(), after.unfinished.len()),
        (0, 0),
        "each of them would be refused"
    );
}

#[tokio::test]
async fn risk_at_the_end_is_written_once_though_the_conclusion_was_refused_before() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let end = |reason| Conclusion {
        on: day("2026-01-09"),
        risk: Some(RiskAtEnd {
            asked: Some(true),
            text: "None by telephone.".to_owned(),
        }),
        ..ended(EndType::DroppedOut, "2026-01-06", reason)
    };
    ruth.on(day("2026-01-09"));
    for _ in 0..3 {
        let refused = courses::conclude(ruth.vault(), ruth.id(), end(None)).await;
        assert!(refused.is_err(), "nothing was said to the client");
    }
    courses::conclude(ruth.vault(), ruth.id(), end(Some("no answer")))
        .await
        .unwrap();
    let reviews = ruth.view().await.course.risk_reviews.unwrap();
    assert_eq!(
        reviews.iter().map(|one| one.date).collect::<Vec<_>>(),
        [day("2026-01-09")],
        "one, of that day, though no session was held"
    );
}

#[tokio::test]
async fn a_death_is_kept_with_who_was_told() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    ruth.record(1, SlotStatus::Attended).await.unwrap();
    ruth.phq9(1, answers(1)).await.unwrap();
    let death = ClientDeath {
        told_by: Some("Her sister.".to_owned()),
        told_on: Some(day("2026-01-09")),
        supervisor_informed_on: Some(day("2026-01-09")),
        insurer_informed_on: Some(day("2026-01-12")),
        family_contact: None,
    };
    ruth.on(day("2026-01-12"));
    let end = Conclusion {
        death: Some(death.clone()),
        ..ended(EndType::Died, "2026-01-08", None)
    };
    courses::conclude(ruth.vault(), ruth.id(), end)
        .await
        .unwrap();
    assert!(
        ruth.view().await.course.plan.death == Some(death),
        "read back from the vault"
    );
    assert_eq!(
        courses_with_flags(&ruth).await,
        (Vec::new(), Vec::new()),
        "nobody is left to ask"
    );
}

#[tokio::test]
async fn a_day_to_ask_again_is_on_today_until_an_entry_closes_the_thread() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let checks = async |of: &Therapy| {
        let page = clients::client(of.vault(), of.client).await.unwrap();
        let today = today::today(of.vault()).await.unwrap();
        (page.checks.len(), today.checks.len())
    };
    ruth.on(day("2026-01-07"));
    let check = RiskReviewDraft {
        check_on: Some(day("2026-01-09")),
        ..entry("2026-01-07", &[])
    };
    keep(&ruth, check).await.unwrap();
    assert_eq!(checks(&ruth).await, (1, 0), "on the page of the client");
    ruth.on(day("2026-01-09"));
    assert_eq!(
        checks(&ruth).await,
        (1, 1),
        "on Today when the day has come"
    );
    ruth.on(day("2026-01-12"));
    let overdue = today::today(ruth.vault()).await.unwrap().checks;
    assert!(
        overdue[0].check.due == CheckDue::Overdue,
        "and stays when nobody asked"
    );
    let silent = entry("2026-01-12", &[]);
    keep(&ruth, silent).await.unwrap();
    assert_eq!(checks(&ruth).await, (1, 1), "the entry says nothing of it");
    let closing = RiskReviewDraft {
        closes: true,
        ..entry("2026-01-12", &[])
    };
    keep(&ruth, closing).await.unwrap();
    assert_eq!(checks(&ruth).await, (0, 0), "closed with a reason");
    let closed = ruth.view().await.risk_thread.closed_on;
    assert_eq!(closed, Some(day("2026-01-12")), "and the thread says when");
}

#[tokio::test]
async fn a_safety_plan_keeps_its_versions_and_can_be_undone() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let plan = |own: &str| SafetyPlanDraft {
        on_my_own: vec![own.to_owned()],
        ..SafetyPlanDraft::default()
    };
    for (date, own) in [("2026-01-07", "walk"), ("2026-01-14", "walk to the river")] {
        ruth.on(day(date));
        save_safety_plan(ruth.vault(), ruth.id(), plan(own))
            .await
            .unwrap();
    }
    review_safety_plan(ruth.vault(), ruth.id()).await.unwrap();
    let kept = ruth.view().await.course.safety_plan.unwrap();
    assert_eq!(
        (kept.version, kept.reviewed.unwrap().len()),
        (2, 1),
        "read back from the vault"
    );
    let earlier = kept.earlier.unwrap();
    assert_eq!(
        earlier[0].on_my_own.as_deref(),
        Some(&["walk".to_owned()][..]),
        "with the version before"
    );
    for _ in 0..2 {
        undo::undo(ruth.vault(), ruth.client).await.unwrap();
    }
    let kept = ruth.view().await.course.safety_plan.unwrap();
    assert_eq!(
        (kept.version, kept.on_my_own.unwrap()),
        (1, vec!["walk".to_owned()]),
        "undone"
    );
}

#[tokio::test]
async fn the_emergency_contact_is_changed_and_the_other_details_stay() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let before = ruth.view().await.course.client;
    let mira = EmergencyContact {
        name: "Mira".to_owned(),
        relation: Some("sister".to_owned()),
        phone: Some("07700 900123".to_owned()),
    };
    clients::save_emergency_contact(ruth.vault(), ruth.client, Some(mira.clone()))
        .await
        .unwrap();
    let expected = Client {
        emergency_contact: Some(mira),
        ..before.clone()
    };
    assert!(ruth.view().await.course.client == expected, "on the course");
    clients::save_emergency_contact(ruth.vault(), ruth.client, None)
        .await
        .unwrap();
    assert!(ruth.view().await.course.client == before, "taken out again");
}

#[tokio::test]
async fn no_course_of_a_client_who_died_asks_for_a_flag() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let first = ruth.id();
    ruth.record(1, SlotStatus::Attended).await.unwrap();
    ruth.phq9(1, answers(3)).await.unwrap();
    let later = course::plan::BeginPlan {
        start_date: day("2026-03-05"),
        second_course_reason: Some("After her move, the first was never ended.".to_owned()),
        ..plan(FormatId::Ipt16)
    };
    let ruth = ruth.begun(later).await;
    ruth.on(day("2026-03-09"));
    assert_eq!(
        ruth.view().await.client_risk,
        OpenRisk::Red,
        "the second course knows of the flag of the first"
    );
    let reason = Some("The supervisor and the insurer are told next.");
    courses::conclude(
        ruth.vault(),
        ruth.id(),
        ended(EndType::Died, "2026-03-08", reason),
    )
    .await
    .unwrap();
    assert_eq!(
        courses_with_flags(&ruth).await,
        (Vec::new(), Vec::new()),
        "nobody is left to ask, in any course"
    );
    let row = clients::clients(ruth.vault()).await.unwrap().pop().unwrap();
    assert_eq!(row.risk, OpenRisk::None, "nor does the list ask");
    let earlier = ruth.course(first).await;
    assert_eq!(
        (earlier.client_risk, earlier.flags[0].open),
        (OpenRisk::None, false),
        "the page of the first course shows the flag and does not ask"
    );
}

#[tokio::test]
async fn a_second_course_beside_an_open_one_needs_a_reason() {
    let practice = Practice::open().await;
    let ruth = practice.with_client("Ruth").await.in_initial_phase().await;
    let begin = async |reason: Option<&str>| {
        let second = course::plan::BeginPlan {
            second_course_reason: reason.map(str::to_owned),
            ..plan(FormatId::Ipt16)
        };
        courses::begin_course(ruth.vault(), ruth.client, second).await
    };
    let needed = Some(CommandError::RuleBroken(RuleBroken::ReasonNeeded));
    assert_eq!(begin(None).await.err(), needed, "the first is open");
    assert_eq!(begin(Some(" ")).await.err(), needed, "in words");
    let second = begin(Some("A new episode.")).await.unwrap().id;
    let kept = ruth.course(second.parse().unwrap()).await.course.plan;
    assert_eq!(
        kept.second_course_reason.as_deref(),
        Some("A new episode."),
        "and it is kept"
    );
}

use acceptance::Practice;
use course::focus::FormulationDraft;
use course::map::SnapshotKind;
use course::plan::contract::ContractEdit;
use kith::commands::clients::ClientEdit;
use kith::commands::vault::audit;
use kith::commands::{clients, courses, focus, map, undo};
use kith::error::CommandError;
use vault::Saved;

fn terms() -> ContractEdit {
    ContractEdit {
        session_minutes: 50,
        place: Some("Room 2".to_owned()),
        fee_gbp: None,
        cancellation: None,
        measures: Some(vec!["WSAS at 1, 8, 16".to_owned()]),
        recording_consent: None,
        gp_contact_consent: None,
    }
}

#[tokio::test]
async fn saving_what_is_recorded_already_saves_nothing() {
    let ruth = Practice::open()
        .await
        .with_client("Ruth")
        .await
        .in_middle_phase()
        .await;
    let (vault, id) = (|| ruth.vault(), ruth.id());
    courses::edit_contract(vault(), id, terms()).await.unwrap();
    let leila = ruth.add_person("Leila, daughter").await;
    ruth.place(&leila, 2, 10).await;
    map::take_snapshot(vault(), id, SnapshotKind::Other, None, None)
        .await
        .unwrap();

    let view = ruth.view().await;
    let recorded = &view.course;
    let state = async || undo::undo_state(vault(), ruth.client).await.unwrap();
    let lines = async || {
        let filter = audit::AuditFilter {
            client: None,
            from: None,
            to: None,
        };
        let page = audit::audit_lines(vault(), filter, None).await;
        page.unwrap().lines.len()
    };
    let (before, written) = (state().await, lines().await);
    let unchanged = |what: &str, saved: Result<Saved, CommandError>| {
        let touched = saved.unwrap().touched;
        assert!(touched.is_empty(), "{what}: {touched:?}");
    };

    let client = recorded.client.clone();
    let edit = ClientEdit {
        code: client.code,
        display_name: client.display_name,
        pronouns: client.pronouns,
        date_of_birth: client.date_of_birth,
        phone: client.phone,
        email: client.email,
        address_area: client.address_area,
        gp: client.gp,
    };
    unchanged(
        "details",
        clients::edit_client(vault(), ruth.client, edit).await,
    );
    unchanged(
        "contract",
        courses::edit_contract(vault(), id, terms()).await,
    );
    let rule = recorded.contract.as_ref().unwrap().missed_session_rule;
    unchanged("rule", courses::change_missed_rule(vault(), id, rule).await);
    let formulation = recorded.formulation.clone().unwrap();
    let draft = FormulationDraft {
        text: formulation.text,
        shared_on: formulation.shared_on,
        accepted: formulation.accepted,
        client_reply: formulation.client_reply,
        linked_events: formulation.linked_events,
    };
    unchanged(
        "formulation",
        focus::save_formulation(vault(), id, draft).await,
    );
    let goal = recorded.goals.as_ref().unwrap()[0].clone();
    unchanged(
        "goal",
        focus::edit_goal(vault(), id, goal.id, goal.text, goal.indicator).await,
    );
    let person = recorded.people.as_ref().unwrap()[0].clone();
    unchanged("person", map::edit_person(vault(), id, person).await);
    let names = ["core", "close", "matters", "distant", "outside"].map(str::to_owned);
    unchanged("rings", map::name_rings(vault(), id, names.to_vec()).await);
    unchanged("note", ruth.write(1, "First meeting.").await);
    let version = recorded.map_snapshots.as_ref().unwrap()[0].clone();
    unchanged(
        "version",
        map::revise_snapshot(
            vault(),
            id,
            version.id,
            version.kind,
            None,
            version.notes,
            false,
        )
        .await,
    );
    assert_eq!(state().await, before, "there is nothing more to undo");
    assert_eq!(lines().await, written, "nor a line in the audit trail");
}

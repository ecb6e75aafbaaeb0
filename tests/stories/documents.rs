use acceptance::{PASSPHRASE, Practice};
use kith::commands::export::save_recovery_sheet;
use kith::error::CommandError;
use report::{Orientation, Paper, PaperSize, RecoverySheet, Section};

fn sheet(groups: &[String]) -> RecoverySheet {
    RecoverySheet {
        title: "Your recovery sheet".to_owned(),
        about: vec!["Vault: Practice vault".to_owned()],
        groups: groups.to_vec(),
        sections: vec![Section {
            title: "How to use it".to_owned(),
            lines: vec!["Start Kith.".to_owned()],
            steps: true,
        }],
        language: "en".to_owned(),
        paper: Paper {
            size: PaperSize::A4,
            way: Orientation::Portrait,
        },
    }
}

#[tokio::test]
async fn the_recovery_sheet_is_written_where_the_person_says_and_nowhere_else() {
    let practice = Practice::before_first_run();
    let groups = practice.create_vault(PASSPHRASE).await.unwrap();
    let folder = practice.desk().join("stick");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("sheet.pdf");
    let save = |groups: &[String]| {
        save_recovery_sheet(
            practice.vault(),
            practice.vault_lock(),
            practice.state(),
            sheet(groups),
        )
    };
    practice.will_pick(None);
    assert_eq!(save(&groups).await, Ok(false), "a closed dialog");
    practice.will_pick(Some(path.clone()));
    let mut misread = groups.clone();
    misread.swap(0, 1);
    assert_eq!(
        save(&misread).await,
        Err(CommandError::NotARecoveryCode),
        "a sheet that would not open anything is not made"
    );
    assert!(!path.exists(), "nothing was written until now");
    assert_eq!(save(&groups).await, Ok(true), "the right one is");
    assert!(
        std::fs::read(&path).unwrap().starts_with(b"%PDF-"),
        "as a PDF"
    );
    let beside = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(beside, 1, "and nothing is left beside it");
}

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
async fn recovery_sheet_is_written_to_the_chosen_file_and_nowhere_else() {
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
    assert_eq!(
        save(&groups).await,
        Ok(false),
        "a closed dialog writes nothing"
    );
    practice.will_pick(Some(path.clone()));
    let mut misread = groups.clone();
    misread.swap(0, 1);
    assert_eq!(
        save(&misread).await,
        Err(CommandError::NotARecoveryCode),
        "a sheet with a wrong code is refused"
    );
    assert!(!path.exists(), "no file is written before");
    assert_eq!(
        save(&groups).await,
        Ok(true),
        "a sheet with the right code is written"
    );
    assert!(
        std::fs::read(&path).unwrap().starts_with(b"%PDF-"),
        "the file is a PDF"
    );
    let beside = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(beside, 1, "the folder holds no other file");
}
